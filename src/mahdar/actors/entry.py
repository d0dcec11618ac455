"""What one article prints of a name, and what a run of articles does: the grounds on which it is decided who is who.

A slip is one article's share of a name, an entry the sum of the slips of a run. Every question that goes beyond one article
is answered from entries, so what it costs follows the names that changed and not the articles that print them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from mahdar.actors.actor import ActorKind
from mahdar.actors.office import Office
from mahdar.spans import Anchor, content_id

#: A full name, a name of one part in an article without the full one, a body, a state, another place, an office that nobody named
#: holds, a role phrase and a lone name that mean nobody beyond their article, an office for which an article asks who holds it.
Sort = Literal["full", "lone", "body", "state", "place", "office", "phrase", "alone", "ask"]
_GAP = "\t"
_KINDS: dict[str, ActorKind] = {
    "full": "person",
    "lone": "person",
    "alone": "person",
    "body": "organisation",
    "state": "state",
    "place": "place",
}


def keyed(sort: Sort, name: str, mark: str = "") -> str:
    """The key of a name; `mark` tells apart those who bear it: the states or the offices that they are given."""
    return f"{sort}{_GAP}{name}{_GAP}{mark}" if mark else f"{sort}{_GAP}{name}"


def sort_of(key: str) -> str:
    """What a key is the key of."""
    return key.partition(_GAP)[0]


def name_of(key: str) -> str:
    """The name in a key."""
    return key.split(_GAP)[1]


def kind_of(key: str) -> ActorKind:
    """What kind of actor a name is of."""
    return _KINDS.get(sort_of(key), "role")


def actor_id(key: str) -> str:
    """The id of the actor whose first name this is."""
    return content_id("actor", kind_of(key), key)


def own_key(key: str, article: str) -> str:
    """The key of a lone name that means somebody else in each article."""
    return keyed("alone", name_of(key), article)


def mark_of(key: str) -> str:
    """What tells the bearers of one name apart."""
    parts = key.split(_GAP)
    return parts[2] if len(parts) > 2 else ""


class Said(Struct, frozen=True, array_like=True):
    """A mention: its id and its place."""

    id: str
    start: int
    end: int


class Form(Struct, frozen=True, array_like=True):
    """A spelling: how often it stands, and where first."""

    count: int
    article: str
    start: int
    end: int

    @property
    def anchor(self) -> Anchor:
        """Where it stands first."""
        return Anchor(self.article, self.start, self.end)


class Reason(Struct, frozen=True, array_like=True):
    """Why two mentions of one article are one name's: a link, its article left out."""

    source: tuple[int, int]
    target: tuple[int, int]
    score: float
    why: str
    rule: str


class Slip(Struct, frozen=True, array_like=True):
    """One article's share of a name: its mentions in order, how it is spelt, the offices it is given, the names it is tied to.

    `links` is a tree over the mentions.
    """

    key: str
    mentions: tuple[Said, ...]
    forms: dict[str, Form]
    offices: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    links: tuple[Reason, ...] = ()


class Bond(Struct, frozen=True, array_like=True):
    """Why two names are one actor's."""

    a: str
    b: str
    score: float
    why: str
    rule: str


class Phrase(Struct, frozen=True, array_like=True):
    """A role phrase: where it stands, its words, the office that it means."""

    id: str
    start: int
    end: int
    text: str
    office: str


class Entry(Struct, frozen=True, array_like=True):
    """A name in a run: the sums of its slips. `first` is where it stands first in the order of articles."""

    key: str
    articles: int
    mentions: int
    first: tuple[str, int, int]
    forms: dict[str, Form]
    offices: dict[str, int]
    ties: dict[str, int]
    roles: int = 0

    @property
    def name(self) -> str:
        """The name as it is compared."""
        return name_of(self.key)

    @property
    def printed(self) -> str:
        """Its first spelling, in an order of letters: what stands for it where only one can."""
        return min(self.forms)

    @property
    def anchor(self) -> Anchor:
        """Where it stands first."""
        return Anchor(*self.first)

    @property
    def states(self) -> frozenset[str]:
        """The states whose offices it is given."""
        return frozenset(state for code in self.offices if (state := decoded(code).state))


def coded(office: Office) -> str:
    """An office as one string."""
    return f"{office.state or ''}|{' '.join(office.words)}|{'~' if office.counterpart else ''}"


@lru_cache(maxsize=65536)
def decoded(code: str) -> Office:
    """The office of a string."""
    state, words, counterpart = code.split("|")
    return Office(tuple(words.split()), state or None, bool(counterpart))


def summed(key: str, slips: Iterable[tuple[str, Slip]], entry: Entry | None = None) -> Entry | None:
    """An entry with the slips of more articles; None where there are none at all."""
    articles, mentions = (entry.articles, entry.mentions) if entry else (0, 0)
    first = entry.first if entry else None
    forms, offices, ties = (dict(entry.forms), dict(entry.offices), dict(entry.ties)) if entry else ({}, {}, {})
    for article, slip in slips:
        articles, mentions = articles + 1, mentions + len(slip.mentions)
        head = (article, slip.mentions[0].start, slip.mentions[0].end)
        first = min(first, head) if first else head
        for text, form in slip.forms.items():
            old = forms.get(text)
            forms[text] = _both(old, form) if old else form
        for office in slip.offices:
            offices[office] = offices.get(office, 0) + 1
        for tie in slip.ties:
            ties[tie] = ties.get(tie, 0) + 1
    return Entry(key, articles, mentions, first, forms, offices, ties, entry.roles if entry else 0) if first else None


def _both(one: Form, other: Form) -> Form:
    early = min(one, other, key=lambda form: (form.article, form.start))
    return Form(one.count + other.count, early.article, early.start, early.end)


def lessened(entry: Entry, slips: Iterable[tuple[str, Slip]]) -> Entry | None:
    """An entry without the slips of some articles; None where it must be summed anew, as one of them held its first mention or spelling."""
    articles, mentions = entry.articles, entry.mentions
    forms, offices, ties = dict(entry.forms), dict(entry.offices), dict(entry.ties)
    for article, slip in slips:
        articles, mentions = articles - 1, mentions - len(slip.mentions)
        for text, form in slip.forms.items():
            left = forms[text].count - form.count
            if left and forms[text].article == article:
                return None
            forms[text] = Form(left, forms[text].article, forms[text].start, forms[text].end)
            if not left:
                del forms[text]
        if entry.first[0] == article:
            return None
        for office in slip.offices:
            _less(offices, office)
        for tie in slip.ties:
            _less(ties, tie)
    return Entry(entry.key, articles, mentions, entry.first, forms, offices, ties, entry.roles)


def _less(counts: dict[str, int], name: str) -> None:
    counts[name] -= 1
    if not counts[name]:
        del counts[name]


def states_of(entries: Iterable[Entry]) -> frozenset[str]:
    """The states whose offices these names are given."""
    return frozenset(state for one in entries for state in one.states)


def forms_of(entries: Iterable[Entry | Slip]) -> Mapping[str, Form]:
    """The spellings of several names together."""
    found: dict[str, Form] = {}
    for one in entries:
        for text, form in one.forms.items():
            found[text] = _both(found[text], form) if text in found else form
    return found
