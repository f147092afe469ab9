"""Reports in words whether the newsroom's background work runs, and what to do if it does not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext

from conflictdesk.api import probes
from conflictdesk.caches import cache
from conflictdesk.desk.queue import unread_articles
from conflictdesk.ledger.extractions import backlog, heartbeats
from conflictdesk.ledger.rights import article_rights
from conflictdesk.reconcile import alerts
from conflictdesk.reconcile.alerts import Condition
from conflictdesk.wording import elapsed

# For so many seconds all open desks share one observation.
KEY, KEEP_SECONDS = "conflictdesk-newsroom-state", 5


@dataclass(frozen=True)
class Observed:
    """The values that the words are made from, in no language."""

    seen: Mapping[str, heartbeats.Seen]
    waiting: int
    oldest: backlog.Waiting | None
    failed: int
    # The age of the first text in seconds; None when there is none, or when the sweep has been seen.
    first_text: float | None = None
    # Asked when the worker or the sweep is late: without messages neither can work.
    broker_is_down: bool = False

    @property
    def waits(self) -> float | None:
        """The seconds that the oldest text has waited; None if no text waits."""
        return self.oldest.seconds if self.oldest else None

    @property
    def worker(self) -> Condition:
        return alerts.worker(heartbeats.sightings(self.seen), self.waits)

    @property
    def sweep(self) -> Condition:
        return alerts.sweep(heartbeats.sightings(self.seen), self.first_text)


@dataclass(frozen=True)
class Part:
    """One part of the newsroom: its name, its condition, the condition in words, advice, and an address
    with the text of its link. The last three may be "".
    """

    name: str
    condition: Condition
    words: str
    advice: str = ""
    url: str = ""
    link: str = ""

    @property
    def is_late(self) -> bool:
        return self.condition == Condition.LATE


class NewsroomState:
    """The state as one user may see it; observed only when first read."""

    def __init__(self, user: Any) -> None:
        self._user = user

    @cached_property
    def _observed(self) -> Observed:
        return observe()

    @cached_property
    def parts(self) -> list[Part]:
        observed = self._observed
        return [worker(observed), sweep(observed), texts(observed, self._user), failures(observed)]

    @property
    def late(self) -> list[Part]:
        """The parts that need attention now; first the broker, if it stops the others."""
        first = [broker(ok=False)] if self._observed.broker_is_down else []
        return [*first, *(part for part in self.parts if part.is_late)]

    @property
    def url(self) -> str:
        return reverse("conflictdesk_state")


def observe() -> Observed:
    """Returns the observation, at most `KEEP_SECONDS` old."""
    found: Observed | None = cache.get(KEY)
    if found is None:
        found = _observe()
        cache.set(KEY, found, KEEP_SECONDS)
    return found


def _observe() -> Observed:
    seen = heartbeats.last_seen()
    first_text = None if heartbeats.SWEEP in seen else backlog.first_text_age()
    found = Observed(seen, backlog.size(), backlog.oldest(), unread_articles.failures(), first_text)
    is_late = Condition.LATE in (found.worker, found.sweep)
    return replace(found, broker_is_down=is_late and not _broker_answers())


def _broker_answers() -> bool:
    """Whether the broker answers within `PATIENCE_SECONDS`."""
    return probes.broker.begin().answer(time.monotonic() + probes.PATIENCE_SECONDS).ok


def broker(ok: bool) -> Part:
    """Returns the broker's part: whether texts are handed to the worker."""
    name = gettext("Broker")
    if ok:
        return Part(name, Condition.WELL, gettext("The broker, which hands texts to the worker, answers."))
    return Part(
        name,
        Condition.LATE,
        gettext("The broker, which hands texts to the worker, does not answer."),
        gettext(
            "Start it again, or tell whoever runs the site. Nothing is lost: what is published is stored, "
            "and the sweep sends it again."
        ),
    )


def worker(observed: Observed) -> Part:
    """Returns the worker's part: whether a worker takes texts."""
    condition = observed.worker
    words, advice = _worker_words(condition, observed), _worker_advice(condition, observed.broker_is_down)
    return Part(gettext("Worker"), condition, words, advice)


