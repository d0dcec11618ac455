"""Words asked for -> what holds them, the same things in the same order from both databases.

Documents are numbered by kind and day (`index.py`), and both databases give the numbers that match. A page of hits is read off
the end of the numbers; what is counted is counted up to a limit, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import BigInteger, ColumnElement, Connection, Select, exists, func, literal_column, or_, select, text

from mahdar.errors import StoreError
from mahdar.records.record import BlockLine, Span
from mahdar.store import schema
from mahdar.store.cards import Count, Facets, Hit, Named, Page
from mahdar.store.numbers import article_in, beyond, lowest, place_in
from mahdar.store.packing import released, unpacked
from mahdar.store.paging import LARGEST
from mahdar.store.passages import found_in, passage, passages
from mahdar.store.statements import many
from mahdar.store.story_pages import cards
from mahdar.store.wanted import Wanted
from mahdar.store.words import Asked, Words, asked

_A, _D, _P, _I, _W, _S = (
    schema.articles.c, schema.documents.c, schema.appearances.c, schema.issues.c, schema.actors.c, schema.parts.c
)  # fmt: skip
KINDS = {"articles": "article", "quotations": "quotation", "claims": "claim", "events": "event"}
_TOP = 20
#: Hits are counted up to so many, and facets over so many of the newest.
COUNTED, FACETED = 10_000, 1000
#: No article's day is vaguer than this.
_VAGUE = timedelta(days=366)


def found(connection: Connection, words: str, wanted: Wanted, number: int, size: int) -> Page[Hit]:
    """A page of hits: those that hold the words as they are spelt before those that hold their stems, the newest first in each."""
    number, size = max(1, number), max(1, min(size, LARGEST))
    what = asked(words)
    loose = _hits(connection, what, wanted)
    if what.empty:
        return Page((), number, size, 0)
    total, more = _count(connection, loose)
    first, last = (number - 1) * size, number * size
    numbers: list[int] = []
    spelt = 0
    if exact := _spelt(what):
        hits = _hits(connection, exact, wanted, name="exact")
        some = list(connection.execute(_newest(hits).limit(last)).scalars())
        spelt, numbers = len(some), some[first:]
        if spelt < last:
            loose = loose.where(_number(loose).not_in(hits)) if spelt else loose
    if spelt < last:
        numbers += connection.execute(_newest(loose).limit(last - max(first, spelt)).offset(max(0, first - spelt))).scalars()
    places = {n: at for at, n in enumerate(numbers)}
    query = select(_D.n, _D.start, _D.end, _D.speaker, _A.id, _A.outlet, _A.day, _A.story, _A.title).join_from(
        schema.documents, schema.articles, _A.number == article_in(KINDS[wanted.kind], _D.n)
    )
    rows = [row for some in many(numbers) for row in connection.execute(query.where(_D.n.in_(some)))]
    return Page(_with_words(connection, sorted(rows, key=lambda row: places[row.n]), what, wanted.kind), number, size, total, more)


def facets(connection: Connection, words: str, wanted: Wanted) -> Facets:
    """How the hits fall: each kind counted to a limit, all else over the newest."""
    what = asked(words)
    hits = _newest(_hits(connection, what, wanted)).limit(FACETED + 1).cte("hits")
    if what.empty:
        return Facets((), (), (), (), (), ())
    query = (
        select(_A.number, _A.outlet, _A.day, _A.story)
        .join_from(hits, schema.articles, _A.number == article_in(KINDS[wanted.kind], hits.c.n))
        .order_by(hits.c.n.desc())
    )
    rows = connection.execute(query).all()
    counted, often = rows[:FACETED], Counter[int]()
    often.update(row.number for row in counted)
    named, issues = Counter[str](), Counter[str]()
    for some in many(often):
        for actor, article in connection.execute(select(_P.actor, _P.article).where(_P.article.in_(some))):
            named[actor] += often[article]
        issues.update(row.issue for row in connection.execute(_issues(some)))
    stories = Counter(row.story for row in counted if row.story)
    return Facets(
        kinds=_kinds(connection, what, wanted),
        outlets=_counts(Counter(row.outlet for row in counted if row.outlet)),
        actors=_people(connection, named),
        issues=_counts(issues),
        months=_counts(Counter(row.day[:7] for row in counted if row.day)),
        stories=_told(connection, stories),
        counted=len(counted),
        more=len(rows) > FACETED,
    )


def _kinds(connection: Connection, what: Asked, wanted: Wanted) -> tuple[Count, ...]:
    found = []
    for kind in KINDS:
        n, more = _count(connection, _hits(connection, what, replace(wanted, kind=kind)))
        found += [Count(kind, n, more)] if n else []
    return tuple(sorted(found, key=lambda c: (-c.count, c.value)))


def _issues(articles: Sequence[int]) -> Select[Any]:
    return select(_I.issue).where(_I.article.in_(articles))


def _people(connection: Connection, named: Counter[str]) -> tuple[Named, ...]:
    top = dict(_most(named)[:_TOP])
    rows = {row.id: row for row in connection.execute(select(_W.id, _W.name, _W.kind).where(_W.id.in_(list(top))))}
    return tuple(Named(name, rows[name].name, rows[name].kind, n) for name, n in top.items() if name in rows)


def _told(connection: Connection, stories: Counter[str]) -> tuple[Named, ...]:
    top = dict(_most(stories)[:_TOP])
    return tuple(Named(card.id, card.title, "story", top[card.id]) for card in cards(connection, list(top)))


def _counts(counted: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(value, n) for value, n in _most(counted))


def _most(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _count(connection: Connection, hits: Select[Any]) -> tuple[int, bool]:
    """How many there are, up to a limit, and whether there are more."""
    n = int(connection.execute(select(func.count()).select_from(hits.limit(COUNTED + 1).subquery())).scalar_one())
    return min(n, COUNTED), n > COUNTED


def _number(hits: Select[Any]) -> ColumnElement[int]:
    column: ColumnElement[int] = hits.selected_columns[0].element
    return column


def _newest(hits: Select[Any]) -> Select[Any]:
    return hits.order_by(_number(hits).desc())


def _spelt(what: Asked) -> Asked | None:
    """The same asked for as it is spelt: its words as phrases of one word; nothing where only phrases are asked for."""
    return Asked(Words((), ()), (*((form,) for form in dict.fromkeys(what.words.forms)), *what.phrases)) if what.words.forms else None


def _hits(connection: Connection, what: Asked, wanted: Wanted, *, name: str = "loose") -> Select[Any]:
    """The numbers of the documents that hold what is asked and are of what is wanted."""
    if wanted.kind not in KINDS:
        raise StoreError(f"{wanted.kind!r} is nothing that can be searched; one of {', '.join(KINDS)} is", why="absent")
    stems = [(word,) for word in dict.fromkeys(what.words.stems)]
    if connection.dialect.name == "sqlite":
        table = "stems" if stems else "forms"
        n = literal_column(f"{table}.rowid", BigInteger)
        hits = select(n.label("n")).select_from(text(table))
        hits = hits.where(text(f"{table} MATCH :{name}").bindparams(**{name: _fts(stems or what.phrases)}))
        if stems and what.phrases:
            phrases = text(f"+stems.rowid IN (SELECT rowid FROM forms WHERE forms MATCH :{name}_phrases)")  # noqa: S608 - names of ours
            hits = hits.where(phrases.bindparams(**{f"{name}_phrases": _fts(what.phrases)}))
    else:
        n = literal_column("words.n", BigInteger)
        hits = select(n.label("n")).select_from(text("words"))
        for column, parts in (("stems", stems), ("forms", what.phrases)):
            for part in parts:
                hits = hits.where(text(f"words.{column} @@ '{_side_by_side(part)}'::tsquery"))
    return hits.where(*_within(n, wanted), *_narrowed(n, wanted))


def _fts(parts: Sequence[Sequence[str]]) -> str:
    """What FTS5 is asked; words hold letters and digits alone, so nothing can be smuggled in."""
    return " AND ".join(f'"{" ".join(part)}"' for part in parts)


def _side_by_side(part: Sequence[str]) -> str:
    return " <-> ".join(f"''{word}''" for word in part)


def _within(n: ColumnElement[int], wanted: Wanted) -> list[ColumnElement[bool]]:
    """The stretch of numbers of a kind and of days; undated articles are in none that is bounded."""
    kind, since, until = KINDS[wanted.kind], _day(wanted.since), _day(wanted.until)
    low = max(date.min, since - _VAGUE if since and since > date.min + _VAGUE else date.min) if since or until else None
    high = until + timedelta(days=1) if until and until < date.max else None
    return [
        n >= (lowest(kind, low.isoformat()) if low else lowest(kind)),
        n < (lowest(kind, high.isoformat()) if high else beyond(kind)),
    ]


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        return None


def _narrowed(n: ColumnElement[int], wanted: Wanted) -> list[ColumnElement[bool]]:
    """What is looked up for each hit: its outlet, its last day, its issue; or once for all: what is of a story or an actor."""
    kind = KINDS[wanted.kind]
    article = article_in(kind, n)
    tests: list[ColumnElement[bool]] = []
    if wanted.outlet:
        tests.append(exists().where(_A.number == article, _A.outlet == wanted.outlet))
    if wanted.since:
        late = exists().where(_A.number == article, _A.last >= wanted.since)
        tests.append(or_(n >= lowest(kind, wanted.since), late) if _day(wanted.since) else late)
    if wanted.until and not _day(wanted.until):
        tests.append(exists().where(_A.number == article, _A.day <= wanted.until))
    if wanted.story:
        tests.append(article.in_(select(_A.number).where(_A.story == wanted.story)))
    if wanted.actor and kind == "article":
        tests.append(article.in_(select(_P.article).where(_P.actor == wanted.actor)))
    elif wanted.actor:
        tests.append((n + 0).in_(select(_S.n).where(_S.actor == wanted.actor, _S.n >= lowest(kind), _S.n < beyond(kind))))
    if wanted.issue and kind in ("quotation", "claim"):
        tests.append(exists().where(_D.n == n, _D.issue == wanted.issue))
    elif wanted.issue:
        tests.append(exists().where(_I.article == article, _I.issue == wanted.issue))
    return tests


class _Headed(Struct, frozen=True):
    """Of the line of an article what says which parts of its text are searched."""

    blocks: tuple[BlockLine, ...]
    headline: Span = Span(0, 0)


class _Line(Struct, frozen=True):
    """Of a line its id."""

    id: str


class _Bare(Struct, frozen=True):
    """Of the lines of an article the first alone; the others are passed over unread."""

    article: _Headed


class _Held(_Bare, frozen=True):
    """Of the lines of an article what a hit shows of them."""

    quotations: tuple[_Line, ...] = ()
    claims: tuple[_Line, ...] = ()
    events: tuple[_Line, ...] = ()


def _with_words(connection: Connection, rows: Sequence[Any], what: Asked, kind: str) -> tuple[Hit, ...]:
    texts: dict[str, tuple[str, _Bare]] = {}
    shape = _Bare if kind == "articles" else _Held
    for some in many(dict.fromkeys(row.id for row in rows)):
        query = select(_A.id, _A.text, _A.lines).where(_A.id.in_(some))
        texts |= {row.id: (released(row.text).decode(), unpacked(row.lines, shape)) for row in connection.execute(query)}
    names: dict[str, str] = {}
    for few in many(dict.fromkeys(row.speaker for row in rows if row.speaker)):
        names |= {row.id: row.name for row in connection.execute(select(_W.id, _W.name).where(_W.id.in_(few)))}
    return tuple(_hit(row, *texts[row.id], names.get(row.speaker), what, kind) for row in rows if row.id in texts)


def _hit(row: Any, text_: str, held: _Bare, name: str | None, what: Asked, kind: str) -> Hit:
    """A hit with what it shows: a line itself, of an article the passages around the words."""
    where = (row.id, row.story, row.outlet, row.day, row.title)
    if not isinstance(held, _Held):
        head = held.article.headline
        shown = passages(text_, [(b.start, b.end) for b in held.article.blocks], what, besides=(head.start, head.end))
        return Hit(kind, row.id, *where, row.title, row.start, row.end, passages=shown)
    one = passage(text_, row.start, row.end, found_in(text_, what, start=row.start, end=row.end))
    line = {"quotations": held.quotations, "claims": held.claims, "events": held.events}[kind][place_in(row.n)]
    return Hit(kind, line.id, *where, one.words, row.start, row.end, row.speaker if name else None, name, (one,))
