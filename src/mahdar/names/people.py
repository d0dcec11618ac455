"""Names of people, found by what their words are and by what stands before them.

Every word of a candidate weighs something, and so does its place: after a title, after a verb of saying, after a
demonym, after another person and و. A candidate is a name when the weights reach `ENOUGH`.
"""

from __future__ import annotations

from mahdar.names.line import Line, Span
from mahdar.names.nature import Nature
from mahdar.names.peel import peels

ENOUGH = 3.0
# What a word adds when it stands in a candidate; hand-set, so that two sure words, or one sure and one unknown, suffice.
WEIGHT: dict[Nature, float] = {
    "given": 2.0,
    "caution": 1.0,
    "link": 1.5,
    "tail": 1.5,
    "ordinal": 0.6,
    "nation": 0.4,
    "article-name": 1.2,
    "article-word": 1.0,
    "unknown": 1.0,
}
AFTER_TITLE, AFTER_SAYING, AFTER_NATION, AFTER_PERSON, AFTER_ACTING = 3.0, 2.0, 1.0, 1.5, 0.8
_LONGEST = 7
_FIRST = frozenset({"given", "caution", "unknown", "link"})
_SURE_LINKS = frozenset({"عبد", "ابو"})
_COMPOUND = frozenset({"عبد", "ابو", "ام", "ابن", "بن", "ابي"})


def named(line: Line, i: int, *, support: float = 0.0, known: frozenset[str] = frozenset()) -> Span | None:
    """The name of a person that starts at word `i`.

    `support` is what the words before it weigh, `known` the surnames that the article has given to people.
    """
    for peel in peels(line.form(i)):
        if peel.cut and support >= AFTER_TITLE:
            break
        if line.nature(i, peel.core) == "unknown" and (support < AFTER_NATION or (peel.cut and support < AFTER_PERSON)):
            continue
        span = Span(i, run(line, i, peel.core, titled=support >= AFTER_TITLE), peel.cut)
        if span.last > i and weight(line, span, peel.core) + support >= ENOUGH and not _lone_word(line, span, peel.core, support, known):
            return span
    return None


def weight(line: Line, span: Span, core: str) -> float:
    """What the words of a candidate weigh together; `core` is its first word without clitics."""
    total = 0.0
    for k in range(span.first, span.last):
        form = core if k == span.first else line.form(k)
        total += WEIGHT.get(line.nature(k, form), 0.0) + 0.5 * (form in _SURE_LINKS)
    return total


def _lone_word(line: Line, span: Span, core: str, support: float, known: frozenset[str]) -> bool:
    """Whether a candidate is a single word that what stands around it does not make a name."""
    if span.last - span.first > 1 or core in known:
        return False
    kind = line.nature(span.first, core)
    if kind == "link":
        return True
    if support < AFTER_SAYING:
        return True
    if support >= AFTER_TITLE or kind == "given":
        return False
    return len(core) < 4 or (core.endswith("ا") and not line.often(core)) or line.nature(span.last) not in {"closed", "none"}


def run(line: Line, i: int, core: str, *, titled: bool) -> int:
    """The index after the name whose first word, at `i`, is `core` without clitics; `i` itself where there is none."""
    if not _starts(line, i, core):
        return i
    last = i
    while last < line.last and last - i < _LONGEST:
        form = core if last == i else line.form(last)
        kind = line.nature(last, form)
        if kind == "link":
            step = _linked(line, last, form)
            if step == last:
                break
            last = step
        elif last == i or _continues(line, i, last, kind) or (titled and last == i + 1 and _surname(line, last)):
            last += 1
        else:
            step = _joined(line, last)
            if step == last or last == i:
                break
            last = step
    return last


def _starts(line: Line, i: int, core: str) -> bool:
    kind = line.nature(i, core)
    if kind not in _FIRST:
        return False
    if kind == "link" and (core not in _COMPOUND or (core == "بن" and line.nature(i - 1) not in {"closed", "none"})):
        return False
    if kind in {"given"}:
        return True
    if line.place(i) or line.look(i, line.tables.bodies):
        return False
    return kind == "caution" or (line.look(i, line.tables.roles) is None and line.head(i) is None)


def _linked(line: Line, i: int, form: str) -> int:
    """The index after a link and what it joins (بن سلمان، عبد الله، أبو الغيط), or `i` where nothing follows that it could join."""
    after = line.form(i + 1)
    kind = line.nature(i + 1)
    if form == "ال" and after.startswith("ال"):
        return i
    if kind in {"closed", "none"} or (
        kind in {"word", "unknown"} and after.endswith(("ه", "ها", "هم")) and line.tables.kin & {after[:-1], after[:-2]}
    ):
        return i
    if kind == "word" and form in {"ابن", "ام", "ال", "بنت", "ولد", "بو"}:
        return i
    return i + 1 if kind == "link" else i + 2


def _continues(line: Line, first: int, i: int, kind: Nature) -> bool:
    """Whether the word at `i` goes on with the name that starts at `first`."""
    form, before = line.form(i), line.nature(i - 1)
    arabic = before in {"given", "caution", "link", "tail"} or line.nature(i - 2) == "link"
    if kind == "given":
        return True
    if kind == "tail":
        return before in {"given", "caution", "unknown", "link"}
    if form in line.tables.placeheads or line.head(i):
        return False
    if line.place(i) or line.look(i, line.tables.bodies) or line.look(i, line.tables.roles):
        return False
    if kind == "ordinal":
        return before in {"given", "caution", "tail"} and (i - first == 1 or line.nature(i - 2) == "link")
    if kind == "article-name":
        return arabic or before == "article-name"
    if kind == "nation" and not form.startswith("ال"):
        return before == "given" and i - first == 1
    if kind in {"nation", "article-word"}:
        return (
            arabic
            and i - first < 4
            and not form.endswith(("ين", "ون", "ات", "ان", "يه"))
            and not (form.endswith("ه") and form in line.tables.common)
        )
    if before in {"article-name", "article-word", "nation", "tail"} and i - first > 1:
        return False  # a surname with the article closes the name
    if kind == "unknown" and (line.clitic(form) or line.feminine(i) or (i - first > 1 and (form[0] in "بلكف" or len(form) < 4))):
        return False
    return kind == "caution" or (kind == "unknown" and (form[0] not in "وف" or form[1:2] in "ويرلا"))


def _surname(line: Line, i: int) -> bool:
    """Whether a common word right after a title's given name may be its surname (نبيه بري): no verb, adjective or ال there."""
    form = line.form(i)
    if line.nature(i) != "word" or line.nature(i - 1) != "given" or line.raw(i).endswith("ى"):
        return False
    if line.feminine(i) and line.nature(i + 1) not in {"closed", "none"}:
        return False
    verb = form in line.tables.say or form in line.tables.act or form[0] in "يتسنوفبل"
    return not verb and len(form) > 2 and not line.look(i, line.tables.roles) and not line.head(i) and not line.place(i)


def _joined(line: Line, i: int) -> int:
    """The index after a hyphen (جان-لوك) or an initial with its stop (جورج و. بوش) and the word that follows it."""
    if line.mark(i) in {"-", "‑"} and line.glued(i) and line.nature(i + 1) in {"given", "caution", "unknown"}:
        return i + 2
    if len(line.form(i)) == 1 and line.mark(i + 1) == "." and line.nature(i + 2) in {"given", "unknown", "article-name"}:
        return i + 3
    return i
