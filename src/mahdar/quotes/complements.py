"""What a cue takes: the walk from the cue to where its content starts, over the subject that may stand between."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.quotes.between import nameless, passed
from mahdar.quotes.construction import SHORT, Complement
from mahdar.quotes.fronted import before
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.nominal import bare_noun, with_what
from mahdar.quotes.objects import fits, is_attitude, is_object, is_verbal_noun
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.terms import head, is_place, members
from mahdar.spans import folded

_REACH = 48  # words between cue and content; the longest of 12,935 counted pairs stand under it but for a handful
_SUBORDINATE = members("subordinator")
_PREPOSITIONS = members("preposition")
_SAYING = members("saying")
_QUESTIONS = members("question")
_RELATIVE = members("relating")
_CIRCUMSTANCE = members("circumstance")
_OPENERS = frozenset(("ان", "انه", "انها"))  # قال "إن ...": the particle is the reporter's, though it stands inside the marks
_BUT = members("but")
_SPEECH = 5  # words in marks from which they hold what is asked for, and not whom it is asked of


def complement(scan: Scan, index: int) -> Complement | None:
    """The complement of the cue at word `index`, or None where the word reports nothing."""
    end = min(scan.end(index), index + _REACH)
    if scan.inside[index] >= 0:
        end = min(end, scan.pairs[scan.inside[index]].last)
    if _twinned(scan, index):
        twin = complement(scan, index + 1)
        return replace(twin, index=index, cue_first=index, cue_last=index + 1, swallowed=index + 1) if twin and twin.cue_first < 0 else None
    found = [c for c in (_walk(scan, index, form, end) for form in scan.cues[index] if form.lemma.strength != "relay") if c]
    if nameless(scan, index) > index:  # التي طلبت عدم ذكر اسمها، إن: the clause is another cue's
        found = [c for c in found if c.kind == "nominal" and c.form.inflected.shape == "perfect"]
    best = min(found, key=lambda c: (c.kind == "nominal", c.at), default=None)
    best = best or _few_words(scan, index)
    return replace(best, index=index) if best else None


def _twinned(scan: Scan, index: int) -> bool:
    """Whether another verb of the same form is joined right behind, and both share subject and content: تدين وتستنكر."""
    if index + 1 not in scan.cues or scan.forms[index + 1][0] != "و" or scan.forms[index + 1] in scan.names:
        return False
    own, other = scan.cues[index][0].inflected, scan.cues[index + 1][0].inflected
    alike = (own.shape, own.gender, own.number, own.relative) == (other.shape, other.gender, other.number, False)
    return alike and own.shape in ("perfect", "imperfect") and scan.forms[index + 1][1:] not in members("noun-like")


def _few_words(scan: Scan, index: int) -> Complement | None:
    """Marks right behind a plain verb of saying that hold a few words and close its clause: وقال "لن نسمح بذلك" مضيفا."""
    at = index + 1 + (scan.forms[min(index + 1, len(scan.forms) - 1)] in scan.names)  # وأضاف كيري «هذا وهم»
    if at not in scan.opening:
        return None
    cue = next((r for r in scan.cues[index] if folded(r.lemma.name) in members("plain-saying") and not r.inflected.relative), None)
    pair = scan.pairs[scan.opening[at]]
    if cue is None or not pair.marked.closed or not 2 <= pair.last - pair.first <= SHORT:
        return None
    after = scan.forms[pair.after] if pair.after < scan.end(index) else "."
    goes_on = after in COMMAS or after == "." or (pair.after in scan.cues and scan.forms[pair.after].endswith("ا"))
    if not goes_on or any(scan.forms[i] in scan.names for i in range(pair.first, pair.last)) or pair.first in scan.bodies:
        return None
    return Complement("marks", cue, pair.first, at, index, pair=scan.opening[at])


def _walk(scan: Scan, index: int, cue: CueForm, end: int) -> Complement | None:
    """The first of the constructions that the walk from the cue meets."""
    at, listed = index + 1, 0
    while at < end:
        aside = passed(scan, index, cue, at, end)
        if aside > at:
            at = aside
            continue
        if listed and (at > listed + 1 or scan.forms[at] in _PREPOSITIONS or scan.forms[at] in COMPLEMENTISERS):
            late = _late(scan, cue, at, end)
            if late:
                return _clause(scan, cue, late, end, index, index)
            break
        step = _clausal(scan, index, cue, at, end) or _nominal_head(scan, index, cue, at, end)
        if isinstance(step, Complement):
            return step
        if step:
            break
        if at in scan.opening:
            found = _marks(scan, cue, at, index, index)
            if found:
                return found
            if at == index + 1 and _marked_object(scan, cue, index, at, end):
                return Complement("nominal", cue, at, at, index)
            at = scan.pairs[scan.opening[at]].after
            continue
        if not listed and "obj" in cue.lemma.takes and _takes(scan, cue, index, at):
            listed = at
        if at in scan.cues and _stops(scan, at, cue):
            break
        at += 1
    return bare_noun(scan, cue, index, listed, end)


def _takes(scan: Scan, cue: CueForm, index: int, at: int) -> bool:
    """Whether the word at `at` heads a noun phrase that the verb may have for its object."""
    if cue.lemma.strength == "attitude" and is_attitude(scan, index, at):
        return True
    return cue.lemma.strength != "blame" and not with_what(cue) and is_object(scan, index, at)


def _late(scan: Scan, cue: CueForm, at: int, end: int) -> int:
    """The أن behind a comma that a noun of the subject's own titles kept from sight: أعلن قائد حماية السجن، أنه ..."""
    if scan.forms[at] in COMPLEMENTISERS and _long_marks(scan, at + 1):
        return at
    while (
        "speech" in cue.lemma.takes
        and at < end
        and (at not in scan.cues or scan.forms[at] in members("adverb"))
        and (scan.forms[at] not in COMPLEMENTISERS or scan.forms[at - 1] in COMMAS)
    ):
        if scan.forms[at] in COMPLEMENTISERS:
            return at
        at += 1
    return 0


