"""A place among the atoms of a sentence, moved on by what a rule takes."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.times.atoms import Atom
from mahdar.times.lexicon import Entry


class Cursor:
    """Reads atoms one after another. `at` is the next atom; a rule that fails leaves a cursor that nobody keeps."""

    __slots__ = ("at", "atoms")

    def __init__(self, atoms: Sequence[Atom], at: int) -> None:
        self.atoms, self.at = atoms, at

    def copy(self) -> Cursor:
        """A second cursor at the same place."""
        return Cursor(self.atoms, self.at)

    def peek(self, *codes: str, ahead: int = 0) -> Entry | None:
        """The reading of the next atom in one of these classes, not taken."""
        k = self.at + ahead
        if 0 <= k < len(self.atoms):
            for entry in self.atoms[k].entries:
                if entry.code in codes:
                    return entry
        return None

    def take(self, *codes: str, value: str | None = None) -> Entry | None:
        """The reading of the next atom in one of these classes, taken; None where it has none."""
        if self.at < len(self.atoms):
            for entry in self.atoms[self.at].entries:
                if entry.code in codes:
                    if value is not None and entry.value != value:
                        return None
                    self.at += 1
                    return entry
        return None

    def form(self, ahead: int = 0) -> str:
        """The folded form of an atom near the next one; empty outside the sentence."""
        k = self.at + ahead
        return self.atoms[k].form if 0 <= k < len(self.atoms) else ""
