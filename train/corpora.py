"""The corpora as one kind of example: plain words with, for each task, what their annotation allows.

A corpus annotates some classes only. So a word carries the set of labels that its corpus allows for it: an event in a corpus
without events was written O there, and O or event is what we know. The loss is that of the whole set.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from mahdar.spans import folded
from mahdar.tags.labels import NAME_KINDS, Shape, bio
from mahdar.tags.pieces import plain

NAMES = bio(NAME_KINDS)
# The second layer learns from Wojood alone; only roles and events are read from it, the rest keeps them apart.
MORE_KINDS = ("role", "event", "person", "organisation", "place", "date", "group")
MORE = ("O", *(f"{mark}-{kind}" for kind in MORE_KINDS for mark in "BI"))
_TOKEN = re.compile(r"\d+(?:[.,:/٫٬-]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\s\w]|_")

_CONLL = {"PERS": "person", "PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
_WOJOOD = {
    "PERS": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "OCC": "role", "EVENT": "event",
    "DATE": "date", "TIME": "date", "NORP": "group",
}  # fmt: skip
_FANE = {
    "person": "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer ",
    "organisation": "Non-Governmental Sports Government Media Commercial Educational Medical-Science Police Entertainment Religious_ORG",
    "place": "Nation Population-Center State-or-Province GPE-Cluster Continent Water-Body Land County-or-District "
    "Land-Region-Natural Building-Grounds Path Airport Subarea-Facility",
    "other": "Book Movie Air Software Hardware Projectile Shooting Food Water Drug Plant Group",
}
_FANE_KIND = {fine: kind for kind, all_fine in _FANE.items() for fine in all_fine.split()}
_BEFORE, _AFTER = {"و", "ف", "ب", "ل", "ك"}, {"ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي", "ك"}


Cut = tuple[str, str]


@dataclass(frozen=True)
class Example:
    """One sentence. `names` holds a set of allowed labels a word (None: the corpus says nothing), `more` and `shapes` one label.

    `cuts` is what a corpus that writes clitics apart says of each word: those in front, those behind; nothing where it is silent.
    """

    corpus: str
    words: tuple[str, ...]
    names: tuple[frozenset[str], ...] | None = None
    more: tuple[str, ...] | None = None
    shapes: tuple[str, ...] | None = None
    cuts: tuple[Cut | None, ...] | None = None
    held: bool = False
    article: str = field(default="", compare=False)


def everything(data: Path) -> list[Example]:
    """Every example of every corpus under `data`; the held-out parts are marked `held`."""
    anercorp = list(_anercorp(data / "ner/anercorp-train.conll"))
    known = {_key(e.words) for e in anercorp}
    joined = "".join(_key(e.words) for e in anercorp)
    every = list(_newsfane(data / "ner/newsfane.conll"))
    fane = [e for e in every if _key(e.words) not in known and _key(e.words) not in joined]
    anercorp = _with_cuts(anercorp, every)
    wojood = [e for part in ("train", "val", "test") for e in _wojood(data / f"ner/wojood-{part}.conll", held=part == "test")]
    return [*anercorp, *fane, *wojood, *_aqmar(data / "ner/aqmar"), *pud(data / "ud-arabic-pud.conllu")]


def third(name: str, parts: int = 3) -> bool:
    """Whether a name falls into the part that is kept out."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % parts == 0


def _rows(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text("utf8").splitlines(), ""]:
        word, _, label = line.replace("\t", " ").strip().partition(" ")
        if word and plain(word).strip():
            rows.append((word, label))
        elif not word and rows:
            if any(_TOKEN.search(plain(written)) for written, _ in rows):
                yield rows
            rows = []


