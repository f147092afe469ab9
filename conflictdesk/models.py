"""The models, where Django looks for them."""

from conflictdesk.desk.models import *  # noqa: F403
from conflictdesk.ledger.models import *  # noqa: F403
