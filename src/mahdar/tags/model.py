"""The shipped model: found, checked and loaded when it is first used."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
import numpy as np
from msgspec import Struct

from mahdar.errors import ModelError
from mahdar.tags.decode import Floats, barred
from mahdar.tags.labels import Shape, shape
from mahdar.tags.pieces import BEGIN, END, Pieces

MOST_WORDS, MOST_PIECES = 120, 256  # of one run; a longer sentence is read in parts
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
        self._penalties: dict[str, Floats] = {}

    def run(self, words: list[str]) -> dict[str, Floats]:
        """The logits of every task, a row for each plain word. At most `MOST_WORDS` words."""
        cut = [self.pieces.of(word) for word in words]
        most = max(1, (MOST_PIECES - 2) // max(1, len(cut)))
        if sum(map(len, cut)) > MOST_PIECES - 2:
            cut = [pieces[:most] for pieces in cut]
        lengths = np.array([1, *map(len, cut), 1])
        ids = np.array([BEGIN, *(piece for pieces in cut for piece in pieces), END], np.int64)
        owner = np.repeat(np.arange(len(lengths)), lengths)
        pool = np.zeros((len(lengths), len(ids)), np.float32)
        pool[owner, np.arange(len(ids))] = (1.0 / lengths)[owner]
        found = self._session.run(["names", "more", "shapes"], {"ids": ids, "pool": pool})
        return {task: rows[1:-1] for task, rows in zip(("names", "more", "shapes"), found, strict=True)}

    def misfits(self, form: str) -> Floats:
        """A penalty for each shape: 0 where a folded word can be put together so, otherwise too much."""
        known = self._penalties.get(form)
        if known is None:
            if len(self._penalties) > 50_000:
                self._penalties.clear()
            fit = [s.fits(form) for s in self.shapes]
            known = self._penalties[form] = np.where(fit, np.float32(0), np.float32(-1e9))
        return known


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
