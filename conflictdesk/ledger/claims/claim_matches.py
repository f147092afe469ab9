"""Matches claims of several articles that report the same fact: compared by rules, decided by people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.log_actions import log

from conflictdesk.contract.stored import ActorReading, FigureReading
from conflictdesk.contract.terms import EVENT_TYPES
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.claims.facts import as_written, said_on
from conflictdesk.ledger.claims.readings import day
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.models import Claim, Evidence, TwinRuling
from conflictdesk.ledger.rights.ruling_rights import allow, name_of
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile import claim_matches
from conflictdesk.reconcile.same_event import ComparedClaim, Likeness, number_range, ranked_matches

Verdict = TwinRuling.Verdict
# Claims that were published further apart than this are not compared.
WINDOW = timedelta(days=31)
COMPARED = 300


class NotTwins(ConflictdeskError):
    """Only two claims of one situation, from different articles, can tell the same."""


def suggest(claim: Claim) -> tuple[Likeness, ...]:
    """Returns the claims of the same situation that may report the same fact, except those already ruled
    on together with this claim; () for a claim without a situation.
    """
    if claim.situation_id is None:
        return ()
    others = list(_comparable(claim))
    decided = _decided_with(claim.pk)
    compared = _all_compared([claim, *(one for one in others if one.pk not in decided)])
    return ranked_matches(compared[0], compared[1:])


def of(claim: Claim) -> list[Claim]:
    """Returns the other claims that people have found to report the same fact, oldest first."""
    group = _group(claim)
    return list(Claim.objects.select_related("page", "ruling").filter(pk__in=group - {claim.pk}))


def confirm(claim: Claim, other: Claim, user: Any) -> None:
    """Records that both claims report the same fact. They count as one fact with two articles. Raises
    `NotTwins` for claims that cannot match, NotAllowed without the right to decide.
    """
    _could_be_twins(claim, other)
    _rule([(claim, other)], user, Verdict.SAME)


def split(claim: Claim, user: Any) -> None:
    """Records that the claim reports a fact of its own, different from those it was matched with."""
    _rule([(claim, other) for other in of(claim)], user, Verdict.SPLIT)


def keep_apart(claim: Claim, other: Claim, user: Any) -> None:
    """Records that the two claims report different facts; they are not suggested again."""
    _could_be_twins(claim, other)
    _rule([(claim, other)], user, Verdict.SPLIT)


def _could_be_twins(claim: Claim, other: Claim) -> None:
    """Raises `NotTwins` if the two claims cannot match: different situations or kinds, or one article."""
    if claim.situation_id is None or claim.situation_id != other.situation_id:
        raise NotTwins
    if claim.kind != other.kind or claim.page_key == other.page_key:
        raise NotTwins


def _rule(pairs: Sequence[tuple[Claim, Claim]], user: Any, verdict: str) -> None:
    """Records the verdict on each pair and refreshes the situations. Raises NotAllowed without the
    right.
    """
    for claim in {one for pair in pairs for one in pair}:
        allow(claim, user)
    with writing():
        # One verdict at a time in a situation, because each reads the groups that the one before has joined.
        kept_situations.lock(claim.situation_id for claim, _ in pairs if claim.situation_id)
        for claim in _affected(pairs, verdict):
            allow(claim, user)
        for pair in pairs:
            first, second = sorted(pair, key=lambda one: one.pk)
            TwinRuling.objects.create(
                first=first, second=second, verdict=verdict, user=user, user_name=name_of(user)
            )
            data = {"claims": [first.pk, second.pk]}
            log(instance=first.page, action=f"conflictdesk.{verdict}", user=user, data=data)
        for situation_id in sorted({claim.situation_id for claim, _ in pairs if claim.situation_id}):
            refreshing.refresh(situation_id, "told by several articles")


def _affected(pairs: Iterable[tuple[Claim, Claim]], verdict: str) -> QuerySet[Claim]:
    """Returns the approved claims that readers would see differently: all claims of the groups that the
    verdict joins or splits. Claims of deleted articles are left out, because readers do not see them.
    """
    found: set[int] = set()
    for mine, others in ((_group(claim), _group(other)) for claim, other in pairs):
        if verdict == Verdict.SAME or mine == others:
            found |= mine | others
    approved = Claim.objects.filter(pk__in=found, state=Claim.State.APPROVED, page__isnull=False)
    return approved.select_related("page__live_revision").order_by("pk")


def _comparable(claim: Claim) -> QuerySet[Claim]:
    """Returns at most `COMPARED` claims of live articles that could report the same fact, newest first."""
    topics = {claim.topic} | (EVENT_TYPES[claim.topic].kin if claim.topic in EVENT_TYPES else frozenset())
    day = claim.extraction.published or claim.proposed_at
    said = Q(extraction__published__range=(day - WINDOW, day + WINDOW)) | Q(extraction__published=None)
    live = Claim.objects.filter(said, presence=Claim.Presence.PRESENT, page__live=True)
    others = live.filter(situation=claim.situation_id, kind=claim.kind, topic__in=topics)
    return (
        others.exclude(state=Claim.State.REJECTED)
        .exclude(page_key=claim.page_key)
        .select_related("extraction", "ruling", "page")
        .defer("extraction__text", "extraction__segments")
        .order_by("-pk")[:COMPARED]
    )


def _decided_with(claim_id: int) -> set[int]:
    """Returns the keys of the claims that people have compared with this one."""
    rows = TwinRuling.objects.filter(Q(first=claim_id) | Q(second=claim_id))
    return {one for pair in rows.values_list("first_id", "second_id") for one in pair} - {claim_id}


def _group(claim: Claim) -> set[int]:
    """Returns the keys of all claims in the claim's group, itself included; empty if it is in no group."""
    situation = claim.situation_id
    rows = TwinRuling.objects.filter(first__situation=situation, second__situation=situation).order_by("pk")
    decided = rows.values_list("first_id", "second_id", "verdict")
    numbers = claim_matches.groups(((one, other), verdict == Verdict.SAME) for one, other, verdict in decided)
    mine = numbers.get(claim.pk)
    return {one for one, number in numbers.items() if number == mine} if mine else set()


