"""Extracts the texts of Django's templates for translators; Babel calls it, as `babel.toml` beside the
catalogues says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract(
    template: IO[bytes], keywords: Mapping[str, Any], tags: Collection[str], options: Any
) -> Iterator[Any]:
    """Yields line, function, arguments and comments of each text. Django rewrites the template as Python
    for gettext's extractor; Babel's extractor can read that, too.
    """
    code = templatize(template.read().decode())
    yield from extract_python(BytesIO(code.encode()), keywords, tags, options)
