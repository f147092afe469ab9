"""What is remembered."""

from .actors import Actor, ActorRole
from .choices import Pick, TwinRuling
from .claims import Claim, Evidence
from .extractions import Extraction
from .facts import EventFact, FigureFact
from .heartbeats import Heartbeat
from .places import Place, PlacePrecision
from .rulings import RejectReason, Ruling
from .situations import PAGE_MODEL, ArticleSituation, FormerAddress, Situation, SituationActor
from .snapshots import Showing, Snapshot

__all__ = [
    "PAGE_MODEL",
    "Actor",
    "ActorRole",
    "ArticleSituation",
    "Claim",
    "EventFact",
    "Evidence",
    "Extraction",
    "FigureFact",
    "FormerAddress",
    "Heartbeat",
    "Pick",
    "Place",
    "PlacePrecision",
    "RejectReason",
    "Ruling",
    "Showing",
    "Situation",
    "SituationActor",
    "Snapshot",
    "TwinRuling",
]
