"""Paths -> captures, in the order of their names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from mahdar.captures.capture import Capture, Declared
from mahdar.errors import InputError


def captures(paths: Sequence[Path], *, ignore_meta: bool = False) -> Iterator[Capture | InputError]:
    """Every article under `paths`, and an InputError for each file that cannot be read; the rest go on."""
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.suffix != ".txt":
                continue
            data = file.read_bytes()
            name = str(file.relative_to(path)) if path.is_dir() else file.name
            meta = file.with_suffix(".meta.json")
            declared = Declared()
            if meta.exists() and not ignore_meta:
                given = json.loads(meta.read_text("utf-8"))
                declared = Declared(**{k: given.get(k) for k in ("title", "outlet", "url", "published")})
            yield Capture(name, "dump", data, sha256(data).hexdigest(), declared=declared)
