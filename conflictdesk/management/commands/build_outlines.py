"""`manage.py build_outlines countries-50m.json`: builds the shipped outlines of countries.

The file is in the npm package world-atlas (`npm pack world-atlas@2`), made from Natural Earth, which is
in the public domain.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conflictdesk.drawing.outlines import SHIPPED
from conflictdesk.drawing.topology import TopologyError, outlines_file


class Command(BaseCommand):
    help = "Build the outlines of countries that maps are drawn with, from world-atlas."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("topology", type=Path, help="world-atlas's countries-50m.json")
        parser.add_argument("--out", type=Path, default=SHIPPED, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = outlines_file(json.loads(options["topology"].read_text()))
        except (TopologyError, ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        options["out"].write_bytes(data)
        self.stdout.write(f"{options['out']}: {len(data):,} bytes")
