"""Same input, same bytes out, whatever the order of the names and whoever runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"


def _record(out: Path, names: list[Path], seed: str) -> bytes:
    command = [sys.executable, "-m", "mahdar.cli.main", "read", *map(str, names), "-o", str(out), "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
    return (out / "record.json").read_bytes() + (out / "record.html").read_bytes()


def test_the_order_of_the_names_and_the_hash_seed_change_no_byte(tmp_path: Path) -> None:
    names = sorted(p for p in EXAMPLE.iterdir() if p.suffix in {".txt", ".html"})
    assert len(names) == 8
    first = _record(tmp_path / "a", names, "1")
    again = _record(tmp_path / "b", names[::-1], "2")
    folder = _record(tmp_path / "c", [EXAMPLE], "3")
    assert first == again
    assert first == folder
