"""The actors that a text mentioned last: what "they" and "the group" can refer to.

Promise: the side is forgotten a few sentences after its mention; the armed group is kept until
the next one.
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
class Referents:
    """The actors mentioned up to a sentence: `last_side` in the sentence `last_side_at`, and
    `last_group`, the armed group named last."""

    text: Text
    last_side: Actor | None = None
    last_side_at: int = 0
    last_group: Actor | None = None

    def side(self, sentence: Sentence) -> Actor | None:
        """The side that "they" refers to in a sentence; None where the last one is too far back."""
        return self.last_side if sentence.index - self.last_side_at < REACH else None

    def note(self, sentence: Sentence, tags: Sequence[AnyTag], scene: Scene | None) -> None:
        """Takes in a sentence. One without a word for an event has no scene: its first side counts."""
        if scene is not None:
            self._hold(naming.first_side(scene), sentence)
        else:
            self._hold(self._named(tags, naming.is_side), sentence)
        self.last_group = self._named(tags, naming.is_group) or self.last_group

    def _hold(self, side: Actor | None, sentence: Sentence) -> None:
        """Remembers a side, if there is one, as the last."""
        if side is not None:
            self.last_side, self.last_side_at = side, sentence.index

    def _named(self, tags: Sequence[AnyTag], fits: naming.Fits) -> Actor | None:
        """The actor of the first tag that fits, or None."""
        tag = next((tag for tag in tags if fits(tag)), None)
        return naming.actor_of_tag(self.text, tag) if tag is not None else None
