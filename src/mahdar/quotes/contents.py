"""Where a reported content ends."""

from __future__ import annotations

from collections.abc import Mapping

from mahdar.quotes.construction import SHORT, Complement
from mahdar.quotes.lexicon import CueForm
from mahdar.quotes.nouns import owned
from mahdar.quotes.scan import COMMAS, COMPLEMENTISERS, MARKS, Scan
from mahdar.quotes.terms import head, members
from mahdar.spans import folded

_LONGEST = 420  # words
_TURNS = members("turn")
_WHILE = members("while")
_DEEDS = members("deed")
_GLOSS = members("gloss")
_TOPICS = members("topic-shift")
_TOPIC = 8  # words of a new topic before the verb that reports on it
_BREAKS = members("break")
_ASIDE = members("aside")
_DENIED = members("denied-verb")
_DETAILS = members("detail-verb")
_VENUES = members("venue")
_BY_HIS = members("by-his")
_QUOTING = 8  # words of a content before the verb of somebody whom it quotes
_FIRST = 5  # words of a clause within which its verb stands
_ORDER = members("order-of-saying")
_CONTRAST = 10  # words from بينما to a verb that reports


def content_end(scan: Scan, complement: Complement, cues: Mapping[int, Complement]) -> int:
    """The word after the last of the content that starts at `complement.at`, before trimming.

    `cues` are the words that report something, each with its complement.
    """
    start = complement.at
    limit = min(scan.end(start), start + _LONGEST)
    if complement.kind != "marks":
        limit = min(limit, _sentence(scan, start))
    within = scan.inside[start] if complement.kind != "marks" else -1
    if within >= 0 and scan.pairs[within].first <= complement.cue_last:
        limit = min(limit, scan.pairs[within].last)
    if complement.kind == "marks":
        pair = scan.pairs[complement.pair]
        return _swallowed(scan, start, pair.last, cues)
    if complement.pair >= 0:
        pair = scan.pairs[complement.pair]
        if pair.last - pair.first > SHORT and not _goes_on(scan, pair.after, limit, cues):
            return _swallowed(scan, start, pair.after, cues)
    if scan.forms[start] == "عدم":
        named = next((i for i in range(start + 1, min(limit, start + 5)) if scan.forms[i] in members("identity")), None)
        limit = min(limit, named + 1) if named else limit
    at = start
    while at < limit:
        if at in scan.opening and scan.pairs[scan.opening[at]].after <= limit + 1:
            pair = scan.pairs[scan.opening[at]]
            if (
                pair.last - pair.first > SHORT
                and pair.after < limit
                and scan.forms[pair.after] in COMMAS
                and not _coordinated(scan, pair.after + 1, limit)
            ):
                return pair.after
            at = max(pair.after, at + 1)
            continue
        if at > start and _ends(scan, at, start, cues, complement):
            return at
        at += 1
    return limit


def _sentence(scan: Scan, start: int) -> int:
    """The end of the sentence at `start`, or of a later one where marks opened on the way hold them together."""
    last = scan.sentence[start]
    while last < scan.end(start):
        pair = scan.inside[last - 1]
        if pair < 0 or scan.pairs[pair].opened < start or scan.pairs[pair].last <= last:
            break
        last = scan.sentence[min(scan.pairs[pair].last, scan.end(start) - 1)]
    return last


def _goes_on(scan: Scan, at: int, limit: int, cues: Mapping[int, Complement]) -> bool:
    """Whether the clause runs on behind closing marks: إن "فكرة الدولة انتهت" بعد انتخابه."""
    if at >= limit or scan.reading.words[at].sort != "word":
        return at + 1 < limit and scan.forms[at] in COMMAS and _coordinated(scan, at + 1, limit)
    return (at not in cues and scan.forms[at] not in _TURNS and scan.forms[at][0] != "و") or _coordinated(scan, at, limit)


def _coordinated(scan: Scan, at: int, limit: int) -> bool:
    """Whether وأن/وأنه stands at `at`: another clause of the same content."""
    return at < limit and scan.forms[at][:1] == "و" and scan.forms[at][1:] in COMPLEMENTISERS


def _swallowed(scan: Scan, start: int, last: int, cues: Mapping[int, Complement]) -> int:
    """The end of what was said inside marks: before a participle that the reporter put there after a comma."""
    for at in range(start + 3, min(last, start + _LONGEST)):
        if at in cues and cues[at].form.inflected.shape == "participle" and scan.forms[at - 1] in COMMAS:
            return at
    return last


