"""Sources: every article in full, with its marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from mahdar.records.index import Index
from mahdar.records.labels import Label, label
from mahdar.records.marks import marks_of
from mahdar.records.markup import marked, shown
from mahdar.records.record import ArticleLine
from mahdar.records.segments import Mark
from mahdar.records.template import fill

# A title for an article that has none: its first words, up to this many characters.
TITLE = 90


class Entry(Struct, frozen=True):
    """One article in the list."""

    id: str
    outlet: Markup
    outlet_key: int
    date: Label
    title: Markup


class Source(Struct, frozen=True):
    """One article as the page shows it."""

    entry: Entry
    number: int
    basis: Label | None
    file: str
    url: str
    language: str
    lines: int
    origin: str
    origin_outlet: Markup
    text: Markup


def sources(index: Index) -> Markup:
    """The section: a list of the articles, the key to the marks, then each article."""
    return listed(index) + texts(index, index.record.articles, marks_of(index))


def listed(index: Index) -> Markup:
    """The list of the articles, each leading to its text."""
    return fill("contents.html.j2", sources=tuple(_entry(index, a) for a in index.record.articles))


def texts(index: Index, articles: Sequence[ArticleLine], marks: Mapping[str, Sequence[Mark]]) -> Markup:
    """The key to the marks, then these articles in full."""
    return fill("sources.html.j2", sources=tuple(_source(index, a, marks.get(a.id, ())) for a in articles))


def _entry(index: Index, article: ArticleLine) -> Entry:
    return Entry(
        id=f"article-{index.numbers[article.id]}",
        outlet=index.outlet(article.id),
        outlet_key=index.outlet_key(article.id),
        date=index.date(article.id),
        title=Markup("<bdi>{}</bdi>").format(shown(title_of(article))),
    )


def _source(index: Index, article: ArticleLine, marks: Sequence[Mark]) -> Source:
    url = article.source.url or ""
    origin = index.articles.get(article.copy_of or "")
    return Source(
        entry=_entry(index, article),
        number=index.numbers[article.id],
        basis=label(f"basis.{article.published.basis}") if article.published else None,
        file=article.source.file,
        url=url if url.startswith(("http://", "https://")) else "",
        language=article.language,
        lines=sum(mark.kind == "quotation" for mark in marks),
        origin=f"article-{index.numbers[origin.id]}" if origin else "",
        origin_outlet=index.outlet(origin.id) if origin else Markup(""),
        text=marked(article.text, marks),
    )


def title_of(article: ArticleLine) -> str:
    """The headline, or the first words that were kept."""
    if article.headline:
        return article.text[article.headline.start : article.headline.end]
    block = next(iter(article.blocks), None)
    words = article.text[block.start : block.end] if block else article.text.strip()
    return words if len(words) <= TITLE else words[:TITLE].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"
