"""Things by number, in memory or in a file that only grows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

Thing = TypeVar("Thing")


class Log(Generic[Thing]):
    """Things in the order in which they came; with a path they lie in a file, and eight bytes of each in memory."""

    def __init__(self, path: Path | None, encode: Callable[[Thing], bytes], decode: Callable[[bytes], Thing]) -> None:
        self.held: list[Thing] = []
        self.encode, self.decode = encode, decode
        self.file = path.open("w+b") if path else None
        self.ends = np.zeros(1024, dtype=np.int64)
        self.count = 0

    def add(self, thing: Thing) -> None:
        """Puts a thing at the end."""
        if self.file is None:
            self.held.append(thing)
            return
        if self.count + 1 == len(self.ends):
            self.ends = np.concatenate([self.ends, np.zeros_like(self.ends)])
        data = self.encode(thing)
        self.file.seek(int(self.ends[self.count]))
        self.file.write(data)
        self.ends[self.count + 1] = self.ends[self.count] + len(data)
        self.count += 1

    def read(self, number: int) -> Thing:
        """The thing with a number, counted from 0."""
        if self.file is None:
            return self.held[number]
        start, end = self.ends[number : number + 2].tolist()
        self.file.seek(start)
        return self.decode(self.file.read(end - start))

    def close(self) -> None:
        """Lets go of the file."""
        if self.file is not None:
            self.file.close()
