"""What many articles share: dates from the run, stories, copies, actors; a pure function of what was kept of each article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf

from msgspec import Struct
from msgspec.structs import replace

from mahdar.actors import Actor, Decision, Entity
from mahdar.articles import Article
from mahdar.copies import Print, copies, origins
from mahdar.pipeline import Layers, print_of
from mahdar.pipeline.order import shared
from mahdar.pipeline.storied import main_actors, sketch_of
from mahdar.store.intake import redated
from mahdar.stories import Placed, Stream, company, hours
from mahdar.stories.company import FEW
from mahdar.stories.stream import when
from mahdar.times import Told, placed_by_run, testimony


class Settled(Struct, frozen=True):
    """What was found across articles, by article id: its layers with its date, its origin, its story and why; and the actors."""

    layers: dict[str, Layers]
    origins: dict[str, str]
    told_in: dict[str, str]
    people: tuple[Actor, ...]
    joined: dict[str, Placed] = {}


class Memory:
    """What follows from each article by itself, kept between two batches, and the stream of stories as far as it came."""

    def __init__(self) -> None:
        self.prints: dict[str, Print] = {}
        self.told: dict[str, Told] = {}
        self.stream = Stream()
        self.fed: dict[str, tuple[float, str]] = {}

    def print_of(self, one: Layers) -> Print:
        """The print of an article; one that others date is made anew with its day."""
        kept = self.prints.get(one.article.id)
        made = print_of(one.article) if kept is None else kept
        day = date.fromisoformat(one.article.published.first[:10]).toordinal() if one.article.published else 0
        self.prints[one.article.id] = made = made if made.day == day else replace(made, day=day)
        return made

    def told_by(self, one: Layers) -> Told:
        """What an article tells of days."""
        if one.article.id not in self.told:
            self.told[one.article.id] = testimony(one.article, one.reading)
        return self.told[one.article.id]

    def streamed(self, articles: Sequence[Article]) -> tuple[Placed, ...]:
        """Where each article stands: the stream goes on where nothing comes before what is settled, and starts anew otherwise."""
        new = {one.id: (hours(one.published.first) if one.published else inf, one.id) for one in articles}
        waiting = {one.id for one in self.stream.waiting} if hasattr(self.stream, "waiting") else set()
        settled = max((key for name, key in self.fed.items() if name not in waiting), default=(-inf, ""))
        fresh = [one for one in articles if one.id not in self.fed]
        if any(new.get(name) != key for name, key in self.fed.items()) or any(new[one.id] <= settled for one in fresh):
            self.stream, fresh = Stream(), list(articles)
        sketches = sorted(map(sketch_of, fresh), key=when)
        self.stream.add(sketches)
        self.fed = new
        return self.stream.placed()


def settled(
    layers: Mapping[str, Layers],
    undated: frozenset[str],
    memory: Memory,
    *,
    decisions: Sequence[Decision] = (),
    knowledge: Sequence[Entity] = (),
    tagger: bool = True,
) -> Settled:
    """Everything that articles share, worked out from all of them; `undated` do not tell their own dates."""
    dated = placed(layers, undated, memory, tagger=tagger)
    ordered = [dated[name] for name in sorted(dated)]
    people = shared(ordered, decisions, knowledge)
    prints = [memory.print_of(one) for one in ordered]
    articles = [one.article for one in ordered]
    stories = memory.streamed(articles)
    main = main_actors(articles, [m for one in ordered for m in one.mentions], people) if len(ordered) <= FEW else {}
    told_in = company({one.id: one.storyline for one in stories}, main)
    return Settled(dated, origins(prints, copies(prints)), told_in, people, {one.id: one for one in stories})


def placed(layers: Mapping[str, Layers], undated: frozenset[str], memory: Memory, *, tagger: bool = True) -> dict[str, Layers]:
    """The layers by article id, those that do not tell their dates placed by the others."""
    if not undated & layers.keys():
        return dict(layers)
    ordered = [layers[n] for n in sorted(layers)]
    known = [None if one.article.id in undated else one.article.published for one in ordered]
    days = placed_by_run(known, [memory.told_by(one) for one in ordered])
    return {one.article.id: redated(one, day, tagger=tagger) for one, day in zip(ordered, days, strict=True)}
