"""The shipped model: found, checked and loaded when it is first used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import chain

import msgspec
import numpy as np
from msgspec import Struct

from mahdar.errors import ModelError
from mahdar.tags.decode import Floats, barred
from mahdar.tags.fits import Fits
from mahdar.tags.labels import Shape, shape
from mahdar.tags.pieces import BEGIN, END, Pieces

MOST_WORDS, MOST_PIECES = 120, 256  # of one run; one word has 41 pieces at most
_REPAIR = "install mahdar again, or make the model anew with `python -m train.tagger`"


class Description(Struct, frozen=True):
    """What `tagger.json` says: the labels of each task, the pieces with their scores."""

    names: tuple[str, ...]
    more: tuple[str, ...]
    shapes: tuple[str, ...]
    pieces: dict[str, float]


class Model:
    """A loaded model: the logits of a sentence, and the label lists that give them meaning."""

    def __init__(self, graph: bytes, description: Description) -> None:
        import onnxruntime  # here and not above: reading Arabic without the tagger need not load it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # one order of additions, and processes share the work
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.pieces = Pieces(description.pieces)
        self.names, self.more = description.names, description.more
        self.names_barred, self.more_barred = barred(self.names), barred(self.more)
        self.shapes: tuple[Shape, ...] = tuple(map(shape, description.shapes))
        self.fits = Fits(self.shapes)

    def run(self, words: list[str]) -> dict[str, Floats]:
        """The logits of every task, a row for each plain word; a sentence too long for one run is read in halves."""
        cut = list(map(self.pieces.of, words))
        if len(cut) > MOST_WORDS or sum(map(len, cut)) > MOST_PIECES - 2:
            half = (len(words) + 1) // 2
            one, other = self.run(words[:half]), self.run(words[half:])
            return {task: np.concatenate((rows, other[task])) for task, rows in one.items()}
        lengths = np.array([1, *map(len, cut), 1])
        ids = np.array([BEGIN, *chain.from_iterable(cut), END], np.int64)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        pool = np.zeros((len(lengths), len(ids)), np.float32)
        pool[owner, np.arange(len(ids))] = (1.0 / lengths)[owner]
        found = self._session.run(["names", "more", "shapes"], {"ids": ids, "pool": pool})
        return {task: rows[1:-1] for task, rows in zip(("names", "more", "shapes"), found, strict=True)}


def read(folder: Traversable) -> Model:
    """The model of a folder, its files checked against `SHA256SUMS`. Raises ModelError saying what is wrong and what to do."""
    sums = _bytes(folder, "SHA256SUMS").decode("ascii", "replace").split()
    wanted = dict(zip(sums[1::2], sums[::2], strict=False))
    checked: dict[str, bytes] = {}
    for name in ("tagger.json", "tagger.onnx"):
        checked[name] = _bytes(folder, name)
        if hashlib.sha256(checked[name]).hexdigest() != wanted.get(name):
            raise ModelError(f"the tagger's file {folder.joinpath(name)} is not the one that was shipped (its digest differs): {_REPAIR}")
    return Model(checked["tagger.onnx"], msgspec.json.decode(checked["tagger.json"], type=Description))


def _bytes(folder: Traversable, name: str) -> bytes:
    try:
        return folder.joinpath(name).read_bytes()
    except OSError as missing:
        raise ModelError(f"the tagger's file {folder.joinpath(name)} cannot be read ({missing.strerror}): {_REPAIR}") from missing


@cache
def shipped() -> Model:
    """The model in the package, loaded once."""
    return read(files("mahdar.tags").joinpath("model"))
