"""Mentions of states, places and bodies -> one group each, by tables first and spelling second."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from mahdar.actors.actor import Link
from mahdar.actors.blocking import skeleton
from mahdar.actors.cluster import Edge, Group, Seen, group, united
from mahdar.actors.decisions import Rulings, key
from mahdar.actors.known import Known
from mahdar.actors.letters import normal
from mahdar.actors.likeness import likeness
from mahdar.actors.naming import Unit
from mahdar.actors.states import state_named, state_of_capital, state_of_demonym
from mahdar.spans import table

_GLOSS = re.compile(r"\s*[(«“”\"]\s*[«“”\"]?\s*")
_MINISTRY = "وزاره "
_AGENCY = "وكاله"
_LISTS = ("media", "company", "marked")  # rows of these kinds list many bodies


def state_of(seen: Seen) -> str | None:
    """The state that a mention of a place means: by its name, or by its capital where that acts."""
    return state_named(seen.text) or (state_of_capital(seen.text) if seen.mention.acts else None)


def states(seen: Sequence[Seen]) -> dict[str, Group]:
    """One group for each state, by ISO code."""
    found: dict[str, list[Seen]] = {}
    for one in seen:
        if iso := state_of(one):
            found.setdefault(iso, []).append(one)
    return {iso: _by_table(found[iso], f"name or capital of the state {iso}") for iso in sorted(found)}


def places(seen: Sequence[Seen]) -> list[Group]:
    """One group for each other place, by its spelling."""
    found: dict[str, list[Seen]] = {}
    for one in seen:
        if not state_of(one):
            found.setdefault(_city(one.text) or key(one.text), []).append(one)
    return [_by_table(found[k], "the same place, by the table or by its spelling") for k in sorted(found)]


@lru_cache(maxsize=20_000)
def _city(text: str) -> str | None:
    """The key of a capital, which may have more than one spelling."""
    iso = state_of_capital(text)
    return f"capital {iso}" if iso else None


def bodies(seen: Sequence[Seen], texts: Mapping[str, str], rulings: Rulings, known: Known) -> list[Group]:
    """One group for each organisation: by the table of bodies, by a gloss in the text, by spelling."""
    keys = {_body(one.text) for one in seen}
    found: dict[str, list[Seen]] = {}
    for one in seen:
        found.setdefault(_opened(_body(one.text), keys), []).append(one)
    groups = [_by_table(found[k], "the same body, by the table or by its spelling") for k in sorted(found)]
    edges = [*_glosses(groups, texts), *_spellings(groups)]
    joined = united(groups, edges, rulings.apart)
    joined = united(joined, known.edges(joined, "organisation"), rulings.apart)
    return united(joined, rulings.edges(joined), rulings.apart)


def _by_table(seen: Sequence[Seen], why: str) -> Group:
    ordered = sorted(seen, key=lambda s: s.mention.anchor)
    first = ordered[0]
    links = [
        Link(
            s.mention.anchor,
            first.mention.anchor,
            1.0,
            f"«{s.text}» and «{first.text}»: {why}" if s.text != first.text else f"«{s.text}» again",
            "table",
        )
        for s in ordered[1:]
    ]
    return group(ordered, links)


@cache
def _known() -> dict[str, str]:
    """Every name of a body in the table, to its first name; rows that list many bodies join only what is one by its letters."""
    found: dict[str, str] = {}
    for row in table("mahdar.names", "bodies.tsv"):
        first, *others = row["names"].split("|")
        for form in others:
            if row["kind"] not in _LISTS or (row["kind"] == "media" and _short_for(form, first)):
                found.setdefault(key(form), key(first))
        found.setdefault(key(first), key(first))
    return found


def _short_for(form: str, name: str) -> bool:
    """Whether a name is an acronym or another spelling of an outlet's name: واس for an agency, BBC, الجارديان."""
    a, b = key(form), key(name)
    letters = form.isascii() or all(len(word) <= 2 for word in a.split())
    return (
        letters
        or (b.startswith(_AGENCY) and len(a) <= 4)
        or a in b
        or b in a
        or skeleton(a.replace(" ", "")) == skeleton(b.replace(" ", ""))
    )


@lru_cache(maxsize=20_000)
def _body(text: str) -> str:
    """What a body is grouped by: its first name in the table, or its words with demonyms as states."""
    plain = key(text)
    if plain in _known():
        return _known()[plain]
    words = [state_of_demonym(word) or word for word in plain.removeprefix(_MINISTRY).split()]
    return " ".join(words) or plain


def _opened(body: str, keys: set[str]) -> str:
    """A body with the article back that للأمم leaves out, where the body is named with it elsewhere."""
    whole = "ال" + body
    return _known().get(whole, whole) if whole in keys or whole in _known() else body


def _glosses(groups: Sequence[Group], texts: Mapping[str, str]) -> Iterator[Edge]:
    """Edges from a name to the short form that stands in brackets or marks right after it."""
    ends = {(s.mention.anchor.article, s.mention.anchor.end): (i, s) for i, one in enumerate(groups) for s in one.members if " " in s.text}
    for i, one in enumerate(groups):
        for s in one.members:
            anchor = s.mention.anchor
            if len(s.text.split()) > 1:
                continue
            text = texts[anchor.article]
            for back in range(2, 5):
                long = ends.get((anchor.article, anchor.start - back))
                if (
                    long
                    and long[0] != i
                    and not (key(s.text) in _known() and key(long[1].text) in _known())  # two that the table keeps apart
                    and _GLOSS.fullmatch(text[anchor.start - back : anchor.start])
                    and text[anchor.end : anchor.end + 1] in tuple(')»“”"')
                ):
                    why = f"«{s.text}» stands in brackets or marks after «{long[1].text}»"
                    yield Edge(i, long[0], Link(anchor, long[1].mention.anchor, 0.9, why, "gloss"))


def _spellings(groups: Sequence[Group]) -> Iterator[Edge]:
    """Edges between bodies whose words are spelt alike, word by word."""
    blocks: dict[str, list[int]] = {}
    for i, one in enumerate(groups):
        blocks.setdefault(" ".join(skeleton(normal(w)) for w in one.head.text.split()), []).append(i)
    for block in (blocks[k] for k in sorted(blocks)):
        for i in block[1:]:
            a, b = groups[block[0]].head, groups[i].head
            score = _words_alike(a.text, b.text)
            if score >= 0.8:
                why = f"«{a.text}» and «{b.text}» differ only in spelling"
                yield Edge(block[0], i, Link(b.mention.anchor, a.mention.anchor, round(score, 3), why, "spelling"))


def _words_alike(a: str, b: str) -> float:
    first, second = key(a).split(), key(b).split()
    if len(first) != len(second):
        return 0.0
    return min((likeness(Unit(x), Unit(y)) for x, y in zip(first, second, strict=True)), default=0.0)
