"""The order of the stages, on one screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from mahdar.accounts import Account, Told, accounts
from mahdar.actors import Actor, Decision, Entity, actors
from mahdar.articles import Article
from mahdar.claims import Claim, claims
from mahdar.copies import Print, copies, fingerprint, origins
from mahdar.events import Event, events
from mahdar.names import Mention, mentions
from mahdar.pipeline.storied import storied
from mahdar.quotes import Quotation, quotations
from mahdar.records import Record, compose
from mahdar.sentences import Reading, read
from mahdar.tags import tag
from mahdar.times import Moment, dated_by_run, moments


class Layers(Struct, frozen=True):
    """One article and everything read in it."""

    article: Article
    reading: Reading
    moments: tuple[Moment, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()


#: Something that passes layers on and may look at them: a progress bar.
Watch = Callable[[Iterable[Layers]], Iterable[Layers]]


def analyse(article: Article, *, tagger: bool = True) -> Layers:
    """Everything that one article says by itself."""
    return dated([article], tagger=tagger)[0]


def analyse_all(
    articles: Iterable[Article],
    *,
    watch: Watch = iter,
    decisions: Sequence[Decision] = (),
    knowledge: Sequence[Entity] = (),
    tagger: bool = True,
) -> tuple[tuple[Layers, ...], tuple[Actor, ...]]:
    """Every article, then the actors that they share; `watch` sees each article's layers pass as they are made.

    `decisions` about who is who and the entities of a knowledge base are the user's own. Without the `tagger` the
    rules alone find names. Raises ModelError where its model cannot be read.
    """
    layers = dated(tuple(articles), watch=watch, tagger=tagger)
    return layers, shared(layers, decisions, knowledge)


def dated(articles: Sequence[Article], *, watch: Watch = iter, tagger: bool = True) -> tuple[Layers, ...]:
    """Every article with its date, worked out from its text or from the others where nothing declares it, and its layers."""
    readings = tuple(map(read, articles))
    days = dated_by_run(articles, readings)
    every = zip(articles, readings, days, strict=True)
    return tuple(watch(resolved(replace(a, published=day), r, tagger=tagger) for a, r, day in every))


def resolved(article: Article, reading: Reading, *, tagger: bool = True) -> Layers:
    """What an article says, its times resolved against its date."""
    named = mentions(reading, tag(reading) if tagger else None)
    quoted = quotations(reading, named)
    timed = moments(reading, article.published, [q.content for q in quoted])
    happened = events(reading, named, timed, published=article.published)
    return Layers(article, reading, timed, (*named, *_pictured(article)), quoted, happened, claims(reading, quoted, happened))


def _pictured(article: Article) -> tuple[Mention, ...]:
    """Who is named in the captions of pictures: names alone, for a caption says nothing else."""
    found = [replace(block, role="body") for block in article.blocks if block.role == "caption"]
    once = {block.anchor.of(article.text).strip(): block for block in reversed(found)}  # pages print a caption twice
    blocks = tuple(sorted(once.values(), key=lambda block: block.anchor))
    return mentions(read(replace(article, blocks=blocks))) if blocks else ()


def shared(layers: Sequence[Layers], decisions: Sequence[Decision] = (), knowledge: Sequence[Entity] = ()) -> tuple[Actor, ...]:
    """The actors of many articles."""
    return actors([(one.reading, one.mentions) for one in layers], decisions, knowledge)


def record_of(layers: Sequence[Layers], people: Sequence[Actor]) -> Record:
    """The record of articles that were analysed."""
    sources = copied(layers)
    told_in = storied([one.article for one in layers], [m for one in layers for m in one.mentions], people)
    return _composed(layers, people, accounts=_compared(layers, sources, told_in), origins=sources, stories=told_in)


def lines_of(layers: Layers, people: Sequence[Actor]) -> Record:
    """The record of one article by itself, with nothing to compare it with: no accounts, no origin but its own."""
    return _composed([layers], people)


def _composed(
    layers: Sequence[Layers],
    people: Sequence[Actor],
    *,
    accounts: Sequence[Account] = (),
    origins: Mapping[str, str] = MappingProxyType({}),
    stories: Mapping[str, str] = MappingProxyType({}),
) -> Record:
    return compose(
        [one.article for one in layers],
        [q for one in layers for q in one.quotations],
        [t for one in layers for t in one.moments],
        [m for one in layers for m in one.mentions],
        people,
        events=[e for one in layers for e in one.events],
        claims=[c for one in layers for c in one.claims],
        accounts=accounts,
        origins=origins,
        stories=stories,
    )


def _compared(layers: Sequence[Layers], sources: Mapping[str, str], told_in: Mapping[str, str]) -> list[Account]:
    """What the articles of each story tell alike and otherwise."""
    stories: dict[str, list[Layers]] = {}
    for one in sorted(layers, key=lambda one: one.article.id):
        stories.setdefault(told_in[one.article.id], []).append(one)
    return [account for told in stories.values() for account in accounts([_told(one, sources) for one in told])]


def copied(layers: Sequence[Layers]) -> dict[str, str]:
    """For each article the one whose text it most likely repeats, by id; itself where it repeats none."""
    prints = [print_of(one.article) for one in layers]
    return origins(prints, copies(prints))


def print_of(article: Article) -> Print:
    """What is kept of an article to find its copies: its body, its headline compared apart."""
    body = "\n".join(b.anchor.of(article.text) for b in article.blocks if b.role in {"body", "subhead"})
    headline = article.first("headline")
    title = headline.of(article.text) if headline else ""
    day = date.fromisoformat(article.published.first).toordinal() if article.published else 0
    credit = next((b.anchor.of(article.text) for b in article.blocks if b.rule == "agency credit"), "")
    return fingerprint(article.id, body, title=title, outlet=article.outlet or "", day=day, credit=credit)


def _told(one: Layers, sources: Mapping[str, str]) -> Told:
    day = one.article.published.first if one.article.published else ""
    return Told(one.reading, one.mentions, one.moments, one.quotations, one.claims, sources[one.article.id], day)
