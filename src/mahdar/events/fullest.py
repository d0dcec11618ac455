"""Parties -> the names that the article gives them in full: an office its holder's, a national adjective the state's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mahdar.events.lexicon import bare, word_set
from mahdar.events.scene import nation, nation_of, states
from mahdar.names import Mention
from mahdar.spans import Anchor, folded

_HONOURS = word_set("honours")
_DEPUTIES = word_set("deputies")


class Names(NamedTuple):
    """Who holds which office and where each state is named, in one article."""

    holders: tuple[tuple[frozenset[str], str, Anchor], ...]  # words of the office, its head, the holder
    states: dict[str, Anchor]
    text: str

    def of(self, anchor: Anchor) -> Anchor:
        """The anchor of the full name, or the same anchor."""
        words = _words(anchor.of(self.text))
        if not words:
            return anchor
        if len(words) == 1 and nation(words[0]) and words[0] not in states():
            return self.states.get(nation_of(words[0]), anchor)
        return self._holder(words) or anchor

    def _holder(self, words: list[str]) -> Anchor | None:
        """The one holder of an office, where only one fits."""
        wanted = frozenset(map(_stem, words))
        fits = [(office, who) for office, head, who in self.holders if head == _stem(words[0]) and (office <= wanted or wanted <= office)]
        named = {folded(who.of(self.text)).split()[-1] for _, who in fits}
        return fits[0][1] if len(named) == 1 and words[0] not in _DEPUTIES else None


def names(mentions: Sequence[Mention], text: str) -> Names:
    """The full names of an article."""
    holders: list[tuple[frozenset[str], str, Anchor]] = []
    named: dict[str, Anchor] = {}
    for m in mentions:
        if m.kind == "person" and m.role is not None:
            words = [w for w in _words(m.role.of(text)) if w not in _HONOURS]
            if words:
                holders.append((frozenset(map(_stem, words)), _stem(words[0]), m.anchor))
        elif m.kind in ("place", "organisation"):
            iso = states().get(folded(m.anchor.of(text)))
            if iso:
                named.setdefault(iso, m.anchor)
    return Names(tuple(holders), named, text)


def _words(text: str) -> list[str]:
    return folded(text).split()


def _stem(word: str) -> str:
    """A word without article, preposition ل and the marks of gender and number, for comparing offices."""
    plain = bare(word[1:] if word.startswith(("لل", "وال", "بال")) else word)
    plain = plain[1:] if word.startswith("لل") else plain
    return plain.removesuffix("ه") if len(plain) > 3 else plain
