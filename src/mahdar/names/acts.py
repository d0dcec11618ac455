"""States and capitals that act as governments: واشنطن تدرس, بين موسكو وواشنطن, اتهمت طهران."""

from __future__ import annotations

from mahdar.names.line import Found, Line

_GOVERNING = frozenset({"state", "capital"})
# Words before a state that make it a party rather than a place.
_PARTY_BEFORE = frozenset({"مع", "ضد", "بين", "جانب", "طرف", "لدي"})
_OPENERS = frozenset(
    {"ان", "لكن", "بان", "فيما", "بينما", "حيث", "كما", "وان", "ولكن", "فان", "لان", "اذا", "كانت", "وكانت", "كان", "وكان"}
)
_WILL = frozenset({"لا", "لم", "لن", "قد", "سوف", "ليست", "لديها", "هي"})


def acts(line: Line, found: Found, before: Found | None) -> bool:
    """Whether a place stands for its government there; `before` is what was found before it, with whether that acts."""
    if found.kind != "place" or found.note not in _GOVERNING:
        return False
    whole = found.phrase or found.span
    first, last = whole.first, whole.last
    clitic = line.form(first)[: whole.cut]
    if "ب" in clitic or "ك" in clitic:
        return False
    previous = line.form(first - 1)
    if _verb(line, previous) or _verb(line, line.form(last)):
        return True
    if previous in _PARTY_BEFORE or (previous in _OPENERS and (_present(line, last) or line.form(last) in _WILL)):
        return True
    if line.form(last) in _WILL or (not previous and _present(line, last)):
        return True
    return "و" in clitic and before is not None and before.acts and (before.phrase or before.span).last == first


def _verb(line: Line, form: str) -> bool:
    tables = line.tables
    bare = form[1:] if form[:1] in {"و", "ف"} else form
    return bool(form) and any(one in tables.say or one in tables.act for one in (form, bare))


def _present(line: Line, i: int) -> bool:
    """Whether the word at `i` looks like a verb in the present or future, feminine as states are: تدرس, ستعمل."""
    form = line.form(i)
    return len(form) > 3 and form.startswith(("ت", "ست")) and line.nature(i) in {"word", "unknown"} and not form.endswith("ه")
