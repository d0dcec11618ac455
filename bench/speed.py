"""Articles a second and peak memory on one core: `python -m bench.speed [--articles 1000] [--words 250] [--no-tagger] [--story]`.

The articles are put together, with a fixed seed, from the paragraphs of the shipped example, so that every run on
every machine reads the same words. Start-up (imports, tables, a first article) is not counted; writing files is. Seconds are
of processor time, so that a busy machine does not blur them. The tagger remembers sentences, and these articles share theirs, so
its share shows only with `--rows FILE.jsonl`, which reads the rows of about that many words instead. `--story` makes one story of them,
told by forty outlets on two days in the example's sentences, and writes its pages too.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import tempfile
import time
from hashlib import sha256
from itertools import islice
from pathlib import Path

from mahdar.articles import article
from mahdar.captures import Capture, Declared, captures
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import pages, to_json

EXAMPLE = Path(__file__).parents[1] / "examples" / "geneva-2021"


def paragraphs() -> list[str]:
    """The body paragraphs of the example's text dumps, longest lines only."""
    lines = [line.strip() for path in sorted(EXAMPLE.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    return [line for line in lines if len(line.split()) >= 15]


def made_up(count: int, words: int, seed: int = 7) -> list[Capture]:
    """`count` dumps of about `words` words, put together from the example's paragraphs."""
    pool, chance = paragraphs(), random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    captures = []
    for number in range(count):
        parts: list[str] = [" ".join(chance.choice(pool).split()[:9])]
        while sum(len(p.split()) for p in parts) < words:
            parts.append(chance.choice(pool))
        data = "\n\n".join(parts).encode()
        day = f"2021-06-{number % 28 + 1:02}"
        captures.append(Capture(f"{number:05}.txt", "dump", data, sha256(data).hexdigest(), declared=Declared(published=day)))
    return captures


def one_story(count: int, words: int, seed: int = 3) -> list[Capture]:
    """`count` dumps of about `words` words on one story: the example's sentences, each article in an order of its own."""
    sentences = [s for p in paragraphs() for s in re.split(r"(?<=[.؟!])\s+", p) if len(s.split()) > 5]
    chance = random.Random(seed)  # noqa: S311 - a repeatable sample, no secret
    captures = []
    for number in range(count):
        told: list[str] = []
        for sentence in chance.sample(sentences, len(sentences)):
            if sum(len(t.split()) for t in told) >= words:
                break
            told.append(sentence)
        data = "\n".join([" ".join(told[0].split()[:12]), "", *told[1:]]).encode()
        known = Declared(published=f"2021-06-{16 + number % 2}", outlet=f"outlet {number % 40}")
        captures.append(Capture(f"{number:05}.txt", "dump", data, sha256(data).hexdigest(), declared=known))
    return captures


def real(rows: Path, count: int, words: int) -> list[Capture]:
    """The first `count` rows whose length is within two fifths of `words`."""
    found = (c for c in captures([rows]) if isinstance(c, Capture))
    fitting = (c for c in found if 0.6 * words <= len(c.data.split()) <= 1.4 * words)
    return list(islice(fitting, count))


def main() -> None:
    """Prints one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--words", type=int, default=250)
    parser.add_argument("--no-tagger", action="store_true")
    parser.add_argument("--story", action="store_true")
    parser.add_argument("--rows", type=Path, metavar="FILE.jsonl")
    given = parser.parse_args()
    make = one_story if given.story else made_up
    chosen = real(given.rows, given.articles, given.words) if given.rows else make(given.articles, given.words)
    total = sum(len(c.data.split()) for c in chosen)
    analyse_all([article(chosen[0])], tagger=not given.no_tagger)
    start = time.process_time()
    layers, people = analyse_all((article(c) for c in chosen), tagger=not given.no_tagger)
    read = time.process_time()
    record = record_of(layers, people)
    sheets: dict[str, str] = pages(record) if given.story else {}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "record.json").write_bytes(to_json(record))
        for name, sheet in sheets.items():
            (Path(folder) / name.replace("/", "-")).write_text(sheet, "utf-8")
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(chosen)} articles, {total} words: {len(chosen) / (end - start):.1f} articles/s, {total / (end - start):,.0f} words/s "
        f"(reading {read - start:.2f} s, record {end - read:.2f} s), peak {peak:.0f} MB"
    )
    if sheets:
        sizes = {name: len(sheet.encode()) / 1e6 for name, sheet in sheets.items()}
        shown = f"record.html {sizes['record.html']:.1f} MB, the largest {max(sizes.values()):.1f} MB"
        print(f"{len(record.stories)} stories on {len(sheets)} pages: {shown}")


if __name__ == "__main__":
    main()
