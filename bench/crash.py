"""Kills `mahdar add` without warning, again and again, and compares what is left with a run that nobody disturbed.

`python -m bench.crash [ARTICLES] [KILLS]`: 2,000 articles and twenty kills unless told otherwise. The program itself must stay as it is
meanwhile: what a newer one reads may differ.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy import select

from bench.news import captures
from mahdar.store import Store, schema
from mahdar.store.packing import released


def main(articles: int = 2000, kills: int = 20, batch: int = 100) -> int:
    """Prints how the kills went and whether the end states are equal; 0 where they are."""
    with TemporaryDirectory() as folder:
        rows = Path(folder) / "news.jsonl"
        rows.write_text("".join(map(_row, captures(articles))), "utf-8")
        whole, broken = Path(folder) / "whole.db", Path(folder) / "broken.db"
        start = time.monotonic()
        _start(rows, whole, batch).wait()
        undisturbed = time.monotonic() - start
        print(f"{articles} articles undisturbed: {undisturbed:.0f} s", flush=True)
        chance, killed, seen = Random(20), 0, []  # noqa: S311 - moments, no secrets
        a_batch = undisturbed * batch / articles
        while killed < kills:
            running, before = _start(rows, broken, batch), _count(broken)
            growing = chance.random() < 0.6  # kill some before their first batch is in, others in the middle of a later one
            while running.poll() is None and growing and _count(broken) == before:
                time.sleep(0.05)
            try:
                running.wait(chance.random() * (a_batch if growing else 3))
                break  # it came to its end first
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
                killed += 1
                seen.append(_count(broken))
        left = _start(rows, broken, batch)
        left.wait()
        print(f"{killed} kills; articles in the database after each: {seen}")
        one, other = _state(whole), _state(broken)
        same = one == other
        for name in one:
            if one[name] != other[name]:
                only = set(map(repr, one[name])) ^ set(map(repr, other[name]))
                print(
                    f"{name}: {len(one[name])} and {len(other[name])} rows, {len(only)} in one of the two alone, such as {min(only)[:300]}"
                )
        print(f"in the end {_count(broken)} articles; equal to the undisturbed run: {'yes' if same else 'NO'}")
        return 0 if same and left.returncode == 0 else 1


def _row(capture: object) -> str:
    said = capture.declared  # type: ignore[attr-defined]
    row = {"id": capture.row, "text": capture.text, **msgspec.structs.asdict(said)}  # type: ignore[attr-defined]
    return json.dumps(row, ensure_ascii=False) + "\n"


def _start(rows: Path, db: Path, batch: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "mahdar.cli.main", "add", str(rows), "--db", str(db), "--batch", str(batch), "--no-tagger", "-q"]
    return subprocess.Popen(command, stderr=subprocess.DEVNULL)


def _count(db: Path) -> int:
    if not db.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM sources").fetchone()[0])
    except sqlite3.OperationalError:  # it was killed before its tables were made
        return 0


def _state(db: Path | str) -> dict[str, list[tuple[object, ...]]]:
    """Every kept and derived row, without what tells when."""
    aside = {"documents": {"n"}, "sources": {"received"}}
    found = {}
    with Store(db) as store, store._engine.connect() as connection:
        for name in sorted(schema.DERIVED | {"captures", "sources"}):
            columns = [c for c in schema.metadata.tables[name].c if c.name not in aside.get(name, ())]
            rows = connection.execute(select(*columns))
            found[name] = sorted((tuple(released(v) if isinstance(v, bytes) else v for v in row) for row in rows), key=repr)
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
