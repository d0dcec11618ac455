"""The labels of the tagger, and which of them may follow or fit which word."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

EntityKind = Literal["person", "organisation", "place", "other", "role", "event"]

# Two layers of entities, each a BIO sequence: names, and what may hold or stand beside names.
NAME_KINDS: tuple[EntityKind, ...] = ("person", "organisation", "place", "other")


class Shape(Struct, frozen=True):
    """How a word is put together: its clitics in front and behind, each with its part of speech, and that of its stem.

    Written `و/CCONJ+ل/ADP+NOUN+ه/PRON`: the part without a slash is the stem.
    """

    before: tuple[tuple[str, str], ...]
    stem: str
    after: tuple[tuple[str, str], ...]

    @property
    def prefixes(self) -> str:
        """The letters in front of the stem."""
        return "".join(form for form, _ in self.before)

    @property
    def suffixes(self) -> str:
        """The letters behind the stem."""
        return "".join(form for form, _ in self.after)

    def fits(self, form: str) -> bool:
        """Whether a folded word can be put together so."""
        before, after = self.prefixes, self.suffixes
        return len(form) > len(before) + len(after) and form.startswith(before) and form.endswith(after)

    def __str__(self) -> str:
        parts = ["/".join(part) for part in self.before], [self.stem], ["/".join(part) for part in self.after]
        return "+".join(part for group in parts for part in group)


def shape(label: str) -> Shape:
    """The shape that a label writes.

    >>> shape("و/CCONJ+NOUN+ه/PRON").prefixes
    'و'
    """
    parts = label.split("+")
    stem = next(i for i, part in enumerate(parts) if "/" not in part)
    cut = [(form, pos) for form, _, pos in (part.partition("/") for part in parts)]
    return Shape(tuple(cut[:stem]), parts[stem], tuple(cut[stem + 1 :]))


def bio(kinds: tuple[EntityKind, ...]) -> tuple[str, ...]:
    """The labels of a layer: O, then B and I of each kind."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))
