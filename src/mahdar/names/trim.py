"""What the tagger saw without what is no name at its ends: small words, and for people verbs, roles and the next name."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.names.extent import opens_another, taken
from mahdar.names.line import Line
from mahdar.names.nature import Nature
from mahdar.names.seen import Seen

_INSIDE = frozenset("-‑.'’\"«»“”()")  # marks that names hold; a dash between spaces parts the names of a list
_TANWIN = ("ً", "ًا")


def trimmed(line: Line, seen: Seen) -> Seen | None:
    """What is left of a name that the tagger saw, or None where nothing is."""
    seen = _without_small_words(line, seen)
    if seen.kind != "person":
        return seen
    first, cut = seen.first, seen.cut
    while first < seen.last and _no_beginning(line, first, alone=seen.last - first == 1):
        first, cut = first + 1, 0
    if first == seen.last:
        return None
    last = first + 1
    while last < seen.last and not _ends(line, last, first):
        last += 1
    return seen if (first, last) == (seen.first, seen.last) else replace(seen, first=first, last=last, cut=cut)


def _without_small_words(line: Line, seen: Seen) -> Seen:
    """The name without the prepositions and particles that end it: لجنة الخبراء في."""
    last = seen.last
    while last > seen.first + 1 and line.form(last - 1) and line.nature(last - 1) == "closed":
        last -= 1
    return seen if last == seen.last else replace(seen, last=last)


def _no_beginning(line: Line, i: int, *, alone: bool) -> bool:
    """Whether a verb or a plural role stands at `i`: دان، أشاد، مستشارو."""
    form = line.form(i)
    bare = form[1:] if form[:1] in {"و", "ف"} else form
    known = line.nature(i)
    if known == "given" or alone:
        return False
    if form.startswith("ال") and line.look(i - 1, line.tables.roles) is not None and line.nature(i + 1) in {"given", "unknown"}:
        return form.endswith("ي") or line.nation(i)  # نظيره الأوكرازي بيترو دانيلينكو
    if any(one in line.tables.verbs or one.removesuffix("ت") in line.tables.verbs for one in (form, bare)):
        return True
    if known not in {"word", "unknown"}:
        return False
    body = line.raw(i).endswith("ة") and line.nature(i + 1) in {"given", "link"}  # كتيبة أبي بكر
    return body or (taken(line, i) and not line.place(i))


def _ends(line: Line, i: int, first: int) -> bool:
    """Whether the name that starts at `first` ends before word `i`."""
    form, kind = line.form(i), line.nature(i)
    if not form:
        return line.mark(i) not in _INSIDE
    if line.raw(i).endswith(_TANWIN) or (form[0] in "ول" and line.clitic(form)):
        return True
    if kind == "closed":
        return True
    seen = (line.nature(k) for k in range(first, i))
    parts: list[Nature] = ["unknown" if one == "word" else one for one in seen]  # the tagger took the word for a name
    if kind in {"given", "caution"}:
        return kind == "given" and opens_another(line, i, parts)
    place = line.place(i)
    if place is not None and i - first > 1 and not place[0].cut and kind in {"unknown", "word"}:
        return True  # زار نبيه بري جنيف
    if kind == "article-word":
        return (
            form in line.tables.sites or form.endswith("يه") or (parts[-1] == "unknown" and form in line.tables.common and form[-1] != "ي")
        )
    if kind != "word" or i - first < 2:
        return False
    return form in line.tables.verbs or form.removesuffix("ت") in line.tables.verbs or (form[0] in "بلك" and form[1:] in line.tables.common)
