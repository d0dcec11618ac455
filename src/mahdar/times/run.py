"""Dates from the run: an article that does not say its date is placed by the others that tell of the same days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mahdar.articles import Article, Block, Published
from mahdar.sentences import Reading, read
from mahdar.times import calendars as cal
from mahdar.times.dating import SHARED_WORDS, Demand, by_itself, date_line, place, published_as
from mahdar.times.evidence import Clue, Testimony, covered, days_of, heard
from mahdar.times.read import drafts

_SHARED_TOPICS = 4  # frequent words that two articles share before they are taken to be of one story
_BEFORE, _AFTER = 370, 60  # days around the days of the run in which its articles are looked for
_ROUNDS = 3


class Event(Struct, frozen=True):
    """A day that the run knows, with the words of the sentence that tells of it and the article that does."""

    day: date
    words: frozenset[str]
    article: int


def published(reading: Reading) -> Published | None:
    """The day an article was published as its own text tells it, with its basis; None where nothing tells."""
    found = drafts(reading)
    told = heard(reading, found)
    return date_line(reading, found, [c.day for c in told.clues]) or by_itself(told)


def dated_by_run(articles: Sequence[Article], readings: Sequence[Reading]) -> tuple[Published | None, ...]:
    """The day of every article: as known, else as its own text tells, else as the other articles of the run place it.

    An article is placed by days that others name in full or that follow from their dates: a sentence about the same
    thing fixes a weekday or a day and month; a plan that covers a day of the story lies before it. Where that leaves
    many days, the interval is given and `why` says what it rests on.
    """
    days = [article.published for article in articles]
    if all(days):
        return tuple(days)
    told: list[Testimony] = []
    for k, (article, reading) in enumerate(zip(articles, readings, strict=True)):
        found = drafts(reading)
        own = heard(reading, found)
        told.append(Testimony(own.clues + _captions(article), own.topics))
        if days[k] is None:
            days[k] = date_line(reading, found, [c.day for c in own.clues]) or by_itself(told[k])
    for _ in range(_ROUNDS):
        events = _events(told, days)
        if not events:
            break
        placed = [_placed(k, told, events) if day is None else None for k, day in enumerate(days)]
        if not any(placed):
            break
        days = [day or new for day, new in zip(days, placed, strict=True)]
    return tuple(days)


def _captions(article: Article) -> tuple[Clue, ...]:
    """The clues under the pictures of an article: set aside from its text, yet they often carry its only full date."""
    blocks = tuple(Block(b.anchor, "body", b.rule) for b in article.blocks if b.role == "caption")
    if not blocks:
        return ()
    reading = read(replace(article, blocks=blocks))
    return heard(reading, drafts(reading), caption=True).clues


def _events(told: Sequence[Testimony], days: Sequence[Published | None]) -> list[Event]:
    """The days that the run knows: named in full anywhere, or resolved in an article whose date is known."""
    found: list[Event] = []
    for k, (one, published) in enumerate(zip(told, days, strict=True)):
        for clue in one.clues:
            day = clue.day
            if day is None and published is not None:
                day = _resolved(clue, published)
            if day is not None:
                found.append(Event(day, clue.words, k))
    return found


def _resolved(clue: Clue, published: Published) -> date | None:
    """The day of an expression where every day that the article may be from gives the same."""
    if clue.found.draft.kind != "point":
        return None
    spans = {days_of(clue, date.fromisoformat(end[:10])) for end in (published.first, published.last)}
    if len(spans) != 1:
        return None
    days = spans.pop()
    return days[0] if days and days[0] == days[1] else None


def _placed(k: int, told: Sequence[Testimony], events: Sequence[Event]) -> Published | None:
    """The days that the run leaves for article `k`, or None where it says nothing of it."""
    one = told[k]
    if not one.bound_to_today():
        return None
    near = [e for e in events if e.article != k and len(one.topics & told[e.article].topics) >= _SHARED_TOPICS]
    if not near:
        return None
    demands: list[Demand] = []
    reasons: list[str] = []
    exact = False
    for clue in one.clues:
        event = _same_day(clue, near)
        if event is None:
            continue
        demands.append(_says(clue, event.day))
        exact = exact or clue.found.draft.offset is not None
        reasons.append(f"another article dates what it tells to {event.day.isoformat()}")
    centre = _centre(near)
    demands = demands or _plans(one, centre, reasons)
    if not demands:
        return None
    demands += _next_week(one, centre)
    first = min(e.day for e in near if abs((e.day - centre).days) <= _BEFORE)
    window = [cal.shifted(first, n) for n in range(-_BEFORE, (centre - first).days + _AFTER)]
    placed = place(window, one.clues, demands) or place(window, one.clues, demands[:-1])
    if placed is None:
        return None
    last = placed.first if exact and placed.first != placed.last and (placed.last - placed.first).days == 1 else placed.last
    why = "; ".join(dict.fromkeys(reasons))
    days = (last - placed.first).days
    return published_as(placed.first, last, "run", None, why, 0.8 if days == 0 else 0.6 if days <= 1 else 0.4)


def _same_day(clue: Clue, near: Sequence[Event]) -> Event | None:
    """The event that the sentence of an undated expression tells of: enough shared words, and a day it can mean."""
    draft = clue.found.draft
    if draft.kind != "point" or clue.day is not None or (draft.weekday is None and draft.offset is None and draft.day is None):
        return None
    best: tuple[int, date] | None = None
    chosen: Event | None = None
    for event in near:
        if draft.day is not None and (event.day.day, event.day.month) != (draft.day, draft.month or event.day.month):
            continue
        if draft.weekday is not None and draft.day is None and event.day.isoweekday() != draft.weekday:
            continue
        shared = len(clue.words & event.words)
        needed = SHARED_WORDS if draft.day is None else 1
        if shared >= needed and (best is None or (shared, event.day) > best):
            best, chosen = (shared, event.day), event
    return chosen


def _says(clue: Clue, day: date) -> Demand:
    return lambda written: covered(clue, day, written=written)


def _centre(near: Sequence[Event]) -> date:
    """The day that most sentences of the story tell of; of equals the latest."""
    counts: dict[date, int] = {}
    for event in near:
        counts[event.day] = counts.get(event.day, 0) + 1
    return max(counts, key=lambda d: (counts[d], d))


def _plans(one: Testimony, centre: date, reasons: list[str]) -> list[Demand]:
    """A season or month ahead that covers the central day of the story, in an article that never names the day: a plan."""
    for clue in one.clues:
        draft = clue.found.draft
        if draft.kind != "season" or draft.relation == "past" or draft.year is not None:
            continue
        if any(c.day == centre for c in one.clues):
            continue
        reasons.append(f"it tells as a plan what others date to {centre.isoformat()}, and names no day")
        return [_says(clue, centre), lambda written: written < centre]
    return []


def _next_week(one: Testimony, centre: date) -> list[Demand]:
    """الأسبوع المقبل in an article that looks ahead to the central day is the week of that day."""
    ahead = [c for c in one.clues if c.found.draft.day is not None and c.found.draft.year is None and c.found.draft.day == centre.day]
    weeks = [c for c in one.clues if c.found.draft.kind == "unit" and c.found.draft.unit == "W" and c.found.draft.relation == "next"]
    if not ahead or not weeks:
        return []
    return [lambda written: written < centre and covered(weeks[0], centre, written=written)]
