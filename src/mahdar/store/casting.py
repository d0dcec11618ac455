"""Names that moved -> the rows of actors and of the links that make each one; only what a change touches is written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, bindparam, delete, func, select, update

from mahdar.actors import Link, Moved
from mahdar.actors.entry import Bond, Entry, Slip, forms_of, kind_of, name_of, own_key, sort_of, summed
from mahdar.actors.known import Known
from mahdar.actors.resolve import cast
from mahdar.actors.slips import Local
from mahdar.actors.states import state_of_capital, wikidata_of
from mahdar.actors.tell import Cast, across, actor_of, fullest, head_of, repeats, spellings, within
from mahdar.copies import mark
from mahdar.spans import content_id, folded
from mahdar.store import schema
from mahdar.store.packing import packed, unpacked
from mahdar.store.register import Names
from mahdar.store.rows import Row
from mahdar.store.statements import many, put

_W, _K = schema.actors.c, schema.links.c


class Casting:
    """The actors of a database, within one transaction, after names moved."""

    def __init__(self, connection: Connection, names: Names, known: Known, moved: Moved) -> None:
        self._connection, self._names, self._known, self._moved = connection, names, known, moved

    def put(self) -> set[str]:
        """Writes what changed of actors and their links; gives the articles in which an actor is told otherwise than before."""
        moved = self._moved
        old = casts_of(self._connection, moved.bearers)
        casts = {actor: cast(one, self._known) for actor, one in moved.bearers.items()}
        told = moved.locals.keys() | self._printed(moved.names)
        for actor, one in casts.items():
            was = old.get(actor, one)
            if (was.known, was.wikidata) != (one.known, one.wikidata):
                told |= self._printed(moved.bearers[actor].keys)
            elif was.bonds != one.bonds:
                told |= self._printed({key for bond in {*was.bonds} ^ {*one.bonds} for key in (bond.a, bond.b)})
        again = told | self._printed(moved.firsts)
        again |= {
            e.first[0]
            for a, one in casts.items()
            for b in one.bonds
            for e in moved.bearers[a].entries
            if b.a == e.key and b.b in moved.firsts
        }
        self._unlink(again, moved.gone)
        self._write(casts)
        self._link(self._names.locals(again))
        return {name for name in told if moved.locals.get(name, True) is not None}

    def _printed(self, keys: Iterable[str]) -> set[str]:
        return {name for some in self._names.printing(sorted(keys)).values() for name in some}

    def _unlink(self, articles: Iterable[str], gone: Iterable[str]) -> None:
        """Takes away the links that articles give reasons for, with the actors that are theirs alone and those that are gone."""
        for some in many(sorted(articles)):
            self._connection.execute(delete(schema.links).where(_K.from_article.in_(some)))
            self._connection.execute(delete(schema.actors).where(_W.article.in_(some), _W.bonds.is_(None)))
        for some in many(sorted(gone)):
            self._connection.execute(delete(schema.links).where(_K.actor.in_(some)))
            self._connection.execute(delete(schema.actors).where(_W.id.in_(some)))

    def _write(self, casts: Mapping[str, Cast]) -> None:
        """Writes the rows of actors whose names were looked at or counted."""
        moved = self._moved
        owned = self._names.owned(sorted(moved.counted))
        entries = self._names.entries(key for some in owned.values() for key in some)
        whole = {actor: one.entries for actor, one in moved.bearers.items()}
        whole |= {actor: tuple(entries[key] for key in some) for actor, some in owned.items()}
        known = {**casts, **casts_of(self._connection, owned)}
        rows = [self._row(actor, some, known[actor]) for actor, some in sorted(whole.items())]
        there: set[str] = set()
        for few in many(sorted(whole)):
            there |= set(self._connection.execute(select(_W.id).where(_W.id.in_(few))).scalars())
        changed = [{"k": row["id"], **{f"v_{n}": v for n, v in row.items() if n != "id"}} for row in rows if row["id"] in there]
        if changed:
            values = {column.name: bindparam(f"v_{column.name}", type_=column.type) for column in schema.actors.c if column.name != "id"}
            self._connection.execute(update(schema.actors).where(_W.id == bindparam("k")).values(values), changed)
        put(self._connection, schema.actors, [row for row in rows if row["id"] not in there])

    def _row(self, actor: str, entries: tuple[Entry, ...], known: Cast) -> Row:
        articles = entries[0].articles if len(entries) == 1 else self._count([one.key for one in entries])
        return _row(actor, entries, articles, known) | {"bonds": packed((known.bonds, known.known, known.wikidata))}

    def _count(self, keys: Iterable[str]) -> int:
        p = schema.printing.c
        query = select(func.count(p.article.distinct())).where(p.name.in_([mark(key) for key in keys]))
        return int(self._connection.execute(query).scalar_one())

    def _link(self, locals_: Mapping[str, Local]) -> None:
        """Writes the links that articles give reasons for, where something was judged, and the actors that are theirs alone."""
        keys = sorted({slip.key for one in locals_.values() for slip in (*one.slips, *one.offices)})
        entries, owner = self._names.entries(keys), self._names.owners(keys)
        bonds: dict[str, list[Bond]] = {}
        for known in casts_of(self._connection, sorted(set(owner.values()))).values():
            for bond in known.bonds:
                bonds.setdefault(bond.a, []).append(bond)
        entries |= self._names.entries(sorted({bond.b for some in bonds.values() for bond in some} - entries.keys()))
        actors: list[Row] = []
        links: dict[object, Row] = {}
        for name, one in sorted(locals_.items()):
            for slip in (*one.slips, *one.offices):
                actor = actor_of(slip.key, name, owner)
                if slip.key not in owner:
                    key = own_key(slip.key, name) if sort_of(slip.key) == "lone" else slip.key
                    entry = summed(key, [(name, slip)])
                    roles = sum(phrase.key == slip.key for phrase in one.held)
                    row = _row(actor, (entry,), 1, Cast()) if entry else {}
                    actors.append(row | {"mentions": len(slip.mentions) + roles, "bonds": None})
                for link in _links(name, one, slip, entries, bonds, owned=slip.key in owner):
                    if not repeats(link):
                        made = _link_row(actor, link)
                        links[made["id"]] = made
        put(self._connection, schema.actors, actors)
        put(self._connection, schema.links, list(links.values()))


def casts_of(connection: Connection, actors: Iterable[str]) -> dict[str, Cast]:
    """What is known of actors beyond their names."""
    found: dict[str, Cast] = {}
    for some in many(sorted(actors)):
        for row in connection.execute(select(_W.id, _W.bonds).where(_W.id.in_(some), _W.bonds.is_not(None))):
            bonds, known, wikidata = unpacked(row.bonds, tuple[tuple[Bond, ...], str | None, str | None])
            found[row.id] = Cast(bonds, known, wikidata)
    return found


def _links(
    article: str, one: Local, slip: Slip, entries: Mapping[str, Entry], bonds: Mapping[str, list[Bond]], *, owned: bool
) -> Iterator[Link]:
    """The links from an article's mentions of a name: within the article, to where it stands first, to its other names."""
    for reason in (*slip.links, *(phrase.reason for phrase in one.held if phrase.key == slip.key)):
        yield within(article, reason)
    anchor, _ = head_of(article, slip)
    entry = entries.get(slip.key) if owned else None
    if entry and entry.anchor != anchor:
        first = next(text for text, form in sorted(entry.forms.items()) if form.anchor == entry.anchor)
        yield across(slip, article, (entry.anchor, first))
    elif entry:
        for bond in bonds.get(slip.key, ()):
            yield Link(entry.anchor, entries[bond.b].anchor, bond.score, bond.why, bond.rule)