def _continues(scan: Scan, at: int, start: int, cues: Mapping[int, Complement]) -> bool:
    """Whether a joined cue goes on with what the subject of the content does: إن فلانا رحب بـ، وطلب ..."""
    return any(i in cues and not scan.prefixed(i) and cues[i].kind == "nominal" for i in range(start + 1, min(start + 4, at)))


def _ends(scan: Scan, at: int, start: int, cues: Mapping[int, Complement], host: Complement) -> bool:
    """Whether the content ends before the word at `at`."""
    if at in cues and _joined_cue(scan, at, start, cues, host):
        return True
    if at not in cues and _participle(scan, at):
        return True  # ...، محملا الحكومة ما جرى: the reporter goes on, even where we cannot tell with what
    if host.kind == "nominal" and scan.prefixed(at) and any(r.inflected.relative and _calls(r) for r in scan.cues.get(at, ())):
        return True  # ندد بالحادث ووصفه بأنه ...
    if host.kind == "nominal" and at > start and _over(scan, at, host):
        return True
    if scan.forms[at] in _BY_HIS and _by_his(scan, at):
        return True  # ...، على حد قوله
    if scan.forms[at] == "نقلا" and scan.forms[min(at + 1, len(scan.forms) - 1)] == "عن" and scan.forms[at - 1] in COMMAS:
        return True  # ...، نقلا عن مصادر
    if scan.forms[at] in _ORDER and _then_says(scan, at, cues):
        return True  # ...، قبل أن يضيف: the reporter tells what was said next
    if scan.forms[at - 1] in COMMAS and _contrasted(scan, at, cues):
        return True
    if host.kind == "nominal" and scan.forms[at] == "خلال" and scan.forms[min(at + 1, len(scan.forms) - 1)].removeprefix("ال") in _VENUES:
        return True  # دعا إلى وقف النار خلال مؤتمر صحافي: where it was said
    if host.kind == "nominal" and scan.forms[at - 1] in COMMAS and scan.forms[at][0] != "و" and _relative(scan, host):
        return True  # الجماعة التي تعتبر ذلك عدوانا، بدأت ...: the relative clause is over
    return _turns(scan, at, start, cues, host) or (scan.forms[at - 1] in COMMAS and _aside(scan, at, host))


def _over(scan: Scan, at: int, host: Complement) -> bool:
    """Whether a clause with a subject of its own, a reason or what is to come shows that a noun phrase is over."""
    form = scan.forms[at]
    if form in members("came-when") and host.form.lemma.strength == "noun" and scan.forms[host.index - 1].lstrip("و") in members("comes"):
        return True  # ويأتي تأكيد الوزير على ... بعد أسبوع
    if form in members("utmost"):
        return True  # أدانت الهجوم بأشد العبارات
    if at == host.at + 1:
        return False
    if form in members("own-clause"):
        return True  # دعا إلى حوار إذ أصبح ...، عارض الاتفاق وهذا ...
    if form == "في" and at + 2 < len(scan.forms) and scan.forms[at + 1] in members("statement"):
        return True  # نفى الخبر في تصريحات لإذاعة
    return form[:3] in ("وسي", "وست") and (form.endswith("ون") or scan.forms[at - 1] in COMMAS)  # وسيسعون إلى


def _by_his(scan: Scan, at: int) -> bool:
    """Whether the reporter marks what went before as the speaker's words: على حد قوله، بحسب تعبيرها."""
    words = scan.forms[at + 1 : at + 3]
    return bool(words) and (words[0] in members("his-words") or (words[0] == "حد" and words[-1] in members("his-words")))


def _then_says(scan: Scan, at: int, cues: Mapping[int, Complement]) -> bool:
    """Whether the words at `at` put another saying, with words of its own, behind this one: قبل أن يضيف، ثم قال."""
    cue = at + 2 if scan.forms[min(at + 1, len(scan.forms) - 1)] == "ان" else at + 1
    return cue in cues and cues[cue].kind in ("clause", "marks") and cues[cue].slot == cue + 1


