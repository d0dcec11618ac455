"""Speakers for all: overt ones to persons, elided ones carried over from the main clause before."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from mahdar.quotes import fronted, subjects
from mahdar.quotes.construction import Complement
from mahdar.quotes.draft import Draft
from mahdar.quotes.objects import object_start
from mahdar.quotes.people import People
from mahdar.quotes.phrase import bare
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, Scan
from mahdar.quotes.stands import acting, by_role, known_name, styled
from mahdar.quotes.terms import head, members
from mahdar.spans import folded

_OTHERS = 2  # who else may have spoken, told beside a doubtful speaker
_RECENT = 12  # speakers looked back through for one that agrees with the verb
_BACK = 20  # words between عن and the قوله that belongs to it
_FIRST = 60  # words within which the first verb of a sentence shows its subject
_SPEAKING = ("person", "role", "org", "anon", "place")


class Floor(Struct):
    """Who has the floor: the speaker of the last main clause, those before, and a subject that only acted."""

    current: int | None = None
    unit: int = -1
    recent: list[int] = field(default_factory=list)
    acting: int | None = None  # subject of the sentence before, where that sentence reports nothing
    acting_unit: int = -2
    voiced: int | None = None  # whose acts a spokesman is reporting: قال المتحدث إن الرئيس رحب ...، مؤكدا


def nest(drafts: Sequence[Draft]) -> None:
    """Gives each draft whose cue stands inside another's content the innermost such content as its parent."""
    stack: list[int] = []
    for number, draft in enumerate(drafts):
        at = draft.cue[0] if draft.cue else draft.content[0]
        while stack and not (drafts[stack[-1]].content[0] <= at < drafts[stack[-1]].content[1]):
            stack.pop()
        if stack and draft.cue:
            draft.parent = stack[-1]
            draft.flags.append("nested")
        stack.append(number)


def carry(scan: Scan, known: People, drafts: Sequence[Draft]) -> None:
    """Finds the speaker of every draft, in text order."""
    floor = Floor()
    reporting = {d.complement.index for d in drafts if d.complement}
    reporting_units = {scan.unit[d.cue[0]] for d in drafts if d.cue and d.parent is None}
    unit = 0
    for draft in drafts:
        here = scan.unit[draft.cue[0] if draft.cue else draft.content[0]]
        while unit < here:
            if unit not in reporting_units and unit >= here - 2:
                _act(scan, known, floor, unit, reporting)
            unit += 1
        if draft.speaker is None:
            _speaker(scan, known, drafts, draft, floor, reporting)
        if draft.parent is not None and draft.subject is not None and draft.speaker is not None:
            host = drafts[draft.parent]
            if (
                host.parent is None
                and host.subject
                and draft.subject.phrase.first <= host.content[0] + 1
                and _voices(scan, host.subject.phrase.first)
            ):
                floor.voiced = draft.speaker
        if draft.parent is None and draft.speaker is not None and draft.type != "headline":
            if draft.subject is not None or _goes_on(draft):
                floor.voiced = None
            floor.current, floor.unit = draft.speaker, here
            floor.recent.append(draft.speaker)
    _cataphora(drafts)


def _act(scan: Scan, known: People, floor: Floor, unit: int, reporting: set[int]) -> None:
    found = subject_of(scan, known, scan.units[unit].first, scan.units[unit].last, reporting)
    if found is not None:
        floor.acting, floor.acting_unit = found, unit


def _cataphora(drafts: Sequence[Draft]) -> None:
    """A speaker not yet named where the text starts is the first one named."""
    first = next((d.speaker for d in drafts if d.speaker is not None and d.parent is None), None)
    for draft in drafts:
        if draft.speaker is None and "elided" in draft.flags:
            draft.speaker, draft.how = first, "cataphora"


