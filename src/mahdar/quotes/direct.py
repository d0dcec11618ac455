"""Cues with their complement -> drafts: direct, indirect, mixed and nominal contents."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.quotes import fronted, subjects
from mahdar.quotes.complements import complement, turned_to
from mahdar.quotes.construction import SHORT, Complement
from mahdar.quotes.contents import content_end
from mahdar.quotes.draft import Draft
from mahdar.quotes.lexicon import idioms
from mahdar.quotes.nouns import noun_complement, nouns
from mahdar.quotes.objects import is_verbal_noun
from mahdar.quotes.quotation import QuotationType
from mahdar.quotes.relay import relay
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, MARKS, Scan
from mahdar.quotes.terms import head, is_place, members
from mahdar.spans import folded

_COUNTED = frozenset(("يعتبر", "تعتبر"))
Relays = dict[int, tuple[tuple[int, int], tuple[int, int]]]


def _described(scan: Scan, index: int) -> bool:
    """Whether a participle on the way to a content only describes the speaker: قال الوزير مشيرا إلى خصمه "..."."""
    return index in scan.cues and all(r.inflected.shape == "participle" for r in scan.cues[index])


def complements(scan: Scan) -> tuple[dict[int, Complement], Relays]:
    """The words that report something, each with its complement; for relays the words of source and body too."""
    relays: Relays = {}
    found: dict[int, Complement] = {}
    taken = -1
    swallowed: set[int] = set()
    opened: set[int] = set()
    reporting = nouns()
    for index, form in enumerate(scan.forms):
        if index <= taken or index in swallowed:
            continue
        one: Complement | None = None
        if index in scan.cues:
            relayed = relay(scan, index)
            if relayed:
                one, relays[index] = relayed[0], relayed[1:]
            else:
                one = complement(scan, index)
                one = None if one is None or _void(scan, index, one) else one
                one = one or _inserted(scan, index) or _unmarked(scan, index)
        elif form in reporting or form[1:] in reporting:
            one = noun_complement(scan, index)
        if one is None or (one.form.lemma.strength == "noun" and not opened.isdisjoint((index, one.at))):
            continue  # أعرب عن اعتقاده بأن، قال في تصريحات إن: one saying
        if one.at in opened and one.kind == "clause" and _previous(scan, index).removeprefix("و") in members("pronoun-of-relative"):
            continue  # قالت الصحيفة التي أوردت الخبر إن
        opened.add(one.at)
        swallowed.update(i for i in range(index + 1, one.slot) if _described(scan, i) or scan.forms[i] in members("saying"))
        found[index] = one
        if one.swallowed >= 0:
            swallowed.add(one.swallowed)
        taken = max(index, one.cue_last if one.cue_first in (-1, index) else index)
    return found, relays


def _inserted(scan: Scan, index: int) -> Complement | None:
    """A participle that the reporter put inside a speech, with nothing to open what follows: "...، مضيفا نريد ..."."""
    pair = scan.pairs[scan.inside[index]] if scan.inside[index] >= 0 else None
    reading = next((r for r in scan.cues[index] if r.inflected.shape == "participle" and "speech" in r.lemma.takes), None)
    if pair is None or reading is None or scan.forms[index - 1] not in COMMAS or index + 3 >= pair.last or pair.last - pair.first < 8:
        return None
    following = scan.forms[index + 1]
    if following in members("prep") or following in COMMAS or not reading.lemma.takes <= {"speech"}:
        return None
    return Complement("bare", reading, index + 1, index + 1, index, index=index)


_SUBJECT = 16  # words between a verb of saying and a speech with neither mark nor particle


def _unmarked(scan: Scan, index: int) -> Complement | None:
    """A speech that follows its verb with nothing between but the subject: وأضاف الوزير لقد ..."""
    reading = next((r for r in scan.cues[index] if folded(r.lemma.name) in members("plain-saying")), None)
    if reading is None or reading.inflected.shape != "perfect" or reading.inflected.relative or reading.inflected.person != 3:
        return None
    if scan.inside[index] >= 0 or _previous(scan, index).lstrip("وف") in members("neg") | members("conditional") | members("relative"):
        return None
    end = scan.sentence[index]
    for at in range(index + 1, min(end - 4, index + _SUBJECT)):
        form = scan.forms[at]
        if form in COMPLEMENTISERS or form in (":", ".") or at in scan.opening or (at in scan.cues and form not in scan.names):
            return None
        if form in members("bare-opener") or (len(form) > 4 and form[0] == "س" and form[1] in "يتن" and form not in scan.names):
            clean = at == index + 1 or scan.forms[at - 1] not in COMMAS | members("relative") | members("prep")
            return Complement("bare", reading, at, at, index, index=index) if clean else None
    return None


def _void(scan: Scan, index: int, found: Complement) -> bool:
    """Whether the cue states nothing after all."""
    if found.form.lemma.strength == "idiom" and idioms()[found.form.lemma.name].isdisjoint(scan.forms[index + 1 : found.at + 1]):
        return True
    if (
        found.kind == "nominal"
        and scan.forms[index].lstrip("و") in _COUNTED
        and (scan.forms[found.at] in members("ranked") or (scan.forms[index + 1][-1] == "ا" and not is_place(scan.forms[index + 1])))
    ):
        return True  # وتعتبر اليابان أحد الحلفاء: is counted among
    if scan.forms[index].lstrip("و") in _COUNTED and any(f in ("هي", "هو") for f in scan.forms[index + 1 : index + 6]):
        return True  # وتعتبر تلك الزيارة هي الأولى
    if found.form.inflected.shape == "participle" and _previous(scan, index) in members("seem") | members("subject-pronoun"):
        return True  # وبدا لافتا استمرار الاتصالات، وهي مهددة بالحرب
    if found.kind == "nominal" and found.form.lemma.name == "رفض" and found.form.inflected.shape == "perfect":
        refused = scan.forms[found.at]
        return refused.endswith("ا") or not is_verbal_noun(refused.removeprefix("ال"))  # رفضت اقتراحا: an act, nothing said
    return _unsaid(scan, index, found) or _described_only(scan, index, found) or _homograph(scan, index, found)


def _previous(scan: Scan, index: int) -> str:
    """The word before, within the same unit."""
    return scan.forms[index - 1] if index > scan.units[scan.unit[index]].first else ""


def _unsaid(scan: Scan, index: int, found: Complement) -> bool:
    """Whether nothing is stated: negated (لم يعلق), impersonal (يذكر أن), supposed (لو قال), somebody's own belief."""
    form, before = scan.forms[index], _previous(scan, index)
    shape, lemma = found.form.inflected.shape, folded(found.form.lemma.name)
    further = index > scan.units[scan.unit[index]].first + 1 and scan.forms[index - 2] in members("neg-far")
    if before in members("neg") or before[1:] in members("neg") or further:
        return found.kind == "nominal" or lemma not in members("litotes")
    if form in members("impersonal") and (found.slot == index + 1 or found.kind == "nominal"):
        return True
    if before in members("conditional") and shape == "perfect" and before != "ان":
        return True
    return lemma in members("belief") and before in COMPLEMENTISERS and before not in ("ان", "بان")


