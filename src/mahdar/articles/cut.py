"""Labelled lines -> pieces: datelines, credits and tails are cut off the paragraphs that hold them."""

from __future__ import annotations

from collections.abc import Sequence

from mahdar.articles.datelines import credit, dateline
from mahdar.articles.label import Label, Piece, Reading
from mahdar.articles.line import Line, line
from mahdar.articles.phrases import tail

_HEAD_PARAGRAPHS = 3  # below these a dateline opens no paragraph


def cut(text: str, all_lines: Sequence[Line], labels: Sequence[Label | None], outlet: str | None) -> Reading:
    """The labelled lines as pieces in order, and the outlet that they name."""
    pieces: list[Piece] = []
    paragraphs = 0
    for one, label in zip(all_lines, labels, strict=True):
        if label is None or label.role != "body":
            found = label or Label("body", "paragraph")
            pieces.append(Piece(one.start, one.end, found.role, found.rule))
            continue
        start, end = one.start, one.end
        if paragraphs < _HEAD_PARAGRAPHS and (head := dateline(one.shown)):
            cut = one.start + head.end
            label_of = Label("byline", "credit at the head") if head.credit else Label("dateline", "dateline at the head")
            pieces.append(_trimmed(text, start, cut, label_of))
            start = pieces[-1].end + len(text[pieces[-1].end : end]) - len(text[pieces[-1].end : end].lstrip())
            outlet = outlet or head.outlet
        paragraphs += 1
        pieces.extend(_ends(text, line(text, start, end) if start > one.start else one, label))
    return Reading(tuple(pieces), outlet)


def _ends(text: str, one: Line, label: Label) -> list[Piece]:
    if cut := tail(one.shown):
        at, rule = cut
        return [_trimmed(text, one.start, one.start + at, label), Piece(one.start + at, one.end, "furniture", rule)]
    at = credit(one.shown) or 0
    if at:
        return [
            _trimmed(text, one.start, one.start + at, label),
            Piece(one.start + at, one.end, "byline", "agency credit"),
        ]
    return [Piece(one.start, one.end, label.role, label.rule)]


def _trimmed(text: str, start: int, end: int, label: Label) -> Piece:
    return Piece(start, start + len(text[start:end].rstrip()), label.role, label.rule)
