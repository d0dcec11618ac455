"""Decisions about who is who, taken, withdrawn and explained in a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from typing import TypeVar

from mahdar.actors import Decision, withdrawn
from mahdar.cli.actors import Explained, called
from mahdar.errors import StoreError, UsageError
from mahdar.store import Store
from mahdar.store.cards import ActorCard, Page

T = TypeVar("T")
BY = "command line"


def taken(db: str, decision: Decision) -> int:
    """The number of a decision that a workspace took and worked in."""
    with Store(db, create=False) as store:
        return store.writer().decide(decision, by=BY)


def undone(db: str, a: str, b: str) -> None:
    """Withdraws every decision on two names. Raises UsageError where there is none."""
    with Store(db, create=False) as store:
        standing = (one for one in _every(lambda n: store.view.decisions(page=n, size=500)) if one.undone_at is None)
        found = [one.id for one in standing if not withdrawn((Decision("same", one.a, one.b),), a, b)]
        if not found:
            raise UsageError(f"{db} has no decision on «{a}» and «{b}»")
        writer = store.writer()
        for number in found:
            writer.undo(number, by=BY)


def explained(db: str, name: str) -> list[Explained]:
    """The actors of a workspace that have an id or a name, with every link of each."""
    with Store(db, create=False) as store:
        return [Explained(one.id, one.kind, (one.name, *one.names), tuple(_links(store, one.id))) for one in _called(store, name)]


def _links(store: Store, actor: str) -> Iterator[tuple[float, str, str]]:
    """The score, the sentence and the two names of every link of an actor."""
    for link in _every(lambda n: store.view.merges(actor=actor, page=n, size=500)):
        yield link.score, link.why, f"{link.from_words}\t{link.to_words}"


def _called(store: Store, name: str) -> Iterator[ActorCard]:
    try:
        yield store.view.actor(name)
    except StoreError as error:
        if error.why != "absent":
            raise
        for one in _every(lambda n: store.view.actors(prefix=name, page=n, size=500)):
            card = store.view.actor(one.id)
            if called(name, card.id, (card.name, *card.names)):
                yield card


def _every(fetch: Callable[[int], Page[T]]) -> Iterator[T]:
    """Everything that the pages of a list hold."""
    for number in count(1):
        page = fetch(number)
        yield from page.items
        if number >= page.pages:
            return