def _all_compared(claims: Sequence[Claim]) -> list[ComparedClaim]:
    counted = _counted_beside(claims) if claims[0].kind == Claim.Kind.EVENT else {}
    return [_compared(claim, counted.get(claim.pk, ())) for claim in claims]


Numbers = tuple[tuple[str, tuple[float | None, float | None]], ...]


def _compared(claim: Claim, counted: Numbers) -> ComparedClaim:
    now = readings.reading(claim, claim.ruling)
    place = now["place"]
    latitude, longitude = (place["latitude"], place["longitude"]) if place else (None, None)
    point = (latitude, longitude) if latitude is not None and longitude is not None else None
    return ComparedClaim(
        id=claim.pk,
        article=claim.page_key,
        kind=claim.kind,
        topic=now["measure"] if "measure" in now else now["type"],
        as_of=said_on(claim),
        place=as_written(place),
        point=point,
        start=day(now["from"]),
        end=day(now["to"]),
        actors=frozenset() if "measure" in now else _names([*now["actors"], *now["targets"]]),
        about=_about(now) if "measure" in now else (),
        numbers=(("itself", number_range(now)),) if "measure" in now else counted,
    )


def _about(now: FigureReading) -> tuple[str, ...]:
    side = now["side"]
    return (
        now["unit"],
        now["population"] or "",
        (side["id"] or side["name"]) if side else "",
        now["period"] or "",
    )


def _names(actors: Iterable[ActorReading]) -> frozenset[str]:
    return frozenset(str(one["id"] or one["name"]).casefold() for one in actors)


def _counted_beside(claims: Sequence[Claim]) -> dict[int, Numbers]:
    """Returns for each event the numbers in its sentence, by measure. Makes two queries."""
    mine = Evidence.objects.filter(claim__in=claims).values_list(
        "claim_id", "extraction_id", "sentence_start"
    )
    sentences = {(extraction, start): claim for claim, extraction, start in mine}
    figures = Evidence.objects.filter(
        claim__kind=Claim.Kind.FIGURE, extraction__in={extraction for extraction, _ in sentences}
    ).select_related("claim__ruling")
    found: dict[int, Numbers] = {}
    for row in figures:
        event = sentences.get((row.extraction_id, row.sentence_start))
        if event is not None:
            now = readings.figure(row.claim, row.claim.ruling)
            found[event] = (*found.get(event, ()), (now["measure"], number_range(now)))
    return found
