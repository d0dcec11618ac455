"""The PLOVER export against annotated articles: how much of it is right, by how certain it is asked to be.

`python -m bench.plover [--gold FOLDER...]`. An event is right where the annotation has one of its code on a word of its
trigger. The split is that of `bench/events.py`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from bench.events import PARTS, SHARED, pairs, part, words
from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.events.codes import codes
from mahdar.exports.plover import events
from mahdar.pipeline import analyse_all, record_of

BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9)


def main() -> None:
    """Prints, for each bound and part: events kept, share with the right code, with a source that the annotation has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, nargs="*", default=[SHARED / "geneva", SHARED / "gold" / "dev"])
    counts = {(p, bound): Counter[str]() for p in PARTS for bound in BOUNDS}
    for folder in parser.parse_args().gold:
        for path in sorted(folder.glob("*.events.json")):
            name = path.name.removesuffix(".events.json")
            read = [article(c) for c in captures([path.with_name(name + ".txt")]) if isinstance(c, Capture)]
            gold = json.loads(path.read_text("utf-8"))["events"]
            record, text = record_of(*analyse_all(read)), read[0].text
            spans = [(codes(e["event"], e["status"])[0], words(text, e["trigger"]["start"], e["trigger"]["end"])) for e in gold]
            at = {e.id: e.trigger for e in record.events}
            for bound in BOUNDS:
                n, kept = counts[part(name), bound], list(events(record, certain=bound))
                made = [(e.event[0], words(text, at[e.id].start, at[e.id].end)) for e in kept]
                n["gold"], n["kept"] = n["gold"] + len(spans), n["kept"] + len(made)
                found = list(pairs(spans, made))
                n["trigger"] += len(found)
                n["code"] += sum(spans[i][0] == made[j][0] for i, j, _ in found)
    for (name, bound), n in counts.items():
        shares = ", ".join(f"{key} {n[key] / max(1, n['kept']):.3f}" for key in ("trigger", "code"))
        print(f"{name:10} certain >= {bound:.2f}: {n['kept']:4} events of {n['gold']} annotated; right {shares}")


if __name__ == "__main__":
    main()
