"""Extracts the texts of the contract's entries for translators; Babel calls it, as `babel.toml` beside
the catalogues says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

import yaml

from conflictdesk.wording.contract_texts import PLURALS, READERS


def extract(
    file: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any
) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yields line, function, arguments and comments of each text that readers see, as Babel expects
    them; a text with a context has the function `pgettext`.
    """
    root = yaml.compose(file.read().decode(), Loader=yaml.SafeLoader)
    for kind, listed in root.value if root else ():
        for entry in listed.value:
            fields = {name.value: value for name, value in entry.value}
            for name, context in READERS.get(kind.value, {}).items():
                if name in fields:
                    yield _message(fields[name], context)
            for one, many in PLURALS.get(kind.value, ()):
                if one in fields:
                    line = fields[one].start_mark.line + 1
                    yield line, "ngettext", (fields[one].value, fields[many].value, None), []


def _message(value: Any, context: str | None) -> tuple[int, str, Any, list[str]]:
    line, text = value.start_mark.line + 1, value.value
    return (line, "pgettext", (context, text), []) if context else (line, "gettext", text, [])
