"""A plugin of pytest for tests of the pure rooms: whatever imports Django, or what is built on it, fails.

`pytest -p no:django -p tests.without_django tests/extraction`
"""

from __future__ import annotations

import sys

FRAMEWORKS = ("django", "wagtail", "celery", "kombu", "rest_framework")

if loaded := sys.modules.keys() & FRAMEWORKS:
    raise RuntimeError(f"These are imported already: {', '.join(sorted(loaded))}")
# What an import of them finds: Python then raises ImportError.
sys.modules.update(dict.fromkeys(FRAMEWORKS))  # type: ignore[arg-type]
