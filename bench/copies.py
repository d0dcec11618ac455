"""Copies against labelled pairs, beside MinHash and SimHash: `python -m bench.copies`.

The peers only propose (they have no verdict), so their line gives the recall of the resembling pairs and how many pairs
they propose for each; ours gives both, and the verdicts. `pip install datasketch simhash rensa` adds the peers; one that
is not installed is named and left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from mahdar.cli.copies import text_of
from mahdar.cli.stream import streamed
from mahdar.copies import Print, fingerprints
from mahdar.copies.candidates import candidates
from mahdar.copies.shingles import shingles

SHARED = Path(__file__).parents[2] / "shared"
Pairs = set[frozenset[str]]


def main() -> None:
    """Prints a line for us and one for each peer."""
    gold = SHARED / "gold" / "copies"
    if not gold.exists():
        sys.exit(f"{gold} is not here")
    exact = {frozenset(line.split("\t")[:2]) for line in (gold / "exact.tsv").read_text("utf-8").splitlines()}
    with tempfile.TemporaryDirectory() as folder:
        days = Path(folder) / "days.jsonl"
        with days.open("wb") as out:
            subprocess.run([sys.executable, SHARED / "data" / "saudinewsnet" / "jsonl.py"], check=True, stdout=out)
        prints = [*fingerprints(map(text_of, streamed(days)))]
        found = Path(folder) / "found.tsv"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "mahdar.cli.main", "copies", days, "-o", found], check=True, stderr=subprocess.DEVNULL)
        took = time.perf_counter() - start
        score = [sys.executable, SHARED / "score" / "score.py", "copies", gold / "pairs.tsv", gold / "exact.tsv", found]
        scored = json.loads(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
    print(f"mahdar copies, {len(prints)} articles in {took:.1f} s ({len(prints) / took:.0f}/s): {json.dumps(scored)}")
    for name, propose in PROPOSERS.items():
        if name != "ours" and find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        start = time.perf_counter()
        pairs = propose(prints)
        took = time.perf_counter() - start
        recall = len(exact & pairs) / len(exact)
        print(f"{name}: recall of resembling pairs {recall:.4f}, {len(pairs) / len(exact):.1f} proposals a pair, {took:.1f} s")


def _ours(prints: list[Print]) -> Pairs:
    return {frozenset((prints[i].id, prints[j].id)) for i, j in candidates(prints)}


def _minhash(prints: list[Print]) -> Pairs:
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(num_perm=128, params=(32, 4))
    for one in prints:
        signature = MinHash(num_perm=128, seed=1)
        signature.update_batch([s.tobytes() for s in shingles([one.words]).each()[0]])
        index.insert(one.id, signature)
    return set(_buckets(table for table in (t._dict.values() for t in index.hashtables)))


def _buckets(tables: Iterator[object]) -> Iterator[frozenset[str]]:
    for table in tables:
        for bucket in table:  # type: ignore[attr-defined]
            names = sorted(bucket)
            yield from (frozenset((a, b)) for i, a in enumerate(names) for b in names[i + 1 :])


def _simhash(prints: list[Print]) -> Pairs:
    from simhash import Simhash, SimhashIndex  # type: ignore[import-not-found]

    signed = [(one.id, Simhash([(str(s), 1) for s in shingles([one.words]).each()[0]] or [("", 1)])) for one in prints]
    index = SimhashIndex(signed, k=3)
    return {frozenset((name, near)) for name, hashed in signed for near in index.get_near_dups(hashed) if near != name}


def _rensa(prints: list[Print]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found]

    index, signatures = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=32), []
    for place, one in enumerate(prints):
        signature = RMinHash(num_perm=128, seed=1)
        signature.update([s.tobytes() for s in shingles([one.words]).each()[0]] or [b""])
        index.insert(place, signature)
        signatures.append(signature)
    near = ((place, other) for place, signature in enumerate(signatures) for other in index.query(signature) if other > place)
    return {frozenset((prints[i].id, prints[j].id)) for i, j in near}


PROPOSERS: dict[str, Callable[[list[Print]], Pairs]] = {"ours": _ours, "rensa": _rensa, "datasketch": _minhash, "simhash": _simhash}

if __name__ == "__main__":
    main()
