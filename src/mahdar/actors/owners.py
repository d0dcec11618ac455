"""Which actor a stretch of text names: exactly, by its whole phrase, or as part of a name."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.actors.actor import Actor
from mahdar.names import Mention
from mahdar.spans import Anchor

_CLITICS = 3  # letters that may stand before a phrase and are no part of it: ولل
_ORDER = {"person": 0, "organisation": 1, "state": 2, "place": 3, "role": 4}


class Owners:
    """The actors of a run, looked up by where they are named."""

    def __init__(self, actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
        owner = {mention: actor for actor in actors for mention in actor.mentions}
        self._states = {actor.state: actor for actor in actors if actor.kind == "state"}
        self._here: dict[str, list[tuple[Mention, Actor]]] = {}
        for mention in sorted(mentions, key=lambda m: (m.anchor, m.kind)):
            if mention.id in owner:
                self._here.setdefault(mention.anchor.article, []).append((mention, owner[mention.id]))

    def of(self, anchor: Anchor) -> Actor | None:
        """The actor that the words at `anchor` name, or None.

        A phrase that only holds a name somewhere inside (a source close to somebody) names nobody.
        """
        ranked = [
            (rank, _ORDER[actor.kind], mention.anchor.start - mention.anchor.end, i, actor)
            for i, (mention, actor) in enumerate(self._here.get(anchor.article, ()))
            if mention.phrase.meets(anchor) and (rank := _rank(mention, anchor)) is not None
        ]
        return min(ranked, key=lambda item: item[:4])[4] if ranked else None

    def acting(self, anchor: Anchor) -> Actor | None:
        """The actor that acts where `anchor` names one: as `of`, but a capital stands for its state."""
        found = self.of(anchor)
        if found and found.kind == "place" and found.state:
            return self._states.get(found.state, found)
        return found


def _rank(mention: Mention, anchor: Anchor) -> int | None:
    """How well a mention explains an anchor, 0 best; None where it does not."""
    if mention.anchor == anchor:
        return 0
    if mention.phrase == anchor:
        return 1
    if mention.anchor.holds(anchor):
        return 2
    if anchor.holds(mention.anchor) and mention.phrase.holds(anchor):
        return 3
    if anchor.holds(mention.anchor) and 0 <= mention.phrase.start - anchor.start <= _CLITICS:
        return 4
    return None
