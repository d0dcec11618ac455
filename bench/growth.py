"""Speed and memory as the archive grows: `python -m bench.growth [--articles 200000] [--rooms copies stories] [--days 4] [--minutes 20]`.

The articles of `data/saudinewsnet` pass by again and again, each round so many days later and with its words exchanged for others
about as common, so that stories end and others begin. Rounds of 4 days keep the pace of the corpus, 1,600 articles a day; with
`--days 0.32` there are 20,000. Each goes through its print and its sketch: the prints into an index of copies whose texts and pairs
lie in files, the sketches into a stream whose quiet events are laid down in a file and whose settled rows are taken away. Printed are
articles a second of processor time, each room apart, and resident memory. It stops after so many minutes by the clock, wherever it is.
"""

from __future__ import annotations

import argparse
import heapq
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mahdar.copies import Kept, Text, fingerprints
from mahdar.stories import Given, Stream, hours, policy, sketches

#: Prints that the index of copies takes in at once, as many as `copies` does.
BATCH = 2048
#: Articles between two looks at the clock, which cost as much as an article does on some machines.
BLOCK = 256


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

    def time(self, room: str, since: float) -> None:
        """Adds what was spent since to a room."""
        self.spent[room] += time.process_time() - since


class Copies:
    """The room of copies, fed one article after the other."""

    def __init__(self, folder: Path) -> None:
        self.kept = Kept(folder)
        self.pending: list[Text] = []
        self.pairs = 0

    def add(self, row: Row, later: float) -> None:
        """Takes an article in, so many days later than it says."""
        day = date.fromisoformat(row.published[:10]).toordinal() + int(later)
        self.pending.append(Text(row.id, row.text, row.title, row.outlet, day))
        if len(self.pending) == BATCH:
            change = self.kept.add(fingerprints(self.pending))
            self.pairs += len(change.found) - len(change.lost)
            self.pending = []

    def told(self) -> str:
        """What there is."""
        return f"{self.pairs} pairs of copies and forms"


class Stories:
    """The room of stories, fed one article after the other."""

    def __init__(self, folder: Path) -> None:
        self.archive = folder / "quiet"
        self.stream = Stream(archive=self.archive)
        self.pending: list[Given] = []

    def add(self, row: Row, later: float) -> None:
        """Takes an article in, so many days later than it says."""
        self.pending.append(Given(row.id, row.title, row.text, hours(row.published) + later * 24))
        if len(self.pending) == policy().batch:
            self.stream.add(sketches(self.pending))
            self.stream.taken()
            self.pending = []

    def told(self) -> str:
        """What there is."""
        active = sum(int(tray.live.sum()) for tray in self.stream.view.shelf.trays)
        return f"{active} articles in active events, {len(self.stream.view.retired)} events retired"


ROOMS: dict[str, type[Copies] | type[Stories]] = {"copies": Copies, "stories": Stories}


def main() -> None:
    """Prints a line for every so many articles."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("shared", nargs="?", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--every", type=int, default=50_000)
    parser.add_argument("--rooms", nargs="+", choices=[*ROOMS], default=[*ROOMS])
    parser.add_argument("--days", type=float, default=4, help="by which a round comes later")
    parser.add_argument("--minutes", type=float, default=20)
    wanted = parser.parse_args()
    lines = subprocess.run([sys.executable, wanted.shared / "data" / "saudinewsnet" / "jsonl.py"], check=True, capture_output=True).stdout
    rows = sorted((Row(**json.loads(line)) for line in lines.splitlines()), key=lambda row: row.published)
    with tempfile.TemporaryDirectory() as folder:
        flow = _flow(rows, wanted)
        grow(flow, {name: ROOMS[name](Path(folder)) for name in wanted.rooms}, wanted.every, Path(folder))


def grow(flow: Iterator[tuple[Row, float]], rooms: dict[str, Copies | Stories], every: int, folder: Path) -> None:
    """Feeds the articles and prints."""
    clock, done, started, base = Clock(), 0, 0, 0.0
    while block := list(islice(flow, min(BLOCK, every - (done - started)))):
        base = base or _resident()
        for name, room in rooms.items():
            since = time.process_time()
            for row, later in block:
                room.add(row, later)
            clock.time(name, since)
        done += len(block)
        if done - started == every:
            _line(done, every, clock, rooms, _disk(folder), base)
            clock, started = Clock(), done
    if done > started:
        _line(done, done - started, clock, rooms, _disk(folder), base)


def _line(done: int, count: int, clock: Clock, rooms: dict[str, Copies | Stories], disk: float, base: float) -> None:
    rates = ", ".join(f"{name} {count / clock.spent[name]:.0f}" for name in rooms)
    told = "; ".join(room.told() for room in rooms.values())
    print(
        f"{done:8} articles: {count / sum(clock.spent.values()):5.0f}/s ({rates}); {told}; {disk:.0f} MB on disk, "
        f"{_resident():.0f} MB resident ({base:.0f} before)",
        flush=True,
    )


def _flow(rows: list[Row], wanted: argparse.Namespace) -> Iterator[tuple[Row, float]]:
    """Articles as they follow one another in time, and how many days later than they say."""
    until = time.monotonic() + 60 * wanted.minutes
    world = _World(rows)
    rounds = (_round(rows, turn, wanted.days) for turn in range(-(-wanted.articles // len(rows))))
    for _, turn, at in islice(heapq.merge(*rounds), wanted.articles):
        if time.monotonic() > until:
            return
        yield world.row(at, turn), turn * wanted.days


def _round(rows: list[Row], turn: int, days: float) -> Iterator[tuple[float, int, int]]:
    """Hours, round and place of its articles."""
    return ((hours(row.published) + turn * days * 24, turn, at) for at, row in enumerate(rows))


class _World:
    """The articles, whose words stand for others about as common in each round but the first."""

    def __init__(self, rows: list[Row]) -> None:
        counts = Counter(word for row in rows for given in (row.title, row.text) for word in given.split())
        numbers = {word: number for number, (word, _) in enumerate(counts.most_common())}
        self.rows = rows
        self.written = [[np.array([numbers[word] for word in given.split()], np.int32) for given in (row.title, row.text)] for row in rows]
        self.words = np.array([*numbers], object)
        self.exchanged = lru_cache(maxsize=64)(self._exchanged)

    def row(self, at: int, turn: int) -> Row:
        """The article at a place of a round."""
        row, other = self.rows[at], self.exchanged(turn)
        title, text = (" ".join(self.words[other[given]]) for given in self.written[at])
        return Row(f"{row.id}-{turn}", row.outlet, row.published, title, text)

    def _exchanged(self, turn: int) -> NDArray[np.intp]:
        """The word that stands for each in a round: its rank is at most three times higher or lower."""
        ranks = np.log1p(np.arange(len(self.words)))
        return np.argsort(ranks + (turn > 0) * np.random.default_rng(turn).random(len(ranks)), kind="stable")


def _disk(folder: Path) -> float:
    """What the files take, in megabytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _resident() -> float:
    """The memory that is resident now, in megabytes."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main()
