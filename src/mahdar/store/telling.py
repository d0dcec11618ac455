"""The articles of one story -> its lines: those of each article, and those of the story as a whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from mahdar.accounts import Account
from mahdar.actors import Actor
from mahdar.pipeline import Layers
from mahdar.records import compose
from mahdar.records import record as shape
from mahdar.records.record import Record

T = TypeVar("T")


class Lines(Struct, frozen=True):
    """The lines of one article; the text of its line is kept apart."""

    article: shape.ArticleLine
    quotations: tuple[shape.QuotationLine, ...]
    times: tuple[shape.TimeLine, ...]
    mentions: tuple[shape.MentionLine, ...]
    events: tuple[shape.EventLine, ...]
    claims: tuple[shape.ClaimLine, ...]


class StoryLines(Struct, frozen=True):
    """The lines of a story that no article has alone, and those of its articles by id in their order."""

    story: shape.StoryLine
    people: tuple[shape.ActorLine, ...]
    accounts: tuple[shape.AccountLine, ...]
    lifecycles: tuple[shape.LifecycleLine, ...]
    articles: dict[str, Lines]


def telling(members: Sequence[Layers], origins: Mapping[str, str]) -> str:
    """A digest of all that the accounts of a story are made from."""
    return _digest([(one.article.id, one.article.published, origins[one.article.id]) for one in members])


def basis(told: str, people: Sequence[Actor]) -> str:
    """A digest of all that the lines of a story are made from."""
    return _digest((told, people))


def _digest(noun: object) -> str:
    return blake2b(msgspec.msgpack.encode(noun), digest_size=12).hexdigest()


def story_lines(
    story: str, members: Sequence[Layers], people: Sequence[Actor], origins: Mapping[str, str], lines: Sequence[Account]
) -> StoryLines:
    """Every line of a story, called by the id that it keeps while it grows."""
    record = compose(
        [one.article for one in members],
        [q for one in members for q in one.quotations],
        [t for one in members for t in one.moments],
        [m for one in members for m in one.mentions],
        people,
        events=[e for one in members for e in one.events],
        claims=[c for one in members for c in one.claims],
        accounts=lines,
        origins=origins,
    )
    return _parted(record, story)


def _parted(record: Record, story: str) -> StoryLines:
    quotations = _by_article(record.quotations, lambda q: q.article)
    times = _by_article(record.times, lambda t: t.article)
    mentions = _by_article(record.mentions, lambda m: m.article)
    events = _by_article(record.events, lambda e: e.trigger.article)
    claims = _by_article(record.claims, lambda c: c.evidence[0].article)
    articles = {
        a.id: Lines(
            replace(a, story=story, text=""),
            tuple(quotations[a.id]),
            tuple(times[a.id]),
            tuple(mentions[a.id]),
            tuple(events[a.id]),
            tuple(claims[a.id]),
        )
        for a in record.articles
    }
    return StoryLines(replace(record.stories[0], id=story), record.actors, record.accounts, record.lifecycles, articles)


def _by_article(lines: Iterable[T], article: Callable[[T], str]) -> defaultdict[str, list[T]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for line in lines:
        found[article(line)].append(line)
    return found
