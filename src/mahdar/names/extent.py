"""How far a name of a person goes: given names, links and tails, surnames, numbers of kings, initials."""

from __future__ import annotations

from mahdar.names.line import Line
from mahdar.names.nature import Nature

_LONGEST = 7
FIRST = frozenset({"given", "caution", "unknown", "link"})
_COMPOUND = frozenset({"عبد", "ابو", "ام", "ابن", "بن", "ابي"})


def run(line: Line, i: int, core: str, *, titled: bool) -> int:
    """The index after the name whose first word, at `i`, is `core` without clitics; `i` itself where there is none."""
    if not _starts(line, i, core, titled=titled):
        return i
    parts: list[Nature] = []
    while i + len(parts) < line.last and len(parts) < _LONGEST:
        at = i + len(parts)
        form = line.form(at) if parts else core
        kind = line.nature(at, form)
        if kind == "link":
            step = _linked(line, at, form)
        elif not parts or _continues(line, at, kind, parts) or (titled and len(parts) < 4 and _surname(line, at, parts)):
            step = 1
        else:
            step = _joined(line, at)
        if not step:
            break
        parts += [kind, *(line.nature(at + k) for k in range(1, step))]
    return i + len(parts)


def _starts(line: Line, i: int, core: str, *, titled: bool) -> bool:
    kind = line.nature(i, core)
    if titled and (kind == "article-name" or (kind == "article-word" and core not in line.tables.common)):
        return not taken(line, i) and line.form(i) not in line.tables.office
    if kind not in FIRST:
        return False
    if kind == "link":
        return core in _COMPOUND and (core != "بن" or line.nature(i - 1) in {"closed", "none"})
    if kind == "caution":
        return not line.place(i) and not line.look(i, line.tables.bodies)
    return kind == "given" or not taken(line, i)


def taken(line: Line, i: int) -> bool:
    """Whether the word at `i` starts a place, a body or a role."""
    tables, form = line.tables, line.form(i)
    if form.endswith(("و", "ا", "ي", "ون", "ين")) and (form[:-1] in tables.roles or form[:-2] in tables.roles):
        return True  # مستشارو، وزيرا، مسؤولون
    return bool(line.place(i) or line.look(i, tables.bodies) or line.look(i, tables.roles) or line.head(i))


def _linked(line: Line, i: int, form: str) -> int:
    """How many words a link takes with what it joins (بن سلمان، عبد الله، أبو الغيط): none where nothing follows that it could join."""
    after, kind = line.form(i + 1), line.nature(i + 1)
    if form in {"دي", "دو"} and after == "لا" and line.nature(i + 2) == "unknown":
        return 3  # جان مارك دو لا سابليير
    if kind in {"closed", "none"} or (form in {"ال", "ام"} and after.startswith("ال")):
        return 0
    if kind in {"word", "unknown"} and after.endswith(("ه", "ها", "هم")) and line.tables.kin & {after[:-1], after[:-2]}:
        return 0  # ابن عمه
    if kind == "word" and form in {"ابن", "ام", "ال", "بنت", "ولد", "بو"} and line.raw(i) != "آل":
        return 0
    return 1 if kind == "link" else 2


def _continues(line: Line, i: int, kind: Nature, parts: list[Nature]) -> bool:
    """Whether the word at `i` goes on with the name of which `parts` stand before it."""
    before, linked = parts[-1], parts[-2:-1] == ["link"]
    if kind == "given":
        return not opens_another(line, i, parts)
    if kind == "tail":
        return before in {"given", "caution", "unknown", "link"}
    if line.form(i) in line.tables.placeheads or line.form(i) in line.tables.sites or taken(line, i):
        return False
    if kind == "ordinal":
        return before in {"given", "caution", "tail"} and (len(parts) == 1 or linked)
    if kind in {"article-name", "article-word", "nation"}:
        return _with_article(line, i, kind, parts)
    served = linked and line.form(i - 2) == "عبد"
    if before in {"article-name", "article-word", "nation"} and len(parts) > 1 and not served:
        return False  # a surname with the article closes the name
    if kind == "unknown" and linked and not served and not line.often(line.form(i)):
        return False  # محمد بن سلمان is whole
    return kind == "caution" or (kind == "unknown" and _foreign(line, i, len(parts) - served))


