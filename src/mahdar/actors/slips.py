"""The mentions of one article -> its slips: what it prints of each name, with who is who as far as the article itself tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from mahdar.actors.actor import Link
from mahdar.actors.cluster import Group, Seen
from mahdar.actors.conflict import everyday
from mahdar.actors.decisions import Rulings
from mahdar.actors.entry import Form, Phrase, Reason, Said, Slip, coded, keyed
from mahdar.actors.naming import titled
from mahdar.actors.office import office
from mahdar.actors.things import TABLE, body_of, listed, place_of, state_of
from mahdar.actors.within import Familiar, parted, people
from mahdar.names import Mention

_GLOSS = re.compile(r"\s*[(«“”\"]\s*[«“”\"]?\s*")


class Held(Struct, frozen=True, array_like=True):
    """A role phrase that means a person of its article: the key of the slip that it belongs to, and why."""

    phrase: Phrase
    key: str
    reason: Reason


class Local(Struct, frozen=True, array_like=True):
    """What an article says of who is who: its slips, its role phrases, and the names of which it asked whether they are well known.

    `offices` are the slips of phrases that mean nobody named, `held` the phrases that mean somebody: both follow from the run.
    """

    article: str
    slips: tuple[Slip, ...]
    phrases: tuple[Phrase, ...] = ()
    asked: tuple[str, ...] = ()
    offices: tuple[Slip, ...] = ()
    held: tuple[Held, ...] = ()


def labels(text: str, mentions: Iterable[Mention]) -> frozenset[str]:
    """The names of people that an article prints, as they are compared."""
    return frozenset(s.label for s in _persons(text, mentions))


def local(article: str, text: str, mentions: Iterable[Mention], rulings: Rulings, familiar: Familiar) -> Local:
    """What an article says of who is who."""
    found = [_seen(m, text) for m in sorted(mentions, key=lambda m: (m.anchor, m.kind))]
    asked: set[str] = set()

    def known(label: str) -> bool:
        asked.add(label)
        return familiar(label)

    persons = people(parted([s for s in found if s.mention.kind == "person"]), rulings, known)
    slips = [slip for one in persons for slip in _pieces(one)]
    slips += _bodies([s for s in found if s.mention.kind == "organisation"], text)
    slips += _places([s for s in found if s.mention.kind == "place"])
    phrases = [_phrase(s) for s in found if s.mention.kind == "role"]
    return Local(article, tuple(sorted(slips, key=lambda slip: slip.key)), tuple(phrases), tuple(sorted(asked)))


def _persons(text: str, mentions: Iterable[Mention]) -> list[Seen]:
    return parted([_seen(m, text) for m in mentions if m.kind == "person"])


def _seen(mention: Mention, text: str) -> Seen:
    words = mention.anchor.of(text)
    role = mention.role.of(text) if mention.role else ""
    if mention.kind == "role":
        return Seen(mention, words, words, office(words))
    label = titled(role, words) if mention.kind == "person" else words
    return Seen(mention, words, " ".join(label.split()), office(role) if role else None)


def _phrase(seen: Seen) -> Phrase:
    anchor = seen.mention.anchor
    return Phrase(seen.mention.id, anchor.start, anchor.end, seen.text, coded(seen.office) if seen.office else "||")


def _slip(name: str, members: Sequence[Seen], links: Iterable[Link] = (), ties: Iterable[str] = ()) -> Slip:
    """A slip of members in the order of the text."""
    forms: dict[str, Form] = {}
    for s in members:
        old = forms.get(s.text)
        first = s.mention.anchor
        forms[s.text] = replace(old, count=old.count + 1) if old else Form(1, first.article, first.start, first.end)
    return Slip(
        name,
        tuple(Said(s.mention.id, s.mention.anchor.start, s.mention.anchor.end) for s in members),
        forms,
        tuple(sorted({coded(s.office) for s in members if s.office})),
        tuple(sorted(set(ties))),
        tuple(Reason((k.source.start, k.source.end), (k.target.start, k.target.end), k.score, k.why, k.rule) for k in links),
    )


def _pieces(one: Group) -> Iterator[Slip]:
    """The slips of a person: one for each full name, with the lone names that were found to be it."""
    label = {s.mention.anchor: s.label for s in one.members}
    pairs = [(k, label[k.source], label[k.target]) for k in one.links]
    between = [(k, a, b) for k, a, b in pairs if a != b and a in one.full and b in one.full]
    inner = [k for k, a, b in pairs if (k, a, b) not in between]
    mark = "+".join(sorted(one.states)) if one.full and all(map(everyday, one.full)) else ""
    for members in _together(one.members, inner):
        within = {s.mention.anchor for s in members}
        links = [k for k in inner if k.source in within]
        own = next((s.label for s in members if s.label in one.full), None)
        if own:
            ties = [keyed("full", b if a == own else a, mark) for _, a, b in between if own in (a, b)]
            yield _slip(keyed("full", own, mark), members, links, ties)
        else:
            yield _slip(keyed("lone", members[0].label, ";".join(sorted(map(coded, one.offices)))), members, links)


def _together(members: Sequence[Seen], links: Sequence[Link]) -> list[list[Seen]]:
    """The members that links join."""
    home = {s.mention.anchor: n for n, s in enumerate(members)}
    for k in links:
        gone, stays = home[k.source], home[k.target]
        if gone != stays:
            home = {anchor: stays if at == gone else at for anchor, at in home.items()}
    parts: dict[int, list[Seen]] = {}
    for s in members:
        parts.setdefault(home[s.mention.anchor], []).append(s)
    return list(parts.values())


def _bodies(seen: Sequence[Seen], text: str) -> list[Slip]:
    """The slips of bodies; a short form in brackets or marks right after a name is tied to it."""
    parts: dict[str, list[Seen]] = {}
    for s in seen:
        parts.setdefault(keyed("body", body_of(s.text)), []).append(s)
    ends = {s.mention.anchor.end: s for s in seen if " " in s.text}
    ties: dict[str, set[str]] = {name: set() for name in parts}
    for s in seen:
        for long in _glossed(s, ends, text):
            short, whole = keyed("body", body_of(s.text)), keyed("body", body_of(long.text))
            if short != whole:
                ties[short].add(whole)
                ties[whole].add(short)
    return [_slip(name, some, _again(some), ties[name]) for name, some in parts.items()]


def _glossed(short: Seen, ends: Mapping[int, Seen], text: str) -> Iterator[Seen]:
    """The longer name that stands right before a short form in brackets or marks; never two that the table keeps apart."""
    at = short.mention.anchor
    if len(short.text.split()) > 1 or text[at.end : at.end + 1] not in tuple(')»“”"'):
        return
    for back in range(2, 5):
        long = ends.get(at.start - back)
        if long and not (listed(short.text) and listed(long.text)) and _GLOSS.fullmatch(text[at.start - back : at.start]):
            yield long


def _places(seen: Sequence[Seen]) -> list[Slip]:
    """The slips of states and of other places."""
    parts: dict[str, list[Seen]] = {}
    for s in seen:
        iso = state_of(s)
        parts.setdefault(keyed("state", iso) if iso else keyed("place", place_of(s.text)), []).append(s)
    return [_slip(name, some, _again(some)) for name, some in parts.items()]


def _again(seen: Sequence[Seen]) -> list[Link]:
    first = seen[0]
    return [
        Link(
            s.mention.anchor,
            first.mention.anchor,
            1.0,
            f"«{s.text}» again" if s.text == first.text else f"«{s.text}» and «{first.text}»: {TABLE}",
            "table",
        )
        for s in seen[1:]
    ]