_END = True  # the walk ends here without a clause; a bare noun phrase may still be found


def _clausal(scan: Scan, index: int, cue: CueForm, at: int, end: int) -> Complement | bool | None:
    """A clause, a speech or a question at `at`; `_END` where the walk must not go on; None where nothing stands."""
    form, before_it, takes = scan.forms[at], scan.forms[at - 1], cue.lemma.takes
    if at <= index + 24 and _leaves_saying(cue, form, scan.forms[index + 1]):
        two = before_it in COMMAS and "obj" in takes and bare_noun(scan, cue, index, 0, at)  # نفى ما ورد في التقرير، قائلا إن
        return (None if two else _said(scan, cue, index, at, end)) or _END
    if form in COMPLEMENTISERS:
        if form[0] == "ب" and (with_what(cue) or (at > index + 1 and _denied(cue, before_it))):
            return _END if with_what(cue) else Complement("nominal", cue, at - 1, at - 1, index)
        if before_it in _SUBORDINATE or (before_it == "علي" and "علي" not in takes):
            return None
        if "speech" not in takes and before_it not in _PREPOSITIONS and not (form[0] == "ب" and "ب" in takes):
            return _END
        return _clause(scan, cue, at, end, index, index) or _END
    if form == "الا" and at == index + 1 and "speech" in takes:
        return Complement("clause", cue, at, at, index)
    if form in _BUT:
        return _END
    if form == ":":
        if cue.lemma.strength == "saying":
            return _END
        if cue.lemma.strength == "document" and scan.forms[index + 1] not in members("in-it"):
            return _END
        spoken = takes & {"speech", "question", "obj"} or cue.lemma.strength == "sure"
        return (_speech(scan, cue, at, end, slot=at, cue_last=index) if spoken else None) or _END
    if "question" in takes and form in _QUESTIONS:
        return Complement("question", cue, at + 1 if form == "حول" else at, at, index)
    return None