def _speaker(scan: Scan, known: People, drafts: Sequence[Draft], draft: Draft, floor: Floor, reporting: set[int]) -> None:
    if (
        draft.complement
        and draft.complement.form.lemma.addressee == "no"
        and scan.units[scan.unit[draft.complement.index]].role == "headline"
    ):
        draft.flags.append("elided")
        return
    if draft.complement and draft.complement.form.lemma.addressee == "no":
        draft.how = "unnamed"
        draft.flags.append("anonymous")
        return
    if draft.subject is None and draft.complement:
        draft.subject = _subject(scan, draft)
    if draft.subject and floor.current is not None and _same_source(scan, known, draft.subject, floor.current):
        draft.speaker, draft.how = floor.current, "same-source"
        return
    if draft.subject and floor.current is not None and _epithet(scan, known, draft, draft.subject, floor.current):
        draft.speaker, draft.how = floor.current, "role-to-name"
        return
    if draft.subject and scan.forms[draft.subject.phrase.first] in members("styled"):
        draft.speaker, draft.how = styled(known, scan.forms[draft.subject.phrase.first]), "role-to-name"
        if draft.speaker is not None:
            return
        draft.subject = None  # وأكد سيادته: whoever has the floor
    if draft.subject:
        draft.speaker, way = known_name(known, draft.subject.phrase)
        draft.how = draft.subject.how if way == "name" else way
        who = known.persons[draft.speaker] if draft.speaker is not None else None
        own = draft.subject.how == "overt-subject"  # the verb's own: نقلت الوكالة عن فلان says nothing of him
        if own and who is not None and (not who.gender or (who.kind == "person" and draft.gender == "f" and who.number == "s")):
            who.gender = draft.gender  # استغربت النائب زينب
        return
    draft.flags.append("elided")
    draft.speaker, draft.how = _elided(scan, known, drafts, draft, floor, reporting)
    earlier = [floor.acting, *reversed(floor.recent[-_RECENT:])]
    draft.others = list(dict.fromkeys(n for n in earlier if n is not None and n != draft.speaker))[:_OTHERS]


def _same_source(scan: Scan, known: People, found: subjects.Found, current: int) -> bool:
    """Whether the subject is المصدر, alone or with نفسه, and whoever has the floor may be called so."""
    first, last = found.phrase.first, found.phrase.last
    said_so = scan.forms[first - 1] in members("very")  # وأكدت ذات المتحدثة
    alone = last == first + 1 or scan.forms[first + 1] in members("same")
    if alone and scan.forms[first] in members("the-statement"):
        return known.persons[current].kind in ("org", "place")  # وأضاف البيان: whoever issued it
    if alone and said_so:
        return known.persons[current].kind in ("anon", "role", "person")
    return alone and scan.forms[first] == "المصدر" and known.persons[current].kind in ("anon", "role", "person")


def _epithet(scan: Scan, known: People, draft: Draft, found: subjects.Found, current: int) -> bool:
    """Whether a title that nobody in the article bears is another word for whoever has the floor: وتابعت الخبيرة الألمانية."""
    first, who = found.phrase.first, known.persons[current]
    form = scan.forms[first]
    if found.phrase.kind != "role" or found.phrase.number != "s" or not form.startswith("ال") or draft.parent is not None:
        return False
    if who.kind != "person" or who.number != "s" or (who.gender and found.phrase.gender != who.gender):
        return False
    general = bare(form) in members("epithet") or _goes_on(draft)
    if bare(form) in members("learned-epithet"):
        general = who.roles.isdisjoint(members("state-office"))
    return general and by_role(known, found.phrase.roles, first, found.phrase.gender) is None


def _subject(scan: Scan, draft: Draft) -> subjects.Found | None:
    """The overt subject of a verb or the genitive of a reporting noun."""
    made = draft.complement
    if made is None or made.form.inflected.person != 3 or made.form.inflected.shape == "participle":
        return None
    lemma, cue = made.form.lemma, made.index
    topical = fronted.as_for(scan, cue)
    if topical is not None:
        return topical
    if lemma.strength == "noun" and lemma.addressee == "pronoun":
        return _quoted_from(scan, cue) if scan.forms[cue] in members("relayed") else None
    if lemma.strength == "noun" and scan.forms[cue][0] == "ب" and lemma.polarity == "demands" and _called_upon(scan, cue + 1):
        draft.addressee = _words(scan, cue + 1, made.slot)
        return None  # وختم الوزير بدعوة المواطنين إلى
    if lemma.strength == "noun":
        return subjects.after(scan, cue + 1, made.slot) if lemma.addressee in ("yes", "must") else None
    if lemma.strength == "document" and scan.forms[cue + 1] in members("in-which"):
        return fronted.document(scan, cue)
    if lemma.strength == "document":
        return subjects.after(scan, cue + 2, made.slot)
    if lemma.addressee == "obj":
        return _besides_target(scan, draft, made)
    source = next((k for k in range(cue + 1, made.slot - 2) if scan.forms[k] == "نقلا" and scan.forms[k + 1] == "عن"), None)
    if source is not None and (made.kind != "clause" or scan.forms[made.at - 1] in members("that-alone")):
        draft.venue = _words(scan, cue + 1, source) or draft.venue
        relayed = subjects.after(scan, source + 2, made.slot)
        return replace(relayed, how="relayed") if relayed else None
    described = None
    if made.form.inflected.shape == "imperfect" and not scan.prefixed(cue) and made.slot <= cue + 1:
        described = fronted.indefinite(scan, cue)
    led = described or (fronted.before(scan, cue) if fronted.kana(scan, cue) else None)
    return led or subjects.after(scan, cue + 1, made.slot) or fronted.before(scan, cue)


