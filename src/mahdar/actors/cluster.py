"""Groups of mentions joined by explained edges, strongest first, never across two that must stay apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from mahdar.actors.actor import Link
from mahdar.actors.letters import key
from mahdar.actors.office import Office
from mahdar.names import Mention


class Seen(Struct, frozen=True):
    """A mention with what resolving reads of it: `label` is its name as compared, `text` its slice."""

    mention: Mention
    text: str
    label: str
    office: Office | None = None


class Group(Struct, frozen=True):
    """Mentions that are one actor so far. `full` are its labels of more than one part, `lone` those of one part."""

    members: tuple[Seen, ...]
    full: tuple[str, ...] = ()
    lone: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def head(self) -> Seen:
        """The first member."""
        return self.members[0]

    @property
    def offices(self) -> tuple[Office, ...]:
        """The offices that its mentions are given, each once."""
        return tuple(dict.fromkeys(s.office for s in self.members if s.office))

    @property
    def states(self) -> frozenset[str]:
        """The states whose offices its mentions are given."""
        return frozenset(o.state for o in self.offices if o.state)

    @property
    def counts(self) -> Counter[str]:
        """How often each label stands."""
        return Counter(s.label for s in self.members)

    @property
    def called(self) -> frozenset[str]:
        """Everything it is called, as decisions are looked up by."""
        return frozenset(key(form) for s in self.members for form in (s.text, s.label))


class Edge(Struct, frozen=True):
    """Groups `a` and `b` by their index, with the link that would join them."""

    a: int
    b: int
    link: Link


T = TypeVar("T")


def group(members: Iterable[Seen], links: Iterable[Link] = (), *, full: Iterable[str] = (), lone: Iterable[str] = ()) -> Group:
    """A group with its members in text order and its labels sorted."""
    ordered = tuple(sorted(members, key=lambda s: (s.mention.anchor, s.mention.kind)))
    return Group(ordered, tuple(sorted(set(full))), tuple(sorted(set(lone))), tuple(links))


def merged(one: Group, other: Group, link: Link) -> Group:
    """Two groups as one."""
    members, links = (*one.members, *other.members), (*one.links, link, *other.links)
    return group(members, links, full=(*one.full, *other.full), lone=(*one.lone, *other.lone))


def united(groups: Sequence[T], edges: Iterable[Edge], merge: Callable[[T, T, Link], T], apart: Callable[[T, T], bool]) -> list[T]:
    """The groups after every edge that may join was taken, strongest first; the order of the input changes nothing."""
    root = list(range(len(groups)))
    now = dict(enumerate(groups))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for edge in sorted(edges, key=lambda e: (-e.link.score, e.link.source, e.link.target)):
        a, b = find(edge.a), find(edge.b)
        if a == b or apart(now[a], now[b]):
            continue
        a, b = min(a, b), max(a, b)
        root[b] = a
        now[a] = merge(now[a], now.pop(b), edge.link)
    return [now[i] for i in sorted(now)]


def never(_a: object, _b: object) -> bool:
    """No two groups must stay apart."""
    return False
