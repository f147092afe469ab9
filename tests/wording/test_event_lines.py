"""Events in words: what the type says, no more; and who says so."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract import terms
from conflictdesk.wording import event_lines, languages
from tests.boxes.contents import event

DIVISION, STATE, ARMY = "16th Division", "Islamic State", "Iraqi military"
SAID = {"name": ARMY, "role": "state_forces", "party": True}

LINES: list[tuple[dict[str, Any], str]] = [
    (
        {"type": "territory_captured", "actors": [DIVISION], "place": "al-Mashahda district", "source": SAID},
        "16th Division captured al-Mashahda district, Iraqi military said",
    ),
    (
        {"type": "territory_captured", "actors": [DIVISION], "targets": [STATE], "place": "Zanjili"},
        "16th Division captured Zanjili from Islamic State",
    ),
    (
        {
            "type": "territory_captured",
            "actors": [DIVISION],
            "targets": ["Zanjili"],
            "place": "Zanjili district",
        },
        "16th Division captured Zanjili district",
    ),
    ({"type": "shelling", "targets": ["Mosul"], "place": "Mosul"}, "Shelling in Mosul"),
    ({"type": "shelling", "targets": ["Mosul"], "place": "Iraq"}, "Shelling of Mosul in Iraq"),
    ({"type": "territory_captured", "place": "Zanjili"}, "Zanjili captured"),
    ({"type": "territory_captured", "actors": [DIVISION]}, "Capture of territory by 16th Division"),
    ({"type": "withdrawal", "actors": [STATE], "place": "Zanjili"}, "Islamic State withdrew from Zanjili"),
    ({"type": "withdrawal", "place": "Zanjili"}, "Withdrawal from Zanjili"),
    ({"type": "clash", "place": "Old City"}, "Clashes in Old City"),
    (
        {"type": "clash", "actors": [ARMY], "targets": [STATE]},
        "Clashes between Iraqi military and Islamic State",
    ),
    ({"type": "clash", "actors": [STATE], "place": "Tikrit"}, "Clashes involving Islamic State in Tikrit"),
    (
        {"type": "air_strike", "actors": ["Coalition"], "targets": [STATE], "place": "Mosul"},
        "Air strike by Coalition on Islamic State in Mosul",
    ),
    (
        {"type": "suicide_attack", "actors": [STATE], "weapon": "car bomb", "hedged": True, "source": SAID},
        "Suicide attack by Islamic State (car bomb), Iraqi military said (unconfirmed)",
    ),
    ({"type": "shelling", "place": "Mosul", "hedged": True}, "Shelling in Mosul (unconfirmed)"),
    (
        {"type": "abduction", "actors": [STATE], "targets": ["aid workers"]},
        "Abduction of aid workers by Islamic State",
    ),
    ({"type": "aid_access", "trigger": "safe corridors"}, "Access for aid (“safe corridors”)"),
    (
        {"type": "violence_against_civilians", "actors": [STATE], "trigger": "human shields"},
        "Violence against civilians by Islamic State (“human shields”)",
    ),
    (
        {"type": "territory_captured", "actors": [DIVISION], "place": "Zanjili", "realis": "planned"},
        "Planned: capture of Zanjili by 16th Division",
    ),
    (
        {"type": "shelling", "actors": [ARMY], "place": "Mosul", "realis": "denied", "source": SAID},
        "Denied by Iraqi military: shelling by Iraqi military in Mosul",
    ),
    (
        {"type": "territory_captured", "actors": [ARMY], "place": "al-Nuri mosque", "source": SAID},
        "Iraqi military captured al-Nuri mosque, by own account",
    ),
    (
        {"type": "attack", "actors": [ARMY], "targets": [STATE], "source": SAID, "hedged": True},
        "Attack by Iraqi military on Islamic State, Iraqi military said (unconfirmed)",
    ),
    ({"type": "territory_captured", "place": "al-Baaj"}, "Al-Baaj captured"),
    (
        {"type": "siege", "targets": ["people"], "place": "Mosul", "trigger": "are trapped"},
        "Siege: people “are trapped” in Mosul",
    ),
    (
        {"type": "displacement", "targets": ["residents"], "trigger": "have fled"},
        "Displacement: residents “have fled”",
    ),
    (
        {"type": "siege", "actors": [STATE], "targets": ["people"], "trigger": "were trapping"},
        "Siege of people by Islamic State (“were trapping”)",
    ),
    (
        {"type": "displacement", "targets": ["people"], "trigger": "could flee", "realis": "hypothetical"},
        "Possible: displacement of people (“could flee”)",
    ),
    ({"type": "siege", "place": "Aleppo", "trigger": "siege"}, "Siege in Aleppo"),
    (
        {"type": "destruction", "place": "Old City", "trigger": "were damaged"},
        "Destruction in Old City (“were damaged”)",
    ),
    ({"type": "shelling", "targets": ["schools"], "actors": ["The army"]}, "Shelling of schools by the army"),
    ({"type": "bombing", "source": {**SAID, "name": "The charity"}}, "Bombing, the charity said"),
    (
        {"type": "agreement", "actors": ["rebels"], "targets": ["army"], "trigger": "ceasefire"},
        "Agreement involving rebels and army (“ceasefire”)",
    ),
    (
        {"type": "violence_against_civilians", "actors": [STATE], "targets": ["families"], "place": "Mosul"},
        "Violence against families by Islamic State in Mosul (“clashes”)",
    ),
    (
        {"type": "withdrawal", "actors": ["rebels"], "place": "Aleppo", "realis": "planned"},
        "Planned: withdrawal of rebels from Aleppo",
    ),
    ({"type": "event_of_2031", "place": "Mosul"}, "Event_of_2031 in Mosul"),
]


@pytest.mark.parametrize(("values", "words"), LINES, ids=[words for _, words in LINES])
def test_a_line(values: dict[str, Any], words: str) -> None:
    assert str(event_lines.line(event(**values), languages.locale("en"))) == words


def test_every_type_of_the_contract_has_its_words() -> None:
    assert [one for one in terms.EVENT_TYPES if event_lines.type_label(one) == one] == []
    assert {one for one, entry in terms.REALIS.items() if not entry.line} == {"actual"}
