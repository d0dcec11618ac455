"""Texts -> Copy: near-duplicates, syndication, partial reuse, and the forms that only look alike."""

from mahdar.copies.copy import COPIES, Copy, Relation
from mahdar.copies.find import copies, newly, origins
from mahdar.copies.fingerprint import Print, fingerprint, remade

__all__ = ["COPIES", "Copy", "Print", "Relation", "copies", "fingerprint", "newly", "origins", "remade"]
