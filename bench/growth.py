"""Speed and memory as the archive grows: `python -m bench.growth [SHARED] [--articles 200000] [--every 50000]`.

The articles of `data/saudinewsnet` pass by again and again, each round four days later and with half of the vocabulary
exchanged, so that stories end and others begin. Each goes through its print and its sketch, into a stream whose quiet events
are laid down in a file and whose settled rows are taken away; the prints of a round are searched for copies among
themselves. Printed are articles a second of processor time, each room apart, and resident memory.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from mahdar.copies import Print, copies, fingerprint
from mahdar.stories import Sketch, Stream, hours, policy, sketch

DAYS_A_ROUND = 4


class Row(NamedTuple):
    """An article as it stands in a day's file."""

    id: str
    outlet: str
    published: str
    title: str
    text: str


class Clock:
    """Processor seconds by room."""

    def __init__(self) -> None:
        self.spent = {"stories": 0.0, "copies": 0.0}
        self.start = 0.0

    def begin(self) -> None:
        """Starts to count."""
        self.start = time.process_time()

    def end(self, room: str) -> None:
        """Adds what was spent since to a room."""
        self.spent[room] += time.process_time() - self.start


def main() -> None:
    """Prints a line for every so many articles."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--every", type=int, default=50_000)
    wanted = parser.parse_args()
    lines = subprocess.run([sys.executable, wanted.shared / "data" / "saudinewsnet" / "jsonl.py"], check=True, capture_output=True).stdout
    rows = sorted((Row(**json.loads(line)) for line in lines.splitlines()), key=lambda row: row.published)
    with tempfile.TemporaryDirectory() as folder:
        grow(rows, wanted.articles, wanted.every, Path(folder) / "quiet")


def grow(rows: list[Row], articles: int, every: int, archive: Path) -> None:
    """Feeds the articles and prints."""
    stream, clock = Stream(archive=archive), Clock()
    prints: list[Print] = []
    pending: list[Sketch] = []
    started, base = 0, _resident()
    for done, (row, turn) in enumerate(_flow(rows, articles), 1):
        when = hours(row.published) + turn * DAYS_A_ROUND * 24
        clock.begin()
        pending.append(sketch(row.id, row.title, row.text, hours=when))
        if len(pending) == policy().batch:
            stream.add(pending)
            stream.taken()
            pending = []
        clock.end("stories")
        clock.begin()
        day = date.fromisoformat(row.published[:10]).toordinal() + turn * DAYS_A_ROUND
        prints.append(fingerprint(row.id, row.text, title=row.title, outlet=row.outlet, day=day))
        if len(prints) == len(rows):
            copies(prints)
            prints = []
        clock.end("copies")
        if done % every == 0:
            active = sum(len(event.members) for event in stream.view.events.values())
            count, both = done - started, sum(clock.spent.values())
            rates = ", ".join(f"{room} {count / spent:.0f}" for room, spent in clock.spent.items())
            print(
                f"{done:8} articles: {count / both:5.0f}/s ({rates}); {active} in the hot window, {len(stream.view.retired)} retired, "
                f"{archive.stat().st_size / 1e6:.0f} MB on disk, {_resident():.0f} MB resident ({base:.0f} before)",
                flush=True,
            )
            clock, started = Clock(), done


def _flow(rows: list[Row], articles: int) -> Iterator[tuple[Row, int]]:
    """Articles and the number of their round; in each round but the first half of the words stand for others."""
    words = sorted({word for row in rows for word in row.text.split()})
    for done in range(articles):
        turn, at = divmod(done, len(rows))
        if not at:
            dice = random.Random(turn)  # noqa: S311 - the same exchange each time
            other = {word: dice.choice(words) for word in words if turn and dice.random() < 0.5}
        row = rows[at]
        title, text = (" ".join([other.get(word, word) for word in given.split()]) for given in (row.title, row.text))
        yield Row(f"{row.id}-{turn}", row.outlet, row.published, title, text), turn


def _resident() -> float:
    """The memory that is resident now, in megabytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
