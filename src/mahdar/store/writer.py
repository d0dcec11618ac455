"""What changes the database: articles added, decisions taken and withdrawn, everything derived made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from importlib.resources import files
from itertools import islice

from msgspec.structs import replace
from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from mahdar import __version__
from mahdar.actors import Decision, Entity, standing
from mahdar.captures import Capture
from mahdar.errors import InputError, StoreError
from mahdar.spans import content_id
from mahdar.store import schema
from mahdar.store.cards import Added
from mahdar.store.holding import Holding, generation_of, held, placement, put_stream
from mahdar.store.intake import Source, Taken, capture_of, page_of, taken
from mahdar.store.opening import writing
from mahdar.store.packing import packed, released, unpacked
from mahdar.store.settle import Settled, Settling
from mahdar.store.statements import many
from mahdar.store.stories import put_stories
from mahdar.store.trouble import clear
from mahdar.store.twice import Again, known_as, put_again, signed
from mahdar.store.writing import empty, put_fact, put_lines, put_places, put_read, put_taken

#: Something that passes captures on and may look at them: a progress bar.
Watch = Callable[[Iterable[Capture | InputError]], Iterable[Capture | InputError]]
#: The form of what is kept of names and copies; another one, or none, is derived anew.
FORM = "2"
#: Captures that are added together, all or none; what many articles share is settled once for them.
BATCH = 200


class Writer:
    """Writes one database. Every batch is one transaction: a program that dies in the middle leaves it as it was before."""

    def __init__(self, engine: Engine, name: str, *, tagger: bool = True) -> None:
        self._engine, self._name, self._tagger = engine, name, tagger
        self._holding = Holding()
        self._again: Again = {}

    def add(
        self,
        captures: Iterable[Capture | InputError],
        *,
        watch: Watch = iter,
        batch: int = BATCH,
        by: str = "",
        received: str | None = None,
    ) -> Added:
        """Reads captures and adds them, a batch at a time; what is there already is passed over.

        `received` is the time they were received (ISO, UTC), now if left out. What could not be read stands in `failed`.
        Raises StoreError where the database cannot be written; the batches before it are in.
        """
        new: list[str] = []
        failed: list[str] = []
        known = 0
        coming = iter(watch(captures))
        while some := list(islice(coming, batch)):
            fresh, old = self._taken(some, received or _now(exactly=True), failed)
            if fresh or self._again:
                old += self._put(fresh, by)
            known += old
            new += [one.source.id for one in fresh]
        stories = self._count_stories()
        return Added(tuple(new), known, tuple(failed), stories)

    def decide(self, decision: Decision, *, by: str = "") -> int:
        """Takes a decision about who is who, and gives its number."""
        with self._writing() as connection:
            row = {"ruling": decision.ruling, "a": decision.a, "b": decision.b, "note": decision.note, "by": by, "at": _now()}
            number = connection.execute(insert(schema.decisions).values(row).returning(schema.decisions.c.id)).scalar_one()
            self._audit(connection, by, "decide", f"{decision.ruling}: «{decision.a}», «{decision.b}» ({decision.note})")
            self._settle(connection, [], decided=(decision.a, decision.b))
        return int(number)

    def undo(self, decision: int, *, by: str = "") -> None:
        """Withdraws a decision. Raises StoreError where there is none of that number, or it is withdrawn already."""
        d = schema.decisions
        with self._writing() as connection:
            change = update(d).where(d.c.id == decision, d.c.undone_at.is_(None)).values(undone_by=by, undone_at=_now())
            undone = connection.execute(change.returning(d.c.a, d.c.b)).first()
            if undone is None:
                raise StoreError(f"{self._name}: there is no decision {decision} to withdraw", why="absent")
            self._audit(connection, by, "undo", f"decision {decision}")
            self._settle(connection, [], decided=tuple(undone))

    def learn(self, entities: Iterable[Entity], *, by: str = "") -> int:
        """Takes in the entities of a knowledge base, in place of those of the same ids, and gives their number."""
        found = {one.id: one for one in entities}
        with self._writing() as connection:
            connection.execute(delete(schema.knowledge).where(schema.knowledge.c.id.in_(list(found))))
            if found:
                connection.execute(insert(schema.knowledge), [{"id": one.id, "entity": packed(one)} for one in found.values()])
            self._audit(connection, by, "learn", f"{len(found)} entities")
            self._settle(connection, [], decided=None)
        return len(found)

    def rebuild(self, *, watch: Watch = iter, by: str = "") -> Added:
        """Makes everything derived anew from the captures, the decisions and the knowledge base: one transaction."""
        failed: list[str] = []
        with self._writing() as connection:
            c, s = schema.captures.c, schema.sources.c
            stored = connection.execute(select(schema.sources).order_by(s.id)).all()
            sources = {row.id: Source(**row._mapping) for row in stored}
            received = {one.id: one.received for one in sources.values()}
            before = placement(connection)
            empty(connection)
            self._holding = Holding()

            def captures() -> Iterator[Capture]:
                for one in sources.values():
                    data = connection.execute(select(c.data).where(c.digest == one.digest)).scalar_one()
                    yield capture_of(one, released(data))

            fresh = []
            for capture in watch(captures()):
                if isinstance(capture, Capture):
                    fresh.append(
                        taken(capture, received[content_id("article", capture.file, capture.row, capture.sha256)], tagger=self._tagger)
                    )
            put_read(connection, fresh, self._reader(connection))
            self._audit(connection, by, "rebuild", f"{len(fresh)} articles")
            self._settle(connection, fresh, before)
        return Added(tuple(one.source.id for one in fresh), 0, tuple(failed), self._count_stories())

    def _taken(self, some: Iterable[Capture | InputError], received: str, failed: list[str]) -> tuple[list[Taken], int]:
        """What is new of these captures, read, and how many the database has already."""
        wanted: dict[str, Capture] = {}
        for one in some:
            if isinstance(one, InputError):
                failed.append(str(one))
            else:
                wanted.setdefault(content_id("article", one.file, one.row, one.sha256), one)
        with clear(self._name), self._engine.connect() as connection:
            there = _there(connection, wanted)
            signs = {name: sign for name, sign in signed(wanted).items() if name not in there}
            twice = known_as(connection, signs)
        self._again = {name: (article, wanted[name], received) for name, article in twice.items()}
        there |= twice.keys()
        fresh: list[Taken] = []
        for name, capture in wanted.items():
            if name not in there:
                try:
                    fresh.append(taken(capture, received, tagger=self._tagger))
                except InputError as error:
                    failed.append(str(error))
        return fresh, len(there)

    def _put(self, fresh: list[Taken], by: str) -> int:
        """Writes a batch, and gives how many of it another writer has put there meanwhile."""
        with self._writing() as connection:
            there = _there(connection, {one.source.id for one in fresh})
            fresh[:] = [one for one in fresh if one.source.id not in there]
            if fresh:
                put_taken(connection, fresh, self._reader(connection))
                self._audit(connection, by, "add", f"{len(fresh)} articles")
                self._settle(connection, fresh)
            else:
                self._next = self._holding.generation
            put_again(connection, self._again)
        return len(there)

    def _settle(
        self,
        connection: Connection,
        fresh: Sequence[Taken],
        before: Mapping[str, str | None] | None = None,
        decided: Iterable[str] | None = (),
    ) -> None:
        """Brings everything that articles share to what they now are; `before` is the story of each article, if not that in its row.

        `decided` are names of which something was decided, None where that may be any.
        """
        generation = generation_of(connection)
        if self._holding.generation != generation:
            self._holding = held(connection)
        holding = self._holding
        holding.generation = -1  # until all is written
        for one in fresh:
            holding.take(one, page_of(one.layers.article.source.url))
        anew = _form_of(connection) != FORM
        settling = Settling(connection, holding, decisions=_decisions(connection), knowledge=_knowledge(connection))
        came, left = settling.versions([one.source.id for one in fresh])
        if anew:
            came |= settling.emptied()
            put_fact(connection, "names", FORM)
        dated = settling.dates(came, left, tagger=self._tagger)
        settling.redate(dated)
        found = settling.settled(came, left, dated, decided)
        if before is not None:
            found = replace(found, before={**before, **{name: before.get(name) for name in found.told_in}})
        lines = put_stories(connection, found, settling.layers, holding.comparing, lambda name: holding.lights[name].newer)
        self._place(connection, found, left, settling)
        put_lines(connection, lines, settling.layers(lines))
        put_fact(connection, "generation", str(generation + 1))
        put_stream(connection, holding)
        self._next = generation + 1

    def _place(self, connection: Connection, found: Settled, left: Iterable[str], settling: Settling) -> None:
        """Writes where articles stand now, and which versions of pages have a newer one."""
        lights = self._holding.lights
        dropped = [name for name in sorted(left) if lights[name].story]
        put_lines(connection, dict.fromkeys(dropped), settling.layers(dropped))
        for name, story in found.told_in.items():
            self._holding.place(name, story)
            if story is None:
                lights[name].copy_of = None
        names = sorted({*found.told_in, *settling.renewed})
        put_places(connection, {name: (lights[name].story, lights[name].copy_of, lights[name].newer) for name in names})

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer shares; after it, what is held is what was written."""
        self._next = -1
        with clear(self._name), self._engine.connect().execution_options(writing=True) as connection, connection.begin():
            writing(connection)
            yield connection
        self._holding.generation = self._next

    def _reader(self, connection: Connection) -> str:
        """The id of this program with its model, written down where it is new."""
        sums = files("mahdar.tags").joinpath("model", "SHA256SUMS").read_bytes()
        model = sha256(sums).hexdigest()[:16] if self._tagger else "none"
        name = content_id("reader", __version__, model)
        r = schema.readers
        if connection.execute(select(r.c.id).where(r.c.id == name)).scalar() is None:
            connection.execute(insert(r).values(id=name, version=__version__, model=model))
        return name

    def _audit(self, connection: Connection, by: str, what: str, detail: str) -> None:
        connection.execute(insert(schema.audit).values(at=_now(), by=by, what=what, detail=detail))

    def _count_stories(self) -> int:
        with clear(self._name), self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.stories)).scalar_one())


def _form_of(connection: Connection) -> str | None:
    """The form of what is kept of names and copies."""
    return connection.execute(select(schema.facts.c.value).where(schema.facts.c.name == "names")).scalar()


def _decisions(connection: Connection) -> Sequence[Decision]:
    d = schema.decisions.c
    ruled = connection.execute(select(d.ruling, d.a, d.b, d.note).where(d.undone_at.is_(None)).order_by(d.id))
    return standing(Decision(*row) for row in ruled)


def _knowledge(connection: Connection) -> Sequence[Entity]:
    k = schema.knowledge.c
    return [unpacked(row.entity, Entity) for row in connection.execute(select(k.entity).order_by(k.id))]


def _there(connection: Connection, names: Iterable[str]) -> set[str]:
    s = schema.sources.c.id
    return {row.id for some in many(names) for row in connection.execute(select(s).where(s.in_(some)))}


def _now(*, exactly: bool = False) -> str:
    """Now; exactly for what is received, since versions of a page of one day are in the order of their batches, however quick these are."""
    return datetime.now(UTC).isoformat(timespec="milliseconds" if exactly else "seconds")