def _contrasted(scan: Scan, at: int, cues: Mapping[int, Complement]) -> bool:
    """Whether somebody else's saying is set against what was said: ...، بينما تشير رواية أخرى إلى أن."""
    if scan.forms[at] not in members("contrast"):
        return False
    for k in range(at + 1, min(at + _CONTRAST, scan.sentence[at])):
        if scan.forms[k] in COMMAS or scan.forms[k] in COMPLEMENTISERS:
            return False
        if k in cues and cues[k].kind in ("clause", "marks") and cues[k].form.inflected.shape in ("perfect", "imperfect"):
            return k > at + 1 or cues[k].slot > k + 2
    return False


def _relative(scan: Scan, host: Complement) -> bool:
    """Whether the cue stands right behind a relative pronoun."""
    return host.index > 0 and scan.forms[host.index - 1].removeprefix("و") in members("antecedent")


def _participle(scan: Scan, at: int) -> bool:
    """Whether a participle of saying in the accusative follows a comma."""
    readings = scan.cues.get(at, ())
    return bool(
        readings
        and scan.forms[at - 1] in COMMAS
        and scan.forms[at].endswith("ا")
        and all(r.inflected.shape == "participle" and r.lemma.strength in ("sure", "test", "between", "blame", "hope") for r in readings)
    )


def _calls(reading: CueForm) -> bool:
    return folded(reading.lemma.name) in members("naming")


def _joined_cue(scan: Scan, at: int, start: int, cues: Mapping[int, Complement], host: Complement) -> bool:
    """Whether the cue at `at` is of the level of the host: a participle, or a verb joined by و."""
    found, comma = cues[at], scan.forms[at - 1] in COMMAS
    inflected = found.form.inflected
    if inflected.shape == "participle":
        return True
    if comma and host.form.lemma.strength in ("relay", "noun") and owned(scan.forms[at][1:]):
        return True  # نقل عنه تأكيده أن ...، ونفيه وجود
    if found.kind == "nominal" and _continues(scan, at, start, cues):
        return False
    if found.kind == "nominal" and inflected.shape == "imperfect" and _present(scan, at, start, host):
        return False  # قال إن الأمين العام يتابع التطورات، ويدعو إلى
    if scan.prefixed(at) and _of_other(scan, at, start, cues, host):
        return False
    if scan.prefixed(at):
        plain = comma or found.kind != "nominal" or _beside(scan, at, start, host)
        return inflected.shape != "masdar" and inflected.person == 3 and plain
    if comma and host.kind in ("nominal", "clause") and found.kind == "clause" and inflected.shape == "perfect" and found.slot > at + 1:
        return True  # وفيما أعلنت الوزارة كذا، قال فلان إن ...
    # فيما دعت ...، قالت: a host in a subordinate clause ends before the main one
    return comma and scan.forms[host.index - 1] in members("meanwhile") and found.kind != "nominal"


def _present(scan: Scan, at: int, start: int, host: Complement) -> bool:
    """Whether a clause reported in the past tells in its first words what somebody does in the present."""
    if host.kind != "clause" or host.form.inflected.shape != "perfect":
        return False
    opening, of_one = scan.forms[start : min(at, start + _FIRST)], scan.forms[at][1]
    return any(f[0] in "يت" and f[0] == of_one and 3 < len(f) < 7 and head(f) is None for f in opening)


def _of_other(scan: Scan, at: int, start: int, cues: Mapping[int, Complement], host: Complement) -> bool:
    """Whether a joined verb goes on with whom the content quotes, by its gender: وأشارت إلى أن القائد نفى ...، وأكد أن."""
    own, joined_one = host.form.inflected, cues[at].form.inflected
    if {own.gender, joined_one.gender} != {"m", "f"} or own.shape != "perfect" or joined_one.shape != "perfect":
        return False
    near = range(start + 1, min(at, start + _QUOTING))
    return any(k in cues and cues[k].form.inflected.gender == joined_one.gender and not scan.prefixed(k) for k in near)


def _beside(scan: Scan, at: int, start: int, host: Complement) -> bool:
    """Whether a verb joined to a noun phrase with no clause in it can only go on with the host: رحب بالاتفاق ودعا إلى."""
    if host.kind != "nominal" or scan.forms[at][1:] in members("noun-like") or scan.inside[at] != scan.inside[start]:
        return False
    within = scan.forms[start:at]
    clause = any(f in members("relative") or f in COMPLEMENTISERS or f in members("subordinator") or f in _TURNS for f in within)
    return not clause and not any(k in scan.cues for k in range(start, at))


