"""Dumps, pages and rows -> Capture: the bytes as received, with where they came from."""

from mahdar.captures.capture import Capture, Declared
from mahdar.captures.decoding import Decoding, decoding
from mahdar.captures.meta import iso_day, leads_to_the_web
from mahdar.captures.paths import captures
from mahdar.captures.received import received
from mahdar.captures.slices import Slice, cut, slices

__all__ = ["Capture", "Declared", "Decoding", "Slice", "captures", "cut", "decoding", "iso_day", "leads_to_the_web", "received", "slices"]
