"""A knowledge base that the user brings: entities with their names and ids, read from CSV, FollowTheMoney or Wikidata lines."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from mahdar.errors import InputError

Kind = Literal["person", "organisation"]

_QID = re.compile(r"Q[1-9]\d*")
_PEOPLE = frozenset(("person", "human", "q5", "شخص"))
_LANGUAGES = ("ar", "arz", "en", "fr", "fa")
_HUMAN = "Q5"


class Entity(Struct, frozen=True):
    """One person or body of a knowledge base: its id there, its names, and its Wikidata id where it has one."""

    id: str
    kind: Kind
    names: tuple[str, ...]
    wikidata: str | None = None


class _Thing(Struct):
    """A FollowTheMoney entity, as far as names go."""

    id: str
    schema: str
    properties: dict[str, list[str]]


class _Value(Struct):
    value: str


class _Item(Struct):
    """A Wikidata item, as far as names and kind go."""

    id: str
    labels: dict[str, _Value] = {}
    aliases: dict[str, list[_Value]] = {}
    claims: dict[str, list[msgspec.Raw]] = {}


_Read = Callable[[Path], Iterator[Entity | InputError]]


def imported(path: Path) -> tuple[tuple[Entity, ...], tuple[InputError, ...]]:
    """The entities of a file, and an error with its row for every row that is none; entities of one id become one.

    CSV needs the columns `id` and `name`; `aliases` (parted by | or ;), `kind` and `wikidata` are read where they are. JSON
    lines are FollowTheMoney entities (schema, properties) or Wikidata items (labels, aliases), told apart row by row.
    Raises InputError when the file cannot be read at all.
    """
    read: _Read = _csv if path.suffix.lower() in (".csv", ".tsv") else _json_lines
    found: dict[str, Entity] = {}
    wrong: list[InputError] = []
    try:
        for row in read(path):
            if isinstance(row, InputError):
                wrong.append(row)
            else:
                found[row.id] = _merged(found[row.id], row) if row.id in found else row
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read as UTF-8 text ({error})") from error
    return tuple(found.values()), tuple(wrong)


def saved(entities: Sequence[Entity]) -> bytes:
    """The entities as the lines of a knowledge base of our own, by id."""
    return b"".join(msgspec.json.encode(one) + b"\n" for one in sorted(entities, key=lambda e: e.id))


def knowledge_base(path: Path) -> tuple[Entity, ...]:
    """The entities of a knowledge base that `saved` wrote. Raises InputError naming the row that is none."""
    if not path.exists():
        raise InputError(str(path), "there is no such knowledge base; make one with 'mahdar kb import'")
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=Entity))
        except msgspec.DecodeError as error:
            raise InputError(str(path), f"is no entity ({error})", row=str(number)) from error
    return tuple(found)


def added(old: Sequence[Entity], new: Sequence[Entity]) -> tuple[Entity, ...]:
    """Two sets of entities as one, the names of one id together."""
    found = {one.id: one for one in old}
    for one in new:
        found[one.id] = _merged(found[one.id], one) if one.id in found else one
    return tuple(found.values())


def _merged(a: Entity, b: Entity) -> Entity:
    return Entity(a.id, b.kind, tuple(dict.fromkeys((*a.names, *b.names))), b.wikidata or a.wikidata)


def _entity(identity: str, kind: Kind, names: Sequence[str], wikidata: str | None) -> Entity:
    """The entity, or a ValueError that says what its row lacks."""
    kept = tuple(dict.fromkeys(" ".join(name.split()) for name in names if name and name.strip()))
    if not identity.strip():
        raise ValueError("it has no id")
    if not kept:
        raise ValueError("it has no name")
    if wikidata and not _QID.fullmatch(wikidata):
        raise ValueError(f"{wikidata!r} is no Wikidata id")
    return Entity(identity.strip(), kind, kept, wikidata or None)


def _csv(path: Path) -> Iterator[Entity | InputError]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t" if path.suffix.lower() == ".tsv" else ",", restkey="", restval="")
        if not {"id", "name"} <= set(rows.fieldnames or ()):
            raise InputError(str(path), "the first row must name the columns, 'id' and 'name' among them", row="1")
        try:
            for row in rows:
                yield _row(path, str(rows.line_num), row)
        except csv.Error as error:
            yield InputError(str(path), str(error), row=str(rows.line_num))


def _row(path: Path, number: str, row: dict[str, str]) -> Entity | InputError:
    if "" in row:
        return InputError(str(path), "it has more cells than the first row", row=number)
    if not row["name"].strip():
        return InputError(str(path), "it has no name", row=number)
    names = [row["name"], *re.split(r"[|;]", row.get("aliases", ""))]
    kind: Kind = "person" if row.get("kind", "person").strip().lower() in (*_PEOPLE, "") else "organisation"
    try:
        return _entity(row["id"], kind, names, row.get("wikidata", "").strip())
    except ValueError as error:
        return InputError(str(path), str(error), row=number)


def _json_lines(path: Path) -> Iterator[Entity | InputError]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            text = line.strip().rstrip(b",")
            if text in (b"", b"[", b"]"):
                continue  # Wikidata's dumps are one long list, a line an item
            try:
                yield _of_json(text)
            except (msgspec.DecodeError, ValueError) as error:
                yield InputError(str(path), f"is no entity ({error})", row=str(number))


def _of_json(text: bytes) -> Entity:
    if b'"schema"' in text and b'"properties"' in text:
        thing = msgspec.json.decode(text, type=_Thing)
        names = [name for key in ("name", "alias", "weakAlias", "previousName") for name in thing.properties.get(key, ())]
        qid = next(iter(thing.properties.get("wikidataId", ())), thing.id if _QID.fullmatch(thing.id) else None)
        return _entity(thing.id, "person" if thing.schema.lower() == "person" else "organisation", names, qid)
    item = msgspec.json.decode(text, type=_Item)
    labels = [item.labels[language].value for language in _LANGUAGES if language in item.labels]
    aliases = [alias.value for language in _LANGUAGES for alias in item.aliases.get(language, ())]
    human = any(f'"{_HUMAN}"'.encode() in bytes(claim) for claim in item.claims.get("P31", ()))
    return _entity(item.id, "person" if human or "P31" not in item.claims else "organisation", [*labels, *aliases], item.id)