def opens_another(line: Line, i: int, parts: list[Nature]) -> bool:
    """Whether the given name at `i` starts a second person's name, right after the surname of the first: أنور السادات جيمي كارتر."""
    if len(parts) < 2 or parts[-1] not in {"unknown", "article-name", "article-word"} or (parts[-2] == "link" and parts[-1] == "unknown"):
        return False
    after = line.nature(i + 1)
    return after in {"given", "caution", "link"} or (after in {"unknown", "article-name"} and not line.clitic(line.form(i + 1)))


def _with_article(line: Line, i: int, kind: Nature, parts: list[Nature]) -> bool:
    """Whether a word with the article, or a demonym, is the surname of an Arabic name (أحمد الخطيب، محمد المصري)."""
    form, before, linked = line.form(i), parts[-1], parts[-2:-1] == ["link"]
    arabic = before in {"given", "caution", "link", "tail"} or linked
    if not form.startswith("ال"):
        return before == "given" and len(parts) == 1  # جون كندي
    if len(parts) == 1 and len(line.form(i - 1)) < 3:
        return False  # جو العمل is no Joe
    if line.form(i - 1).startswith("ال") and not linked and not form.endswith("ي"):
        return False
    if kind == "article-name" and len(parts) > 1 and not linked and form.endswith(("ين", "ات")):
        return False  # أدى علي عبد الله صالح اليمين
    if kind == "article-name":
        return arabic or before == "article-name"
    closing = line.nature(i + 1) in {"closed", "none"}
    plain = form.endswith(("ين", "ون", "ات", "ان")) or (form.endswith("ه") and (form in line.tables.common or not closing))
    noun = len(parts) > 1 and form in line.tables.common and form[-1] != "ي" and line.nature(i, form[2:]) == "word" and not linked
    return arabic and len(parts) < 5 and not plain and not noun  # جون كيري الهجوم


def _foreign(line: Line, i: int, before: int) -> bool:
    """Whether an unknown word may go on with a name: not with a clitic, not short or feminine behind two words."""
    form = line.form(i)
    if before > 1 and len(form) > 4 and line.raw(i).endswith("ه") and not form.endswith("ييه"):
        return False  # لقي فلان مصرعه
    if line.clitic(form) or (line.feminine(i) and not line.often(form)):
        return False
    if form[:2] in {"بل", "بن", "بو"} and len(form) > 5 and not line.tables.common & {form[1:], form[2:]}:
        return True  # نور الدين بلقاسم، عبد العزيز بوتفليقة
    if before > 1 and (form[0] in "بلكف" or len(form) < 4):
        return False
    return form[0] not in "وف" or (form[1:2] in {"و", "ي", "ا"} and line.raw(i)[1:2] not in {"أ", "إ", "آ"})


def _surname(line: Line, i: int, parts: list[Nature]) -> bool:
    """Whether a common word after a title's given name may be its surname (نبيه بري): no verb, adjective or ال there."""
    form = line.form(i)
    if (
        line.nature(i) not in {"word", "unknown"}
        or not (parts[-1] == "given" or parts[-2:] == ["caution", "caution"] or parts[-2:-1] == ["link"])
        or line.raw(i)[-1] in "ىاً"
    ):
        return False
    if (line.feminine(i) or len(form) < 3) and line.nature(i + 1) not in {"closed", "none"} and line.form(i + 1)[:1] != "و":
        return False
    verb = form in line.tables.say or form in line.tables.act or form[0] in "يتسنوفبل"
    return not verb and not taken(line, i)


def _joined(line: Line, i: int) -> int:
    """How many words a hyphen (جان-لوك) or an initial with its stop (جون ف. كينيدي) takes with the word that follows it."""
    if line.mark(i) in {"-", "‑"} and line.glued(i) and line.nature(i + 1) in {"given", "caution", "unknown"}:
        return 2
    if len(line.form(i)) == 1 and line.mark(i + 1) == "." and line.nature(i + 2) in {"given", "unknown", "article-name"}:
        return 3
    return 0
