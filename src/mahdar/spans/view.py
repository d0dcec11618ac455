"""A text seen another way, with an exact map back to the text it came from."""

from __future__ import annotations

from array import array

from msgspec import Struct


class View(Struct, frozen=True):
    """A rewritten text whose every character knows the stretch of the source that it stands for.

    `text[i]` stands for `source[starts[i]:ends[i]]`. Both maps never decrease. `None` for both maps means that
    the view is as long as its source and character i stands for character i: the common case, and a free one.
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that `text[start:end]` stands for; `start < end` is required."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is no stretch of a view of {len(self.text)} characters")
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]
