"""Reading and mentions -> one scene a sentence: who is named where, what governs them, and who stands unnamed among them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import bare, forms, light, word_set
from mahdar.events.notes import Note
from mahdar.events.scene import PREPOSITIONS, Party, Scene, group, groups, nation, states
from mahdar.names import Mention
from mahdar.sentences import Reading, Sentence
from mahdar.spans import Anchor, folded

_QUANTITIES = word_set("quantities")
_RULERS = word_set("rulers")
_GLUED = "بلك"
_MARKS = frozenset({'"', "«", "»", "“", "”", "(", "‘"})
_NOUN_ENDS, _SHORTEST_NOUN = ("ة", "ات"), 4
_DEFINITE = ("ال", "وال", "بال", "لل", "كال", "فال")
_TITLE = 5  # words of an office that its mention leaves out
_RANK = {"person": 0, "organisation": 1, "role": 2, "place": 3}
_OWN_COUNTRY = word_set("own_country")
_ADJECTIVES = word_set("adjectives")
_INNER, _TRANSITIVE = word_set("inner"), word_set("transitive")
_STATE_HEADS, _STATE_WORDS = word_set("state_heads"), word_set("state_words")


class _Phrase(NamedTuple):
    """A party before it is known what governs it; `at` is where its phrase begins in the text, clitics left out."""

    first: int
    last: int
    at: int
    anchor: Anchor
    kind: str
    weak: bool


def scenes(reading: Reading, mentions: Sequence[Mention], notes: Sequence[Note]) -> list[Scene]:
    """One scene a sentence, in text order; `notes` are those of the article's words."""
    unnamed = [i for i, n in enumerate(notes) if n.unnamed and reading.words[i].sort == "word"]
    named = _named(reading, mentions)
    begins = [p.first for p in named]
    made: list[Scene] = []
    for sentence in reading.sentences:
        inside = named[bisect_left(begins, sentence.first) : bisect_left(begins, sentence.last)]
        taken = {i for p in inside for i in range(p.first, p.last)}
        able = unnamed[bisect_left(unnamed, sentence.first) : bisect_left(unnamed, sentence.last)]
        weak = _weak(reading, [(i, notes[i]) for i in able if i not in taken], sentence, taken)
        parties: list[Party] = []
        for p in _ranked(reading, sorted([*inside, *weak])):
            governed, joined = _governed(reading, p, sentence.first)
            if joined and parties and p.first - parties[-1].last <= 1 and not governed:
                governed = parties[-1].governed
            parties.append(Party(p.first, p.last, p.anchor, p.kind, governed, joined, p.weak))
        made.append(
            Scene(
                reading.words,
                sentence.first,
                sentence.last,
                tuple(parties),
                tuple(p.first for p in parties),
                reading.paragraphs[sentence.paragraph].role == "headline",
            )
        )
    return made


def _named(reading: Reading, mentions: Sequence[Mention]) -> list[_Phrase]:
    """The outermost phrases that name someone; names win over roles, and a state over its own organs."""
    starts = [w.start for w in reading.words]
    found: list[_Phrase] = []
    for m in sorted((m for m in mentions if m.kind in _RANK), key=lambda m: (m.phrase.start, -m.phrase.end, _RANK[m.kind])):
        first = max(0, bisect_right(starts, m.phrase.start) - 1)
        last = bisect_left(starts, m.phrase.end)
        if found and first < found[-1].last:
            # Nested in the one before: a person's name inside a role phrase takes its place.
            if m.kind == "person" and found[-1].kind in ("role", "organisation") and last <= found[-1].last:
                found[-1] = found[-1]._replace(anchor=m.anchor, kind=m.kind)
            continue
        if found and first - found[-1].last == 1 and reading.words[found[-1].last].form in ("،", ","):
            pair = {found[-1].kind, m.kind}
            if pair == {"person", "role"}:  # in apposition: the name stands for both
                anchor = m.anchor if m.kind == "person" else found[-1].anchor
                found[-1] = found[-1]._replace(last=last, anchor=anchor, kind="person")
                continue
        if found and m.kind == "person" and found[-1].kind == "role" and _titled(reading, found[-1].last, first):
            found[-1] = found[-1]._replace(last=last, anchor=m.anchor, kind="person")
            continue
        if last > first:
            anchor = m.anchor
            kind: str = "state" if m.acts or _is_state(m.anchor.of(reading.text)) else m.kind
            head = max(first, bisect_right(starts, m.anchor.start) - 1)
            if kind in ("organisation", "state") and group(reading.words[head].form) == "arm" and bare(reading.words[head].form) in _RULERS:
                anchor, kind = _state_of(reading, head, last) or (anchor, kind)
            found.append(_Phrase(first, last, m.phrase.start, anchor, kind, False))
    return found