def _reports(at: int, cues: Mapping[int, Complement]) -> bool:
    return at in cues and cues[at].form.inflected.shape in ("perfect", "imperfect")


def _turns(scan: Scan, at: int, start: int, cues: Mapping[int, Complement], host: Complement) -> bool:
    """Whether the reporter turns to something else: كما قال، فيما أكد، رغم."""
    form = scan.forms[at]
    if host.kind == "nominal" and _predicated(scan, at, start):
        return True
    turned = next((k for k in (at + 1, at + 2) if form in _TURNS and _reports(k, cues)), None)
    own = turned is not None and cues[turned].kind == "clause" and scan.forms[at - 1] in COMMAS
    if turned is not None and not (form == "بينما" and turned == at + 1 and cues[turned].slot <= turned + 2 and not own):
        return True  # بينما أنحى على ...: a verb without a subject of its own goes on with what is reported
    if form == "مما" and scan.forms[at - 1] in COMMAS and scan.forms[at - 2] in MARKS:
        return True
    if form in ("الا", "غير") and scan.forms[min(at + 1, len(scan.forms) - 1)] in COMPLEMENTISERS:
        return _reports(at + 2, cues) or host.kind == "nominal"
    if form == "في" and scan.forms[min(at + 1, len(scan.forms) - 1)] == "حين" and any(_reports(k, cues) for k in (at + 2, at + 3)):
        return True
    if form in _TOPICS and any(_reports(k, cues) for k in range(at + 2, at + _TOPIC)):
        return True  # وبخصوص الحدود أوضح الوزير أن ...
    if form in _WHILE and host.kind == "nominal" and any(_reports(k, cues) for k in (at + 1, at + 2)):
        return True
    following = scan.forms[at + 1] if at + 1 < len(scan.forms) else ""
    if form == "ورغم" and scan.forms[at - 1] in COMMAS and "رغم" not in scan.forms[start:at]:
        return True
    if form == "رغم" and (following in COMPLEMENTISERS or scan.forms[at - 1] in COMMAS):
        return True
    return form == "كما" and (at + 1 in scan.cues or (following in members("done") and at + 2 in cues))


def _predicated(scan: Scan, at: int, start: int) -> bool:
    """Whether a verb denied, or a consequence, shows that the noun phrase is over: رفض أي تدخل، ولن يقبل ..."""
    form, before = scan.forms[at], scan.forms[at - 1]
    if (form in _DENIED and (at > start + 1 or before.startswith("ال"))) or (form[0] in "وف" and form[1:] in _DENIED):
        supposed = before in members("conditional")  # يحذر من كارثة إذا لم يحدث
        return not supposed and before.removeprefix("و") not in members("relative") and (form in _DENIED or before in COMMAS)
    return form.startswith("فال") and len(form) > 5


def _aside(scan: Scan, at: int, host: Complement) -> bool:
    """Whether a comma and the word at `at` open a circumstance of the reporting, not of what is reported."""
    form = scan.forms[at]
    following = scan.forms[at + 1] if at + 1 < len(scan.forms) else ""
    if form == "وذلك":
        return following in _ASIDE
    if (form == "دون" or (form == "من" and following == "دون")) and any(f in _DETAILS for f in scan.forms[at + 2 : at + 4]):
        return True  # ...، دون أن يقدم تفاصيل
    if form == "في" and following in ("حين", "وقت"):
        return True
    if form == "في" and following in _GLOSS:
        return True  # ...، في إشارة إلى: the reporter explains
    if form == "وهو" and following == "ما" and at + 2 in scan.cues:
        return True  # ...، وهو ما أكده مصدر
    if form == "مما" or (host.kind == "nominal" and (form == "حيث" or (form == "وهو" and following == "ما"))):
        return True
    if host.kind == "nominal" and form[0] == "و" and form[1:] in _DEEDS:
        return True  # أعرب عن صدمته، وزار الجرحى
    beside = (form in members("set-beside") and following not in members("regarding")) or (form == "كما" and following in _DEEDS)
    if host.kind == "nominal" and (beside or (form == "الامر" and following in members("antecedent"))):
        return True  # دعا إلى قمة، بينما تتواصل المعارك، الأمر الذي ...
    if host.kind == "nominal" and (form in members("however") or (form == "خلال" and following in members("venue"))):
        return True
    return form in _BREAKS or form in members("according")
