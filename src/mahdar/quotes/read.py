"""Reading, mentions -> Quotation: the order of it all on one screen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from mahdar.names import Mention
from mahdar.quotes.carry import carry, nest
from mahdar.quotes.confidence import confidence
from mahdar.quotes.direct import drafts
from mahdar.quotes.draft import Draft
from mahdar.quotes.headline import headlines
from mahdar.quotes.interview import interviews
from mahdar.quotes.naming import namings
from mahdar.quotes.people import People, people
from mahdar.quotes.postposed import behind_marks, postposed
from mahdar.quotes.quotation import Alternative, Quotation
from mahdar.quotes.relative import relatives
from mahdar.quotes.scan import Scan, scan
from mahdar.quotes.setting import settings
from mahdar.quotes.stands import headed
from mahdar.quotes.terms import head, members
from mahdar.sentences import Reading
from mahdar.spans import Anchor, content_id, folded


def quotations(reading: Reading, mentions: Sequence[Mention]) -> tuple[Quotation, ...]:
    """The attributions of an article, in the order of their first word."""
    laid = scan(reading)
    known = people(laid, mentions)
    headed(known)
    titles = headlines(laid, known)
    told = [d for d in drafts(laid) if not any(t.content[0] <= d.content[0] < t.content[1] for t in titles)]
    told += postposed(laid, told)
    titles = [t for t in titles if all(d.rule != "according-before" or d.content != t.content for d in told)]
    told += behind_marks(laid, told)
    told += relatives(laid, {d.cue[0] for d in told if d.cue})
    told += namings(laid, {d.cue[0] for d in told if d.cue})
    answers = interviews(laid, known, titles)
    found = sorted([*titles, *answers, *told], key=lambda d: d.order)
    nest(found)
    carry(laid, known, found)
    settings(laid, found)
    found = own_words(laid, found)
    return _quotations(laid, known, found)


def _spoken(found: Sequence[Draft], number: int | None) -> bool:
    """Whether the draft or one that holds it is direct speech, or an answer."""
    while number is not None:
        if found[number].type == "direct" or found[number].rule == "interview-answer":
            return True
        number = found[number].parent
    return False


_SURE = 0.97  # confidence from which no other speaker is told
_MARKED = 40  # stretches in marks told of one content
_OPENING = 60  # words from the start within which a speaker may be named after what he said


def _opens(host: Draft, draft: Draft) -> bool:
    """Whether a verb with alef opens the speech it stands in, which makes it the speaker's own I: أعتبر ذلك."""
    made = draft.complement
    if "marked-paraphrase" in host.flags:
        return False  # إنه "أوضح لخصمه ...": the reporter tells of him
    return made is not None and draft.cue is not None and draft.cue[0] == host.content[0] and made.form.inflected.form.startswith("ا")


def _of_us(scan: Scan, first: int, last: int) -> bool:
    """Whether somebody speaks of himself as us: الخرطوم: لم يبلغنا أحد."""
    return any(len(f) > 4 and f.endswith("نا") and f not in scan.names and head(f) is None for f in scan.forms[first:last])


def _only_affected(scan: Scan, draft: Draft) -> bool:
    """Whether a headline's group is no source but whom the article is about: لاجئون في برلين: حنين وخوف."""
    found = draft.subject.phrase if draft.subject else None
    return found is not None and found.kind == "anon" and scan.forms[found.first].removeprefix("ال") not in members("source")


def own_words(scan: Scan, found: Sequence[Draft]) -> list[Draft]:
    """The drafts without what a speaker says of his own saying inside a speech: "أكدت له أن ..."."""
    kept: list[Draft] = []
    voices = {d.speaker for d in found if d.type != "headline"}
    place: dict[int, int] = {}
    for number, draft in enumerate(found):
        made, parent = draft.complement, draft.parent
        own = (
            made is not None
            and parent is not None
            and _spoken(found, parent)
            and draft.subject is None
            and made.form.inflected.shape == "perfect"
            and (made.form.inflected.person == 1 or made.form.inflected.gender == "f" or _opens(found[parent], draft))
            and folded(made.form.lemma.name) not in members("teller")
        )
        adrift = draft.how == "cataphora" and "elided" in draft.flags and draft.order > _OPENING
        loose = (
            made is not None
            and parent is None
            and made.form.inflected.shape == "imperfect"
            and draft.subject is None
            and draft.cue is not None
            and draft.loose
        )
        believed = (
            made is not None
            and parent is not None
            and draft.loose
            and draft.subject is None
            and made.form.inflected.shape == "imperfect"
            and folded(made.form.lemma.name) in members("belief")
        )
        # Inside a content, a verb of the present with a bare noun phrase reports only behind a subject that can speak.
        vague = (
            made is not None
            and parent is not None
            and draft.loose
            and made.kind == "nominal"
            and made.form.inflected.shape == "imperfect"
            and not made.form.inflected.relative
            and not (
                draft.subject is not None
                and draft.subject.how in ("subject-before", "relative-antecedent")
                and draft.subject.phrase.kind != "doc"
            )
        )
        topic = (
            draft.type == "headline"
            and draft.subject is not None
            and (draft.subject.phrase.kind == "place" or _only_affected(scan, draft))
            and draft.speaker not in voices
            and not _of_us(scan, *draft.content)
        )
        if own or loose or believed or topic or vague or adrift or (draft.speaker is None and draft.how != "unnamed"):
            continue
        place[number] = len(kept)
        draft.parent = place.get(parent) if parent is not None else None
        kept.append(draft)
    return kept


