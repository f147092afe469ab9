"""What a number is called."""

from __future__ import annotations

import pytest

from conflictdesk.contract import terms
from conflictdesk.wording import measures


@pytest.mark.parametrize(
    ("measure", "population", "side", "label"),
    [
        ("displaced", "", "", "Displaced"),
        ("displaced", None, None, "Displaced"),
        ("trapped", "civilians", "", "Civilians trapped"),
        ("killed", "aid_workers", "", "Aid workers killed"),
        ("killed", "soldiers", "Iraqi military", "Soldiers killed"),
        ("fighters", "fighters", "Islamic State", "Fighters"),
        ("fighters", "women", "", "Fighters: Women"),
        ("area", "", "Islamic State", "Area held"),
        ("bodies_returned", "soldiers", "", "Bodies returned: Soldiers"),
        ("losses", "", "", "Losses"),
        ("losses", "soldiers", "", "Soldiers lost"),
        ("rescued", "children", "", "Children rescued"),
        ("cut_off", "civilians", "", "Civilians cut off"),
        ("conscripted", "men", "", "Men conscripted"),
        ("area", "", "", "Area"),
        ("measure_of_2031", "", "", "measure_of_2031"),
        ("killed", "poets", "", "poets killed"),
    ],
)
def test_a_label(measure: str, population: str, side: str, label: str) -> None:
    assert measures.label(measure, population, side) == label


def test_every_id_of_the_contract_has_its_words() -> None:
    assert [one for one in terms.MEASURES if measures.label(one, None) == one] == []
    assert [one for one in terms.POPULATIONS if f"{one} killed" == measures.label("killed", one)] == []
