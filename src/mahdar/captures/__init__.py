"""Dumps, pages and rows -> Capture: the bytes as received, with where they came from."""

from mahdar.captures.capture import Capture, Declared
from mahdar.captures.paths import captures
from mahdar.captures.slices import Slice, cut, slices

__all__ = ["Capture", "Declared", "Slice", "captures", "cut", "slices"]
