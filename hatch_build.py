"""Compiles the translations while the wheel is built, so that it needs no gettext where it is installed."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        project = Path(self.root)
        # By its path: the package itself needs Django, which a build does not have.
        spec = spec_from_file_location("compiling", project / "conflictdesk/newsroom/compiling.py")
        assert spec is not None
        assert spec.loader is not None
        compiling = module_from_spec(spec)
        spec.loader.exec_module(compiling)
        compiling.compile_catalogues(project / "conflictdesk/locale")
