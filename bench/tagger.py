"""Quality, speed and size of the tagger beside a CRF: `python -m bench.tagger --data ../shared/data [--model FOLDER ...]`.

Exact spans on what training never saw: blocks of ANERcorp (news of 2006-7), a third of AQMAR's articles (encyclopaedia), the
test part of Wojood (news and other text of today), and 200 sentences of UD PUD.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from train.corpora import Example, everything

from mahdar.tags import model as models
from mahdar.tags.decode import spans
from mahdar.tags.labels import Shape, shape
from mahdar.tags.read import Read, decoded

KINDS = ("person", "place", "organisation")
Span = tuple[int, int, str]
Labeller = Callable[[Sequence[str]], set[Span]]


def f1(right: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall, 0 where nothing is right."""
    return 2 * right / (found + gold) if right else 0.0


def _gold(example: Example, *, more: bool = False) -> set[Span]:
    labels = list(example.more or ()) if more else [min(allowed) for allowed in example.names or ()]
    return set(spans(_valid(labels)))


def _valid(labels: list[str]) -> list[str]:
    out: list[str] = []
    for label in labels:
        out.append("B" + label[1:] if label[0] == "I" and (not out or out[-1][1:] != label[1:]) else label)
    return out


def names(examples: list[Example], label: Labeller, kinds: tuple[str, ...] = KINDS, *, more: bool = False) -> dict[str, float]:
    """F1 by kind and over all of them."""
    right, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for example in examples:
        mine = {s for s in label(example.words) if s[2] in kinds}
        wanted = {s for s in _gold(example, more=more) if s[2] in kinds}
        right.update(kind for _, _, kind in mine & wanted)
        found.update(kind for _, _, kind in mine)
        gold.update(kind for _, _, kind in wanted)
    scores = {kind: f1(right[kind], found[kind], gold[kind]) for kind in kinds}
    return {"all": f1(right.total(), found.total(), gold.total()), **scores}


def _clitics(one: Shape) -> set[tuple[str, str]]:
    return {("before", form) for form, _ in one.before} | {("after", form) for form, _ in one.after}


def shapes(examples: list[Example], read: Callable[[Sequence[str]], Read]) -> dict[str, float]:
    """Words segmented right, F of clitics, part of speech of the stem."""
    words = cut = pos = right = found = gold = 0
    for example in examples:
        for (mine, _), label in zip(read(example.words)[0], example.shapes or (), strict=True):
            wanted = shape(label)
            words += 1
            cut += (mine.prefixes, mine.suffixes) == (wanted.prefixes, wanted.suffixes)
            pos += mine.stem == wanted.stem
            right += len(_clitics(mine) & _clitics(wanted))
            found += len(_clitics(mine))
            gold += len(_clitics(wanted))
    return {"words": cut / words, "clitics": f1(right, found, gold), "upos": pos / words}


def _report(title: str, megabytes: float, speed: float, parts: dict[str, list[Example]], label: Labeller) -> None:
    cells = []
    for part in ("anercorp", "aqmar", "wojood"):
        score = names(parts[part], label)
        cells.append(f"{part} {score['all']:.3f} (" + " / ".join(f"{score[kind]:.3f}" for kind in KINDS) + ")")
    print(f"{title}: {megabytes:.1f} MB, {speed:,.0f} words/s of one core; " + "; ".join(cells), flush=True)


def _model(folder: Path, parts: dict[str, list[Example]]) -> None:
    began = time.perf_counter()
    model = models.read(folder)
    decoded(model, ("بدأ",))
    first = time.perf_counter() - began
    sentences = [example.words for example in parts["anercorp"]]
    clock = time.process_time()
    for words in sentences:
        decoded(model, tuple(words))
    speed = sum(map(len, sentences)) / (time.process_time() - clock)
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    _report(str(folder), size, speed, parts, lambda words: {(a, b, kind) for a, b, kind, _ in decoded(model, tuple(words))[1]})
    more = names(
        parts["wojood"],
        lambda words: {(a, b, kind) for a, b, kind, _ in decoded(model, tuple(words))[1]},
        ("role", "event"),
        more=True,
    )
    cut = shapes(parts["pud"], lambda words: decoded(model, tuple(words)))
    print(f"    first use {first:.2f} s; Wojood roles {more['role']:.3f}, events {more['event']:.3f}; PUD " + str(cut))


def _crf(examples: list[Example], parts: dict[str, list[Example]]) -> None:
    from bench.crf import Crf

    crf = Crf([example for example in examples if not example.held])

    def label(words: Sequence[str]) -> set[Span]:
        return set(spans(_valid(crf.labels(words))))

    clock = time.process_time()
    for example in parts["anercorp"]:
        label(example.words)
    speed = sum(len(example.words) for example in parts["anercorp"]) / (time.process_time() - clock)
    _report("CRF", crf.bytes / 1e6, speed, parts, label)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measures the tagger on what it never saw.")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, nargs="*", default=[Path("src/mahdar/tags/model")])
    parser.add_argument("--no-crf", action="store_true")
    chosen = parser.parse_args()
    examples = everything(chosen.data)
    parts = {corpus: [e for e in examples if e.held and e.corpus == corpus] for corpus in ("anercorp", "aqmar", "wojood", "pud")}
    print("exact spans, F1 over people, places, organisations together (people / places / organisations)")
    for folder in chosen.model:
        _model(folder, parts)
    if not chosen.no_crf:
        _crf(examples, parts)


if __name__ == "__main__":
    main()
