"""The shipped index: what it holds, how much it weighs, how fast it opens."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conflictdesk.extraction.gazetteer import NOTHING, GazetteerError, shipped
from conflictdesk.extraction.gazetteer.index import SHIPPED, open_blob

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("name", "geonames_id", "country", "region"),
    [
        ("Mosul", 99072, "IQ", "Ninawa"),
        ("al-Mawsil", 99072, "IQ", "Ninawa"),
        ("Kyiv", 703448, "UA", "Kyiv City"),
        ("Aleppo", 170063, "SY", "Aleppo"),
        ("Halab", 170063, "SY", "Aleppo"),
        ("Bogotá", 3688689, "CO", "Bogota D.C."),
        ("Maidan Shahr", 1456960, "AF", "Vardak"),
    ],
)
def test_names_of_one_place(name: str, geonames_id: int, country: str, region: str) -> None:
    cities = [entry for entry in shipped().find_name(name).entries if entry.kind == "city"]
    first = cities[0]
    assert (first.id, first.country, first.region) == (geonames_id, country, region)


def test_entries_come_largest_first_and_main_names_before_others() -> None:
    hit = shipped().find_name("Georgetown")
    named, others = hit.entries[: hit.main], hit.entries[hit.main :]
    assert [entry.population for entry in named] == sorted((e.population for e in named), reverse=True)
    assert [entry.population for entry in others] == sorted((e.population for e in others), reverse=True)
    assert {"GY", "US"} <= {entry.country for entry in named}


def test_flags_tell_ordinary_words_and_names_of_people() -> None:
    flags = {name: shipped().find_name(name).flags for name in ("Police", "Hilton", "Mosul")}
    assert flags == {"Police": "w", "Hilton": "p", "Mosul": ""}


def test_a_country_is_filed_by_its_code() -> None:
    (iraq,) = shipped().find("=iq").entries
    assert (iraq.id, iraq.name, iraq.kind) == (99237, "Iraq", "country")
    assert "SY" in shipped().neighbours["IQ"]


def test_an_unknown_name_is_nothing() -> None:
    assert shipped().find_name("Xyzzyburgh") is NOTHING
    assert shipped().find_name("") is NOTHING


def test_another_file_is_refused() -> None:
    with pytest.raises(GazetteerError):
        open_blob(b"\0" * 64)


def test_size_and_credit() -> None:
    assert SHIPPED.stat().st_size <= 15 * MEGABYTE
    notice = (SHIPPED.parent / "NOTICE").read_text(encoding="utf-8")
    assert "GeoNames" in notice
    assert "Creative Commons Attribution 4.0" in notice


def test_a_worker_stays_small() -> None:
    """The growth of a process that opens the index and looks up 2,000 names."""
    code = (
        "import resource\n"
        "from conflictdesk.extraction.gazetteer import shipped\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "index = shipped()\n"
        "[index.find_name(index.entry(number * 100).name) for number in range(2000)]\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(run.stdout) * unit < 150 * MEGABYTE
