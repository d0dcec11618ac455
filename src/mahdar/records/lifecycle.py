"""Event lines -> lifecycles: one engagement followed through the articles, from its proposal to what is to follow it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct

from mahdar.accounts.lexicon import bare, stem
from mahdar.records.record import ActorLine, ArticleLine, EventLine, LifecycleLine, Span, StepLine, TimeLine
from mahdar.records.stretch import Stretch, stretch_of
from mahdar.spans import Anchor, content_id, folded, table

#: The stages in their order; `followed` holds what the tellers of a held meeting say is still to come of it.
STAGES = ("proposed", "planned", "postponed", "cancelled", "held", "followed", "denied")
#: So many words before a meeting say that it is put off.
_BEFORE = 3
#: A party of a lifecycle stands in at least this share of the lines that its most frequent party stands in.
A_PARTY = 0.4
_AHEAD = {"proposed": "proposed", "possible": "proposed", "planned": "planned"}
#: Equals meet: for these types every party stands in `actor`.
_EQUALS = {"CONSULT", "AGREE", "COOPERATE"}
#: What a meeting may lead to.
_SEQUELS = {"CONSULT", "COOPERATE"}
#: A noun that so many articles give an engagement is its own, and names nothing that follows it.
_OWN_NOUN = 2


class _Seen(Struct, frozen=True):
    """One event line as its article means it: when it is (None where no day can be its own) and at what stage.

    `named` are those of its parties that are no states: a state may stand for whoever acts for it.
    """

    line: EventLine
    article: str
    parties: frozenset[str]
    named: frozenset[str]
    when: Stretch | None
    stage: str
    noun: str


class _Home(Struct, frozen=True):
    """What an engagement asks of a line of its kind that may join it: its parties and its day; `place` is its place in the list.

    `anyone` are all whom a line of it names: of a summit of two presidents some name the states.
    """

    place: int
    parties: frozenset[str]
    anyone: frozenset[str]
    day: Stretch | None


class _Scene(Struct, frozen=True):
    """What every engagement asks for: the articles by id in order, their days, the lengths in hours, the dates and the lines by article."""

    articles: Mapping[str, ArticleLine]
    days: Mapping[str, Stretch | None]
    lengths: Mapping[str, Sequence[TimeLine]]
    seen: Mapping[str, Sequence[_Seen]]
    dated: Mapping[str, Sequence[TimeLine]]


def lifecycles(
    events: Sequence[EventLine], articles: Sequence[ArticleLine], times: Sequence[TimeLine] = (), actors: Sequence[ActorLine] = ()
) -> tuple[LifecycleLine, ...]:
    """The engagements of a record, first those that most articles tell and that most headlines name.

    `articles` stand in the record's order. Lines are one engagement when they have a type and a mode, parties and a day in
    common; lines without a day of their own join the engagement of their parties. Engagements told once are kept where
    they are meetings between named parties on a day. Where no meeting is told by half of the articles, what their headlines
    name is one engagement too.
    """
    told = {a.id: a for a in articles}
    days = {a.id: stretch_of(a.published.value) if a.published else None for a in articles}
    states = frozenset(a.id for a in actors if a.kind == "state")
    seen = [_seen(line, told[line.trigger.article], days[line.trigger.article], states) for line in events if line.trigger.article in told]
    by_article: defaultdict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        by_article[one.article].append(one)
    scene = _Scene(told, days, _by_article(times, _is_length), by_article, _by_article(times, _is_date))
    lines = {one.line.id: one for one in seen}
    groups = _grouped([one for one in seen if one.parties or _on_a_day(one)])
    headed = [] if any(_met(group, len(told)) for group in groups) else _headed(seen, told)
    if headed:
        own = {one.line.id for one in headed}
        rest = ([one for one in group if one.line.id not in own] for group in groups)
        groups = [headed, *(group for group in rest if group)]
    found = [_lifecycle(group, scene) for group in groups]
    kept = [one for one in found if _worth(one)]
    return tuple(sorted(kept, key=lambda one: (-_weight(one, lines, told), -len(one.events), one.id)))


def _by_article(times: Sequence[TimeLine], wanted: Callable[[TimeLine], bool]) -> Mapping[str, Sequence[TimeLine]]:
    found: defaultdict[str, list[TimeLine]] = defaultdict(list)
    for time in times:
        if wanted(time):
            found[time.article].append(time)
    return found


def _is_length(time: TimeLine) -> bool:
    return time.type == "DURATION" and time.value.startswith("PT") and time.value.endswith("H")


def _is_date(time: TimeLine) -> bool:
    return time.type in ("DATE", "TIME")


def _met(group: Sequence[_Seen], articles: int) -> bool:
    """Whether a group is a meeting that half of the articles tell."""
    return group[0].line.event == "CONSULT" and 2 * len({one.article for one in group}) >= articles


def _headed(seen: Sequence[_Seen], articles: Mapping[str, ArticleLine]) -> list[_Seen]:
    """What the headlines are about where no meeting is: the lines of the type that most of them name, there and in the leads.

    Whoever acts or suffers is named in many ways, and often not at all (مقتل, استشهاد), so parties do not divide them.
    """
    by_type: defaultdict[str, set[str]] = defaultdict(set)
    for one in seen:
        if one.line.event != "CONSULT" and _within(one, articles[one.article].headline):
            by_type[one.line.event].add(one.article)
    kind = min(by_type, key=lambda k: (-len(by_type[k]), k), default="")
    if len(by_type[kind]) < max(2, len(articles) / 3):
        return []
    return [one for one in seen if one.line.event == kind and any(_within(one, span) for span in _fronts(articles[one.article]))]


def _fronts(article: ArticleLine) -> tuple[Span | None, ...]:
    """The headline of an article and its first paragraph."""
    lead = next((Span(b.start, b.end) for b in article.blocks if b.role == "body"), None)
    return article.headline, lead


def _within(one: _Seen, span: Span | None) -> bool:
    return span is not None and span.start <= one.line.trigger.start < span.end


def _weight(one: LifecycleLine, lines: Mapping[str, _Seen], articles: Mapping[str, ArticleLine]) -> int:
    """How many articles tell it, and how many name it in their headline: what a headline names is what the article is about."""
    headed = set()
    for name in one.events:
        at = lines[name].line.trigger
        if _within(lines[name], articles[at.article].headline):
            headed.add(at.article)
    return len(one.articles) + len(headed)


def _seen(line: EventLine, article: ArticleLine, published: Stretch | None, states: frozenset[str]) -> _Seen:
    """A day before publication is not the day of something planned, and what lies ahead of publication has not happened."""
    when = stretch_of(line.date or "")
    ahead = _AHEAD.get(line.status, "")
    stage = _halted(article.text, line) or ahead or {"denied": "denied"}.get(line.status, "held")
    if published and when:
        if not ahead and stage == "held" and when.first > published.last:
            stage = "planned"
        elif ahead and when.last < published.first:
            when = None
    parties = frozenset((*line.actor, *line.recipient))
    noun = stem(bare(folded(line.trigger.of(article.text)))).rstrip("هت")  # قمة, قمتهما
    return _Seen(line, article.id, parties, parties - states, when, stage, noun)


def _halted(text: str, line: EventLine) -> str:
    """The stage of a meeting that the words before it put off or call off; empty otherwise, and where that is only asked for."""
    if line.event not in _EQUALS:
        return ""
    opening = text.rfind("\n", 0, line.trigger.start) + 1
    before = folded(text[max(opening, line.trigger.start - _NEAR) : line.trigger.start]).split()
    for place in range(max(0, len(before) - _BEFORE), len(before)):
        stage = _halting().get(before[place]) or _halting().get(before[place].lstrip("وف"), "")
        if stage in ("postponed", "cancelled"):
            return stage
        if stage.startswith("the ") and (place == 0 or _halting().get(before[place - 1].lstrip("وف")) == "decided"):
            return stage.removeprefix("the ")
    return ""


@cache
def _halting() -> dict[str, str]:
    return {row["form"]: row["stage"] for row in table("mahdar.records", "halting.tsv")}


def _on_a_day(one: _Seen) -> bool:
    """Whether a line that names nobody tells of a meeting on one day: of the meeting of that day, where its story has one."""
    return one.line.event in _EQUALS and one.when is not None and one.when.first == one.when.last


def _grouped(seen: Sequence[_Seen]) -> list[list[_Seen]]:
    """Engagements by type, mode, day and parties; then what has no day of its own joins the largest that it fits."""
    groups: list[list[_Seen]] = []
    by_day: defaultdict[tuple[str, str, str], list[list[_Seen]]] = defaultdict(list)
    loose: list[_Seen] = []
    for one in seen:
        if one.when is None or one.when.first != one.when.last or len(one.parties) < 2:
            loose.append(one)
            continue
        cell = by_day[one.line.event, one.line.mode or "", one.when.first]
        for group in cell:
            if _same(one, group[0]):
                group.append(one)
                break
        else:
            cell.append([one])
            groups.append(cell[-1])
    groups.sort(key=lambda g: (-len({one.article for one in g}), -len(g), g[0].line.id))
    homes: defaultdict[tuple[str, str], list[_Home]] = defaultdict(list)
    for place, group in enumerate(groups):
        anyone = frozenset(party for one in group for party in one.parties)
        homes[_kind(group[0])].append(_Home(place, frozenset(_parties(group)), anyone, group[0].when))
    for one in loose:
        home = next((home for home in homes[_kind(one)] if _fits(one, home)), None)
        if home is None and not one.parties:
            continue
        if home is None:
            homes[_kind(one)].append(_Home(len(groups), one.parties, one.parties, one.when))
            groups.append([one])
        else:
            groups[home.place].append(one)
    return groups


def _kind(one: _Seen) -> tuple[str, str]:
    return one.line.event, one.line.mode or ""


def _same(one: _Seen, other: _Seen) -> bool:
    """Whether two lines of one type and day have the same parties: two in common, or one where the rest are states."""
    shared = one.parties & other.parties
    if len(shared) >= 2:
        return True
    alone = min(len(one.parties), len(other.parties)) == 1 and one.line.event not in _EQUALS
    stand_in = bool(shared & one.named) and (one.named <= other.parties or other.named <= one.parties)
    return len(shared) == 1 and (alone or (one.line.event in _EQUALS and stand_in))


def _fits(one: _Seen, home: _Home) -> bool:
    """Whether a line without a day of its own may speak of an engagement: a proposal names one party at least."""
    if one.when and home.day and not one.when.holds(home.day):
        return False
    if not one.parties:
        return one.when is not None and one.when == home.day
    shared = len(one.parties & home.parties)
    if one.when is None and home.day is None:
        return shared >= 2 or one.parties == home.parties
    if shared >= 2 or one.when is None or one.stage not in ("proposed", "planned"):
        return shared >= 2
    return shared == 1 or (len(one.parties) > 1 and one.parties <= home.anyone)


def _lifecycle(group: Sequence[_Seen], scene: _Scene) -> LifecycleLine:
    first = group[0]
    parties = _parties(group)
    days = Counter(one.when.first for one in group if one.when and one.when.first == one.when.last)
    date = min(days, key=lambda d: (-days[d], d)) if days else None
    places = {name: i for i, name in enumerate(scene.articles)}
    steps = sorted(_steps(list(_staged(group, parties, date, scene))), key=lambda s: (STAGES.index(s.stage), places[s.at.article], s.at))
    return LifecycleLine(
        id=content_id("lifecycle", *(one.line.id for one in group)),
        event=first.line.event,
        mode=first.line.mode if all(one.line.mode == first.line.mode for one in group) else None,
        parties=parties,
        date=date,
        place=_place(group, scene.articles),
        articles=tuple(sorted({one.article for one in group}, key=places.__getitem__)),
        events=tuple(one.line.id for one in group),
        steps=tuple(steps),
        durations=tuple(_durations(group, scene)),
    )


def _parties(group: Sequence[_Seen]) -> tuple[str, ...]:
    """Those that most of the lines name, those named in most articles first."""
    articles: defaultdict[str, set[str]] = defaultdict(set)
    lines: Counter[str] = Counter()
    order: dict[str, int] = {}
    for one in group:
        for actor in (*one.line.actor, *one.line.recipient):
            order.setdefault(actor, len(order))
            articles[actor].add(one.article)
            lines[actor] += 1
    most = max(lines.values(), default=0)
    kept = [actor for actor in order if lines[actor] >= A_PARTY * most]
    return tuple(sorted(kept, key=lambda a: (-len(articles[a]), -lines[a], order[a])))


def _staged(group: Sequence[_Seen], parties: Sequence[str], date: str | None, scene: _Scene) -> Iterator[tuple[str, _Seen]]:
    """The lines of an engagement by stage.

    What an article of an earlier day tells as held is planned, or proposed where the article itself proposes it; where it is
    told as held on its day or later, what its parties still plan under another noun is what follows.
    """
    after = {name for name, day in scene.days.items() if date and day and day.last >= date}
    before = {name for name, day in scene.days.items() if date and day and day.last < date}
    held = {one.article for one in group if one.stage == "held"} & after
    told: defaultdict[str, set[str]] = defaultdict(set)
    for one in group:
        if one.stage == "held" or one.article in before:
            told[one.noun].add(one.article)
    proposing = {one.article for one in group if one.stage == "proposed"} - {one.article for one in group if one.stage == "planned"}
    own = tuple(noun for noun, where in told.items() if len(where) >= _OWN_NOUN)
    for one in group:
        ahead = one.stage in ("planned", "proposed")
        if one.article in held and ahead:
            if one.line.event in _SEQUELS and not one.noun.startswith(own):
                yield "followed", one
        else:
            early = one.stage == "held" and one.article in before
            yield (("proposed" if one.article in proposing else "planned") if early else one.stage), one
    mine, named = {one.line.id for one in group}, frozenset(parties)
    tellers = sorted(held) if group[0].line.event in _EQUALS else []
    for one in (one for article in tellers for one in scene.seen[article]):
        ahead = one.stage in ("planned", "proposed") and one.line.event in _SEQUELS
        theirs = one.line.id not in mine and not one.noun.startswith(own) and len(named & one.parties) >= 2
        if ahead and theirs and not _told_of_before(one, date, scene):
            yield "followed", one


def _told_of_before(one: _Seen, date: str | None, scene: _Scene) -> bool:
    """Whether the sentence of a line names a day before the engagement: what was to come then does not follow it."""
    text, at = scene.articles[one.article].text, one.line.trigger
    for time in scene.dated.get(one.article, ()):
        first, last = min(at.start, time.start), max(at.end, time.end)
        if last - first < _NEAR and not any(mark in text[first:last] for mark in _ENDS):
            period = stretch_of(time.value)
            if date and period and period.last < date:
                return True
    return False


def _steps(staged: Sequence[tuple[str, _Seen]]) -> Iterator[StepLine]:
    """One step for each stage in each article: the surest line, with the ids of all."""
    cells: defaultdict[tuple[str, str], list[_Seen]] = defaultdict(list)
    for stage, one in staged:
        cells[stage, one.article].append(one)
    for (stage, _), lines in cells.items():
        # A day and a place of its own say more than another mention.
        best = min(lines, key=lambda o: (not o.when, not o.line.place, -o.line.confidence, o.line.trigger))
        ordered = [best, *(o for o in lines if o is not best)] if stage != "followed" else lines
        yield StepLine(stage=stage, at=ordered[0].line.trigger, events=tuple(o.line.id for o in ordered))


def _place(group: Sequence[_Seen], articles: Mapping[str, ArticleLine]) -> Anchor | None:
    """The place that most articles give, as first printed."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    first: dict[str, Anchor] = {}
    for one in group:
        if one.line.place:
            words = folded(one.line.place.of(articles[one.line.place.article].text))
            told[words].add(one.article)
            first.setdefault(words, one.line.place)
    return first[min(told, key=lambda w: (-len(told[w]), first[w]))] if told else None


def _durations(group: Sequence[_Seen], scene: _Scene) -> Iterator[str]:
    """The lengths in hours that stand in the sentence of one of its lines."""
    triggers: defaultdict[str, list[int]] = defaultdict(list)
    for one in group:
        triggers[one.article].append(one.line.trigger.start)
    for article in (name for name in scene.articles if name in triggers):
        text = scene.articles[article].text
        for time in scene.lengths.get(article, ()):
            near = (text[min(at, time.start) : max(at, time.end)] for at in triggers[article] if abs(at - time.start) < _NEAR)
            if any(not any(mark in words for mark in _ENDS) for words in near):
                yield time.id


_NEAR = 240
_ENDS = (". ", ".\n", "\n", "؟", "!")


def _worth(one: LifecycleLine) -> bool:
    """Whether there is something to follow: several articles, several stages, or a meeting on a day."""
    if len(one.parties) < 2 and not one.date:
        return False
    stages = {step.stage for step in one.steps}
    return len(one.articles) > 1 or len(stages) > 1 or (one.event == "CONSULT" and bool(one.date) and len(one.parties) > 1)
