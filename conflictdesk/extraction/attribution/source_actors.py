"""Which actor a source is: the one that its words name, or one that was named before ("the ministry")."""

from __future__ import annotations

from bisect import bisect_left

from conflictdesk.contract.types import Actor, Attribution
from conflictdesk.extraction.actors.actor_names import actor_of
from conflictdesk.extraction.attribution.attribution_mentions import is_outlet
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry, SpeechEntry


class SourceActors:
    """Knows the actors of one text; `spoken` is who has spoken before."""

    def __init__(self, text: Text, tags: Tags, spoken: list[Attribution]) -> None:
        self.text, self.tags, self.spoken = text, tags, spoken
        self.lists = text.language.attribution
        self.actors = tags.of_kind(ActorEntry)

    def actor(self, source: Source) -> Actor:
        """The actor of a source; for "the ministry" and "its army", the one that was named before.

        Without one before, it is what the source's own words name.
        """
        actor = actor_of(self.text, self.tags, source.first, source.last)
        for spoken in reversed(self.spoken[-6:]):
            known = spoken.actor
            same = known is not None and self.text.lowers[source.last - 1] in spoken.text.lower().split()
            if (
                actor.id is None
                and same
                and known is not None
                and self.text.lowers[source.first] in self.lists.the
            ):
                return Actor(actor.text, actor.start, actor.end, known.id, known.name, known.role)
        if actor.id is not None or self.text.lowers[source.first] not in self.lists.owners:
            return actor
        noun = self.text.lowers[source.last - 1]
        for tag in reversed(self._before(source.first)):
            if noun in self.text.lowers[tag.first : tag.last]:
                return Actor(actor.text, actor.start, actor.end, tag.id, tag.entry.label, tag.entry.role)
        return actor

    def _before(self, token: int) -> list[Tag[ActorEntry]]:
        """The actors named before a token, at most 40."""
        until = bisect_left(self.actors, token, key=lambda tag: tag.first)
        return self.actors[max(0, until - 40) : until]

    def outlet_before(self, sentence: Sentence, tag: Tag[SpeechEntry]) -> Actor | None:
        """The last outlet that the sentence names before a word of saying, None without one."""
        named = self.tags.inside(sentence.first, tag.first, ActorEntry)
        media = [one for one in named if is_outlet(one.entry.role)]
        return actor_of(self.text, self.tags, media[-1].first, media[-1].last) if media else None

    def told(self, tag: Tag[SpeechEntry]) -> Actor | None:
        """The outlet that was told ("told Reuters") and so relays, None without one."""
        if not self.text.lowers[tag.first].startswith(self.lists.telling):
            return None
        at = tag.last + (self.text.lowers[tag.last : tag.last + 1] in self.lists.the_)
        outlet = self.tags.at(at, ActorEntry)
        if outlet is None or not is_outlet(outlet.entry.role):
            return None
        return actor_of(self.text, self.tags, outlet.first, outlet.last)
