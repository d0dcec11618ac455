"""What every section of the page asks of a record: its articles by name, its lines by number, its actors by id."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import PurePath

from markupsafe import Markup

from mahdar.records.facts import Fact, facts_of
from mahdar.records.labels import Label, date_label, day_of, label
from mahdar.records.markup import shown
from mahdar.records.record import ActorLine, ArticleLine, EventLine, QuotationLine, Record, TimeLine
from mahdar.records.stretch import stretch_of
from mahdar.spans import Anchor, folded

_AHEAD = ("planned", "proposed", "possible")


class Index:
    """Look-ups of one record; it holds nothing that is not in the record.

    A part of a large record that has a page of its own is looked up in its own lines, and numbered and led to as its
    `whole` is; `part` counts the pages of a section from 1.
    """

    def __init__(self, record: Record, *, whole: Index | None = None, part: int = 1) -> None:
        self.record = record
        self.whole = whole or self
        self.part = part

    @cached_property
    def articles(self) -> dict[str, ArticleLine]:
        """Articles by id."""
        return {a.id: a for a in self.record.articles}

    @cached_property
    def actors(self) -> dict[str, ActorLine]:
        """Actors by id."""
        return {a.id: a for a in self.record.actors}

    @cached_property
    def quotations(self) -> dict[str, QuotationLine]:
        """Quotations by id."""
        if self.whole is not self:
            return self.whole.quotations
        return {q.id: q for q in self.record.quotations}

    @cached_property
    def events(self) -> dict[str, EventLine]:
        """Events by id."""
        return {e.id: e for e in self.record.events}

    @cached_property
    def followed(self) -> tuple[str, ...]:
        """The ids of the events that the page shows: those of engagements, and what is planned."""
        if self.whole is not self:
            return self.whole.followed
        steps = (name for one in self.record.lifecycles for step in one.steps for name in step.events)
        return tuple(dict.fromkeys(name for name in (*steps, *(e.id for e in self.ahead)) if name in self.events))

    @cached_property
    def ahead(self) -> tuple[EventLine, ...]:
        """What is planned or proposed for a day after the last article, then what is to follow on no day that is told."""
        if self.whole is not self:
            return self.whole.ahead if self.part == 1 else ()
        last = max((p.last for a in self.record.articles if a.published and (p := stretch_of(a.published.value))), default="9999")
        held = {name for one in self.record.lifecycles if any(s.stage == "held" for s in one.steps) for name in one.events}
        coming = [
            (when, e)
            for e in self.record.events
            if e.status in _AHEAD and e.id not in held and (when := stretch_of(e.date or "")) and when.last > last
        ]
        dated = [e for when, e in sorted(coming, key=lambda item: (item[0].first, item[0].last, item[1].trigger))]
        first = next((one for one in self.record.lifecycles if one.event == "CONSULT" and one.date), None)
        followed = (name for s in (first.steps if first else ()) if s.stage == "followed" for name in s.events)
        undated = [self.events[name] for name in dict.fromkeys(followed) if name in self.events]
        return tuple({e.id: e for e in (*dated, *undated)}.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the accounts compare, the best supported first."""
        if self.whole is not self:
            mine = {line.fact for line in self.record.accounts}
            return tuple(fact for fact in self.whole.facts if fact.key in mine)
        return facts_of(self.record.accounts)

    @cached_property
    def passages(self) -> dict[Anchor, tuple[str, Fact]]:
        """Every passage that tells a fact: the id of its place in the text, and the strongest fact that it tells."""
        if self.whole is not self:
            return self.whole.passages
        found: dict[Anchor, tuple[str, Fact]] = {}
        for fact in sorted(self.facts, key=lambda f: (f.again, f.number)):
            for at in fact.passages:
                found.setdefault(at, (f"p-{self.numbers[at.article]}-{at.start}-{at.end}", fact))
        return found

    @cached_property
    def mention_at(self) -> dict[Anchor, str]:
        """The id of the mention that stands on a stretch, where the page marks it."""
        return {Anchor(m.article, m.start, m.end): m.id for m in self.record.mentions if m.actor}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article and of each quotation in the record, from 1."""
        if self.whole is not self:
            return self.whole.numbers
        ids = [[a.id for a in self.record.articles], [q.id for q in self.record.quotations]]
        return {name: number for kind in ids for number, name in enumerate(kind, 1)}

    @cached_property
    def outlets(self) -> dict[str, int]:
        """The outlets' names in the order of their first article, numbered from 1."""
        return {name: n for n, name in enumerate(dict.fromkeys(map(outlet_of, self.record.articles)), 1)}

    @cached_property
    def voices(self) -> tuple[tuple[str, tuple[QuotationLine, ...]], ...]:
        """The lines of each speaker with the id of its place on the page, most lines first; speakers not known come last."""
        if self.whole is not self:
            mine = {line.id for line in self.record.quotations}
            found = ((name, tuple(line for line in lines if line.id in mine)) for name, lines in self.whole.voices)
            return tuple((name, lines) for name, lines in found if lines)
        groups: defaultdict[str, list[QuotationLine]] = defaultdict(list)
        for line in self.record.quotations:
            groups[self.speaker_key(line)].append(line)
        ordered = sorted(groups.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
        return tuple((f"s-{n}", tuple(lines)) for n, (_, lines) in enumerate(ordered, 1))

    def words(self, article: str, start: int, end: int) -> Markup:
        """A slice of an article, isolated so that its direction cannot disturb its neighbours."""
        return Markup(f"<bdi>{shown(self.articles[article].text[start:end])}</bdi>")  # noqa: S704 - escaped as it is shown

    @cached_property
    def _named(self) -> dict[str, Markup]:
        """The names of the outlets by article, as they are shown."""
        return {a.id: Markup("<bdi>{}</bdi>").format(shown(outlet_of(a))) for a in self.whole.record.articles}

    @cached_property
    def _dates(self) -> dict[str, Label]:
        """The days of publication by article, in words."""
        return {a.id: date_label(a.published.value) if a.published else label("undated") for a in self.whole.record.articles}

    def outlet(self, article: str) -> Markup:
        """The name of the outlet of an article."""
        return self._named[article]

    def outlet_key(self, article: str) -> int:
        """The number of the outlet of an article, for the filter."""
        return self.outlets[outlet_of(self.articles[article])]

    def date(self, article: str) -> Label:
        """The day of publication in words."""
        return self._dates[article]

    def period(self, line: TimeLine) -> tuple[str, str] | None:
        """The first and last day that a moment covers, where it stands on the calendar."""
        if line.type in {"DURATION", "SET"}:
            return None
        day = day_of(line.value)
        return line.interval or ((day.isoformat(), day.isoformat()) if day else None)

    def speaker_key(self, quotation: QuotationLine) -> str:
        """What groups the lines of one speaker: its actor, otherwise its name in one spelling, otherwise nothing."""
        return quotation.actor or folded(quotation.speaker_name).strip()

    def speaker_label(self, quotation: QuotationLine) -> Markup:
        """The speaker of a line by name."""
        if quotation.actor in self.actors:
            return Markup("<bdi>{}</bdi>").format(shown(self.actors[quotation.actor].name))
        if quotation.speaker_name.strip():
            return Markup("<bdi>{}</bdi>").format(shown(quotation.speaker_name))
        return Markup("{}").format(label("unknown-speaker"))


def outlet_of(article: ArticleLine) -> str:
    """The outlet's name, or the name of the file where no outlet is known."""
    return article.outlet or PurePath(article.source.file).name
