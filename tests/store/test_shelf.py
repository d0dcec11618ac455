"""The texts in a database answer as those in memory do."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

import pytest
from msgspec.structs import replace
from sqlalchemy import Connection, create_engine, insert, select

from mahdar.copies import Change, Kept, Print, changed, copies, fingerprint, origins
from mahdar.store import schema
from mahdar.store.shelf import Texts

WORDS = [f"كلمه{one}{other}" for one in "ابتثجحخدذرزس" for other in "ابتثجحخدذرزس"]
BLANK = {"reader": "rea" + "0" * 14, "language": "ar", "page": "", "title": "", "dated": True, "words": 0, "text": b"", "layers": b""}


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    tables = [schema.sources, schema.readers, schema.articles, schema.texts, schema.places, schema.pairs]
    with engine.connect() as connection, connection.begin():
        schema.metadata.create_all(connection, tables=tables)
        yield connection


def _texts(seed: int, count: int) -> list[Print]:
    """Texts of which many repeat stretches of others, some of one form, on few days, of few outlets."""
    chance = random.Random(seed)  # noqa: S311 - the same texts for one seed
    form = chance.choices(WORDS, k=40)
    told: list[list[str]] = [form]
    for _ in range(count):
        other = chance.choice(told)
        told.append(other[: chance.randint(0, 40)] + chance.choices(WORDS, k=chance.randint(0, 30)))
    days, outlets = (0, 700_000, 700_001, 700_004), ("", "a", "b")
    return [
        fingerprint(
            f"art{n:014x}", " ".join(words), title=words[0] if words else "", outlet=chance.choice(outlets), day=chance.choice(days)
        )
        for n, words in enumerate(told)
    ]


@pytest.mark.parametrize("near", [2, 32])
def test_what_changes_in_a_database_is_what_changes_in_memory(near: int, connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("candidates", "lists", "change"):
        monkeypatch.setattr(f"mahdar.copies.{module}.NEAR", near, raising=False)
    texts = {one.id: one for one in _texts(near, 60)}
    connection.execute(insert(schema.articles), [{**BLANK, "id": name, "number": 2 * n + 1} for n, name in enumerate(sorted(texts))])
    shelf, kept, chance = Texts(connection, lambda names: map(texts.__getitem__, names)), Kept(), random.Random(near)  # noqa: S311
    there: dict[str, Print] = {}
    for _ in range(25):
        came = [_moved(texts[name], chance) for name in chance.sample(sorted(texts), chance.randint(0, 9))]
        left = chance.sample(sorted(texts), chance.randint(0, 3))
        change = changed(shelf, came, left)
        shelf.write(change)
        _same(change, kept.add(came, left))
        there = {name: one for name, one in there.items() if name not in left} | {one.id: one for one in came}
    wanted = copies([*there.values()])
    marks = sorted(connection.execute(select(schema.texts.c.mark)).scalars())
    assert tuple(shelf.pairs(marks)) == wanted
    assert len(wanted) > 20
    assert shelf.origins(marks) == origins(there.values(), wanted)


def _moved(one: Print, chance: random.Random) -> Print:
    """The same text, some of the time on another day."""
    return replace(one, day=chance.choice([one.day, one.day, 700_002]))


def _same(one: Change, other: Change) -> None:
    assert (one.lost, one.found, one.origins) == (other.lost, other.found, other.origins)
    assert [(text.id, text.day) for text in one.left] == [(text.id, text.day) for text in other.left]


def test_nothing_is_left_of_texts_that_went(connection: Connection) -> None:
    texts = {one.id: one for one in _texts(1, 20)}
    connection.execute(insert(schema.articles), [{**BLANK, "id": name, "number": n} for n, name in enumerate(sorted(texts))])

    def prints(names: Iterable[str]) -> Iterable[Print]:
        return [texts[name] for name in names]

    shelf = Texts(connection, prints)
    shelf.write(changed(shelf, texts.values()))
    shelf.write(changed(shelf, (), sorted(texts)))
    assert [connection.execute(select(table)).first() for table in (schema.texts, schema.places, schema.pairs)] == [None, None, None]
