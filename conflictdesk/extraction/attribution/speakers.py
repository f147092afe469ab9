"""Which noun groups may be the source of a statement: people, bodies, documents; not "the blast"."""

from __future__ import annotations

from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.grammar.groups import Groups, NounGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import CountedEntry, RoleEntry, SourceKind

SPEAKERS = frozenset({"person", "noun"})


class Speakers:
    """Knows who may speak in one text; `spoken` is who has spoken before."""

    def __init__(self, text: Text, tags: Tags, spoken: list[Attribution]) -> None:
        self.text, self.tags, self.spoken = text, tags, spoken
        self.lists = text.language.attribution

    def speaks(self, parse: Groups, group: NounGroup, kind: SourceKind = "speaker") -> bool:
        """Whether a group may be a source of a kind.

        A speaker is a name, an actor, a role or a pronoun, and no "blast"; a document may be a source of all
        kinds, and any noun group but a time one of kind "any".
        """
        lower = self.text.lowers[group.head]
        if group.pronoun:
            return kind != "document" and lower in self.lists.people | self.lists.things
        if lower in self.lists.documents:
            return True
        if kind != "speaker":
            return kind == "any" and not group.time
        if self._spoken_of(group):
            return True
        if group.proper or any(
            parse.pos(token) is Pos.PROPER_NAME for token in range(group.first, group.last)
        ):
            return True
        return any(self.tags.inside(group.first, group.last, RoleEntry)) or any(
            tag.entry.class_ in SPEAKERS for tag in self.tags.inside(group.first, group.last, CountedEntry)
        )

    def names(self, parse: Groups, source: Source) -> bool:
        """Whether one of the noun groups of a source may speak."""
        groups = {parse.group_of(token) for token in range(source.first, source.last)}
        return any(isinstance(group, NounGroup) and self.speaks(parse, group) for group in groups)

    def _spoken_of(self, group: NounGroup) -> bool:
        """Whether it means one of the last six sources: "the mission" after "the UN mission said"."""
        noun = self.text.lowers[group.head]
        if self.text.lowers[group.first] not in self.lists.the or group.last - group.first > 3:
            return False
        return any(noun in spoken.text.lower().split() for spoken in self.spoken[-6:])
