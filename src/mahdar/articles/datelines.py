"""Datelines and credits: where a line is from, through whom, and by whom; and where the article proper starts after it.

A dateline is a run of short pieces - a place, an agency, an outlet, a reporter, a date - between dashes, strokes and
brackets, up to a colon, a dash or the end of the line. Every piece must be one of these, and one must be a known
place or a known body: a headline that opens with a name and a colon is none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from mahdar.articles.line import key_of
from mahdar.articles.phrases import is_date
from mahdar.articles.signs import signs
from mahdar.spans import table

_PACKAGE = "mahdar.articles"
_REACH = 100
_DASH = r"[-‐‑–—ـ−]"
_SPLIT = re.compile(rf"\s*(?:{_DASH}{{1,3}}(?=\s|$|[^\W\d])|(?<=\s){_DASH}{{1,3}}|[|/\\()\[\]«»\"“”،,:؛])\s*")
_PIECES = 7
_PIECE_WORDS = 5
_SPACED_DASH = re.compile(rf"\s+{_DASH}\s+")
_PUNCTUATED = re.compile(r"[\d\"«»“”:؟?!.…()]")
_BRACKETED = re.compile(r"[(\[/|].+[)\]/|]|.+[|/]")
_END = re.compile(
    rf"\s*:(?=\s|[\"«“”])|\s+{_DASH}{{1,3}}\s+|[)\]»/|]\s*{_DASH}{{0,3}}\s*:?\s+|{_DASH}{{1,2}}\s+|\s{_DASH}{{1,2}}(?=[^\W\d])"
)
_CREDIT = re.compile(r"\s*[(\[]\s*([^()\[\]]{2,30}?)\s*[)\]]\s*\.?$")
Piece = Literal["place", "agency", "bureau", "outlet", "photo", "date", "person", "other"]


class Dateline(Struct, frozen=True):
    """A dateline of `end` characters from the head of a line. `outlet` is the name in it that prints the article.

    `credit`: it opens with a reporter or with the outlet's own name rather than with a place or an agency; it then
    says who worked on the article, not where the news is from. `unknown` is a name after a place that may be an
    outlet's or a reporter's.
    """

    end: int
    outlet: str | None
    credit: bool
    unknown: str | None = None


class _Name(Struct, frozen=True):
    kind: Piece
    name: str


@cache
def _prose() -> re.Pattern[str]:
    """What makes a piece a phrase of prose: a function word (not على, which folds to the name علي), or a verb of telling at its head."""
    return re.compile(rf"(?:^| )(?:{signs('function')}|#)(?: |$)|^و?(?:{signs('telling')})(?:ت|وا)?(?: |$)")


@cache
def _outlet_word() -> re.Pattern[str]:
    return re.compile(rf"^(?:{signs('outlet_head')})(?= )|(?: |^)(?:{signs('outlet_tail')})$")


@cache
def _names() -> dict[str, _Name]:
    found = {key_of(row["form"]): _Name("place", row["form"]) for row in table(_PACKAGE, "cities.tsv")}
    for row in table(_PACKAGE, "agencies.tsv"):
        kind: Piece = row["kind"]  # type: ignore[assignment]  # the kinds of the table are pieces
        found.setdefault(key_of(row["form"]), _Name(kind, row["name"] or row["form"]))
    return found


def dateline(shown: str, *, whole: bool = False) -> Dateline | None:
    """The dateline that a line opens with (or is, if `whole`), or None."""
    if whole:
        return _judge(shown, len(shown), colon=shown.endswith(":")) if len(shown) <= _REACH else None
    best = None
    for match in _END.finditer(shown, 0, _REACH):
        mark = match[0].strip()
        bracket = mark[0] if mark[0] in ")]»/|" else ""
        if match.end() < len(shown) and (found := _judge(shown[: match.start()] + bracket, match.end(), colon=":" in mark)):
            best = found
    return best


def is_credit_line(shown: str) -> bool:
    """Whether a short line is nothing but names between dashes, a reporter's first: `name - outlet`, neither of them known."""
    if len(shown) > _REACH // 2 or not _SPACED_DASH.search(shown) or _PUNCTUATED.search(shown):
        return False
    pieces = [p for p in _SPACED_DASH.split(shown) if key_of(p)]
    if not 1 < len(pieces) < 4 or any(key_of(p).count(" ") > 2 for p in pieces):
        return False
    return _guess(pieces[0]) == "person" and all(_guess(p) != "other" for p in pieces[1:])


def credit(shown: str) -> int | None:
    """Where the agency's credit opens that a line ends with, as in `... (رويترز)`; None where there is none."""
    found = _CREDIT.search(shown, max(0, len(shown) - 40))
    if found is None:
        return None
    pieces = [p for p in _SPLIT.split(found[1]) if key_of(p)]
    known = [name.kind for p in pieces if (name := _names().get(key_of(p)))]
    return found.start(1) - 1 if known and len(known) == len(pieces) and "agency" in known else None


def credited(shown: str) -> bool:
    """Whether a short text names an agency or another source of pictures, perhaps with a date or a person beside it."""
    kinds = {_piece(p) for p in _SPLIT.split(shown) if key_of(p)}
    return bool({"agency", "photo"} & kinds)


def body_named(shown: str) -> str | None:
    """The outlet that a short text names by a known name or by a word that outlets call themselves by."""
    return _printed(shown) if _piece(shown) == "outlet" and key_of(shown) else None


def _judge(head: str, end: int, *, colon: bool) -> Dateline | None:
    pieces = [p for p in _SPLIT.split(head) if key_of(p)]
    if not 0 < len(pieces) <= _PIECES:
        return None
    if len(pieces) == 1 and not colon and not _BRACKETED.fullmatch(head.strip()):
        return None
    kinds = [_piece(p) for p in pieces]
    if not {"place", "agency", "bureau", "outlet"} & set(kinds):
        return None
    if "other" in kinds:
        if not colon and "place" not in kinds:
            return None
        kinds = [_guess(p) if kind == "other" else kind for p, kind in zip(pieces, kinds, strict=True)]
        if "other" in kinds:
            return None
    outlet = next((_printed(p) for p, kind in zip(pieces, kinds, strict=True) if kind == "outlet"), None)
    unknown = next((p.strip() for p, kind in zip(pieces[1:], kinds[1:], strict=True) if kind == "person"), None)
    return Dateline(end, outlet, kinds[0] in ("person", "outlet") and len(kinds) > 1, unknown if kinds[0] == "place" else None)


def _piece(shown: str) -> Piece:
    key = key_of(shown)
    if name := _names().get(key):
        return name.kind
    if _outlet_word().search(key) and key.count(" ") < _PIECE_WORDS:
        return "outlet"
    if is_date(shown):
        return "date"
    place = next((name for name in (key.split(" ", n)[:n] for n in (1, 2, 3)) if " ".join(name) in _names()), None)
    if place and is_date(" ".join(key.split()[len(place) :]).replace("#", "1")):
        return "place"
    return "other"


def _guess(shown: str) -> Piece:
    """What an unknown piece beside a known one is: two to four bare words are a reporter, one or two with the article a name."""
    key = key_of(shown)
    words = key.split()
    if len(words) > 4 or _prose().search(key) or len(shown) > 30:
        return "other"
    if len(words) == 1 or (words[0].startswith("ال") and len(words) == 2):
        return "outlet"
    return "person" if not words[0].startswith("ال") else "other"


def _printed(shown: str) -> str:
    name = _names().get(key_of(shown))
    return name.name if name else shown.strip()
