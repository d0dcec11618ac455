"""What it costs to add articles as a workspace grows: `python -m bench.additions [SIZES...]`, 5,000 to 100,000 unless told otherwise.

So many made-up articles of `bench/news.py` are really read (2,000); the rest are the same under other ids, days and made-up
words, with every offset as it was, and go through the Writer as if they had been read, without the accounts of their stories. At
each size 500 articles that were really read, of the days that the workspace has come to, are added in one batch: printed are the
seconds of processor time of reading them and of all the rest, the parts of the rest, and the memory that is resident.
"""

from __future__ import annotations

import cProfile
import pstats
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest.mock import patch

import msgspec

from bench.growth import _resident
from bench.news import captures
from mahdar.captures import Capture
from mahdar.pipeline import Layers
from mahdar.sentences import read
from mahdar.store import Store
from mahdar.store.intake import Kept, Source, Taken, kept, taken

READ, MORE, BATCH = 2000, 500, 500
_WHEN = "2024-12-31T00:00:00+00:00"
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
_ID = re.compile(r"\b(?:art|quo|men|mom|eve|cla|sto|acc|fac|lif|lin|act|tim)[0-9a-f]{14}(?![0-9a-f])")
_DAY = re.compile(r"2024-\d\d-\d\d")
_WORD = re.compile(r"[\u0621-\u064a]+")
_PARTS = (
    "versions",
    "dates",
    "_named",
    "_copied",
    "_placed",
    "_people",
    "compared",
    "put_stories",
    "put_lines",
    "_place",
    "put_taken",
    "held",
)


def main(sizes: Sequence[int]) -> None:
    """Prints a line for every size."""
    base = list(captures(READ + MORE))
    texts = [taken(one, _WHEN, tagger=False) for one in base[:READ]]
    common = Counter(word for one in texts for word in set(_WORD.findall(one.layers.article.text)))
    usual = frozenset(word for word, n in common.items() if n > READ / 50)
    with TemporaryDirectory() as folder, Store(Path(folder) / "grows.db") as store:
        writer = store.writer(tagger=False)
        there = world = 0
        for size in sizes:
            start = time.process_time()
            while there < size:
                some = texts if not world else [_other(one, world, usual) for one in texts]
                for at in range(0, min(READ, size - there), BATCH):
                    with patch("mahdar.store.stories.compared", lambda _members, _origins: ()):
                        writer._put(some[at : at + BATCH], "bench")
                there += min(READ, size - there)
                world += 1
            laid = time.process_time() - start
            _added(writer, base[READ:], size, world - 1, laid)
            print(f"  {Path(store.name).stat().st_size / there / 1000:.1f} KB an article", flush=True)


def _added(writer: object, more: Sequence[Capture], size: int, world: int, laid: float) -> None:
    """Adds articles that are really read and prints what that cost."""
    own = list(_renamed(more, size, world))
    start = time.process_time()
    fresh = [taken(one, _WHEN, tagger=False) for one in own]
    read_in = time.process_time() - start
    watch = cProfile.Profile(time.process_time)
    start = time.process_time()
    watch.runcall(writer._put, fresh, "bench")  # type: ignore[attr-defined]
    rest = time.process_time() - start
    spent: Counter[str] = Counter()
    for (file, _, name), (_, _, _, total, _) in pstats.Stats(watch).stats.items():  # type: ignore[attr-defined]
        if name in _PARTS and "/store/" in file:
            spent[name] += total
    parts = ", ".join(f"{name.strip('_')} {spent[name]:.1f}" for name in _PARTS if spent[name] >= 0.05)
    print(
        f"{size:7} kept: {len(fresh)} read in {read_in:.1f} s, the rest {rest:.1f} s ({parts}); {_resident():.0f} MB; laid {laid:.0f} s",
        flush=True,
    )


def _renamed(more: Sequence[Capture], size: int, world: int) -> Iterator[Capture]:
    """The same articles under other ids, in the days that the workspace has come to."""
    for one in more:
        day = one.declared.published
        when = (date.fromisoformat(day) + timedelta(days=14 * world)).isoformat() if day else None
        sha = blake2b(f"{one.sha256}{size}".encode(), digest_size=32).hexdigest()
        url = one.declared.url and f"{one.declared.url}-{size}"
        yield msgspec.structs.replace(
            one, row=f"{one.row}-{size}", sha256=sha, declared=msgspec.structs.replace(one.declared, published=when, url=url)
        )


def _other(one: Taken, number: int, usual: frozenset[str]) -> Taken:
    """An article of another world: other ids, days and words that are not usual, of the same length."""
    letters = list(_LETTERS)
    Random(number).shuffle(letters)  # noqa: S311 - a choice of letters
    turned = str.maketrans(_LETTERS, "".join(letters))

    def word(found: re.Match[str]) -> str:
        return found[0] if found[0] in usual else found[0][:2] + found[0][2:].translate(turned)

    def name(found: re.Match[str]) -> str:
        return found[0][:3] + blake2b(f"{found[0]}{number}".encode(), digest_size=7).hexdigest()

    def day(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(days=14 * number)).isoformat()

    text = _WORD.sub(word, one.layers.article.text)
    made = _DAY.sub(day, _ID.sub(name, msgspec.json.encode(kept(one.layers)).decode()))
    bare = msgspec.json.decode(made.replace("https://news.example/", f"https://w{number}.example/"), type=Kept)
    article = msgspec.structs.replace(bare.article, text=text)
    layers = Layers(article, read(article), bare.moments, bare.mentions, bare.quotations, bare.events, bare.claims)
    data = text.encode()
    source = msgspec.json.decode(_DAY.sub(day, msgspec.json.encode(one.source).decode()), type=Source)
    digest = blake2b(data, digest_size=32).hexdigest()
    source = msgspec.structs.replace(source, id=article.id, digest=digest, sha256=digest, url=article.source.url)
    return Taken(data, source, layers, one.dated)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [5000, 20_000, 50_000, 100_000])