def _described_only(scan: Scan, index: int, found: Complement) -> bool:
    """Whether the verb stands in a relative clause that reports nothing by itself, or tells what is evident."""
    before, inflected = _previous(scan, index), found.form.inflected
    targeted = found.form.lemma.addressee == "obj" or _of_him(found)
    if before in members("according-joint") and index > 1 and scan.forms[index - 2].removeprefix("و") in members("according"):
        return found.kind != "clause"
    if inflected.shape == "participle" and found.kind == "nominal" and _adjectival(scan, index):
        return True
    if inflected.relative and found.kind == "clause" and any(f in COMMAS for f in scan.forms[index + 1 : found.slot]):
        return True  # الشروط التي أعلنها لا تكفي، بل يجب أن ...
    if inflected.relative and not targeted and (before not in members("relative") or found.kind == "nominal"):
        return True
    if before == "مما" and inflected.shape == "imperfect":
        return True
    return inflected.shape == "participle" and found.kind == "nominal" and found.slot - index > (14 if targeted else 4)


def _of_him(found: Complement) -> bool:
    """Whether the object pronoun of the verb is whom it says something of: واتهمه بالكذب، وحمله المسؤولية."""
    return found.kind == "nominal" and folded(found.form.lemma.name) in members("says-of-him")


def _adjectival(scan: Scan, index: int) -> bool:
    """Whether a feminine participle only describes an indefinite noun before it: إجراءات مشددة على، أصوات منتقدة لـ."""
    before = _previous(scan, index)
    return scan.forms[index].endswith("ه") and before.endswith(("ه", "ات")) and not before.startswith("ال") and before not in scan.names


