"""States and capitals that stand for their governments: واشنطن تدرس, بين موسكو وواشنطن, اتهمت طهران."""

from __future__ import annotations

from mahdar.names.line import Found, Line

_GOVERNING = frozenset({"state", "capital"})
_WILL = frozenset({"لا", "لم", "لن", "قد", "سوف", "ليست", "لديها"})
_RELATIVE = frozenset({"الذي", "التي", "الذين", "اللذين", "ما"})
_OPENING = frozenset({'"', "«", "“", "”"})


def acts(line: Line, found: Found, before: Found | None) -> bool:
    """Whether a place stands for its government there; `before` is what was found before it, which says whether it acts."""
    if found.kind != "place" or found.note not in _GOVERNING:
        return False
    whole = found.phrase or found.span
    clitic = line.form(whole.first)[: whole.cut]
    if "ب" in clitic or "ك" in clitic:
        return False
    if "و" in clitic and before is not None and before.acts and (before.phrase or before.span).last == whole.first:
        return True
    at = whole.first - 1 - (line.mark(whole.first - 1) in _OPENING)
    after = _after(line, whole.last)
    previous, following = line.form(at), line.form(after)
    if _verb(line, previous) or _feminine_past(line, at) or previous in line.tables.party or _verb(line, following):
        return True
    if previous in line.tables.opener:
        return following in _WILL or _present(line, after) or _predicate(line, after)
    return following in _WILL or (not previous and _present(line, after))


def _after(line: Line, i: int) -> int:
    """The index after a second state joined to the first: واشنطن وموسكو ستطلقان."""
    joined = line.place(i) if line.form(i)[:1] == "و" else None
    return joined[0].last if joined is not None and joined[0].cut == 1 else i


def _verb(line: Line, form: str) -> bool:
    tables = line.tables
    bare = form[1:] if form[:1] in {"و", "ف"} else form
    return bool(form) and any(one in tables.say or one in tables.act for one in (form, bare))


def _feminine_past(line: Line, i: int) -> bool:
    """Whether the word at `i` is a verb in the past, feminine as states are: ضمت; with its object only in a relative clause: التي نفتها."""
    form = line.form(i)
    bare = form[1:] if form[:1] in {"و", "ف"} else form
    if line.form(i - 1) in _RELATIVE and form.endswith(("ته", "تها", "تهم")):
        return True
    return len(bare) > 2 and bare.endswith("ت") and not bare.endswith("ات") and bare not in line.tables.noverb and line.nature(i) != "given"


def _present(line: Line, i: int) -> bool:
    """Whether the word at `i` looks like a verb in the present or future, feminine: تدرس, ستعمل."""
    form = line.form(i)
    return len(form) > 3 and form.startswith(("ت", "ست")) and line.nature(i) in {"word", "unknown"} and not form.endswith("ه")


def _predicate(line: Line, i: int) -> bool:
    """Whether the word at `i` is a feminine predicate: أن روسيا مستعدة."""
    return line.form(i).endswith("ه") and line.form(i)[:1] == "م" and line.nature(i) in {"word", "unknown"}
