"""Babel's method for texts in Django's templates; `babel.toml` beside the catalogues names it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(
    template: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Line, function, arguments and comments of each text. Django writes a template as Python for gettext's
    own extractor; Babel's reads it as well.
    """
    code = templatize(template.read().decode())
    yield from extract_python(BytesIO(code.encode()), keywords, tags, options)