def _leaves_saying(cue: CueForm, form: str, following: str) -> bool:
    """Whether the verb leaves the saying to the word: صرح قائلا، أضاف يقول."""
    if "speech" not in cue.lemma.takes or cue.inflected.shape == "participle":
        return False
    if cue.lemma.strength == "document" and following in members("in-it") | {"في"}:
        return False  # ما ورد في التقرير، قائلا
    return form in _SAYING or (form in members("says") and folded(cue.lemma.name) in members("going-on"))


def _denied(cue: CueForm, noun: str) -> bool:
    """Whether the noun before بأن is what the verb takes, and the clause the noun's: نفى الاتهامات بأن ..."""
    return "obj" in cue.lemma.takes and "ب" not in cue.lemma.takes and noun in members("claimed")


def _nominal_head(scan: Scan, index: int, cue: CueForm, at: int, end: int) -> Complement | bool | None:
    """A noun phrase behind the preposition of the cue at `at`: its own word, or glued ب or ل."""
    form, takes = scan.forms[at], cue.lemma.takes
    following = scan.forms[min(at + 1, end - 1)]
    if form in _PREPOSITIONS and scan.forms[index + 1] in members("resumptive"):
        return None  # الوثيقة التي أجمع عليها اللبنانيون على اختلافهم
    if form in _PREPOSITIONS and form in takes and following not in _CIRCUMSTANCE:
        aside = scan.forms[at - 1] in members("with-on")
        venue = aside or (form == "الي" and _venue_before(scan, at, index) and following not in COMPLEMENTISERS)
        loose = cue.lemma.strength == "test" and any(f in COMMAS for f in scan.forms[index + 1 : at])
        if not venue and not loose:
            return _after_preposition(scan, cue, at, end, index) or _END
    if cue.inflected.relative and folded(cue.lemma.name) in members("says-of-him"):
        return _of_him(scan, index, cue, at)
    glued = "ب" in takes and form[0] == "ب" and len(form) > 3 and form.isalpha() and form not in members("prep") | scan.names
    if glued and at > index + 1 and form[1:].removeprefix("ال") in members("site"):
        return None  # أفاد الوزير بمقر الوزارة بأن
    if glued and is_place(form[1:]) and _again(scan, at + 1, end):
        return None  # نددت الجالية بالمملكة بالتصريحات: where, then what
    if glued and (_object_of(form) or (at == index + 1 and is_verbal_noun(form[1:]))):
        return Complement("nominal", cue, at, at, index, cut=1)
    if form == "ب" and "ب" in takes and at + 1 in scan.opening and at + 1 < end:
        return Complement("nominal", cue, at + 1, at, index)  # ندد بـ«الأنشطة»
    if "ب" in takes and form in members("by-whom"):
        return Complement("nominal", cue, at, at, index, cut=1)  # نددوا بمن قام بـ، رحب بما أعلن
    if "ل" in takes and at > index + 1 and form[:2] in ("لي", "لت") and (form.endswith("وا") or form[2:] == "كون"):
        return Complement("nominal", cue, at, at, index)  # دعا الجنود ليكونوا على استعداد
    double = form[:2] == "لل"
    occasion = any(f in members("occasion") for f in scan.forms[max(index, at - 4) : at])
    if "ل" in takes and form[0] == "ل" and at > index + 1 and not occasion and is_verbal_noun(form[2 if double else 1 :]):
        return Complement("nominal", cue, at, at, index, cut=0 if double else 1)
    return None


def _of_him(scan: Scan, index: int, cue: CueForm, at: int) -> Complement | None:
    """What is said of whom an object pronoun stands for: اتهمته الحكومة بالكذب، وحملها مسؤولية الغرق."""
    form = scan.forms[at]
    if cue.lemma.strength == "blame":
        return Complement("nominal", cue, at, at, index) if form in members("blame") else None
    if form[0] == "ب" and len(form) > 3 and form not in members("prep") | scan.names and _object_of(form):
        return Complement("nominal", cue, at, at, index, cut=1)
    return None