def _split(rows: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rows with punctuation cut from the words; marks at the edge of a word are outside its name."""
    found: list[tuple[str, str]] = []
    for word, label in rows:
        tokens = _TOKEN.findall(plain(word)) or []
        inner = [i for i, token in enumerate(tokens) if token[0].isalnum()]
        for i, token in enumerate(tokens):
            mine = label
            if inner and label != "O":
                if not inner[0] <= i <= inner[-1]:
                    mine = "O" if label[0] == "B" or i > inner[-1] else label
                elif i > inner[0]:
                    mine = "I" + label[1:]
            found.append((token, mine))
    return found


def _tidy(labels: list[str]) -> list[str]:
    """The labels as valid BIO: an I with nothing before it begins."""
    out: list[str] = []
    for label in labels:
        if label[0] == "I" and (not out or out[-1][1:] != label[1:]):
            label = "B" + label[1:]
        out.append(label)
    return out


def _mapped(labels: list[str], kinds: dict[str, str]) -> list[str]:
    return _tidy([f"{label[0]}-{kinds[label[2:]]}" if label[:2] in ("B-", "I-") and label[2:] in kinds else "O" for label in labels])


def _sets(labels: list[str], also: dict[str, tuple[str, ...]]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset((label, *also.get(label, ()))) for label in labels)


def _anercorp(path: Path) -> Iterator[Example]:
    for number, rows in enumerate(_rows(path)):
        words, labels = zip(*_split(rows), strict=True)
        yield Example("anercorp", words, _sets(_mapped(list(labels), _CONLL), {}), held=third(f"block {number // 40}", 12))


def _newsfane(path: Path) -> Iterator[Example]:
    for number, rows in enumerate(_rows(path)):
        whole = _whole(rows)
        words, labels = zip(*_split([(word, label) for word, label, _ in whole]), strict=True)
        tokens = [(token, cut if i == 0 else None) for word, _, cut in whole for i, token in enumerate(_TOKEN.findall(plain(word)))]
        cuts = [cut if cut is not None and _told(token, cut) else None for token, cut in tokens]
        names = _sets(_mapped(list(labels), _FANE_KIND), {})
        yield Example("newsfane", words, names, cuts=tuple(cuts), held=third(f"block {number // 40}", 12))


def _whole(rows: list[tuple[str, str]]) -> list[tuple[str, str, Cut]]:
    """Words with their clitics, and what those were: this corpus writes them apart."""
    out: list[tuple[str, str, Cut]] = []
    glue = ""
    for i, (word, label) in enumerate(rows):
        after = rows[i + 1][0] if i + 1 < len(rows) else ""
        if word in _BEFORE and label == "O" and len(after) > 2 and after[0].isalpha():
            glue += word
        elif word in _AFTER and label == "O" and not glue and out and len(out[-1][0]) > 1 and out[-1][0][0].isalpha():
            stem, kind, (front, _) = out[-1]
            stem = stem[:-1] + "ت" if stem[-1] == "ة" else stem[:-1] + "ا" if stem[-1] == "ى" and len(stem) > 3 else stem
            out[-1] = (stem + word, kind, (front, word))
        else:
            if glue.endswith("ل") and word.startswith("ال"):
                word = word[1:]
            out.append((glue + word, label, (glue, "")))
            glue = ""
    return out


def _with_cuts(examples: list[Example], others: list[Example]) -> list[Example]:
    """The examples with the clitics that other examples of the same sentences write apart."""
    known = {_key(e.words): e for e in others}
    found: list[Example] = []
    for example in examples:
        other = known.get(_key(example.words))
        if other is not None and other.cuts is not None and len(other.words) == len(example.words):
            same = [_key((a,)) == _key((b,)) for a, b in zip(example.words, other.words, strict=True)]
            example = replace(example, cuts=tuple(cut if alike else None for cut, alike in zip(other.cuts, same, strict=True)))
        found.append(example)
    return found


def cut_fits(label: Shape, word: str, cut: Cut) -> bool:
    """Whether a shape agrees with clitics written apart: its conjunction, its preposition, its pronoun."""
    front, behind = cut
    form = folded(word)
    if not label.fits(form) or not label.prefixes.startswith(front):
        return False
    if front.startswith(("و", "ف")) != label.prefixes.startswith(("و", "ف")):
        return False
    return len(form) < 4 or label.suffixes == behind or (behind == "" and label.suffixes not in _AFTER)


def _told(word: str, cut: Cut) -> bool:
    """Whether a cut says all: that corpus leaves most prepositions and the particle of the future on their words."""
    rest = folded(word)[len(cut[0]) :]
    return not rest.startswith(("ب", "ل", "ك", "س"))


def _wojood(path: Path, *, held: bool) -> Iterator[Example]:
    """Nested: a word has a label for each entity around it, the outermost first."""
    for rows in _rows(path):
        named = [_first(label, ("person", "organisation", "place")) for _, label in rows]
        outer = [_first(label, ("role", "event")) or _first(label, tuple(_WOJOOD.values())) for _, label in rows]
        words, names = zip(*_split([(word, mine or "O") for (word, _), mine in zip(rows, named, strict=True)]), strict=True)
        _, more = zip(*_split([(word, mine or "O") for (word, _), mine in zip(rows, outer, strict=True)]), strict=True)
        allowed, more = _sets(_tidy(list(names)), {} if held else _ALSO), tuple(_tidy(list(more)))
        if not held:  # an event or a nation is O or other in the corpora of names
            allowed = tuple(
                a | {f"{label[0]}-other"} if label[2:] in ("event", "group") and a == {"O"} else a
                for a, label in zip(allowed, more, strict=True)
            )
        yield Example("wojood", words, allowed, more, held=held)


# Wojood calls a state that acts an organisation, the other corpora a place: here either will do.
_ALSO = {f"{m}-{a}": (f"{m}-{b}",) for m in "BI" for a, b in (("organisation", "place"), ("place", "organisation"))}


def _first(labels: str, kinds: tuple[str, ...]) -> str:
    """The outermost label of one of the kinds, or nothing."""
    for label in labels.split():
        kind = _WOJOOD.get(label[2:])
        if kind in kinds:
            return f"{label[0]}-{kind}"
    return ""


def _aqmar(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.txt")):
        for rows in _rows(path):
            marked = [(word, _aqmar_label(label)) for word, label in rows]
            words, labels = zip(*_split(marked), strict=True)
            yield Example("aqmar", words, _sets(_mapped(list(labels), _CONLL), {}), held=third(path.stem), article=path.stem)


def _aqmar_label(label: str) -> str:
    """One of the three kinds, or MISC for the corpus's many others and its few slips."""
    mark, _, kind = label.partition("-")
    return "O" if mark not in ("B", "I") else f"{mark}-{kind}" if kind in ("PER", "LOC", "ORG") else f"{mark}-MISC"


def pud(path: Path) -> list[Example]:
    """The parsed sentences, a shape label a written word."""
    blocks = [b for b in path.read_text("utf8").split("\n\n") if b.strip()]
    ranked = sorted(range(len(blocks)), key=lambda i: hashlib.sha256(blocks[i].encode()).hexdigest())
    kept_out = set(ranked[:200])
    return [_parsed(block, held=i in kept_out) for i, block in enumerate(blocks)]


def _parsed(block: str, *, held: bool) -> Example:
    words: list[str] = []
    shapes: list[str] = []
    run: list[tuple[str, str]] = []
    for line in block.splitlines():
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            continue
        run.append((plain(cells[1]), cells[3]))
        if "SpaceAfter=No" not in cells[9]:
            _close(run, words, shapes)
            run = []
    _close(run, words, shapes)
    return Example("pud", tuple(words), shapes=tuple(shapes), held=held)


def _close(run: list[tuple[str, str]], words: list[str], shapes: list[str]) -> None:
    """One stretch without spaces -> words (letters, numbers, marks) and the shape of each."""
    text = "".join(form for form, _ in run)
    ends: dict[int, str] = {}
    at = 0
    for form, pos in run:
        at += len(form)
        ends[at] = pos
    for match in _TOKEN.finditer(text):
        cuts = [e for e in ends if match.start() < e < match.end()] + [match.end()]
        starts = [match.start(), *cuts[:-1]]
        parts = [(text[a:b], ends[min(e for e in ends if e >= b)]) for a, b in zip(starts, cuts, strict=True)]
        words.append(match[0])
        shapes.append(str(_shape(parts)))


def _shape(parts: list[tuple[str, str]]) -> Shape:
    stem = max(range(len(parts)), key=lambda i: (len(parts[i][0]), -i))
    clitics = [(folded(form), pos) for form, pos in parts]
    return Shape(tuple(clitics[:stem]), parts[stem][1], tuple(clitics[stem + 1 :]))


def _key(words: tuple[str, ...]) -> str:
    return re.sub(r"\W", "", folded("".join(words))).replace("لال", "لل")


def shape_labels(examples: list[Example]) -> list[str]:
    """The shapes seen at least twice in training, the commonest first."""
    seen = Counter(s for e in examples if e.shapes and not e.held for s in e.shapes)
    return [label for label, count in sorted(seen.items(), key=lambda x: (-x[1], x[0])) if count >= 2]
