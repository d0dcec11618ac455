"""An archive's articles a second and a core, and what a million cost: `python -m bench.batch [INPUT...] [--articles 200]`.

Without inputs the archive is made, with a fixed seed, from the paragraphs of the shipped example. Time is that of the
processor, not of the clock, so that a busy machine gives the same figures; start-up is not counted. Made-up articles
share paragraphs, so that nearly every two of them are compared: the cost of copies means something on real inputs only.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bench.speed import made_up
from mahdar.scale import engine, merge
from mahdar.scale.alike import alike, joined
from mahdar.scale.parts import Part, finish, plan, read
from mahdar.scale.placed import placed
from mahdar.scale.work import TABLES

T = TypeVar("T")

#: What an hour of one core costs, in dollars: the order of rented machines without a contract; give your own with --price.
PRICE = 0.04


def archive(folder: Path, articles: int) -> Path:
    """A JSON Lines file of made-up articles."""
    path = folder / "archive.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for one in made_up(articles, 250):
            out.write(json.dumps({"id": one.file, "published": one.declared.published, "text": one.text}, ensure_ascii=False) + "\n")
    return path


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and the processor's seconds it took."""
    start = time.process_time()
    made = work()
    return made, time.process_time() - start


def measure(parts: list[Part], out: Path) -> dict[str, float]:
    """Seconds by step; the first part warms up tables and model, and is not counted in `read`. `joins` do what `copies` did."""
    finish(parts[0])
    _, reading = timed(lambda: [finish(part) for part in parts[1:]])
    engine.start("local", 1)
    (pairs, sources), copying = timed(lambda: alike(parts))
    _, joining = timed(lambda: joined(parts))
    stories, placing = timed(lambda: placed(parts))

    def write() -> None:
        repeated = merge.repeats(parts)
        for name in TABLES[:7]:
            merge.merged(out, name, parts, repeated, sources)
        merge.made(out, "copies", [pairs])
        merge.made(out, "stories", [stories])

    _, writing = timed(write)
    return {"read": reading, "copies": copying, "joins": joining, "stories": placing, "write": writing}


def main() -> None:
    """Prints the figures, a line a step, and the extrapolation with what it assumes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--rows", type=int, default=50)
    parser.add_argument("--no-tagger", action="store_true")
    parser.add_argument("--price", type=float, default=PRICE)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        parts, _ = plan(given.inputs or [archive(out, given.articles)], out, size=given.rows, tagger=not given.no_tagger)
        took = measure(parts, out)
        counts = [read(part, "articles").num_rows for part in parts]
        total = sum(counts)
        each = {name: seconds / (total - counts[0] if name == "read" else total) for name, seconds in took.items()}
        size = sum(path.stat().st_size for path in out.glob("*.parquet")) / total
    joins = each.pop("joins")
    print(f"copies by joins, for more than fits into memory: {1000 * joins:.2f} ms an article")
    for name, seconds in each.items():
        print(f"{name:8} {1000 * seconds:8.2f} ms an article, {1 / seconds if seconds else 0:10,.0f} articles/s a core")
    hours = sum(each.values()) * 1e6 / 3600
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    speed, kept = 1 / sum(each.values()), f"tables {size:,.0f} bytes an article"
    print(f"together {speed:.1f} articles/s a core over {total} articles; {kept}; peak {peak:.0f} MB")
    print(f"a million such articles: {hours:,.1f} core hours, {hours * given.price:,.2f} dollars at {given.price} a core hour")


if __name__ == "__main__":
    main()
