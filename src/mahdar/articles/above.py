"""The lines above the first paragraph: masthead and slogan, kicker, headline, deck, dateline, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mahdar.articles.datelines import body_named, dateline, is_credit_line
from mahdar.articles.label import Label
from mahdar.articles.line import Line, key_of

TITLE_WORDS = 26
_DIVIDED = re.compile(r"\s[-–—ـ]|[-–—ـ]\s|[()|/]")
# What stands before a stroke in a headline, where an outlet's name would stand in a masthead.
_LABELS = frozenset(map(key_of, ("فيديو", "بالفيديو", "صور", "بالصور", "خاص", "عاجل", "تحليل", "تقرير", "شاهد", "حوار", "رأي")))
_SECTION = re.compile(r"([^|]{2,40}?)\s*[|»›]\s*[^|]{2,30}$")


def above(all_lines: Sequence[Line], labels: list[Label | None], first: int, own: str | None) -> str | None:
    """Labels the lines above line `first`, the first paragraph; returns the outlet that they name.

    `own` is the outlet's name where it is known beforehand.
    """
    masthead = next((one for one, x in zip(all_lines[:first], labels, strict=False) if x and x.rule == "masthead"), None)
    outlet = masthead.shown.rstrip("| ") if masthead else None
    names = [name for name in (own, outlet) if name]
    for i in range(min(first, len(all_lines))):
        if labels[i] is None and _may_be_dateline(all_lines[i], i) and (found := dateline(all_lines[i].shown, whole=True)):
            labels[i] = Label("byline", "name before a place") if found.credit else Label("dateline", "dateline")
            outlet = outlet or found.outlet
            names.extend(name for name in (found.outlet, found.unknown) if name)
    outlet = _masthead(all_lines, labels, [i for i in range(min(first, len(all_lines))) if labels[i] is None], names) or outlet
    _headline(all_lines, labels, first)
    return outlet


def _may_be_dateline(one: Line, i: int) -> bool:
    """The first line of all may be a title with a place in it: only a short line with dashes or brackets is a dateline there."""
    return one.words <= 12 if i else one.words <= 5 and bool(_DIVIDED.search(one.shown))


def _masthead(all_lines: Sequence[Line], labels: list[Label | None], open_lines: Sequence[int], names: Sequence[str]) -> str | None:
    """The name of the outlet as the first line of the page, perhaps with a section beside it, and the slogan under it."""
    if len(open_lines) < 2:
        return None
    at, below = open_lines[:2]
    one = all_lines[at]
    section = _SECTION.match(one.shown) if one.words <= 5 and one.words < all_lines[below].words else None
    if section and key_of(section[1]) in _LABELS:
        section = None
    name = section[1].strip() if section else one.shown
    named = body_named(name)
    if not section and not (one.words <= 4 and (named or one.key in {key_of(n) for n in names})):
        return None
    labels[at] = Label("furniture", "masthead")
    longer = any(all_lines[i].words > all_lines[below].words for i in open_lines[2:])
    if below == at + 1 and all_lines[below].words <= 6 and longer and not all_lines[below].apart:
        labels[below] = Label("furniture", "slogan")
    return named or name


def _headline(all_lines: Sequence[Line], labels: list[Label | None], first: int) -> None:
    """Labels the headline, and what stands above and under it."""
    open_lines = [i for i in range(min(first, len(all_lines))) if labels[i] is None]
    if not any(x and x.role == "headline" for x in labels[:first]):
        least = 1 if first < len(all_lines) and all_lines[first].apart else 2
        _titles(all_lines, labels, [i for i in open_lines if least <= all_lines[i].words <= TITLE_WORDS])
    at = next((i for i, x in enumerate(labels[:first]) if x and x.role == "headline"), None)
    for i in open_lines:
        if labels[i] is None and at is not None:
            labels[i] = Label("kicker", "above the headline") if i < at else _deck(all_lines[i])


def _titles(all_lines: Sequence[Line], labels: list[Label | None], titles: Sequence[int]) -> None:
    """The headline among the title-like lines: the first, unless a longer one follows it, which makes it a kicker."""
    if not titles:
        return
    at = titles[0]
    if len(titles) > 1 and titles[1] == at + 1 and all_lines[at + 1].words > all_lines[at].words:
        under, short = all_lines[at + 1], all_lines[at].words <= 3
        if under.shown.endswith((":", ".")):
            pass  # a lead that opens a list or a scene, no headline
        elif not under.apart or (short and under.words >= 2 * all_lines[at].words):
            labels[at] = Label("kicker", "short line above the headline")
            at += 1
    labels[at] = Label("headline", "first title-like line")


def _deck(one: Line) -> Label:
    """What a line between headline and text is that nothing else has told."""
    if is_credit_line(one.shown):
        return Label("byline", "name beside a name")
    bare = one.words <= 2 and one.shown[0].isalpha() and one.shown[-1].isalpha()
    return Label("furniture", "label under the headline") if bare else Label("subhead", "under the headline")