def _worker_words(condition: Condition, observed: Observed) -> str:
    seen = observed.seen.get(heartbeats.WORKER)
    if seen is None:
        return gettext("No worker that reads articles has been seen yet.")
    if condition == Condition.WELL:
        return gettext("The worker that reads articles was seen %(ago)s.") % {
            "ago": elapsed.ago(seen.seconds)
        }
    since = {"since": elapsed.since(seen.at)}
    if condition == Condition.LATE:
        return gettext("The worker that reads articles has not been seen since %(since)s.") % since
    return gettext("The worker that reads articles was last seen at work: %(since)s.") % since


def _worker_advice(condition: Condition, broker_is_down: bool) -> str:
    if condition == Condition.LATE and broker_is_down:
        return gettext(
            "The broker, which hands texts to the worker, does not answer: start it first, or tell whoever "
            "runs the site. Nothing is lost: what is published is stored, and read when both are back."
        )
    if condition == Condition.LATE:
        return gettext(
            "Start the worker again, or tell whoever runs the site. Nothing is lost: what is published is "
            "stored, and read when the worker is back."
        )
    if condition == Condition.UNKNOWN:
        return gettext(
            "A worker with nothing to read shows that it is there only if the scheduler (beat) sends "
            "“conflictdesk.heartbeat”."
        )
    return ""


def sweep(observed: Observed) -> Part:
    """Returns the sweep's part: whether texts left behind are found again."""
    condition = observed.sweep
    return Part(gettext("Sweep"), condition, _sweep_words(condition, observed), _sweep_advice(observed))


def _sweep_words(condition: Condition, observed: Observed) -> str:
    seen = observed.seen.get(heartbeats.SWEEP)
    if seen is None:
        return gettext("No sweep has run yet.")
    if condition == Condition.WELL:
        return gettext("The last sweep ended %(ago)s.") % {"ago": elapsed.ago(seen.seconds)}
    return gettext("No sweep has run since %(since)s.") % {"since": elapsed.since(seen.at)}


def _sweep_advice(observed: Observed) -> str:
    if observed.sweep == Condition.WELL:
        return ""
    if observed.broker_is_down:
        return gettext(
            "The broker does not answer: start it first, or tell whoever runs the site. Then the sweep runs "
            "again by itself."
        )
    return gettext(
        "Start the scheduler (beat) and a worker, or tell whoever runs the site. Until then nothing mends "
        "what went wrong: texts that were left, and boxes that are behind."
    )


def texts(observed: Observed, user: Any) -> Part:
    """Returns the texts' part: whether they are read in time. It links the oldest one if the user may
    see its article's claims.
    """
    condition = alerts.backlog(observed.waits)
    part = Part(gettext("Texts"), condition, _texts_words(observed), _texts_advice(condition, observed))
    if observed.oldest is None or not article_rights.may_on_page(
        user, article_rights.Act.SEE, observed.oldest.page_key
    ):
        return part
    url = reverse("wagtailadmin_pages:edit", args=(observed.oldest.page_key,))
    return replace(part, url=url, link=observed.oldest.title)


def _texts_words(observed: Observed) -> str:
    if observed.oldest is None:
        return gettext("No text waits to be read.")
    values = {"n": observed.waiting, "since": elapsed.since(observed.oldest.since)}
    return (
        ngettext(
            "%(n)d text waits to be read, since %(since)s.",
            "%(n)d texts wait to be read, the oldest since %(since)s.",
            observed.waiting,
        )
        % values
    )


def _texts_advice(condition: Condition, observed: Observed) -> str:
    if condition != Condition.LATE:
        return ""
    if observed.broker_is_down:
        return gettext("They are read when the broker answers.")
    if observed.worker == Condition.LATE:
        return gettext("They are read when the worker is back.")
    return gettext("A whole archive takes its time. Otherwise let more workers run.")


def failures(observed: Observed) -> Part:
    """Returns the failures' part: how many live articles could not be read."""
    condition = alerts.failures(observed.failed)
    if condition == Condition.WELL:
        return Part(gettext("Failures"), condition, gettext("No article has failed to be read."))
    words = ngettext(
        "%(n)d live article could not be read.", "%(n)d live articles could not be read.", observed.failed
    ) % {"n": observed.failed}
    advice = gettext(
        "The queue's page names the latest of them with the reason; each can be tried again there."
    )
    url = f"{reverse('conflictdesk_facts:queue')}#conflictdesk-unread"
    return Part(gettext("Failures"), condition, words, advice, url, gettext("Which?"))
