"""Events and claims against annotated articles and against labelled sentences, both parts of each split.

`python bench/events.py [--gold FOLDER...] [--gsr FOLDER] [--errors N]`. A gold folder holds NAME.txt and NAME.events.json;
a name, and a sentence of the labelled sets, is in the last-look part when the SHA-256 of it, as a number, divides by
three: errors are printed for the other part only. Of the labelled sentences, `yes` counts against both kinds of `no`.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from mahdar.articles import Article, Block, Source, article
from mahdar.captures import Capture, captures
from mahdar.claims import claims
from mahdar.events import Event, events, nation_of
from mahdar.names import mentions
from mahdar.pipeline import Layers, analyse
from mahdar.sentences import read
from mahdar.spans import Anchor, folded
from mahdar.times import moments

SURE = 0.65  # how sure an event must be for its sentence to count as a report of it
PARTS = ("tune", "last look")
SHARED = Path(__file__).resolve().parents[2] / "shared"


def part(name: str) -> str:
    """The part of the split that a name or a sentence falls into."""
    return PARTS[int(sha256(name.encode()).hexdigest(), 16) % 3 == 0]


def prf(hit: float, found: int, gold: int) -> str:
    """Precision, recall and F1 in one line."""
    p, r = hit / max(1, found), hit / max(1, gold)
    return f"P {p:.3f} R {r:.3f} F {2 * p * r / (p + r) if p + r else 0:.3f} ({gold} gold, {found} found)"


def words(text: str, start: int, end: int) -> frozenset[int]:
    """The starts of the words of a stretch."""
    return frozenset(start + m.start() for m in re.finditer(r"\w+", text[start:end]))


def same(gold: str, found: str) -> bool:
    """Whether two names share all the words of one of them, or mean one state."""
    a, b = ({re.sub("ون$", "ين", w) for w in folded(n).split() if len(w) > 1} for n in (gold, found))
    return bool(a and b) and (a <= b or b <= a or (bool(nation_of(folded(gold))) and nation_of(folded(gold)) == nation_of(folded(found))))


def pairs(gold: list[tuple[str, frozenset[int]]], found: list[tuple[str, frozenset[int]]]) -> Iterator[tuple[int, int, float]]:
    """One-to-one matches, best overlap and same kind first: (gold, found, Jaccard of their words)."""
    weights = [(k == q, len(a & b) / len(a | b), i, j) for i, (k, a) in enumerate(gold) for j, (q, b) in enumerate(found) if a & b]
    left, right = set(), set()
    for _, overlap, i, j in sorted(weights, key=lambda w: (-w[0], -w[1], w[2], w[3])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield i, j, overlap


class Score:
    """Counts of one part."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.types: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, layers: Layers, gold: dict[str, list[dict[str, object]]]) -> None:
        """Counts one article."""
        text = layers.article.text
        spans = [(str(e["event"]), words(text, e["trigger"]["start"], e["trigger"]["end"])) for e in gold["events"]]  # type: ignore[index]
        made = [(e.type, words(text, e.anchor.start, e.anchor.end)) for e in layers.events]
        self.n["gold"], self.n["found"] = self.n["gold"] + len(spans), self.n["found"] + len(made)
        for kind, _ in spans:
            self.types[kind]["gold"] += 1
        for kind, _ in made:
            self.types[kind]["found"] += 1
        for i, j, _ in pairs(spans, made):
            self.n["trigger"] += 1
            if spans[i][0] == made[j][0]:
                self.types[made[j][0]]["hit"] += 1
                self.typed(gold["events"][i], layers.events[j], text)
        wanted = [(str(c["kind"]), words(text, c["span"]["start"], c["span"]["end"])) for c in gold["claims"]]  # type: ignore[index]
        got = [(c.kind, words(text, c.anchor.start, c.anchor.end)) for c in layers.claims]
        self.n["claims gold"], self.n["claims found"] = self.n["claims gold"] + len(wanted), self.n["claims found"] + len(got)
        for i, j, overlap in pairs(wanted, got):
            if wanted[i][0] == got[j][0]:
                self.n["claims touched"] += 1
                self.n["claims"] += overlap >= 0.5

    def typed(self, gold: dict[str, object], event: Event, text: str) -> None:
        """Counts status and parties of an event whose type is right."""
        self.n["typed"] += 1
        self.n["status"] += gold["status"] == event.status
        for side, anchors in (("actor", event.actor), ("recipient", event.recipient)):
            names = gold[side]
            if names:
                self.n[side + " gold"] += 1
                self.n[side] += any(same(n, a.of(text)) for n in names for a in anchors)  # type: ignore[attr-defined]

    def show(self) -> None:
        """Prints the figures."""
        n = self.n
        print("  trigger         ", prf(n["trigger"], n["found"], n["gold"]))
        print("  trigger and type", prf(n["typed"], n["found"], n["gold"]))
        print(f"  of typed: status {n['status'] / max(1, n['typed']):.3f}", end="")
        print(*(f", {s} {n[s] / max(1, n[s + ' gold']):.3f} ({n[s + ' gold']})" for s in ("actor", "recipient")), sep="")
        for kind, c in sorted(self.types.items()):
            print(f"    {kind:10}", prf(c["hit"], c["found"], c["gold"]))
        print("  claims at 0.5   ", prf(n["claims"], n["claims found"], n["claims gold"]))
        print("  claims touched  ", prf(n["claims touched"], n["claims found"], n["claims gold"]))


