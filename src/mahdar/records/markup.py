"""Segments -> HTML: every mark an element, elements well nested, the text left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from mahdar.records.segments import Mark, Segment, segments

# Blocks are paragraphs; words that lead somewhere are links unless they already stand within one.
_BLOCKS = frozenset({"block", "dropped"})
# Whole clauses are no links, since names and times within them are; a small link behind them leads back to their line.
_LINES = frozenset({"quotation", "claim", "passage"})
# Of these only the small link leads back: they are too wide for a click anywhere in them to mean their line.
_WIDE = frozenset({"claim", "passage"})
# What an HTML parser would drop or change, shown as the replacement character so that offsets stay true.
_UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# What must be escaped or replaced before it stands in HTML.
_SPECIAL = re.compile("[&<>\"'\\x00-\\x08\\x0b-\\x0d\\x0e-\\x1f\\x7f\\ud800-\\udfff]")


def marked(text: str, marks: Iterable[Mark], *, start: int = 0, end: int | None = None) -> Markup:
    """The text from `start` to `end` as HTML with its marks; without its tags it is that text, character for character."""
    parts: list[str] = []
    stack: list[tuple[Mark, str]] = []
    named: set[str] = set()
    for segment in segments(start, len(text) if end is None else end, marks):
        keep = _shared(stack, segment)
        parts.extend(_closing(stack[keep:], segment.start))
        del stack[keep:]
        for mark in segment.marks[keep:]:
            tag = _tag(mark, stack)
            parts.append(_opening(mark, tag, named))
            stack.append((mark, tag))
        parts.append(shown(text[segment.start : segment.end]))
        last = segment.end
    if stack:
        parts.extend(_closing(stack, last))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped where it is made


def shown(text: str) -> Markup:
    """A text escaped, with a replacement character for each one that a page cannot hold."""
    if not _SPECIAL.search(text):
        return Markup(text)  # noqa: S704 - nothing in it needs to be escaped
    return escape(_UNSHOWABLE.sub("\N{REPLACEMENT CHARACTER}", text)).replace("\r", Markup("&#13;"))


def _shared(stack: Sequence[tuple[Mark, str]], segment: Segment) -> int:
    """How many of the open elements stay open."""
    count = 0
    for (mark, _), wanted in zip(stack, segment.marks, strict=False):
        if mark != wanted:
            break
        count += 1
    return count


def _tag(mark: Mark, stack: Sequence[tuple[Mark, str]]) -> str:
    if mark.kind in _BLOCKS:
        return "p"
    if mark.kind == "taken":
        return "mark"
    leads = mark.href and mark.kind not in _LINES
    return "a" if leads and all(tag != "a" for _, tag in stack) else "span"


def _opening(mark: Mark, tag: str, named: set[str]) -> str:
    """The opening tag; only the first piece of a mark carries its id. Everything that is no code of ours is escaped."""
    own = escape(mark.kind if tag == "p" else f"m {mark.kind}")
    attributes = [f' class="{own}"']
    if mark.id:
        name = escape(mark.id)
        if mark.id not in named:
            named.add(mark.id)
            attributes.append(f' id="{name}"')
        attributes.append(f' data-of="{name}"')
    if mark.href and mark.kind not in _WIDE:
        attributes.append(f' {"href" if tag == "a" else "data-href"}="{escape(mark.href)}"')
    if mark.kind == "block":
        attributes.append(f' data-role="{escape(mark.note)}"')
    if mark.kind == "dropped":
        note = escape(mark.note)
        attributes.append(f' tabindex="0" title="{note}" data-note="{note}"')
    return f"<{tag}{''.join(attributes)}>"


def _closing(stack: Sequence[tuple[Mark, str]], at: int) -> list[str]:
    """The closing tags, innermost first; a line that ends here is followed by the way back to it."""
    parts = []
    for mark, tag in reversed(stack):
        parts.append(f"</{tag}>")
        if mark.kind in _LINES and mark.end <= at and mark.href:
            note = escape(mark.note)
            parts.append(f'<a class="back" href="{escape(mark.href)}" data-n="{note}" aria-label="{note}"></a>')
    return parts
