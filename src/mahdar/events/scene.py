"""One sentence prepared for the rules of this room: its words, what stands near each, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import ROOM, Condition, Demands, bare, word_set
from mahdar.sentences import Word
from mahdar.spans import Anchor, folded, table

PREPOSITIONS = word_set("prepositions")


class Party(NamedTuple):
    """Someone who may act: the words `first:last` of the article, the anchor that names them, and what governs them.

    `governed` is the preposition before them, glued or free; `joined` tells that they follow another party by و;
    `weak` marks common nouns and national adjectives, which yield to names.
    """

    first: int
    last: int
    anchor: Anchor
    kind: str
    governed: str
    joined: bool
    weak: bool


class Scene(NamedTuple):
    """The words `first:last` of the article and the parties among them, in order; `begins` are their first words."""

    words: Sequence[Word]
    first: int
    last: int
    parties: tuple[Party, ...]
    begins: tuple[int, ...]
    title: bool = False  # of a headline

    def form(self, i: int) -> str:
        """The folded word at `i`; empty outside the sentence."""
        return self.words[i].form if self.first <= i < self.last else ""

    def party_at(self, i: int) -> Party | None:
        """The party whose words begin at `i`."""
        k = bisect_left(self.begins, i)
        return self.parties[k] if k < len(self.begins) and self.begins[k] == i else None

    def inside(self, i: int) -> Party | None:
        """The party whose words take in `i`."""
        k = bisect_right(self.begins, i) - 1
        return self.parties[k] if k >= 0 and self.parties[k].last > i else None

    def after(self, i: int, reach: int = 14) -> Sequence[Party]:
        """The parties that begin after word `i`, at most `reach` words away."""
        return self.parties[bisect_right(self.begins, i) : bisect_right(self.begins, i + reach)]

    def before(self, i: int, reach: int = 40) -> Sequence[Party]:
        """The parties that end before word `i`, nearest first."""
        near = self.parties[bisect_left(self.begins, i - reach) : bisect_left(self.begins, i)]
        return [p for p in reversed(near) if p.last <= i]

    def following(self, party: Party) -> Sequence[Party]:
        """The few parties behind one."""
        k = bisect_right(self.begins, party.first)
        return self.parties[k : k + 6]

    def preceding(self, party: Party) -> Sequence[Party]:
        """The few parties before one, nearest first."""
        k = bisect_left(self.begins, party.first)
        return self.parties[max(0, k - 6) : k][::-1]


# The conjunctions, prepositions and articles that keys leave out, by their first letter.
_LEADS = {
    "و": ("و", "وال", "وب", "ول", "ولل", "وبال"),
    "ف": ("ف", "فال"),
    "ب": ("ب", "بال"),
    "ل": ("ل", "لل"),
    "ك": ("ك", "كال"),
}


@lru_cache(maxsize=65536)
def keys(form: str) -> frozenset[str]:
    """What a condition may know a folded word by: itself without conjunction, preposition, article."""
    found = {form, bare(form)}
    for lead in _LEADS.get(form[:1], ()):
        if form.startswith(lead) and len(form) - len(lead) > 2:
            found.add(form[len(lead) :])
            if lead.endswith("لل"):
                found.add("ل" + form[len(lead) :])
    if len(form) > 3 and form[0] in "بل":
        found.add(form[0])
    found |= {f[:-1] for f in found if len(f) > 4 and f.endswith("ا")}  # the accusative: اتفاقا
    if nation_of(form):
        found.add("@state")
    return frozenset(found)


class Company:
    """What conditions may know the words near word `i` by: those before it and those behind it, looked at once each."""

    def __init__(self, scene: Scene, i: int) -> None:
        self._scene, self._i = scene, i
        self._near: dict[tuple[int, int], frozenset[str]] = {}

    def meets(self, demands: Demands, reach: int) -> bool:
        """Whether any of the demands is met within `reach`."""
        if demands.after and not demands.after.isdisjoint(self._span(reach, before=False)):
            return True
        if demands.before and not demands.before.isdisjoint(self._span(reach, before=True)):
            return True
        return any(self._has(condition, reach) for condition in demands.rest)

    def _span(self, reach: int, *, before: bool) -> frozenset[str]:
        scene, i = self._scene, self._i
        span = (max(scene.first, i - reach), i) if before else (i + 1, min(scene.last, i + 1 + reach))
        known = self._near.get(span)
        if known is None:
            known = self._near[span] = _known(scene, *span)
        return known

    def _has(self, condition: Condition, reach: int) -> bool:
        if condition.lead and condition.lead not in self._scene.form(self._i)[:2]:
            return False
        known = self._span(1 if condition.next else reach, before=condition.before)
        return all(not part.isdisjoint(known) for part in condition.words)


def _known(scene: Scene, first: int, last: int) -> frozenset[str]:
    """What the words `first:last` are known by; whoever is named or holds an office is a dignitary."""
    found: set[str] = set()
    for word in scene.words[first:last]:
        found |= keys(word.form)
    for party in scene.parties[bisect_left(scene.begins, first - 20) : bisect_left(scene.begins, last)]:
        if party.kind in ("person", "role") and party.last > first:
            found.add("@dignitary")
            break
    return frozenset(found)


@cache
def groups() -> dict[str, str]:
    """Common nouns that name parties -> their kind."""
    return {w: row["kind"] for row in table(ROOM, "groups.tsv") for w in folded(row["words"]).split()}


@lru_cache(maxsize=65536)
def group(form: str) -> str:
    """The kind of party that a folded common noun names, `actor` or `arm` (of a state); empty for any other word."""
    known = groups()
    named = [k for k in keys(form) if k in known]
    return known[min(named)] if named else ""


@lru_cache(maxsize=65536)
def nation(form: str) -> str:
    """The ISO code of the state whose adjective (nisba) this folded word is; empty for any other word."""
    stems = _nisbas()
    rest = form
    if form[:1] in "وبفلا":
        for lead in ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل"):
            if form.startswith(lead) and len(form) - len(lead) > 3:
                rest = form[len(lead) :]
                break
    heads = _nisba_heads()
    for candidate in (form, rest):
        if candidate[:3] not in heads:
            continue
        for ending in ("", "ه", "ا", "ان", "ين", "ون", "ات", "تان", "تين"):
            stem = candidate[: len(candidate) - len(ending)] if candidate.endswith(ending) else ""
            if stem in stems:
                return stems[stem]
    return ""


@cache
def _nisbas() -> dict[str, str]:
    return {folded(n): row["iso"] for row in table(ROOM, "states.tsv") for n in row["nisba"].split() if n != "-"}


@cache
def _nisba_heads() -> frozenset[str]:
    """How the stems of national adjectives begin: what begins otherwise need not be looked at letter by letter."""
    return frozenset(stem[:3] for stem in _nisbas())


@cache
def states() -> dict[str, str]:
    """Folded names of states and of the capitals that stand for them -> ISO code."""
    return {folded(n.replace("&", " ")): row["iso"] for row in table(ROOM, "states.tsv") for n in row["names"].split()}


@lru_cache(maxsize=65536)
def nation_of(name: str) -> str:
    """The ISO code of the state that a folded name or national adjective means; empty for anything else."""
    return states().get(name) or (nation(name) if " " not in name else "")