def _homograph(scan: Scan, index: int, found: Complement) -> bool:
    """Whether the word is a noun or preposition of the same letters: رأي، طلب، وصف، عقب، بين."""
    form, before = scan.forms[index], _previous(scan, index)
    shape, strength = found.form.inflected.shape, found.form.lemma.strength
    if form.startswith("ال") and not _of_the_verb(scan, index, found):
        return True
    if form in members("between") and not _said_between(scan, index + 1):
        return True
    if form in members("also-adjective") and before.endswith(("ين", "ون", "ات")) and not before.startswith("ال"):
        return True  # مفتشين جدد
    noun = form in members("also-noun") or form[1:] in members("also-noun")
    if noun and (not _stated(scan, index + 1) or (found.kind == "nominal" and not _titled(scan, index + 1))):
        return True  # وأبرز ما جاء أن؛ سجل الشركة؛ أبرز الشركات
    initial = scan.prefixed(index) or index == scan.units[scan.unit[index]].first or before in COMMAS or before.lstrip("وفل") == "قد"
    initial = initial or before in members("since")
    if (strength == "colon" or form in members("noun-like")) and not (initial or turned_to(scan, index) or fronted.kana(scan, index)):
        return True
    if shape == "participle" and before.removeprefix("و") in COMPLEMENTISERS:
        return True  # أن مؤيدا للحزب: a noun
    if shape != "perfect" or (before in members("preposition") and not scan.prefixed(index)):
        return shape == "perfect"
    if strength != "test":
        return False
    governing = head(before)
    construct = governing is not None and not before.startswith("ال") and governing.sort != "place" and before not in scan.names
    joined = before in members("before-verb") and (found.kind != "nominal" or found.form.lemma.polarity != "asserts")
    return (before in members("prep") - members("turn") and not joined) or (construct and not fronted.kana(scan, index))


def _of_the_verb(scan: Scan, index: int, found: Complement) -> bool:
    """Whether ال is part of the verb and no article: ألمح with its hamza, التمس."""
    written = scan.reading.text[scan.reading.words[index].start]
    return written == "أ" or found.form.lemma.name.startswith("التم")


def _said_between(scan: Scan, index: int) -> bool:
    """Whether بين is the verb: a clause, a colon or somebody who speaks follows."""
    return index < len(scan.forms) and (scan.forms[index] in COMPLEMENTISERS or scan.forms[index] == ":" or _animate(scan, index))


def _stated(scan: Scan, index: int) -> bool:
    """Whether a clause, a comma or somebody who speaks follows the verb."""
    known = index < len(scan.forms) and (scan.forms[index] in COMPLEMENTISERS or scan.forms[index] in COMMAS)
    return known or _animate(scan, index) or index in scan.bodies or index in scan.persons


def _titled(scan: Scan, index: int) -> bool:
    """Whether somebody's name or title, or a group of sources, stands at `index`."""
    known = head(scan.forms[index])
    return index in scan.persons or scan.forms[index] in scan.names or (known is not None and known.sort in ("role", "anon"))


def _animate(scan: Scan, index: int) -> bool:
    return index < len(scan.forms) and (head(scan.forms[index]) is not None or scan.forms[index] in scan.names)


_DEEPEST = 4  # attributions inside one another; three are the most that was seen


