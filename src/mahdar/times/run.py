"""Dates from the run: an article that does not say its date is placed by the others that tell of the same days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from mahdar.articles import Article, Block, Published
from mahdar.sentences import Reading, read
from mahdar.times import calendars as cal
from mahdar.times.dating import SHARED_WORDS, Demand, by_itself, date_line, place, published_as
from mahdar.times.evidence import Clue, Testimony, covered, days_of, full_day, heard
from mahdar.times.read import drafts

_OWN_WORDS = 3  # of these, words that are not the subject of the article as a whole
_WEEK = 7
_SHARED_TOPICS = 4  # frequent words that two articles share before they are taken to be of one story
_BEFORE, _AFTER = 370, 60  # days around the days of the run in which its articles are looked for
_ROUNDS = 3
_WITNESSES = 2  # articles that tell of a day before it is taken for the central day of a story
_COMMON = 200  # articles that may share a word before it says nothing of the subject


class Event(Struct, frozen=True):
    """A day that the run knows, with the words of the sentence that tells of it.

    `current` says that it was news when it was told: under a picture, or within a week of the article's date.
    """

    day: date
    words: frozenset[str]
    current: bool


def published(reading: Reading) -> Published | None:
    """The day an article was published as its own text tells it, with its basis; None where nothing tells."""
    found = drafts(reading)
    told = heard(reading, found)
    return date_line(reading, found, [full_day(one.draft) for one in found]) or by_itself(told)


def dated_by_run(articles: Sequence[Article], readings: Sequence[Reading]) -> tuple[Published | None, ...]:
    """The day of every article: as known, else as its own text tells, else as the other articles of the run place it.

    An article is placed by days that others name in full or that follow from their dates: a sentence about the same
    thing fixes a weekday or a day and month; a plan that covers a day of the story lies before it. Where that leaves
    many days, the interval is given and `why` says what it rests on.
    """
    days = [article.published for article in articles]
    if all(days):
        return tuple(days)
    return placed_by_run(days, [testimony(article, reading) for article, reading in zip(articles, readings, strict=True)])


class Told(Struct, frozen=True):
    """What an article tells of days: its testimony, and its own day where its text says it."""

    testimony: Testimony
    own: Published | None


def testimony(article: Article, reading: Reading) -> Told:
    """What an article tells of days, by itself: nothing of it depends on the run."""
    found = drafts(reading)
    own = heard(reading, found)
    told = Testimony(own.clues + _captions(article), own.topics, own.subject)
    return Told(told, date_line(reading, found, [full_day(one.draft) for one in found]) or by_itself(told))


def placed_by_run(
    known: Sequence[Published | None], run: Sequence[Told], related: Sequence[Sequence[int]] | None = None
) -> tuple[Published | None, ...]:
    """The day of every article of a run: the one that is known, else its own, else where the others place it.

    `related` gives for each article whose day is not known those of its subject, where somebody keeps them: `Related`.
    """
    days = [day or one.own for day, one in zip(known, run, strict=True)]
    told = [one.testimony for one in run]
    related = _related(told) if related is None else related
    for _ in range(_ROUNDS):
        events = _events(told, days)
        if not any(events):
            break
        placed = [_placed(told[k], [events[j] for j in related[k] if events[j]]) if day is None else None for k, day in enumerate(days)]
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


def _related(told: Sequence[Testimony]) -> list[list[int]]:
    """For each article the others that share its subject, in the order of the run; very common words do not count."""
    holders: dict[str, list[int]] = {}
    for k, one in enumerate(told):
        for topic in sorted(one.topics):
            holders.setdefault(topic, []).append(k)
    found: list[list[int]] = []
    for k, one in enumerate(told):
        shared = Counter(j for topic in sorted(one.topics) if len(holders[topic]) <= _COMMON for j in holders[topic] if j != k)
        found.append(sorted(j for j, count in shared.items() if count >= _SHARED_TOPICS))
    return found


class Related:
    """Which articles share the subject of which, as articles come and go."""

    def __init__(self) -> None:
        self._holders: dict[str, set[str]] = {}

    def add(self, name: str, told: Told) -> None:
        """Takes an article in."""
        for topic in told.testimony.topics:
            self._holders.setdefault(topic, set()).add(name)

    def drop(self, name: str, told: Told) -> None:
        """Lets an article go."""
        for topic in told.testimony.topics:
            self._holders.get(topic, set()).discard(name)

    def touching(self, told: Sequence[Told], among: Collection[str]) -> set[str]:
        """Of some articles those of whose subject the others may be when these came or went."""
        found: set[str] = set()
        for one in told:
            shared: Counter[str] = Counter()
            for topic in one.testimony.topics:
                holders = self._holders.get(topic, set())
                if len(holders) <= _COMMON + len(told):
                    some = holders.intersection(among)
                    shared.update(some)
                    if len(holders) > _COMMON:  # with them or without it says nothing of the subject
                        found |= some
            found |= {name for name, count in shared.items() if count >= _SHARED_TOPICS}
        return found

    def of(self, name: str, told: Told) -> set[str]:
        """The others that share its subject; very common words do not count."""
        holders = (self._holders.get(topic, set()) for topic in told.testimony.topics)
        shared = Counter(other for some in holders if len(some) <= _COMMON for other in some if other != name)
        return {other for other, count in shared.items() if count >= _SHARED_TOPICS}


def _events(told: Sequence[Testimony], days: Sequence[Published | None]) -> list[list[Event]]:
    """The days that each article knows: named in full, or resolved where the date of the article is known."""
    out: list[list[Event]] = []
    for one, published in zip(told, days, strict=True):
        found: list[Event] = []
        for clue in one.clues:
            day = clue.day
            if day is None and published is not None:
                day = _resolved(clue, published)
            if day is not None:
                found.append(Event(day, clue.words, clue.caption or _near(day, published)))
        out.append(found)
    return out


def _near(day: date, published: Published | None) -> bool:
    return published is not None and abs((date.fromisoformat(published.first[:10]) - day).days) <= _WEEK


def _resolved(clue: Clue, published: Published) -> date | None:
    """The day of an expression where every day that the article may be from gives the same."""
    if clue.found.draft.kind != "point":
        return None
    spans = {days_of(clue, date.fromisoformat(end[:10])) for end in (published.first, published.last)}
    if len(spans) != 1:
        return None
    days = spans.pop()
    return days[0] if days and days[0] == days[1] else None


def _placed(one: Testimony, others: Sequence[Sequence[Event]]) -> Published | None:
    """The days that what related articles know leaves for an article, or None where it says nothing of it."""
    if not others or not one.bound_to_today():
        return None
    near = [event for told in others for event in told]
    demands: list[Demand] = []
    reasons: list[str] = []
    exact = False
    for clue in one.clues:
        event = _same_day(clue, near, one.subject)
        if event is None:
            continue
        demands.append(_says(clue, event.day))
        exact = exact or clue.found.draft.offset is not None
        reasons.append(f"another article dates what it tells to {event.day.isoformat()}")
    centre, witnesses = _centre(others)
    if witnesses >= _WITNESSES:
        demands = demands or _plans(one, centre, reasons)
    if not demands:
        return None
    demands += _next_week(one, centre)
    first = min(e.day for e in near if abs((e.day - centre).days) <= _BEFORE)
    window = [cal.shifted(first, n) for n in range(-_BEFORE, (centre - first).days + _AFTER)]
    placed = place(window, one.clues, demands) or place(window, one.clues, demands[:-1])
    if placed is None:
        return None
    # News of a weekday that also says اليوم is of that day: the day after it would say أمس.
    exact = exact or any(c.found.draft.kind == "point" and c.found.draft.offset == 0 for c in one.clues)
    last = placed.first if exact and (placed.last - placed.first).days == 1 else placed.last
    why = "; ".join(dict.fromkeys(reasons))
    days = (last - placed.first).days
    return published_as(placed.first, last, "run", None, why, 0.8 if days == 0 else 0.6 if days <= 1 else 0.4)


def _same_day(clue: Clue, near: Sequence[Event], subject: frozenset[str]) -> Event | None:
    """The event that the sentence of an undated expression tells of: enough shared words, and a day it can mean.

    Words that the whole article is about do not tell one sentence from another, so some must be beyond them. A weekday
    or اليوم is matched with news of the time alone.
    """
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
        if draft.day is None and not event.current:
            continue
        common = clue.words & event.words
        shared = len(common)
        enough = shared >= SHARED_WORDS and len(common - subject) >= _OWN_WORDS
        if (enough or (draft.day is not None and event.current and shared)) and (best is None or (shared, event.day) > best):
            best, chosen = (shared, event.day), event
    return chosen


def _says(clue: Clue, day: date) -> Demand:
    return lambda written: covered(clue, day, written=written)


def _centre(others: Sequence[Sequence[Event]]) -> tuple[date, int]:
    """The day that most articles of the story tell of, of equals the latest, and how many do."""
    counts = Counter(day for told in others for day in sorted({event.day for event in told}))
    day = max(counts, key=lambda d: (counts[d], d))
    return day, counts[day]


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