def _long_marks(scan: Scan, at: int) -> bool:
    return at in scan.opening and scan.pairs[scan.opening[at]].last - scan.pairs[scan.opening[at]].first > SHORT


def _marked_object(scan: Scan, cue: CueForm, index: int, at: int, end: int) -> bool:
    """Whether words in marks right behind the verb start what it says of them: متهما «قوى خفية» بـ، يدين «عدوان» ..."""
    if "obj" not in cue.lemma.takes or cue.lemma.strength not in ("sure", "test", "blame") or scan.forms[at - 1] in members("media"):
        return False
    led = cue.inflected.shape == "participle" or (not scan.prefixed(index) and before(scan, index) is not None)
    following = scan.pairs[scan.opening[at]].after
    return led and following < end and fits(scan, cue.lemma.name, at, end)


def _said(scan: Scan, cue: CueForm, index: int, at: int, end: int) -> Complement | None:
    """A verb that leaves the saying to قائلا or بقوله: one cue of two words where they touch."""
    opened = _speech(scan, cue, at + 1, end, slot=at, cue_last=at)
    if opened is None:
        return None
    return replace(
        opened,
        cue_first=index if at == index + 1 or (cue.lemma.strength == "opener" and "ال" not in scan.forms[at][:2]) else at,
        cue_last=at if at == index + 1 else index if cue.lemma.strength == "opener" else at,
        swallowed=at,
    )


def _clause(scan: Scan, cue: CueForm, at: int, end: int, index: int, cue_last: int) -> Complement | None:
    """A clause after أن/إن, if the cue takes one."""
    takes, strength = cue.lemma.takes, cue.lemma.strength
    slot = at
    if scan.forms[at - 1] in _PREPOSITIONS:
        if scan.forms[at - 1] not in takes:
            return None
        slot = at - 1
    elif "speech" not in takes and not (scan.forms[at][0] == "ب" and "ب" in takes):
        return None
    if strength == "document" and not (index + 1 < end and scan.forms[index + 1] in members("in-it")):
        return None
    if strength == "colon" and at != index + 1:
        return None
    joined = scan.prefixed(index) or turned_to(scan, index)
    if strength == "opener" and not (at - index <= 8 and (joined or at == index + 1)):
        return None
    if strength in ("relay", "saying"):
        return None
    if strength == "between" and at - index > (14 if joined else 5):
        return None
    first = at + 1
    while first < end and scan.forms[first] in COMMAS | {":"}:
        first += 1
    if first >= end:
        return None
    pair = scan.opening.get(first, -1)
    return Complement("clause", cue, first, slot, cue_last, pair=pair)


def turned_to(scan: Scan, index: int) -> bool:
    """Whether the reporter turns to the verb at `index`: من جانبه بيّن، كما أكمل."""
    if index <= scan.units[scan.unit[index]].first:
        return False
    aside = index > 1 and scan.forms[index - 1] in members("his-side") and scan.forms[index - 2].removeprefix("و") == "من"
    return aside or scan.forms[index - 1] in members("turn")


def _speech(scan: Scan, cue: CueForm, at: int, end: int, *, slot: int, cue_last: int) -> Complement | None:
    """What follows a colon or قائلا: marks, a clause, or bare words."""
    first, colon = at, False
    while first < end and (scan.forms[first] in COMMAS | {":", "-"} or scan.forms[first] in COMPLEMENTISERS):
        colon = colon or scan.forms[first] == ":"
        if scan.forms[first] in COMPLEMENTISERS:
            first += 1
            while first < end and scan.forms[first] in COMMAS | {":"}:
                first += 1
            pair = scan.opening.get(first, -1)
            return Complement("clause", cue, first, slot, cue_last, pair=pair, colon=True) if first < end else None
        first += 1
    if first >= end:
        return None
    if first in scan.opening:
        opened = scan.pairs[scan.opening[first]]
        begin = opened.first + (_opens(scan, opened.first) if opened.marked.closed else scan.forms[opened.first] in COMPLEMENTISERS)
        return Complement("marks", cue, begin, slot, cue_last, pair=scan.opening[first], colon=colon) if begin < opened.last else None
    return Complement("bare", cue, first, slot, cue_last, colon=True) if colon else None


