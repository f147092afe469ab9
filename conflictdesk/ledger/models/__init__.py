"""All models of the ledger."""

from .actors import Actor
from .authors import ArticleAuthor
from .choices import Pick, TwinRuling
from .claims import Claim, Evidence
from .desk_grants import DeskGrant
from .extractions import Extraction
from .facts import EventFact, FigureFact
from .heartbeats import Heartbeat
from .membership_changes import MembershipChange
from .merges import Merge
from .places import Place
from .rulings import RejectReason, Ruling
from .situations import PAGE_MODEL, ArticleSituation, FormerAddress, Situation, SituationActor
from .snapshots import Showing, Snapshot

__all__ = [
    "PAGE_MODEL",
    "Actor",
    "ArticleAuthor",
    "ArticleSituation",
    "Claim",
    "DeskGrant",
    "EventFact",
    "Evidence",
    "Extraction",
    "FigureFact",
    "FormerAddress",
    "Heartbeat",
    "MembershipChange",
    "Merge",
    "Pick",
    "Place",
    "RejectReason",
    "Ruling",
    "Showing",
    "Situation",
    "SituationActor",
    "Snapshot",
    "TwinRuling",
]
