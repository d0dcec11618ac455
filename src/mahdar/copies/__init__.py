"""Texts -> Copy: near-duplicates, syndication, partial reuse, and the forms that only look alike."""

from mahdar.copies.change import changed
from mahdar.copies.copy import COPIES, Copy, Relation
from mahdar.copies.find import copies
from mahdar.copies.fingerprint import Print, Text, fingerprint, fingerprints
from mahdar.copies.kept import Kept
from mahdar.copies.origins import origins
from mahdar.copies.passages import Passage, Placed, passages, placed
from mahdar.copies.place import mark
from mahdar.copies.postings import Postings
from mahdar.copies.shelf import Change, Shelf

__all__ = [
    "COPIES",
    "Change",
    "Copy",
    "Kept",
    "Passage",
    "Placed",
    "Postings",
    "Print",
    "Relation",
    "Shelf",
    "Text",
    "changed",
    "copies",
    "fingerprint",
    "fingerprints",
    "mark",
    "origins",
    "passages",
    "placed",
]
