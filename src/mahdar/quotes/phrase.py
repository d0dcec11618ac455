"""Noun phrases that may speak: title, name and apposition told apart from left to right."""

from __future__ import annotations

from msgspec import Struct

from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, MARKS, Scan
from mahdar.quotes.terms import Term, head, is_place, members

_LINKS = members("link") | members("link-inside")
_DASHES = frozenset("-–—")
_LONGEST = 6


class Phrase(Struct, frozen=True):
    """A noun phrase in words `first:last`; `name` are the words of a personal name in it, if one was found.

    `kind` is person, role, org, anon, doc, place or unknown; `roles` are the folded words of its title, without article.
    """

    first: int
    last: int
    kind: str
    name: tuple[int, int] | None
    roles: frozenset[str]
    gender: str
    number: str


def bare(form: str) -> str:
    """A word of a title without its article and its feminine ending, for comparison."""
    form = form[2:] if form.startswith("ال") and len(form) > 4 else form
    return form[:-1] if form.endswith("ه") and len(form) > 3 else form


def joined(scan: Scan, form: str) -> str | None:
    """The word under a glued و/ف/ل/ب when that word is a head or stands elsewhere in the article by itself."""
    if len(form) < 4 or form[0] not in "وفلبك":
        return None
    rest = "ا" + form[1:] if form[:2] == "لل" else form[1:]
    if form[:2] == "لل" and len(form) > 4:
        return rest
    if head(rest) and (form[0] != "و" or head(form) is None):
        return rest
    if scan.counts.get(rest, 0) > scan.counts.get(form, 0):
        return rest
    return None


def phrase(scan: Scan, first: int, last: int) -> Phrase:
    """The noun phrase of the words `first:last`."""
    forms = scan.forms
    start, needs, lead = first, False, None
    runs: list[list[int]] = []
    roles: set[str] = set()
    open_run = False
    index = first
    personal = True  # a name may stand here: no head yet, or a title
    while index < last:
        form = forms[index]
        word = scan.reading.words[index]
        if word.sort != "word":
            if form in COMMAS or form in _DASHES:
                open_run, needs = False, False
            elif form in MARKS and runs:
                break
            elif form == "(":
                index = _bracket(scan, index, last)
                continue
            index += 1
            continue
        if len(form) == 1 and index + 1 < last and forms[index + 1] == ".":
            roles.add(form)
            index += 2
            continue
        known = head(form)
        under = None if known or form in scan.names else joined(scan, form)
        if known is None and under and not open_run:
            known = head(under)
            if known is None:
                needs, index = False, index + 1
                continue
        if known and lead and lead.sort == "role" and not needs and personal and known.sort in ("doc", "anon", "place") and not (under or form).startswith("ال"):
            known = None  # a given name that is also a common noun
        if known and personal and form in members("given-role") and index > first and forms[index - 1].startswith("ال"):
            title = head(forms[index - 1])
            known = None if title and title.sort == "role" else known  # النائب حاكم الزاملي: a title that is a name here
        if known and not (open_run and (known.sort == "place" or form in _LINKS)):
            if lead is None and (known.sort != "place" or index == first or scan.reading.words[index - 1].sort != "word"):
                lead = known
            elif lead and lead.sort in ("anon", "doc") and known.sort == "role" and needs:
                known = None
            if known is not None and not needs and not under:
                personal = known.sort == "role"
            roles.add(bare(under or form))
            needs = not (under or form).startswith("ال") and (known is None or known.sort != "place")
            open_run = False
        elif form in members("prep") or form in ("باسم", "بالنيابه"):
            needs, open_run = True, False
        elif needs:
            roles.add(bare(form))
            needs = False
        elif form in members("nothead") or form in members("neg") or form in COMPLEMENTISERS:
            open_run = False
        elif form.startswith("وال") and len(form) > 4 and not open_run:
            roles.add(bare(form[1:]))
        elif form.startswith("ال") and not open_run and len(form) > 3 and not (personal and form in scan.names):
            roles.add(bare(form))
        elif personal and not open_run and roles and form[0] in "بل" and len(form) > 3 and not _given(scan, form):
            needs = form[1:] in members("locality")
            roles.add(bare(form[1:]))  # قائد الجيش بتعز فلان: a place with its preposition
        elif personal or open_run:
            if open_run:
                runs[-1].append(index)
            else:
                runs.append([index])
            open_run = True
        index += 1
    if lead is not None and lead.sort == "place":
        last = _states(scan, first, last)
    runs = [r for r in runs if not (len(r) == 1 and len(forms[r[0]]) < 2)]
    name = next((r for r in runs if len(r) > 1), runs[0] if runs else None)
    return _made(start, last, lead, name, frozenset(roles))


def _given(scan: Scan, form: str) -> bool:
    """Whether a word that starts with ب or ل is a name rather than a preposition with its noun."""
    return form in scan.names or form in members("b-name") or form in members("l-name")


def _states(scan: Scan, first: int, last: int) -> int:
    """The end of one state or several: السعودية ومصر والإمارات."""
    at = first + 1
    while at < last:
        form = scan.forms[at]
        if not (is_place(form) or is_place(form[1:]) or form.startswith("ال") or form in COMMAS):
            break
        at += 1
    return at if scan.forms[at - 1] not in COMMAS else at - 1


def _made(first: int, last: int, lead: Term | None, name: list[int] | None, roles: frozenset[str]) -> Phrase:
    if name and (lead is None or lead.sort == "role"):
        kind = "person"
    elif lead:
        kind, name = lead.sort, None if lead.sort not in ("role",) else name
    else:
        kind = "unknown"
    span = (name[0], min(name[-1] + 1, name[0] + _LONGEST)) if name else None
    gender = lead.gender if lead else ""
    return Phrase(first, last, kind, span, roles, gender, lead.number if lead else "s")


def _bracket(scan: Scan, index: int, last: int) -> int:
    for at in range(index + 1, min(last, index + 12)):
        if scan.forms[at] == ")":
            return at + 1
    return index + 1