def _row(actor: str, entries: tuple[Entry, ...], articles: int, known: Cast) -> Row:
    kind, forms = kind_of(entries[0].key), forms_of(entries)
    state = name_of(entries[0].key) if kind == "state" else None
    name = fullest(forms, kind, state)
    form = forms[name]
    return {
        "id": actor,
        "kind": kind,
        "name": name,
        "key": folded(name).lower(),
        "names": json.dumps(spellings(forms), ensure_ascii=False),
        "wikidata": wikidata_of(state) if state else known.wikidata,
        "state": state or (state_of_capital(name) if kind == "place" else None),
        "known": known.known,
        "article": form.article,
        "start": form.start,
        "end": form.end,
        "mentions": sum(one.mentions + one.roles for one in entries),
        "articles": articles,
    }


def _link_row(actor: str, link: Link) -> Row:
    one, other = link.source, link.target
    return {
        "id": content_id("link", actor, one.article, one.start, one.end, other.article, other.start, other.end, link.rule, link.why),
        "actor": actor,
        "from_article": one.article,
        "from_start": one.start,
        "from_end": one.end,
        "to_article": other.article,
        "to_start": other.start,
        "to_end": other.end,
        "score": round(link.score, 3),
        "why": link.why,
        "rule": link.rule,
    }