@lru_cache(maxsize=16384)
def _is_state(name: str) -> bool:
    """Whether a name as printed is that of a state or of a capital that stands for it: قطر, دولة قطر, الولايات المتحدة الأميركية."""
    words = folded(name).split()
    while (words and words[-1] in _STATE_WORDS) or (len(words) > 1 and nation(words[-1]) and words[-1].startswith("ال")):
        words.pop()
    head = len(words) > 1 and words[0] in _STATE_HEADS
    return " ".join(words[head:]) in states() or folded(name) in states()


def _titled(reading: Reading, first: int, last: int) -> bool:
    """Whether what stands between an office and a name only tells more of the office: الوزيرة .. السابقة المرشحة للرئاسة فلانة."""
    if not first < last <= first + _TITLE:
        return False
    between = reading.words[first:last]
    if "\n" in reading.text[reading.words[first - 1].end : reading.words[last].start]:
        return False
    return all(w.sort == "word" and w.form.startswith(("ال", "لل")) and not _may_be_verb(w.form) for w in between)


def _may_be_verb(form: str) -> bool:
    return any(f.kind != "noun" for f in forms(form))


def _state_of(reading: Reading, first: int, last: int) -> tuple[Anchor, str] | None:
    """The national adjective that makes an arm of a state stand for it."""
    for i in range(first + 1, last):
        if nation(reading.words[i].form):
            return reading.anchor(i, i + 1), "state"
    return None


def _weak(reading: Reading, able: Sequence[tuple[int, Note]], sentence: Sentence, taken: set[int]) -> list[_Phrase]:
    """Common nouns and national adjectives of a sentence among the words `able`; mentions have `taken` theirs."""
    found: list[_Phrase] = []
    words, end = reading.words, sentence.first
    for i, known in able:
        if i < end or _adjective(words[i].form, words[i - 1].form if i > sentence.first else ""):
            continue
        word, kind = words[i], known.group
        end = i + 1
        if word.form in _OWN_COUNTRY and (whose := _country_of(reading, sentence.first, i)) is not None:
            found.append(_Phrase(i, end, word.start, whose, "state", False))
        if kind:
            end = _phrase_end(reading, i, sentence.last, taken, many=kind == "many")
            owned = end > i + 1 and not _describes(words[i + 1].form, word.form)  # قوات المعارضة are no state's
            state = _state_of(reading, i, end) if kind == "arm" and not owned else None
            anchor = state[0] if state else _bare_anchor(reading, i, end)
            found.append(_Phrase(i, end, word.start if state else anchor.start, anchor, "state" if state else "group", not state))
        elif known.nisba:
            people = word.form.endswith(("ون", "ين"))  # الفلسطينيون are people, الفلسطينية tells whose
            found.append(_Phrase(i, end, word.start, reading.anchor(i, end), "group" if people else "nation", True))
    return found


def _adjective(form: str, before: str) -> bool:
    """Whether a word that may name a ministry tells where something lies instead: الشؤون الداخلية, السياسة الخارجية."""
    return bare(form) in _INNER and before.startswith("ال")


def _phrase_end(reading: Reading, i: int, last: int, taken: set[int], *, many: bool) -> int:
    """Where the phrase of the common noun at `i` ends: behind what describes it, and whom it counts (عشرات من المحتجين)."""
    words, end = reading.words, i + 1
    if many:
        end = min(last, end + 1 + (words[end].form == "من" if end < last else 0))
        end = next((k for k in range(i + 1, end) if k in taken or words[k].sort != "word"), end)
    if group(words[i].form) in ("body", "arm") and not words[i].form.startswith(_DEFINITE) and end < last and end not in taken:
        end += words[end].form.startswith("ال") and words[end].sort == "word" and not nation(words[end].form)  # حركة الشباب
    while end < last and end not in taken and _describes(words[end].form, words[i].form):
        end += 1
    return end


def _ranked(reading: Reading, phrases: Sequence[_Phrase]) -> list[_Phrase]:
    """The phrases, fighters and officials standing for the body whose they are: مقاتلو الحزب، عناصر من التنظيم."""
    found: list[_Phrase] = []
    for p in phrases:
        before = found[-1] if found else None
        if (
            before is not None
            and p.kind == "organisation"
            and before.kind == "group"
            and group(reading.words[before.first].form) == "actor"
        ):
            gap = [reading.words[k].form for k in range(before.last, p.first)]
            if gap in ([], ["من"]) and p.at == reading.words[p.first].start:
                found[-1] = before._replace(last=p.last, anchor=p.anchor, kind="organisation", weak=False)
                continue
        found.append(p)
    return found


