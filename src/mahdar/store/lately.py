"""What a desk asks first: what the last day brought, who spoke most in the days before it, where outlets contradict each other."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from threading import Lock
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, Select, func, select

from mahdar.records.clashes import clashes_of, values_of
from mahdar.records.facts import facts_of
from mahdar.records.record import AccountLine
from mahdar.store import schema
from mahdar.store.cards import Clash, Lately, Named, Page, Passage, Telling
from mahdar.store.numbers import lowest, until_day
from mahdar.store.packing import released, unpacked
from mahdar.store.statements import many

_A, _D, _S, _W = schema.articles.c, schema.documents.c, schema.stories.c, schema.actors.c
#: So many days, the last one among them, are a week; who spoke in them is counted over so many of the newest statements; so many are
#: named.
WEEK, COUNTED, SPEAKERS = 7, 10_000, 6


class Line(Struct, frozen=True):
    """One contradiction of a story: the id of its fact, and where its values stand."""

    fact: str
    account: AccountLine


class Contradicted:
    """The contradictions of stories, worked out once for each state of a story; the oldest give way. Safe for many threads."""

    def __init__(self, most: int = 20_000) -> None:
        self._known: OrderedDict[tuple[str, str], tuple[Line, ...]] = OrderedDict()
        self._most, self._lock = most, Lock()

    def of(self, connection: Connection, stories: Sequence[Row[Any]]) -> dict[str, tuple[Line, ...]]:
        """The contradictions of each of these stories, which have an id, a telling and a basis."""
        keys = {row.id: (row.telling, row.basis) for row in stories}
        with self._lock:
            known = {name: found for name, key in keys.items() if (found := self._known.get(key)) is not None}
        for some in many(name for name in keys if name not in known):
            for row in connection.execute(select(_S.id, _S.accounts).where(_S.id.in_(some))):
                known[row.id] = _lines(row.accounts)
        with self._lock:
            for name, key in keys.items():
                self._known[key] = known.get(name, ())
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return known


def _lines(accounts: bytes) -> tuple[Line, ...]:
    lines = unpacked(accounts, tuple[AccountLine, ...])
    if not any(line.relation == "contradicts" for line in lines):
        return ()
    return tuple(Line(one.fact.id, one.line) for one in clashes_of(facts_of(lines)))


def clash_page(connection: Connection, stories: Select[Any], known: Contradicted, number: int, size: int) -> Page[Clash]:
    """A page of the contradictions of stories, in the order of these."""
    several: Select[Any] = stories.with_only_columns(_S.id, _S.title, _S.last, _S.telling, _S.basis).where(_S.articles > 1)
    rows = connection.execute(several).all()
    found = known.of(connection, rows)
    every = [(row, line) for row in rows for line in found.get(row.id, ())]
    shown = every[(number - 1) * size : number * size]
    texts = _texts(connection, [at.article for _, line in shown for at in line.account.where])
    return Page(tuple(_clash(row, line, texts) for row, line in shown), number, size, len(every))


def _texts(connection: Connection, articles: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The text and the outlet of articles."""
    found = {}
    for some in many(dict.fromkeys(articles)):
        for row in connection.execute(select(_A.id, _A.outlet, _A.text).where(_A.id.in_(some))):
            found[row.id] = released(row.text).decode(), row.outlet or ""
    return found


def _clash(row: Row[Any], line: Line, texts: Mapping[str, tuple[str, str]]) -> Clash:
    return Clash(line.fact, row.id, row.title, row.last, line.account.about, tuple(_tellings(line.account, texts)))


def _tellings(line: AccountLine, texts: Mapping[str, tuple[str, str]]) -> Iterator[Telling]:
    for value in values_of(line, lambda name: texts[name][0], lambda name: texts[name][1]):
        at = value.places[0]
        outlets = tuple(dict.fromkeys(texts[place.article][1] for place in value.places))
        words = texts[at.article][0][value.start : value.end]
        yield Telling(at.article, outlets, Passage(value.start, value.end, words, ((at.start, at.end),)))


def last_day(connection: Connection) -> str:
    """The last day of which there is an article and which has begun somewhere; a slip of a page that names a later one is passed over."""
    begun = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
    return connection.execute(select(func.max(_A.day)).where(_A.story.is_not(None), _A.day <= begun)).scalar() or ""


def lately(connection: Connection, day: str, clashes: Page[Clash]) -> Lately:
    """What the last day brought, and who spoke most in the week that it ends."""
    since = week_before(day)
    on = (_A.day == day, _A.story.is_not(None))
    articles, stories = connection.execute(select(func.count(), func.count(_A.story.distinct())).where(*on)).one()
    opened = connection.execute(select(func.count()).select_from(schema.stories).where(_S.first == day)).scalar_one()
    said = (_D.n >= lowest("quotation", since), _D.n < until_day("quotation", day), _D.speaker.is_not(None))
    newest = select(_D.speaker).where(*said).order_by(_D.n.desc()).limit(COUNTED + 1).subquery()
    spoken = Counter(dict(map(tuple, connection.execute(select(newest.c.speaker, func.count()).group_by(newest.c.speaker)))))
    more = spoken.total() > COUNTED
    return Lately(day, since, articles, stories, int(opened), _speakers(connection, spoken), min(spoken.total(), COUNTED), more, clashes)


def week_before(day: str) -> str:
    """The first day of the week that a day ends."""
    found = date.fromisoformat(day)
    return (found - min(timedelta(days=WEEK - 1), found - date.min)).isoformat()


def _speakers(connection: Connection, spoken: Counter[str]) -> tuple[Named, ...]:
    """Those of most statements that have a name of their own."""
    ordered = sorted(spoken, key=lambda actor: (-spoken[actor], actor))
    found: list[Named] = []
    for some in many(ordered):
        query = select(_W.id, _W.name, _W.kind).where(_W.id.in_(some), _W.kind.in_(("person", "organisation", "state")))
        rows = {row.id: row for row in connection.execute(query)}
        found += [Named(name, rows[name].name, rows[name].kind, spoken[name]) for name in some if name in rows]
        if len(found) >= SPEAKERS:
            break
    return tuple(found[:SPEAKERS])
