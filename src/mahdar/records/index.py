"""What every section of the page asks of a record: its articles by name, its lines by number, its actors by id."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from pathlib import PurePath

from markupsafe import Markup

from mahdar.records.labels import Label, date_label, day_of, label
from mahdar.records.markup import shown
from mahdar.records.record import ActorLine, ArticleLine, QuotationLine, Record, TimeLine
from mahdar.spans import folded


class Index:
    """Look-ups of one record; it holds nothing that is not in the record."""

    def __init__(self, record: Record) -> None:
        self.record = record

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
        return {q.id: q for q in self.record.quotations}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each article and of each quotation in the record, from 1."""
        ids = [[a.id for a in self.record.articles], [q.id for q in self.record.quotations]]
        return {name: number for kind in ids for number, name in enumerate(kind, 1)}

    @cached_property
    def outlets(self) -> dict[str, int]:
        """The outlets' names in the order of their first article, numbered from 1."""
        return {name: n for n, name in enumerate(dict.fromkeys(map(outlet_of, self.record.articles)), 1)}

    @cached_property
    def voices(self) -> tuple[tuple[str, tuple[QuotationLine, ...]], ...]:
        """The lines of each speaker with the id of its place on the page, most lines first; speakers not known come last."""
        groups: defaultdict[str, list[QuotationLine]] = defaultdict(list)
        for line in self.record.quotations:
            groups[self.speaker_key(line)].append(line)
        ordered = sorted(groups.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
        return tuple((f"s-{n}", tuple(lines)) for n, (_, lines) in enumerate(ordered, 1))

    def words(self, article: str, start: int, end: int) -> Markup:
        """A slice of an article, isolated so that its direction cannot disturb its neighbours."""
        return Markup("<bdi>{}</bdi>").format(shown(self.articles[article].text[start:end]))

    def outlet(self, article: str) -> Markup:
        """The name of the outlet of an article."""
        return Markup("<bdi>{}</bdi>").format(shown(outlet_of(self.articles[article])))

    def outlet_key(self, article: str) -> int:
        """The number of the outlet of an article, for the filter."""
        return self.outlets[outlet_of(self.articles[article])]

    def date(self, article: str) -> Label:
        """The day of publication in words."""
        published = self.articles[article].published
        return date_label(published.value) if published else label("undated")

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
