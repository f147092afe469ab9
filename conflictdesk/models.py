"""Django's door to the models."""

from conflictdesk.desk.models import *  # noqa: F403
from conflictdesk.ledger.models import *  # noqa: F403
