"""The engagement: who met whom, where, when, for how long, and how it went from proposal to what follows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, date_label, label
from mahdar.records.markup import marked, shown
from mahdar.records.record import ArticleLine, LifecycleLine, StepLine, TimeLine
from mahdar.records.sections.times import sentence_around
from mahdar.records.segments import Mark
from mahdar.records.template import fill
from mahdar.spans import folded, table

# A meeting is the engagement of a story when so many of its articles tell it; otherwise whatever most articles tell is.
MOST = 0.5
# So many other engagements stand open; the rest fold away.
OTHERS = 6


class Ref(Struct, frozen=True):
    """One more place where a step is told; `id` is empty where another line already leads back from it."""

    id: str
    href: str
    number: int


class Step(Struct, frozen=True):
    """One stage in one article: its sentence with the word that tells it."""

    id: str
    outlet: Markup
    outlet_key: int
    article: str
    date: Label
    sentence: Markup
    refs: tuple[Ref, ...]


class Stage(Struct, frozen=True):
    """One stage with its articles."""

    key: str
    label: Label
    steps: tuple[Step, ...]


class Length(Struct, frozen=True):
    """One word on how long it took, or was to take, and the outlets that say so."""

    words: Markup
    expected: bool
    outlets: tuple[Markup, ...]
    sentence: Markup


class Engagement(Struct, frozen=True):
    """One engagement as the page shows it."""

    id: str
    what: Label
    parties: tuple[Markup, ...]
    date: Label | None
    day: str
    place: Markup
    lengths: tuple[Length, ...]
    articles: int
    outlets: int
    stages: tuple[Stage, ...]


def engagement(index: Index) -> Markup:
    """The section."""
    chosen = chosen_of(index.whole)
    if chosen is None:
        return fill("engagement.html.j2", main=None, others=(), rest=())
    seen: set[str] = set()
    main = _engagement(index, chosen, seen) if index.part == 1 else None
    others = [_engagement(index, one, seen) for one in index.record.lifecycles if one is not chosen]
    return fill("engagement.html.j2", main=main, others=tuple(others[:OTHERS]), rest=tuple(others[OTHERS:]))


def chosen_of(index: Index) -> LifecycleLine | None:
    """The engagement that the page opens with: the meeting of most articles, or what most articles tell."""
    lines = index.record.lifecycles
    meetings = [one for one in lines if one.event == "CONSULT" and len(one.articles) >= MOST * len(index.record.articles)]
    best = max(meetings, key=lambda one: len(one.articles), default=None)
    return best or next((one for one in lines if len(one.articles) > 1), None) or next(iter(lines), None)


def _engagement(index: Index, line: LifecycleLine, seen: set[str]) -> Engagement:
    return Engagement(
        id=line.id,
        what=what_of(line),
        parties=tuple(_party(index, actor) for actor in line.parties if actor in index.actors),
        date=date_label(line.date, weekday=True) if line.date else None,
        day=f"day-{line.date}" if line.date else "",
        place=_place(index, line),
        lengths=tuple(_lengths(index, line)),
        articles=len(line.articles),
        outlets=len({index.outlet_key(a) for a in line.articles}),
        stages=tuple(_stages(index, line, seen)),
    )


def what_of(line: LifecycleLine) -> Label:
    """What kind of engagement it is: its mode where that has a name of its own, its type otherwise."""
    return label(f"mode.{line.mode}") if line.event == "CONSULT" and line.mode else label(f"event.{line.event}")


def _party(index: Index, actor: str) -> Markup:
    return Markup('<a href="#{}"><bdi>{}</bdi></a>').format(actor, shown(index.actors[actor].name))


def _place(index: Index, line: LifecycleLine) -> Markup:
    """The place as printed, leading to its words where a line stands on them."""
    if line.place is None:
        return Markup("")
    words = index.words(line.place.article, line.place.start, line.place.end)
    mention = index.mention_at.get(line.place)
    return Markup('<a href="#w-{}">{}</a>').format(mention, words) if mention else words


def _lengths(index: Index, line: LifecycleLine) -> Iterator[Length]:
    """The lengths that are told, by their words and the value they have; what was only expected stands last."""
    groups: defaultdict[tuple[bool, str, str], list[TimeLine]] = defaultdict(list)
    for time in (t for t in index.record.times if t.id in line.durations):
        article = index.articles[time.article]
        words = " ".join(folded(article.text[time.start : time.end]).split())
        groups[expected(article, time, line.date), time.value, words].append(time)
    for (ahead, _, _), group in sorted(groups.items(), key=lambda item: item[0][0]):
        time = group[0]
        article = index.articles[time.article]
        start, end = sentence_around(article, time.start, time.end)
        here = [Mark(time.start, time.end, "here", href=f"#w-{time.id}")]
        telling = {index.outlet_key(t.article): t for t in reversed(group)}
        yield Length(
            Markup('<a href="#w-{}">{}</a>').format(time.id, index.words(time.article, time.start, time.end)),
            ahead,
            tuple(Markup('<a href="#w-{}">{}</a>').format(t.id, index.outlet(t.article)) for _, t in sorted(telling.items())),
            Markup("<bdi>{}</bdi>").format(marked(article.text, here, start=start, end=end)),
        )


def expected(article: ArticleLine, time: TimeLine, date: str | None) -> bool:
    """Whether a length was only expected: told before the day, or the nearest word before it that tells says so."""
    if date and article.published and article.published.value < date:
        return True
    start, _ = sentence_around(article, time.start, time.end)
    words = folded(article.text[start : time.start]).split()
    senses = (_senses().get(form) or _senses().get(form[1:]) for form in (w.strip('،,:؛"«»()') for w in reversed(words)) if form)
    return next((sense for sense in senses if sense), "was") == "expected"


@cache
def _senses() -> dict[str, str]:
    return {row["form"]: row["sense"] for row in table("mahdar.records", "lasting.tsv")}


def _stages(index: Index, line: LifecycleLine, seen: set[str]) -> Iterator[Stage]:
    """The stages in order; what is no meeting is not held, it takes place."""
    for key, group in groupby(line.steps, key=lambda step: step.stage):
        named = "happened" if key == "held" and line.event != "CONSULT" else key
        yield Stage(key, label(f"stage.{named}"), tuple(_step(index, step, seen) for step in group))


def _step(index: Index, step: StepLine, seen: set[str]) -> Step:
    """A step; each event leads back to the first step that shows it."""
    names = [name for name in step.events if name in index.events]
    fresh = [name not in seen for name in names]
    seen.update(names)
    at = step.at
    article = index.articles[at.article]
    start, end = sentence_around(article, at.start, at.end)
    here = [Mark(at.start, at.end, "here", href=f"#w-{names[0]}")] if names else []
    return Step(
        id=names[0] if names and fresh[0] else "",
        outlet=index.outlet(at.article),
        outlet_key=index.outlet_key(at.article),
        article=f"article-{index.numbers[at.article]}",
        date=index.date(at.article),
        sentence=Markup("<bdi>{}</bdi>").format(marked(article.text, here, start=start, end=end)),
        refs=tuple(Ref(n if new else "", f"#w-{n}", i) for i, (n, new) in enumerate(zip(names[1:], fresh[1:], strict=True), 2)),
    )
