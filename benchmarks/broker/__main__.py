"""Measures the embedded broker under load, and the newsroom whose workers are killed.

    python -m benchmarks.broker
    python -m benchmarks.broker --transport kombu.transport.filesystem:Transport --kills 0

Uses a folder of its own, which is removed. Exits with 1 if a promise is broken.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.broker import messages

ATOMIC = "conflictdesk.newsroom.broker.atomic_filesystem:Transport"


def main() -> None:
    asked = _asked()
    with tempfile.TemporaryDirectory(prefix="conflictdesk-benchmark-") as folder:
        promises = []
        if asked.messages:
            load = messages.Load(asked.messages, asked.producers, asked.consumers, asked.loops)
            promises += messages.measure(Path(folder), asked.transport, load)
        if asked.kills:
            promises += _kill(Path(folder), asked.kills, asked.publications)
    for promise, kept in promises:
        print(f"{'kept' if kept else 'BROKEN':<8} {promise}")
    sys.exit(not all(kept for _, kept in promises))


def _asked() -> argparse.Namespace:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--messages", type=int, default=20_000, help="0 leaves out the first part")
    options.add_argument("--producers", type=int, default=4)
    options.add_argument("--consumers", type=int, default=2)
    options.add_argument("--loops", type=int, default=2, help="processes beside them that are busy")
    options.add_argument("--transport", default=ATOMIC, help="of the first part")
    options.add_argument("--kills", type=int, default=100, help="0 leaves out the second part")
    options.add_argument("--publications", type=int, default=300)
    return options.parse_args()


def _kill(folder: Path, kills: int, publications: int) -> list[tuple[str, bool]]:
    for name in ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "benchmarks.broker.settings"}
    import django  # noqa: PLC0415 - the settings read the environment that has just been set

    django.setup()
    from benchmarks.broker import killed_workers  # noqa: PLC0415 - the models are there only now

    return killed_workers.measure(folder / "workers.log", kills, publications)


if __name__ == "__main__":
    main()