def _marks(scan: Scan, cue: CueForm, at: int, index: int, cue_last: int) -> Complement | None:
    """Marks with nothing before them but the subject: speech, unless they are short enough to hold a name."""
    pair = scan.pairs[scan.opening[at]]
    if cue.lemma.strength == "document" and scan.forms[index + 1] not in members("in-it"):
        return None
    bare = "obj" in cue.lemma.takes and all(f in members("pronoun") for f in scan.forms[index + 1 : at])
    if (
        not ("speech" in cue.lemma.takes or bare or (cue.lemma.addressee == "obj" and pair.last - pair.first > _SPEECH))
        or pair.last - pair.first <= SHORT
        or cue.lemma.strength in ("clause", "between", "saying")
    ):
        return None
    if scan.forms[at - 1] in members("media"):
        return None
    begin = pair.first + _opens(scan, pair.first)
    return Complement("marks", cue, begin, at, cue_last, pair=scan.opening[at])


def _opens(scan: Scan, at: int) -> bool:
    """Whether the word at `at` is the particle that opens a clause, and not آن."""
    return scan.forms[at] in _OPENERS and scan.reading.text[scan.reading.words[at].start] != "آ"


def _after_preposition(scan: Scan, cue: CueForm, at: int, end: int, cue_last: int) -> Complement | None:
    first = at + 1
    while first < end and scan.forms[first] in COMMAS:
        first += 1
    if first >= end:
        return None
    if scan.forms[first] in COMPLEMENTISERS:
        inner = first + 1
        pair = scan.opening.get(inner, -1)
        return Complement("clause", cue, inner, at, cue_last, pair=pair) if inner < end else None
    return Complement("nominal", cue, first, at, cue_last)


def _venue_before(scan: Scan, at: int, index: int) -> bool:
    """Whether the preposition belongs to a venue (حديث إلى صحيفة) rather than to the cue."""
    return at - 1 > index and scan.forms[at - 1] in members("venue")


def _again(scan: Scan, first: int, end: int) -> bool:
    """Whether another noun with بال follows before a comma."""
    for at in range(first, min(end, first + 5)):
        if scan.forms[at] in COMMAS or scan.forms[at] in _PREPOSITIONS:
            return False
        if scan.forms[at].startswith("بال") and len(scan.forms[at]) > 4:
            return True
    return False


_NO_OBJECT = tuple(sorted(members("not-object-start")))


def _object_of(form: str) -> bool:
    """Whether a word that starts with ب may be ب with its noun."""
    return not form.startswith(_NO_OBJECT) and head(form) is None and form not in members("not-object")


def _stops(scan: Scan, at: int, cue: CueForm) -> bool:
    """Whether another cue on the way ends the walk: it does, unless it only describes the subject."""
    if scan.forms[at - 1] == "مما":
        return True
    plain = scan.cues[at][0].inflected.shape != "participle" and scan.cues[at][0].lemma.strength in ("sure", "test", "opener")
    if scan.prefixed(at) and plain:
        return True
    if all(r.inflected.relative for r in scan.cues[at]) or scan.forms[at - 1] in _RELATIVE:
        return False
    if scan.forms[at - 1] in members("neg") or scan.forms[at - 1] in members("object"):
        return False
    readings = scan.cues[at]
    if all(r.inflected.shape == "participle" for r in readings):
        behind = scan.forms[at + 1 : at + 3]
        led = behind[:1] and (behind[0] in _PREPOSITIONS or behind[0] == "ذلك") and behind[-1] in COMPLEMENTISERS
        governs = behind[:1] and (behind[0] in COMPLEMENTISERS or led)
        return scan.forms[at - 1] in COMMAS or bool(governs)  # لافتا إلى أن: what follows is its own
    return all(r.lemma.strength in ("sure", "opener") for r in readings)
