"""Two names that stand side by side and were taken for one: parted where the article names one of the two by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from mahdar.names.line import Found, Span
from mahdar.names.nature import nature
from mahdar.names.peel import core_of
from mahdar.sentences import Word

_LEAST = 2  # words that a name has that is known whole
Forms = tuple[str, ...]


def parted(words: Sequence[Word], found: Sequence[Found]) -> list[Found]:
    """`found` with the people that are two parted in two: هنأ محمود عباس إسماعيل هنية, where one of them is named elsewhere."""
    known = {_forms(words, one.span) for one in found if one.kind == "person" and one.span.last - one.span.first >= _LEAST}
    return [half for one in found for half in _halves(words, one, known)]


def _forms(words: Sequence[Word], span: Span) -> Forms:
    first, *rest = words[span.first : span.last]
    return core_of(first.form, span.cut), *(word.form for word in rest)


def _halves(words: Sequence[Word], one: Found, known: Iterable[Forms]) -> list[Found]:
    span = one.span
    if one.kind != "person" or span.last - span.first < 2 * _LEAST:
        return [one]
    forms = _forms(words, span)
    for at in range(_LEAST, len(forms) - _LEAST + 1):
        before, after = forms[:at], forms[at:]
        if nature(before[-1]) == "link":
            continue  # حمدان بن محمد بن راشد
        if nature(after[0]) in {"given", "caution", "unknown"} and (before in known or after in known):
            middle = span.first + at
            head, rest = Span(span.first, middle, span.cut), Span(middle, span.last)
            phrase = one.phrase
            if phrase is not None and phrase.last == span.last:
                phrase = replace(phrase, last=middle)
            return [replace(one, span=head, phrase=phrase), Found(rest, "person", "name-beside-name", phrase=rest, confidence=0.8)]
    return [one]