def _quotations(scan: Scan, known: People, found: Sequence[Draft]) -> tuple[Quotation, ...]:
    made: dict[str, Quotation] = {}
    ids: dict[int, str] = {}
    for number, draft in enumerate(found):
        one = _quotation(scan, known, draft, ids)
        if one:
            ids[number] = one.id
            if one.id not in made or _nearer(one, made[one.id]):
                made[one.id] = one
    return tuple(sorted(made.values(), key=lambda q: (q.anchor, q.content)))


def _nearer(one: Quotation, other: Quotation) -> bool:
    """Whether of two readings of one cue and content this is the surer one, or as sure and its speaker is nearer to the cue."""
    if one.confidence != other.confidence or not (one.cue and one.speaker and other.speaker):
        return one.confidence > other.confidence
    cue = one.cue.start
    return abs(cue - one.speaker.start) < abs(cue - other.speaker.start)


def _quotation(scan: Scan, known: People, draft: Draft, ids: dict[int, str]) -> Quotation | None:
    content = scan.anchor(*draft.content)
    if draft.cut:
        if content.end - content.start <= draft.cut:
            return None
        content = Anchor(content.article, content.start + draft.cut, content.end)
    cue = scan.anchor(*draft.cue) if draft.cue else None
    speaker = scan.anchor(draft.subject.phrase.first, draft.subject.phrase.last) if draft.subject else None
    person = known.persons[draft.speaker] if draft.speaker is not None else None
    name = _unglued(scan, person.first, person.last) if person else None
    parts = [a for a in (content, cue, speaker) if a]
    quoted = _quoted(scan, *draft.content)
    sure = confidence(draft)
    return Quotation(
        id=content_id("quotation", content.article, draft.rule, cue, content),
        anchor=Anchor(content.article, min(a.start for a in parts), max(a.end for a in parts)),
        type=draft.type,
        content=content,
        polarity=draft.polarity,
        rule=draft.rule,
        how=draft.how or "unknown",
        quoted=quoted,
        cue=cue,
        speaker=speaker,
        name=name,
        addressee=scan.anchor(*draft.addressee) if draft.addressee else None,
        venue=scan.anchor(*draft.venue) if draft.venue else None,
        parent=ids.get(draft.parent) if draft.parent is not None else None,
        flags=tuple(dict.fromkeys(draft.flags)),
        alternatives=_alternatives(scan, known, draft, sure),
        confidence=sure,
    )


def _unglued(scan: Scan, first: int, last: int) -> Anchor:
    """The words of a name without what is glued to the first: وفقا لشهود عيان، والمبعوث يحذر."""
    whole, form = scan.anchor(first, last), scan.forms[first]
    if form[0] not in "لو" or len(form) < 4 or head(form) is not None:
        return whole
    if form[:2] == "لل" and head(form[2:]) is not None:
        return Anchor(whole.article, whole.start + 2, whole.end)
    return Anchor(whole.article, whole.start + 1, whole.end) if head(form[1:]) is not None else whole


def _alternatives(scan: Scan, known: People, draft: Draft, sure: float) -> tuple[Alternative, ...]:
    """Who else may have spoken, where that is in doubt; they share what the confidence leaves."""
    if not draft.others or sure >= _SURE:
        return ()
    share = round((1 - sure) / len(draft.others), 3)
    return tuple(Alternative(_unglued(scan, p.first, p.last), share) for p in (known.persons[n] for n in draft.others))


def _quoted(scan: Scan, first: int, last: int) -> tuple[Anchor, ...]:
    """The stretches in marks of a content, as printed; names in marks are none."""
    at = bisect_left(scan.pairs, first - 1, key=lambda p: p.opened)
    found: list[Anchor] = []
    while at < len(scan.pairs) and scan.pairs[at].opened < last:
        pair = scan.pairs[at]
        if pair.first < last and pair.last - pair.first > 3 and pair.after > first:
            found.append(pair.marked.inner)
        at += 1
    return tuple(found[:_MARKED])
