"""Turns facts into JSON, in the terms of the extraction contract. Null means that the text does not say."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from conflictdesk.contract import terms
from conflictdesk.contract.stored import ActorReading
from conflictdesk.ledger.models import Actor, Evidence, FigureFact, Place, Situation
from conflictdesk.ledger.models.facts import Fact


class NullableText(serializers.CharField):
    """A text field that is null if the ledger has no text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_null=True, **options)

    def get_attribute(self, instance: Any) -> Any:
        return super().get_attribute(instance) or None


class EvidenceText(serializers.CharField):
    """A field of a fact's newest evidence, of the same name; "" for a fact that has lost its evidence."""

    def get_attribute(self, instance: Fact) -> str:
        evidence = next(iter(instance.claim.evidence.all()), Evidence())
        return str(getattr(evidence, self.field_name or ""))


class ActorSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(allow_null=True, help_text="Permanent; null for words nobody has identified.")
    name = serializers.CharField()
    role = serializers.CharField(allow_null=True)


class SideSerializer(ActorSerializer):
    """Whose people, weapons or land are counted."""

    def get_attribute(self, instance: FigureFact) -> ActorReading | None:
        return _actor(instance.side, instance.side_text)


class SourceSerializer(ActorSerializer):
    """Who says so."""

    party = serializers.BooleanField(help_text="Whether it is a party to the conflict.")

    def get_attribute(self, instance: Fact) -> dict[str, Any] | None:
        actor = _actor(instance.source, instance.source_text)
        parties = {one.actor_id for one in instance.situation.situation_actors.all() if one.is_party}
        return actor and {**actor, "party": instance.source_id in parties}


class PlaceSerializer(serializers.Serializer[Any]):
    """A place as the ledger knows it; unresolved where it knows the words only."""

    name = serializers.CharField()
    country = NullableText(help_text="ISO 3166-1 alpha-2.")
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    precision = serializers.CharField(help_text="How exactly the point stands for the place.")
    geonames_id = serializers.IntegerField(allow_null=True)

    def get_attribute(self, instance: Fact) -> Place | None:
        unresolved = Place(name=instance.place_text, precision=terms.UNRESOLVED)
        return instance.place or (unresolved if instance.place_text else None)


class SinceSerializer(serializers.Serializer[Any]):
    """The article's words for the start from which a figure counts."""

    text = serializers.CharField()
    date = serializers.DateField(allow_null=True, help_text="The day that they fix, if any.")

    def get_attribute(self, instance: FigureFact) -> dict[str, Any] | None:
        return {"text": instance.since_text, "date": instance.since_date} if instance.since_text else None


class ArticleSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    url = serializers.URLField(allow_null=True)

    def get_attribute(self, instance: Fact) -> dict[str, Any]:
        page: Any = instance.claim.page
        return {"title": page.title, "url": page.get_full_url(self.context.get("request"))}


class Span(serializers.Serializer[Any]):
    """When it happened; both days inclusive."""

    def get_attribute(self, instance: Fact) -> dict[str, Any] | None:
        start, end = instance.date_from, instance.date_to
        if start is None:
            return None
        return {"from": start, "to": end or start, "precision": instance.date_precision or "day"}


# A class body cannot spell the contract's key "from".
WhenSerializer: type[Span] = type(
    "WhenSerializer",
    (Span,),
    {
        "__doc__": Span.__doc__,
        "__module__": __name__,
        "from": serializers.DateField(),
        "to": serializers.DateField(),
        "precision": serializers.CharField(help_text="How exactly the text says so: day, week, month, year."),
    },
)


class FactSerializer(serializers.Serializer[Any]):
    """What figures and events have in common."""

    id = serializers.IntegerField(source="claim_id")
    situation = serializers.SlugField(source="situation.slug")
    source = SourceSerializer(allow_null=True)  # type: ignore[assignment] # shadows a field's own option
    hedged = serializers.BooleanField(help_text="Whether the article keeps its distance: “reportedly”.")
    place = PlaceSerializer(allow_null=True)
    when = WhenSerializer(allow_null=True)
    as_of = serializers.DateField(help_text="The day on which the source said so.")
    quote = EvidenceText(help_text="The words that carry it, verbatim.")
    sentence = EvidenceText()
    article = ArticleSerializer()
    approved_at = serializers.DateTimeField()


class FigureSerializer(FactSerializer):
    """A number: `low`, `best`, `high` and `qualifier` say together what the source said."""

    measure = serializers.CharField()
    unit = serializers.CharField()
    population = NullableText()
    side = SideSerializer(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    best = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    qualifier = serializers.CharField()
    period = NullableText()
    since = SinceSerializer(allow_null=True)
    cause = serializers.CharField(help_text="Why people died, were hurt or left.")
    is_part = serializers.BooleanField(help_text="Included in another figure: adds to no total.")


class EventSerializer(FactSerializer):
    """Something that happened, as a source tells it."""

    type = serializers.CharField()
    trigger = serializers.CharField(help_text="The article's word for it.")
    actors = serializers.ListField(child=serializers.CharField())
    targets = serializers.ListField(child=serializers.CharField())
    weapon = NullableText()


class SituationSerializer(serializers.ModelSerializer[Situation]):
    """A running story. `version` counts the changes of what readers see."""

    version = serializers.IntegerField(read_only=True)
    updated_at = serializers.DateTimeField(read_only=True)

    class Meta:
        model = Situation
        fields = ("slug", "name", "state", "summary", "version", "updated_at")


def _actor(actor: Actor | None, text: str) -> ActorReading | None:
    if actor:
        return {"id": actor.identifier, "name": actor.name, "role": actor.role}
    return {"id": None, "name": text, "role": None} if text else None
