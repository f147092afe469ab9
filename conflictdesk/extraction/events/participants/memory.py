"""What a reader still has in mind: the side that "they" and the group that "the group" speak of.

Promise: `side` is forgotten a few sentences after it was told of; `group` is the armed group named last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictdesk.contract.types import Actor
from conflictdesk.extraction.events.participants import naming
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.text.lexicon import AnyTag
from conflictdesk.extraction.text.tokens import Sentence, Text

# Sentences after which "they" no longer means the side last named.
REACH = 3


@dataclass
class Memory:
    text: Text
    told: Actor | None = None
    at: int = 0
    group: Actor | None = None

    def side(self, sentence: Sentence) -> Actor | None:
        return self.told if sentence.index - self.at < REACH else None

    def note(self, sentence: Sentence, tags: Sequence[AnyTag], scene: Scene | None) -> None:
        """Takes in a sentence. One without a word for an event has no scene: its first side is held."""
        if scene is not None:
            self._hold(naming.topic_of(scene), sentence)
        else:
            self._hold(self._named(tags, naming.is_side), sentence)
        self.group = self._named(tags, naming.is_group) or self.group

    def _hold(self, side: Actor | None, sentence: Sentence) -> None:
        if side is not None:
            self.told, self.at = side, sentence.index

    def _named(self, tags: Sequence[AnyTag], fits: naming.Fits) -> Actor | None:
        tag = next((tag for tag in tags if fits(tag)), None)
        return naming.of_tag(self.text, tag) if tag is not None else None
