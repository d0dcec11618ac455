"""What many articles share, brought to what it now is: dates, names, copies, stories; at the price of what a batch touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, delete, update

from mahdar.actors import Actor, Decision, Entity, Run
from mahdar.actors.letters import key
from mahdar.actors.tell import told
from mahdar.articles import Article, Published
from mahdar.copies import changed
from mahdar.names import Mention
from mahdar.pipeline import Layers, print_of
from mahdar.pipeline.storied import main_actors
from mahdar.store import schema
from mahdar.store.casting import Casting, casts_of
from mahdar.store.holding import Holding
from mahdar.store.intake import redated
from mahdar.store.register import Names
from mahdar.store.shelf import Texts
from mahdar.store.timeline import Place
from mahdar.store.writing import put_dates
from mahdar.stories import company
from mahdar.stories.company import FEW

_KEPT = (schema.names, schema.blocks, schema.printing, schema.alike, schema.texts, schema.places, schema.pairs)


class Settled(Struct, frozen=True):
    """What a change touches: where the articles of these stories were and are, None where they are counted no more.

    `stories` are the articles of each by id, `gone` those that are no more, `people` the actors of each; `origins` is the article that
    each repeats, `why` the likeness and the words that put an article where it is.
    """

    told_in: dict[str, str | None]
    before: dict[str, str | None]
    stories: dict[str, list[str]]
    gone: set[str]
    people: dict[str, tuple[Actor, ...]]
    origins: dict[str, str]
    why: dict[str, tuple[float, tuple[str, ...]]]


class Settling:
    """One change of a database, within one transaction."""

    def __init__(self, connection: Connection, holding: Holding, *, decisions: Sequence[Decision], knowledge: Sequence[Entity]) -> None:
        self.connection, self.holding = connection, holding
        self.names = Names(connection)
        self.run = Run(self.names, decisions, knowledge)
        self.renewed: set[str] = set()

    def versions(self, fresh: Sequence[str]) -> tuple[set[str], set[str]]:
        """The articles that come to be counted, and those that no longer are as a newer version of their page came."""
        lights = self.holding.lights
        newer = self.holding.newer(lights[name].page for name in fresh)
        left = {name for name, other in newer.items() if other and not lights[name].newer and name not in fresh}
        self.renewed = {name for name, other in newer.items() if lights[name].newer != other}
        for name, other in newer.items():
            lights[name].newer = other
        return {name for name in fresh if not lights[name].newer}, left

    def emptied(self) -> set[str]:
        """Forgets names and copies, where an older program kept none; gives all articles that are counted."""
        for table in (schema.links, schema.actors, *_KEPT):
            self.connection.execute(delete(table))
        self.connection.execute(update(schema.articles).values(named=None))
        return {name for name, one in self.holding.lights.items() if not one.newer}

    def dates(self, came: set[str], left: set[str], *, tagger: bool) -> dict[str, Layers]:
        """The articles that others date otherwise than before, read anew; those that are counted no more have no date of others."""
        lights, dating = self.holding.lights, self.holding.dating
        if not self.holding.undated:
            return {}
        undated = {name for name in self.holding.undated if not lights[name].newer}
        new = came if dating.told else {name for name, one in lights.items() if not one.newer}
        days = dating.placed(dating.move(left, new, undated, self.layers), undated, self._day)
        again = days.keys() | (left & self.holding.undated)
        unknown = [name for name in sorted(again) if name not in dating.days]
        dating.days |= {name: one.article.published for name, one in self.layers(unknown).items()}
        moved = [name for name in sorted(again) if days.get(name) != dating.days[name]]
        layers = self.layers(moved)
        return {name: redated(layers[name], days.get(name), tagger=tagger) for name in moved}

    def redate(self, dated: Mapping[str, Layers]) -> None:
        """Holds and writes articles with the days that others give them."""
        put_dates(self.connection, dated.values())
        self.holding.keep(dated)
        for name, one in dated.items():
            day = one.article.published
            self.holding.dating.days[name] = day
            self.holding.lights[name].first, self.holding.lights[name].last = (day.first, day.last) if day else (None, None)

    def layers(self, names: Iterable[str]) -> dict[str, Layers]:
        """The layers of articles."""
        return self.holding.layers(self.connection, names)

    def _day(self, name: str) -> Published | None:
        one = self.holding.lights[name]
        return Published(one.first, one.last or one.first, "metadata") if one.first else None

    def settled(self, came: set[str], left: set[str], dated: Iterable[str], decided: Iterable[str] | None = ()) -> Settled:
        """Everything that articles share, after these came, went, and were dated otherwise."""
        lights = self.holding.lights
        again = came | {name for name in dated if not lights[name].newer}
        told = self._named(came, left, decided) | self._copied(again, left) | again
        before = {name: lights[name].story for name in left}
        places = self._placed(again, left)
        moved = {name: one.story for name, one in places.items() if lights[name].story != one.story}
        before |= {name: lights[name].story for name in moved}
        entered: dict[str, set[str]] = {}
        for name, home in moved.items():
            entered.setdefault(home, set()).add(name)
        touched = {story for story in before.values() if story} | set(moved.values())
        touched |= {story for name in told - left if name not in moved and not lights[name].newer and (story := lights[name].story)}
        stories: dict[str, list[str]] = {}
        for story in sorted(touched):
            stay = {name for name in self.holding.stories.get(story, ()) if name not in moved and name not in left}
            if here := stay | entered.get(story, set()):
                stories[story] = sorted(here)
        for some in stories.values():
            before |= {name: lights[name].story for name in some}
        told_in: dict[str, str | None] = {**dict.fromkeys(left), **{name: story for story, some in stories.items() for name in some}}
        people = {story: self._people(some) for story, some in stories.items()}
        whence = {name: lights[name].copy_of or name for some in stories.values() for name in some}
        why = {name: (one.score, one.words) for name, one in places.items()}
        return Settled(told_in, before, stories, touched - stories.keys(), people, whence, why)

    def _named(self, came: set[str], left: set[str], decided: Iterable[str] | None) -> set[str]:
        """Lets the names move on; gives the articles in which an actor is told otherwise."""
        if decided is None:
            keys = set(self.names.all())
        else:
            keys = {one for some in self.names.sharing(f"={key(name)}" for name in decided).values() for one in some}
        again = {name for some in self.names.printing(sorted(keys)).values() for name in some} - left
        moved = self.run.move(left, self._mentions(came | again), self._mentions, keys)
        return Casting(self.connection, self.names, self.run.known, moved).put()

    def _mentions(self, names: Iterable[str]) -> dict[str, tuple[str, tuple[Mention, ...]]]:
        return {name: (one.article.text, one.mentions) for name, one in self.layers(names).items()}

    def _copied(self, came: set[str], left: set[str]) -> set[str]:
        """Looks for copies; gives the articles whose origin is another now."""
        shelf = Texts(self.connection, lambda names: map(print_of, self._articles(names).values()))
        change = changed(shelf, [print_of(one.article) for one in self.layers(came).values()], sorted(left))
        shelf.write(change)
        lights = self.holding.lights
        for name, origin in change.origins.items():
            lights[name].copy_of = origin if origin != name else None
        return set(change.origins)

    def _placed(self, again: set[str], left: set[str]) -> dict[str, Place]:
        """The articles that came or may stand elsewhere now, and where."""
        holding, timeline = self.holding, self.holding.timeline
        again |= {name for name in holding.unplaced if not holding.lights[name].newer}
        came = {name: holding.lights[name].first for name in sorted(again)}
        few = len(timeline.keys) <= FEW
        found = timeline.move(left | holding.misplaced, came, self._articles)
        holding.unplaced, holding.misplaced = set(), set()
        if len(timeline.keys) > FEW:
            return timeline.everywhere() if few else found
        found = timeline.everywhere()
        layers = self.layers(found)
        mentions = [m for one in layers.values() for m in one.mentions]
        main = main_actors([one.article for one in layers.values()], mentions, self._people(sorted(found)))
        joined = company({name: one.story for name, one in found.items()}, main)
        return {name: replace(one, story=joined[name]) for name, one in found.items()}

    def _articles(self, names: Iterable[str]) -> dict[str, Article]:
        return self.holding.articles(self.connection, names)

    def _people(self, articles: Sequence[str]) -> tuple[Actor, ...]:
        """The actors of some articles, each called by what it is called in them."""
        locals_ = self.names.locals(articles)
        owner = self.names.owners(sorted({slip.key for one in locals_.values() for slip in (*one.slips, *one.offices)}))
        return told(locals_.values(), owner, casts_of(self.connection, sorted(set(owner.values()))))
