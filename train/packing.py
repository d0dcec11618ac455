"""Made-up news and our own example -> a dictionary for `store/packing.py`: `python -m train.packing [ARTICLES]`, 600 unless told otherwise.

What a workspace of these articles packs is taken as it is packed but for its Arabic words, whose letters are drawn anew for each
article: a dictionary shall know the names of fields, rules and kinds, which every article has, and no words of anybody's.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import zstandard
from bench.news import captures as news
from sqlalchemy import select

from mahdar.captures import captures
from mahdar.store import Store, schema
from mahdar.store.packing import released

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "src" / "mahdar" / "store" / "dictionaries"
#: Bytes of a dictionary; beyond this the packs of the made-up news grow smaller and those of real articles do not.
SIZE, LEVEL = 112_640, 6
#: Packed columns, with the share of the samples that each may have: those of articles most, as they are most of a database.
COLUMNS = (
    (schema.articles.c.layers, 0.3),
    (schema.articles.c.lines, 0.3),
    (schema.articles.c.named, 0.15),
    (schema.stories.c.people, 0.1),
    (schema.stories.c.accounts, 0.1),
    (schema.stories.c.lifecycles, 0.1),
    (schema.actors.c.bonds, 0.02),
    (schema.names.c.entry, 0.05),
)
_WORD = re.compile("[\u0621-\u064a]+")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def main(articles: int = 600) -> None:
    """Writes a dictionary and its line in `SHA256SUMS`, and prints what it makes of the samples."""
    with TemporaryDirectory() as folder, Store(Path(folder) / "samples.db") as store:
        writer = store.writer(tagger=False)
        writer.add(news(articles), received="2024-12-31T00:00:00+00:00")
        writer.add(captures([ROOT / "examples" / "geneva-2021"]), received="2024-12-31T00:00:00+00:00")
        samples = [list(_samples(store, number)) for number in range(len(COLUMNS))]
    budget = 100 * SIZE
    chosen = [one for some, (_, share) in zip(samples, COLUMNS, strict=True) for one in _cut(some, int(budget * share))]
    made = zstandard.train_dictionary(SIZE, chosen, level=LEVEL, dict_id=int(sha256(b"".join(chosen)).hexdigest()[:7], 16) | 1 << 16)
    data = made.as_bytes()
    name = f"{made.dict_id():08x}.zdict"
    FOLDER.mkdir(exist_ok=True)
    FOLDER.joinpath(name).write_bytes(data)
    sums = FOLDER / "SHA256SUMS"
    before = sums.read_text("ascii") if sums.exists() else ""
    sums.write_text(before + f"{sha256(data).hexdigest()}  {name}\n", "ascii")
    plain, mine = zstandard.ZstdCompressor(level=LEVEL), zstandard.ZstdCompressor(level=LEVEL, dict_data=made)
    for (column, _), some in zip(COLUMNS, samples, strict=True):
        sizes = [sum(len(one.compress(sample)) for sample in some) // max(1, len(some)) for one in (plain, mine)]
        print(f"{column}: {len(some)} samples, {sizes[0]} bytes each without the dictionary, {sizes[1]} with it")


def _samples(store: Store, number: int) -> Iterator[bytes]:
    column = COLUMNS[number][0]
    with store._engine.connect() as connection:
        rows = connection.execute(select(column).where(column.is_not(None)).order_by(*column.table.primary_key)).scalars().all()
    for at, data in enumerate(rows):
        yield _strange(released(data), at)


def _strange(data: bytes, seed: int) -> bytes:
    """The same with other letters in its Arabic words."""
    chance = Random(seed)  # noqa: S311 - letters
    text = data.decode("utf-8", "surrogateescape")
    changed = _WORD.sub(lambda found: "".join(chance.choices(_LETTERS, k=len(found[0]))), text)
    return changed.encode("utf-8", "surrogateescape")


def _cut(samples: Iterable[bytes], size: int) -> Iterator[bytes]:
    for one in samples:
        size -= len(one)
        if size < 0:
            return
        yield one


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