def _quoted_from(scan: Scan, cue: int) -> subjects.Found | None:
    """Whom a body quotes where its verb is missing or no relaying one: التلفزيون عن فلان قوله إن."""
    first = scan.units[scan.unit[cue]].first
    for at in range(cue - 1, max(first, cue - _BACK), -1):
        if scan.forms[at] == "عن" and (head(scan.forms[at + 1]) or scan.forms[at + 1] in scan.names):
            found = subjects.after(scan, at + 1, cue)
            return replace(found, how="relayed") if found else None
        if at in scan.cues and scan.cues[at][0].inflected.shape in ("perfect", "imperfect") and head(scan.forms[at]) is None:
            return None
    return None


def _besides_target(scan: Scan, draft: Draft, made: Complement) -> subjects.Found | None:
    """The subject of a verb that has an object for addressee: دعت موسكو طهران إلى; sets the addressee too."""
    cue, slot = made.index, made.slot
    within = scan.inside[cue]
    spoken = scan.forms[cue - 1] in COMPLEMENTISERS or (within >= 0 and scan.pairs[within].first == cue)
    if made.form.inflected.relative:
        named = subjects.after(scan, cue + 1, slot) if scan.prefixed(cue) else None  # وأبلغه المبعوث أن: the object is the ending
        return named if named and named.phrase.kind in ("role", "org", "person") else None
    if draft.parent is not None and spoken:
        return None
    if not scan.prefixed(cue):
        found = fronted.before(scan, cue)
        initial = found is not None and found.phrase.first - scan.units[scan.unit[cue]].first <= 1
        if found and (initial or fronted.kana(scan, cue)):
            draft.addressee = _words(scan, cue + 1, slot)
            return found
        if cue + 1 < slot and scan.forms[cue + 1] in members("preposition"):
            return found  # أن الديوان حذر في تقريره من
    border = object_start(scan, cue, slot)
    if border:
        draft.addressee, slot = _words(scan, border, slot), border
    named = subjects.after(scan, cue + 1, slot)
    if named and (_called_upon(scan, named.phrase.first) or _disagrees(named, made)):
        draft.addressee = _words(scan, named.phrase.first, slot)
        return fronted.before(scan, cue)
    return named or fronted.before(scan, cue)


def _words(scan: Scan, first: int, last: int) -> tuple[int, int] | None:
    """The words without punctuation at either end, or None where no other are left."""
    first, last = scan.trim(first, max(first, last))
    while first < last and scan.forms[first] in members("time"):
        first += 1
    return (first, last) if first < last else None


def _disagrees(named: subjects.Found, made: Complement) -> bool:
    """Whether a body or title right behind the verb is of the other gender, and so whom it calls on: وحثت المجلس على."""
    gender, inflected = named.phrase.gender, made.form.inflected
    single = named.phrase.kind in ("role", "org") and named.phrase.number == "s" and inflected.number == "s"
    return single and {gender, inflected.gender} == {"m", "f"} and inflected.shape in ("perfect", "imperfect")


def _called_upon(scan: Scan, at: int) -> bool:
    """Whether a noun phrase by itself behind a verb of calling is whom it calls on: طالب المجتمع الدولي بـ، دعا المواطنين إلى."""
    form = scan.forms[at]
    known = head(form)
    oblique = form.startswith("ال") and form.endswith("ين") and len(form) > 6 and form not in scan.names
    return form in members("called-upon") or (oblique and (known is None or known.number == "p"))


def _elided(scan: Scan, known: People, drafts: Sequence[Draft], draft: Draft, floor: Floor, reporting: set[int]) -> tuple[int | None, str]:
    if draft.parent is not None:
        siblings = [
            d
            for d in drafts[draft.parent + 1 : draft.parent + 1 + _RECENT]
            if d.parent == draft.parent and d.order < draft.order and d.speaker is not None
        ]
        if siblings:
            return siblings[-1].speaker, "carried-over-nested"
        clause = _clause_subject(scan, known, drafts[draft.parent], draft, reporting)
        if clause is not None:
            return clause, "clause-subject"
        host = drafts[draft.parent].speaker
        noun = draft.complement is not None and draft.complement.kind == "nominal"
        if host is not None and noun and draft.loose and not _agrees(known, host, draft):
            return None, "disagreeing"  # the subject is some noun of the content
        return host, "host-speaker"
    cue = draft.cue[0] if draft.cue else draft.content[0]
    unit = scan.unit[cue]
    if floor.voiced is not None and not _goes_on(draft) and ("participle" in draft.flags or scan.forms[cue - 1] == "كما"):
        return floor.voiced, "spoken-for"
    if floor.unit != unit and not _of_whom(scan, draft):
        found = subject_of(scan, known, scan.units[unit].first, cue, reporting)
        if found is not None:
            return found, "sentence-subject"
        if floor.acting is not None and unit - floor.acting_unit == 1 and not _goes_on(draft) and _agrees(known, floor.acting, draft):
            return floor.acting, "acting-subject"
    if floor.current is not None and not _agrees(known, floor.current, draft):
        for number in reversed(floor.recent[-_RECENT:]):
            if _agrees(known, number, draft):
                return number, "carried-over-by-agreement"
        return floor.current, "carried-over-against-agreement"
    return floor.current, "carried-over"


