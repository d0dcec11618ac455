"""Articles a second and peak memory on one core: `python -m bench.speed [--articles 1000] [--words 250]`.

The articles are put together, with a fixed seed, from the paragraphs of the shipped example, so that every run on
every machine reads the same words. Start-up (imports, tables, a first article) is not counted; writing files is. Seconds are
of processor time, so that a busy machine does not blur them.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from mahdar.articles import article
from mahdar.captures import Capture, Declared
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import to_json

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


def main() -> None:
    """Prints one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--words", type=int, default=250)
    given = parser.parse_args()
    captures = made_up(given.articles, given.words)
    total = sum(len(c.data.split()) for c in captures)
    analyse_all([article(captures[0])])
    start = time.process_time()
    layers, people = analyse_all(article(c) for c in captures)
    read = time.process_time()
    record = record_of(layers, people)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "record.json").write_bytes(to_json(record))
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{given.articles} articles, {total} words: {given.articles / (end - start):.1f} articles/s, {total / (end - start):,.0f} words/s "
        f"(reading {read - start:.2f} s, record {end - read:.2f} s), peak {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
