"""The public ids of the contract, and the frames that vocabulary entries may name.

Ids are permanent: deprecate, never rename.
"""

from __future__ import annotations

from typing import Literal

Measure = Literal[
    "killed",
    "wounded",
    "missing",
    "detained",
    "abducted",
    "freed",
    "surrendered",
    "displaced",
    "evacuated",
    "returned",
    "crossed_border",
    "trapped",
    "in_need",
    "aided",
    "fighters",
    "deployed",
    "area",
    "territory_share",
    "places_captured",
    "buildings_destroyed",
    "buildings_damaged",
    "strikes",
    "equipment_destroyed",
    "equipment_seized",
    "aid_amount",
    "distance",
]
Qualifier = Literal[
    "exact", "at_least", "more_than", "up_to", "fewer_than", "about", "nearly", "between", "vague"
]
Unit = Literal[
    "person",
    "household",
    "km2",
    "percent",
    "building",
    "item",
    "strike",
    "place",
    "usd",
    "eur",
    "gbp",
    "tonne",
    "km",
]
Population = Literal[
    "civilians",
    "children",
    "women",
    "men",
    "fighters",
    "soldiers",
    "police",
    "officials",
    "aid_workers",
    "medics",
    "journalists",
    "prisoners",
]
Period = Literal["incident", "daily", "cumulative", "stock"]
Realis = Literal["actual", "planned", "hypothetical", "denied", "historical"]
EventType = Literal[
    "clash",
    "attack",
    "offensive",
    "territory_captured",
    "withdrawal",
    "air_strike",
    "shelling",
    "bombing",
    "suicide_attack",
    "chemical_attack",
    "violence_against_civilians",
    "abduction",
    "detention",
    "siege",
    "displacement",
    "evacuation_return",
    "destruction",
    "agreement",
    "surrender_release",
    "weapons_seized",
    "aid_access",
    "mobilisation",
    "protest",
    "riot",
]
Role = Literal[
    "state_forces",
    "armed_group",
    "militia",
    "foreign_forces",
    "police",
    "government",
    "un",
    "ngo",
    "media",
    "health_authority",
    "civil_defence",
    "monitor",
    "party",
    "official",
    "witness",
    "civilians",
    "other",
]
PlacePrecision = Literal["exact", "near", "district", "city", "adm2", "adm1", "country", "unresolved"]
WhenPrecision = Literal["day", "week", "month", "year"]

# How a measure's words take the number: "killed 12" object, "12 fled" subject, "12 dead" state,
# "12 fatalities" head, "a death toll of 12" toll, "the deaths of 12" of; a
# context only has to share the sentence.
FRAMES = ("object", "subject", "state", "head", "toll", "of", "context")
NUMERAL_CLASSES = ("unit", "teen", "ten", "multiplier", "collective", "vague", "fraction", "zero", "one")
SPEECH_FRAMES = ("says", "says_passive", "according", "cites", "noun")
MASK_FRAMES = ("before", "after")
# What the subject and the object of an active verb are to the event that it tells.
PARTS = ("actor", "target", "place", "weapon", "none")

# What is counted: "bare" is a number without a noun, "noun" one with a noun that nobody has listed,
# "self" the noun that is itself the measure ("12 deaths").
CLASSES = frozenset(
    {
        "person",
        "household",
        "building",
        "equipment",
        "strike",
        "attack",
        "place",
        "area",
        "distance",
        "weight",
        "money",
        "territory",
        "share",
        "country",
        "time",
        "life",
        "animal",
        "other",
        "bare",
        "noun",
        "self",
        "soldiers",
        "police",
        "fighters",
        "prisoners",
        "hostages",
        "civilians",
        "children",
        "men",
        "projectiles",
    }
)