def _clause_subject(scan: Scan, known: People, host: Draft, draft: Draft, reporting: set[int]) -> int | None:
    """Who acts in the clause that a present joined to it goes on with: إن الأمين العام يتابع التطورات، ويدعو إلى."""
    made = draft.complement
    if made is None or draft.cue is None or made.form.inflected.shape != "imperfect" or not scan.prefixed(made.index):
        return None
    first = host.content[0]
    if host.complement is None or host.complement.kind != "clause" or head(scan.forms[first]) is None:
        return None
    found = subject_of(scan, known, first, draft.cue[0], reporting)
    return found if found is not None and _agrees(known, found, draft) else None


def _of_whom(scan: Scan, draft: Draft) -> bool:
    """Whether the sentence is about what was heard from somebody named before: نقلت الصحيفة عنه قوله إن."""
    at = draft.cue[0] if draft.cue else 0
    return scan.forms[at] in members("relayed") and any(f in members("of-him") for f in scan.forms[max(0, at - 4) : at])


def _voices(scan: Scan, first: int) -> bool:
    """Whether the speaker whose phrase starts at `first` speaks for somebody else: a spokesman, an office, a statement."""
    return scan.forms[first].removeprefix("ال") in members("mouthpiece")


def _goes_on(draft: Draft) -> bool:
    """Whether the cue itself says that the same speaker goes on: أضاف، تابع."""
    return draft.complement is not None and folded(draft.complement.form.lemma.name) in members("going-on")


def _agrees(known: People, number: int, draft: Draft) -> bool:
    person = known.persons[number]
    if draft.number == "p":
        return person.number == "p" or person.kind in ("anon", "org")
    if draft.number == "d":
        return person.number == "d"
    if draft.gender == "f":
        return person.gender != "m" or person.number != "s"
    return not (draft.gender == "m" and person.gender == "f" and person.kind in ("person", "org", "place", "role"))


def _finite(scan: Scan, at: int) -> bool:
    """Whether a verb of the past stands here that reports or may: وفي بداية الجلسة تحدث المقرر."""
    return at in scan.cues and scan.cues[at][0].inflected.shape == "perfect" and head(scan.forms[at]) is None


def _to_verb(scan: Scan, start: int, last: int) -> int:
    """The end of what may be the subject, before a present that follows its first word: المعارضة تنسحب من."""
    return start + 1 if start + 1 < last and scan.forms[start].startswith("ال") and fronted.present(scan, start + 1) else last


def _before_subject(scan: Scan, first: int) -> bool:
    """Whether a joined verb, or an object behind an object pronoun, stands before the subject: أدانت وشجبت كندا، ويشاركه الرأي النائب."""
    following = scan.forms[first + 1]
    if head(following) is not None:
        return False
    acted_on = scan.forms[first].endswith(("ه", "ها")) and following.startswith("ال")
    return acted_on or following[:1] == "و" or following in members("pronoun")


def subject_of(scan: Scan, known: People, first: int, last: int, reporting: set[int]) -> int | None:
    """The subject of the first verb of the words `first:last`, where that verb reports nothing: هنأ رئيس الوزراء ..."""
    last = min(last, first + _FIRST)
    while first < last and (scan.forms[first] in COMMAS or scan.forms[first] in members("turn")):
        first += 1
    if first + 1 < last and scan.forms[first].removeprefix("و") in members("when") and scan.forms[first + 1] in COMMAS:
        first += 2  # ولاحقا، حذف فلان ...
    if first < last and (scan.forms[first] in members("prep") or scan.forms[first].removeprefix("و") in members("prep")):
        while first < last and scan.forms[first] not in COMMAS and not _finite(scan, first):
            first += 1
        first += first < last and scan.forms[first] in COMMAS
    later = (first + 2,) if first + 2 < last and _before_subject(scan, first) else ()
    for start in (first + 1, first, *later):
        if start >= last or (start == first + 1 and first in reporting):
            continue
        form = scan.forms[start]
        if head(form) is None and form not in scan.names:
            continue
        if start == first + 1 and (scan.forms[first] in members("prep") or head(scan.forms[first])):
            continue
        found = subjects.after(scan, start, _to_verb(scan, start, min(last, start + 20)))
        if found and found.phrase.kind in _SPEAKING:
            number = acting(known, found.phrase)
            if number is not None:
                return number
    return None