def _bare_anchor(reading: Reading, first: int, last: int) -> Anchor:
    """The anchor of a phrase behind the conjunction and preposition written with its noun: (ل)مسلحين، (و)المقاتلين."""
    whole, form = reading.anchor(first, last), reading.words[first].form
    if group(form) and form not in groups() and not form.startswith("ال"):
        for lead in ("و", "ف", "ب", "ل", "ك"):
            rest = form[1:]
            if form.startswith(lead) and (rest in groups() or (rest.startswith("ال") and rest[2:] in groups())):
                return Anchor(whole.article, whole.start + 1, whole.end)
    return whole


def _country_of(reading: Reading, first: int, at: int) -> Anchor | None:
    """The national adjective of whoever speaks of his own country: الرئيس الروسي .. بلاده."""
    for k in range(at - 1, max(first, at - 30) - 1, -1):
        if nation(reading.words[k].form):
            return reading.anchor(k, k + 1)
    return None


def _describes(form: str, head: str) -> bool:
    """Whether a word goes on with the common noun before it: الجنود الأميركيون، المتمردين الأكراد."""
    if nation(form) or form in _ADJECTIVES:
        return True
    people = bool(group(form)) and form.endswith(("ون", "ين", "اكراد"))  # and not طالبت الهيئة الحكومة
    return people and form.startswith("ال") and "ال" in head[:4]


def _governed(reading: Reading, phrase: _Phrase, floor: int) -> tuple[str, bool]:
    """The preposition that governs a phrase, and whether و joins it to what stands before."""
    word = reading.words[phrase.first]
    clitic = word.form[: phrase.at - word.start]
    if not clitic and phrase.kind in ("group", "nation", "state", "role"):
        clitic = next((lead for lead in ("وال", "بال", "لل", "ولل", "وبال", "كال") if word.form.startswith(lead)), "")
    joined = clitic.startswith("و")
    letter = next((c for c in clitic if c in _GLUED), "") if clitic not in ("وال", "ال") else ""
    if letter:
        return letter, joined
    back = phrase.first - 1
    while back > floor and reading.words[back].form in _MARKS:
        back -= 1
    before = reading.words[back].form if back >= floor else ""
    if before in _GLUED and before:  # لـ"الشرق": the preposition stands before the marks
        return before, joined
    if before.startswith("و") and before[1:] in PREPOSITIONS:
        before = before[1:]
    second = reading.words[back - 1].form if back > floor else ""
    if before == "من" and second in _QUANTITIES:
        return "", joined
    if before in PREPOSITIONS:
        return before, joined
    # The second half of a genitive chain hangs on the preposition before its first half: علي مواقع القوات.
    if second in PREPOSITIONS and len(before) > 2 and not before.startswith(("ال", "و")) and not joined and not light(before):
        return second, joined
    return _genitive(reading, back), joined or before == "و"


def _genitive(reading: Reading, at: int) -> str:
    """What makes whoever follows the word at `at` stand in its genitive: `of` a thing, or `object` of a masdar; empty where nothing does.

    Only an ending that no verb has tells; whoever stands in the genitive of a happening that somebody does may well act: مواصلة روسيا.
    """
    word = reading.words[at]
    if word.sort != "word" or len(word.form) < _SHORTEST_NOUN or word.form.startswith(_DEFINITE) or word.form in _QUANTITIES:
        return ""
    if not reading.text[word.start : word.end].endswith(_NOUN_ENDS) or light(word.form):
        return ""
    readings = forms(word.form)
    nouns = [f.sense for f in readings if f.kind == "noun"]
    if len(nouns) == len(readings) and any(sense.lemma in _TRANSITIVE for sense in nouns):
        return "object"
    if any(sense.genitive == "actor" and sense.mode != "visit" for sense in nouns):
        return ""
    return "object" if nouns else "of"


def nations_of(reading: Reading, notes: Sequence[Note]) -> tuple[Anchor, ...]:
    """Where the two states that an article names most (by name, capital or adjective) stand first, a name before an adjective."""
    counts: dict[str, int] = {}
    first: dict[str, tuple[bool, int]] = {}
    for i, known in enumerate(notes):
        if iso := known.state:
            counts[iso] = counts.get(iso, 0) + 1
            here = (reading.words[i].form not in states(), i)
            first[iso] = min(first.get(iso, here), here)
    top = sorted(counts, key=lambda k: (-counts[k], first[k]))[:2]
    return tuple(reading.anchor(first[k][1], first[k][1] + 1) for k in top if counts[k] > 1)