def annotated(folders: Iterable[Path]) -> None:
    """Scores articles annotated with events and claims."""
    scores = {p: Score() for p in PARTS}
    for folder in folders:
        for path in sorted(folder.glob("*.events.json")):
            name = path.name.removesuffix(".events.json")
            for capture in captures([path.with_name(name + ".txt")]):
                if isinstance(capture, Capture):
                    scores[part(name)].add(analyse(article(capture)), json.loads(path.read_text("utf-8")))
    for name, score in scores.items():
        print(f"articles, {name}")
        score.show()


def of_sentence(text: str) -> tuple[Event, ...]:
    """The events of a sentence by itself."""
    block = Block(Anchor("s", 0, len(text)), "body", "line")
    reading = read(Article("s", Source("s", "0" * 64), text, "ar", (block,)))
    return events(reading, mentions(reading), moments(reading, None))


def told(found: Iterable[Event], kind: str) -> bool:
    """Whether a sentence tells of a happening of the type that took place or goes on."""
    return any(e.type == kind and e.status in ("happened", "ongoing") and e.confidence >= SURE for e in found)


def sentences(folder: Path, errors: int) -> None:
    """Scores labelled sentences of one type each."""
    for kind in ("PROTEST", "ASSAULT"):
        counts = {p: Counter[str]() for p in PARTS}
        wrong: list[str] = []
        for line in (folder / f"{kind.lower()}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["label"] == "ambiguous":
                continue
            n = counts[part(row["text"])]
            yes, said = row["label"] == "yes", told(of_sentence(row["text"]), kind)
            n["gold"], n["found"], n["hit"] = n["gold"] + yes, n["found"] + said, n["hit"] + (yes and said)
            n["easy"] += said and row["label"] == "easy no"
            if yes != said and part(row["text"]) == "tune":
                wrong.append(f"    {'missed' if yes else row['label']}: {row['text'][:180]}")
        for p, n in counts.items():
            print(f"{kind} sentences, {p}: {prf(n['hit'], n['found'], n['gold'])}, {n['easy']} of the found are easy noes")
        print(*wrong[:errors], sep="\n")
        heads(folder, kind)


def heads(folder: Path, kind: str) -> None:
    """Scores triggers and actor heads of the sentences whose spans are marked; the sets call whoever acts the source."""
    counts = {p: Counter[str]() for p in PARTS}
    for line in (folder / f"{kind.lower()}-spans.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row["verb_gold"]:
            continue
        n, found = counts[part(row["text"])], [e for e in of_sentence(row["text"]) if e.type == kind]
        marked = row["verb_gold"].split()
        nominal = not any(f.kind in ("perfect", "imperfect") for w in marked for f in _forms(w))
        n["all"], n["nominal"] = n["all"] + 1, n["nominal"] + nominal
        hits = [e for e in found if any(w in e.anchor.of(row["text"]).split() for w in marked)]
        n["hit"], n["nominal hit"] = n["hit"] + bool(hits), n["nominal hit"] + (nominal and bool(found))
        if found and row["source_gold"]:
            n["actors"] += 1
            gold = {w for w in row["source_gold"].split() if len(w) > 2}
            got = {w for e in (hits or found) for a in (*e.actor, *e.recipient) for w in a.of(row["text"]).split()}
            n["actor"] += bool({_bare(w) for w in gold} & {_bare(w) for w in got})
    for p, n in counts.items():
        print(
            f"  {p}: marked trigger found {n['hit']}/{n['all']}, sentences of nouns only {n['nominal hit']}/{n['nominal']},"
            f" actor heads {n['actor']}/{n['actors']}"
        )


def _bare(word: str) -> str:
    return re.sub(r"^(?:[وفبلك]?ال|[وبل](?=\w{4}))", "", folded(word))


def _forms(word: str) -> tuple[object, ...]:
    from mahdar.events.lexicon import forms

    return forms(folded(word))


def speed(folders: Iterable[Path]) -> None:
    """Prints milliseconds per 250 words of the two rooms together."""
    spent = total = 0.0
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            for capture in captures([path]):
                if isinstance(capture, Capture):
                    layers = analyse(article(capture))
                    for _ in range(3):
                        begun = time.process_time()
                        found = events(layers.reading, layers.mentions, layers.moments, published=layers.article.published)
                        claims(layers.reading, layers.quotations, found)
                        spent += (time.process_time() - begun) / 3
                    total += len(layers.reading.words)
    print(f"{1000 * spent / max(1, total) * 250:.2f} ms per 250 words ({total:.0f} words)")


def main() -> None:
    """Runs what there are data for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", nargs="*", type=Path, default=[SHARED / "geneva", SHARED / "gold" / "dev"])
    parser.add_argument("--gsr", type=Path, default=SHARED / "data" / "events-gsr")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    folders = [f for f in options.gold if f.is_dir()]
    annotated(folders)
    if options.gsr.is_dir():
        sentences(options.gsr, options.errors)
    speed(folders)


if __name__ == "__main__":
    main()
