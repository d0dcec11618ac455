"""Parties -> the names that the article gives them in full.

An office has its holder's, a national adjective the state's, a body named short (الوزارة) its full one, and those who act
without a proper name the longest phrase that the article has for them (مستوطنون: المستوطنون الإسرائيليون).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import bare, word_set
from mahdar.events.scene import Party, group, nation, nation_of, states
from mahdar.names import Mention
from mahdar.spans import Anchor, folded

_HONOURS = word_set("honours")
_LEADS = ("وال", "بال", "ولل", "لل", "ال", "و", "ل", "ب", "ف")
_ARTICLES = ("ال", "وال", "بال", "لل")
_DEPUTIES = word_set("deputies")


class Names(NamedTuple):
    """Who holds which office and where each state is named, in one article."""

    holders: tuple[tuple[frozenset[str], str, Anchor], ...]  # words of the office, its head, the holder
    states: dict[str, Anchor]
    bodies: dict[str, Anchor]  # by the noun that they begin with
    crowds: dict[str, Anchor]  # by the stem of their noun
    text: str

    def of(self, anchor: Anchor) -> Anchor:
        """The anchor of the full name, or the same anchor."""
        words = _words(anchor.of(self.text))
        if not words:
            return anchor
        if len(words) == 1 and nation(words[0]) and words[0] not in states():
            return self.states.get(nation_of(words[0]), anchor)
        if len(words) == 1 and words[0].startswith("ال") and words[0][2:] in self.bodies:
            return self.bodies[words[0][2:]]
        if len(words) <= 2 and (crowd := self.crowds.get(crowd_stem(words[0]))) is not None:
            return crowd if _many(words[0]) == _many(_words(crowd.of(self.text))[0]) else anchor
        return self._holder(words) or anchor

    def _holder(self, words: tuple[str, ...]) -> Anchor | None:
        """The one holder of an office, where only one fits."""
        wanted = frozenset(map(_stem, words))
        fits = [(office, who) for office, head, who in self.holders if head == _stem(words[0]) and (office <= wanted or wanted <= office)]
        named = {folded(who.of(self.text)).split()[-1] for _, who in fits}
        return fits[0][1] if len(named) == 1 and words[0] not in _DEPUTIES else None


def names(mentions: Sequence[Mention], parties: Sequence[Party], text: str) -> Names:
    """The full names of an article; `parties` are those of all its sentences."""
    holders: list[tuple[frozenset[str], str, Anchor]] = []
    named: dict[str, Anchor] = {}
    for m in mentions:
        if m.kind == "person" and m.role is not None:
            words = [w for w in _words(m.role.of(text)) if w not in _HONOURS]
            if words:
                holders.append((frozenset(map(_stem, words)), _stem(words[0]), m.anchor))
        elif m.kind in ("place", "organisation"):
            iso = states().get(" ".join(_words(m.anchor.of(text))))
            if iso:
                named.setdefault(iso, m.anchor)
    return Names(tuple(holders), named, _bodies(mentions, text), _crowds(parties, text), text)


def _bodies(mentions: Sequence[Mention], text: str) -> dict[str, Anchor]:
    found: dict[str, Anchor] = {}
    for m in sorted(mentions, key=lambda m: m.anchor):
        words = _words(m.anchor.of(text)) if m.kind == "organisation" else ()
        if len(words) > 1:
            found.setdefault(words[0], m.anchor)
    return found


def _crowds(parties: Sequence[Party], text: str) -> dict[str, Anchor]:
    """The longest phrase for each kind of people that act without a name, the first of equals, one without clitics before others."""
    best: dict[str, tuple[int, Anchor]] = {}
    for party in parties:
        words = _words(party.anchor.of(text))
        if party.kind != "group" or not words or not crowd_stem(words[0]):
            continue
        named = any(nation(w) for w in words[1:])
        rank = 4 * len(words) + 3 * named - (words[0][0] in "ولبفك") - words[0].startswith(_ARTICLES) - words[0].endswith("ين")
        stem = crowd_stem(words[0])
        if stem not in best or rank > best[stem][0]:
            best[stem] = (rank, party.anchor)
    return {stem: anchor for stem, (_, anchor) in best.items()}


def _many(word: str) -> bool:
    """Whether a noun has the ending of a plural or dual: مسؤول is not مسؤولون."""
    return word.endswith(("ون", "ين", "ان"))


def crowd_stem(word: str) -> str:
    """The stem of a plural that names actors (مسلحون, للمسلحين); empty for any other word."""
    if group(word) != "actor":
        return ""
    rest = next((word[len(lead) :] for lead in _LEADS if word.startswith(lead) and group(word[len(lead) :])), word)
    return next((rest.removesuffix(e) for e in ("ون", "ين", "ان") if rest.endswith(e)), rest)


@lru_cache(maxsize=16384)
def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(text).split())


def _stem(word: str) -> str:
    """A word without article, preposition ل and the marks of gender and number, for comparing offices."""
    plain = bare(word[1:] if word.startswith(("لل", "وال", "بال")) else word)
    plain = plain[1:] if word.startswith("لل") else plain
    return plain.removesuffix("ه") if len(plain) > 3 else plain
