"""Dumps, pages and rows -> Capture: the bytes as received, with where they came from."""

from mahdar.captures.capture import Capture, Declared
from mahdar.captures.paths import captures

__all__ = ["Capture", "Declared", "captures"]
