"""Prints the extractor's scores on the labelled sets, computed by the scorer in their folder."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.corpora import parser


def main() -> int:
    options, more = parser(__doc__).parse_known_args()
    scorer = options.corpora / "dev_score.py"
    if not scorer.is_file():
        raise SystemExit(f"{scorer} is not there; name the folder with --corpora.")
    extract = f"{sys.executable} manage.py extract --jsonl"
    runs = ["--run", extract]
    for part in ("places", "dates", "numbers"):
        runs += [f"--{part}-run", f"{extract} --{part}"]
    return subprocess.run([sys.executable, str(scorer), *runs, *more], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
