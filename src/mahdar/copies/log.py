"""Things by number, in memory or in a file that only grows."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

Thing = TypeVar("Thing")


#: Bytes that wait in memory before they are written.
WAITING = 1 << 18
#: Things that came or were read of late and stay in memory.
RECENT = 8192


class Log(Generic[Thing]):
    """Things in the order in which they came; with a path they lie in a file, and eight bytes of each in memory."""

    def __init__(self, path: Path | None, encode: Callable[[Thing], bytes], decode: Callable[[bytes], Thing]) -> None:
        self.held: list[Thing] = []
        self.encode, self.decode = encode, decode
        self.file = path.open("w+b", buffering=0) if path else None
        self.ends = np.zeros(1024, dtype=np.int64)
        self.count, self.written = 0, 0
        self.waiting = bytearray()
        self.recent: OrderedDict[int, Thing] = OrderedDict()

    def add(self, thing: Thing) -> None:
        """Puts a thing at the end."""
        if self.file is None:
            self.held.append(thing)
            return
        if self.count + 1 == len(self.ends):
            self.ends = np.concatenate([self.ends, np.zeros(len(self.ends) // 4, dtype=np.int64)])
        self._remember(self.count, thing)
        self.waiting += self.encode(thing)
        self.count += 1
        self.ends[self.count] = self.written + len(self.waiting)
        if len(self.waiting) > WAITING:
            self.written += os.pwrite(self.file.fileno(), self.waiting, self.written)
            self.waiting.clear()

    def read(self, number: int) -> Thing:
        """The thing with a number, counted from 0."""
        if self.file is None:
            return self.held[number]
        if number not in self.recent:
            self._remember(number, self.decode(self._bytes(number)))
        return self.recent[number]

    def _remember(self, number: int, thing: Thing) -> None:
        """Keeps a thing in memory instead of the one that has been there longest."""
        if len(self.recent) >= RECENT:
            self.recent.popitem(last=False)
        self.recent[number] = thing

    def _bytes(self, number: int) -> bytes:
        start, end = self.ends[number : number + 2].tolist()
        if self.file is None or start >= self.written:
            return bytes(self.waiting[start - self.written : end - self.written])
        return os.pread(self.file.fileno(), end - start, start)

    def close(self) -> None:
        """Lets go of the file."""
        if self.file is not None:
            self.file.close()