def drafts(scan: Scan) -> list[Draft]:
    """The attributions that a cue introduces, in the order of their cues."""
    cues, relays = complements(scan)
    made: list[Draft] = []
    open_ends: list[int] = []
    for index in sorted(cues):
        one = cues[index]
        while open_ends and open_ends[-1] <= index:
            open_ends.pop()
        if len(open_ends) >= _DEEPEST:
            continue
        first, last = one.at, content_end(scan, one, cues)
        first, last = _inner(scan, *scan.trim(first, last))
        if first >= last or (one.kind == "bare" and last - first < 2):
            continue
        last = _balanced(scan, first, last)
        open_ends.append(last)
        inflected = one.form.inflected
        draft = Draft(
            (min(index if one.cue_first < 0 else one.cue_first, one.cue_last), one.cue_last + 1),
            (first, last),
            _type(scan, one, first, last),
            f"{inflected.shape}-{one.kind}",
            one.form.lemma.polarity,
            one.cut,
            one,
            gender=inflected.gender,
            number=inflected.number,
            order=index,
        )
        amid = not scan.prefixed(index) and index > scan.units[scan.unit[index]].first + 1
        draft.loose = amid and _previous(scan, index) not in members("turn") | members("subject-pronoun") and not _then(scan, index)
        if one.kind != "nominal" and _previous(scan, index) in members("since"):
            draft.loose = False  # إذ يقول: "..."
        if inflected.shape == "participle":
            draft.flags.append("participle")
        if one.kind == "question":
            draft.flags.append("question")
            draft.polarity = "asks"
        draft.flags += _printed(scan, one)
        if one.form.lemma.polarity == "denies":
            draft.flags.append("denial")
        if _previous(scan, index).lstrip("وف") in members("neg"):
            draft.flags.append("negated")
            draft.polarity = "asserts"
        if index in relays:
            _relayed(scan, draft, *relays[index])
        made.append(draft)
    return made


def _then(scan: Scan, index: int) -> bool:
    """Whether the cue tells what was said next: قبل أن يضيف، ثم قال."""
    before = index - 2 if scan.forms[index - 1] == "ان" else index - 1
    return scan.forms[before] in members("order-of-saying")


def _printed(scan: Scan, one: Complement) -> list[str]:
    """Flags for how the words were printed: marks never closed, none where speech is, marks round a paraphrase."""
    flags = []
    if one.pair >= 0 and not scan.pairs[one.pair].marked.closed:
        flags.append("unbalanced")
    if one.kind == "bare":
        flags.append("unmarked")
    if one.kind == "clause" and one.pair >= 0 and scan.forms[scan.pairs[one.pair].opened - 1] in COMPLEMENTISERS - {"ان", "بان"}:
        flags.append("marked-paraphrase")  # أنه «ناقش»: his doings in the third person
    return flags


def _relayed(scan: Scan, draft: Draft, source: tuple[int, int], body: tuple[int, int]) -> None:
    """Sets the source of a relay as its speaker and the relaying body as its venue."""
    found = subjects.after(scan, *source)
    if found:
        draft.subject = replace(found, how="relayed")
    begin, end = scan.trim(*body)
    if begin < end:
        draft.venue = (begin, subjects.stop(scan, begin, end))
    draft.rule = "relay"


def _balanced(scan: Scan, first: int, last: int) -> int:
    """The end of a content without a closing mark that it never opened."""
    while last > first + 1 and scan.forms[last - 1] in MARKS and scan.inside[last - 1] < 0 and scan.closing.get(last, -1) < first:
        last -= 1
    return last


def _inner(scan: Scan, first: int, last: int) -> tuple[int, int]:
    """What stands between the marks, where one pair holds the whole content: أكد أن «الوضع هادئ»."""
    pair = scan.pairs[scan.opening[first]] if first in scan.opening else None
    return (pair.first, pair.last) if pair and pair.marked.closed and pair.after == last else (first, last)


def _type(scan: Scan, found: Complement, first: int, last: int) -> QuotationType:
    opened = first - 1 in scan.opening and scan.pairs[scan.opening[first - 1]].last == last
    if found.kind == "marks" or opened:
        return "direct"
    if found.pair >= 0 and last <= scan.pairs[found.pair].after and scan.pairs[found.pair].last - scan.pairs[found.pair].first > SHORT:
        return "direct"
    marked = any(i in scan.opening for i in range(first, min(last, first + 400)))
    if marked:
        return "mixed"
    return "nominal" if found.kind == "nominal" else "indirect"
