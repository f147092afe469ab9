"""The shipped entries, and what a wrong one says."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from conflictdesk.contract import terms
from conflictdesk.contract.entries import Measure
from conflictdesk.contract.loading import KINDS, ContractError, load
from conflictdesk.contract.types import to_json
from conflictdesk.extraction import engine

MEASURE = {
    "id": "bridges_closed",
    "label": "Bridges closed",
    "meaning": "Bridges that nobody may cross.",
    "with_population": "Bridges closed: %(population)s",
}


def _folder(tmp_path: Path, **kinds: Any) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "more.yaml").write_text(yaml.safe_dump(kinds))
    return tmp_path / "own"


def test_an_entry_is_its_id_wherever_it_is_written_or_copied() -> None:
    killed = terms.MEASURES["killed"]
    assert (killed, {killed: 1}, json.dumps(killed)) == ("killed", {"killed": 1}, '"killed"')
    assert type(to_json(killed)) is str
    for other in (copy.deepcopy(killed), pickle.loads(pickle.dumps(killed))):
        assert (other, other.label, type(other)) == ("killed", "Killed", Measure)


@pytest.mark.parametrize(
    ("literal", "known"),
    [
        (terms.Qualifier, terms.QUALIFIERS),
        (terms.Unit, terms.UNITS),
        (terms.Period, terms.PERIODS),
        (terms.Realis, terms.REALIS),
        (terms.Role, terms.ROLES),
        (terms.PlacePrecision, terms.PLACE_PRECISIONS),
        (terms.WhenPrecision, terms.DATE_PRECISIONS),
    ],
)
def test_what_grammar_computes_is_what_the_data_names(literal: Any, known: Any) -> None:
    assert get_args(literal) == tuple(known)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (
            [terms.HAPPENED, terms.INTENDED, terms.SUPPOSED, terms.DENIED, terms.LONG_AGO],
            ["actual", "planned", "hypothetical", "denied", "historical"],
        ),
        (
            [terms.IN_EVENT, terms.ON_DAY, terms.IN_TOTAL, terms.AT_MOMENT],
            ["incident", "daily", "cumulative", "stock"],
        ),
        (
            [terms.EXACT, terms.BELOW, terms.TWO_ENDED, terms.IN_WORDS],
            ["exact", "fewer_than", "between", "vague"],
        ),
    ],
)
def test_what_code_asks_for_is_found_by_what_the_data_says(asked: list[str], ids: list[str]) -> None:
    assert asked == ids


def test_two_people_approve_what_the_data_marks(tmp_path: Path) -> None:
    marked = {"figure:killed", "figure:places_captured", "event:territory_captured"}
    assert terms.for_two_people() == marked
    with terms.extended(_folder(tmp_path, measures=[{**MEASURE, "two_people": True}])):
        assert terms.for_two_people() == marked | {f"figure:{MEASURE['id']}"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"colour": "red"}, "unknown field colour"),
        ({"label": None}, "label: None is not text"),
        ({"label": ""}, "label: is empty"),
        ({"casualty": "yes"}, "casualty: 'yes' is not true or false"),
        ({"nature": "river"}, "nature: 'river' is not one of stock, flow, toll"),
        ({"of_events": "siege"}, "of_events: 'siege' is not a list"),
        ({"of_events": ["picnic"]}, "of_events: 'picnic' is not among the event_types"),
        ({"unit": "bridge"}, "unit: 'bridge' is not among the units"),
        ({"yields_to": "bridges"}, "yields_to: 'bridges' is not among the measures"),
    ],
)
def test_a_wrong_entry_says_where_and_why(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    folder = _folder(tmp_path, measures=[{**MEASURE, **change}])
    with pytest.raises(ContractError) as caught:
        load(terms.SHIPPED, folder)
    assert str(caught.value) == f"own/more.yaml: measures/bridges_closed: {reason}"


def test_an_entry_needs_its_fields_and_a_file_its_kinds(tmp_path: Path) -> None:
    folder = _folder(tmp_path, measures=[{"id": "bridges_closed", "label": "Bridges closed"}])
    with pytest.raises(ContractError, match=r"^own/more.yaml: measures/bridges_closed: no meaning$"):
        load(terms.SHIPPED, folder)
    (folder / "more.yaml").write_text("bridges: []")
    with pytest.raises(ContractError, match=rf"^own/more.yaml: bridges: is not one of {', '.join(KINDS)}$"):
        load(terms.SHIPPED, folder)
    (folder / "more.yaml").write_text("killed")
    with pytest.raises(ContractError, match=r"^own/more.yaml: file: a file maps kinds to lists of entries$"):
        load(terms.SHIPPED, folder)


def test_an_id_stands_once_in_a_file_and_kin_name_each_other(tmp_path: Path) -> None:
    folder = _folder(tmp_path, measures=[MEASURE, MEASURE])
    with pytest.raises(ContractError, match=r"bridges_closed: this id stands twice in the file$"):
        load(terms.SHIPPED, folder)
    lonely = {"id": "parade", "label": "Parade", "meaning": "Troops march.", "kin": ["riot"]}
    (folder / "more.yaml").write_text(yaml.safe_dump({"event_types": [lonely]}))
    with pytest.raises(ContractError, match=r"parade: kin: riot does not name it in turn$"):
        load(terms.SHIPPED, folder)


def test_what_a_site_adds_stands_behind_the_shipped_entries_and_can_be_taken_back(tmp_path: Path) -> None:
    before = list(terms.MEASURES)
    with terms.extended(_folder(tmp_path, measures=[MEASURE])):
        assert list(terms.MEASURES) == [*before, "bridges_closed"]
        assert terms.MEASURES["bridges_closed"].period_class == "cumulative"
    assert list(terms.MEASURES) == before


def test_a_wrong_folder_changes_nothing(tmp_path: Path) -> None:
    before = list(terms.MEASURES)
    with pytest.raises(ContractError):
        terms.extend(_folder(tmp_path, measures=[MEASURE, {"id": "x"}]))
    assert list(terms.MEASURES) == before


def test_what_decides_is_part_of_the_extractors_version_and_a_label_is_not(tmp_path: Path) -> None:
    version = engine.version()
    killed = yaml.safe_load((terms.SHIPPED / "measures.yaml").read_text())["measures"][0]
    folder = _folder(tmp_path, measures=[{**killed, "label": "Dead"}])
    with terms.extended(folder):
        assert (terms.MEASURES["killed"].label, engine.version()) == ("Dead", version)
    (folder / "more.yaml").write_text(yaml.safe_dump({"measures": [{**killed, "nature": "flow"}]}))
    with terms.extended(folder):
        assert engine.version() != version
    assert engine.version() == version


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(ContractError, match=r"^/nowhere/more: folder: there is no such folder$"):
        terms.extend(Path("/nowhere/more"))
