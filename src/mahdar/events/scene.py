"""One sentence prepared for the rules of this room: its words, what stands near each, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from mahdar.events.lexicon import ROOM, Condition, bare, forms, light, word_set
from mahdar.names import Mention
from mahdar.sentences import Reading, Word
from mahdar.spans import Anchor, folded, table

PREPOSITIONS = word_set("prepositions")
_QUANTITIES = word_set("quantities")
_RULERS = word_set("rulers")
_GLUED = "بلك"
_MARKS = frozenset({'"', "«", "»", "“", "”", "(", "‘"})
_TITLE = 5  # words of an office that its mention leaves out
_RANK = {"person": 0, "organisation": 1, "role": 2, "place": 3}


class Party(NamedTuple):
    """Someone who may act: the words `first:last` of the article, the anchor that names them, and what governs them.

    `governed` is the preposition before them, glued or free; `joined` tells that they follow another party by و;
    `weak` marks common nouns and national adjectives, which yield to names.
    """

    first: int
    last: int
    anchor: Anchor
    kind: str
    governed: str
    joined: bool
    weak: bool


class Scene(NamedTuple):
    """The words `first:last` of the article and the parties among them, in order; `begins` are their first words."""

    words: Sequence[Word]
    first: int
    last: int
    parties: tuple[Party, ...]
    begins: tuple[int, ...]
    title: bool = False  # of a headline

    def form(self, i: int) -> str:
        """The folded word at `i`; empty outside the sentence."""
        return self.words[i].form if self.first <= i < self.last else ""

    def party_at(self, i: int) -> Party | None:
        """The party whose words begin at `i`."""
        k = bisect_left(self.begins, i)
        return self.parties[k] if k < len(self.begins) and self.begins[k] == i else None

    def inside(self, i: int) -> Party | None:
        """The party whose words take in `i`."""
        k = bisect_right(self.begins, i) - 1
        return self.parties[k] if k >= 0 and self.parties[k].last > i else None

    def after(self, i: int, reach: int = 14) -> Sequence[Party]:
        """The parties that begin after word `i`, at most `reach` words away."""
        return self.parties[bisect_right(self.begins, i) : bisect_right(self.begins, i + reach)]

    def before(self, i: int, reach: int = 40) -> Sequence[Party]:
        """The parties that end before word `i`, nearest first."""
        near = self.parties[bisect_left(self.begins, i - reach) : bisect_left(self.begins, i)]
        return [p for p in reversed(near) if p.last <= i]

    def following(self, party: Party) -> Sequence[Party]:
        """The few parties behind one."""
        k = bisect_right(self.begins, party.first)
        return self.parties[k : k + 6]

    def preceding(self, party: Party) -> Sequence[Party]:
        """The few parties before one, nearest first."""
        k = bisect_left(self.begins, party.first)
        return self.parties[max(0, k - 6) : k][::-1]


@lru_cache(maxsize=65536)
def keys(form: str) -> frozenset[str]:
    """What a condition may know a folded word by: itself without conjunction, preposition, article."""
    found = {form, bare(form)}
    for lead in ("و", "ف", "ب", "ل", "لل", "ك", "وال", "بال", "وب", "ول", "ولل", "فال", "كال", "وبال"):
        if form.startswith(lead) and len(form) - len(lead) > 2:
            found.add(form[len(lead) :])
            if lead.endswith("لل"):
                found.add("ل" + form[len(lead) :])
    if len(form) > 3 and form[0] in "بل":
        found.add(form[0])
    found |= {f[:-1] for f in found if len(f) > 4 and f.endswith("ا")}  # the accusative: اتفاقا
    if nation_of(form):
        found.add("@state")
    return frozenset(found)


class Company(NamedTuple):
    """What conditions may know the words near word `i` by: those before it and those behind it."""

    scene: Scene
    i: int
    before: frozenset[str]
    after: frozenset[str]

    def has(self, condition: Condition) -> bool:
        """Whether all the words of a condition stand near."""
        scene, i = self.scene, self.i
        if condition.lead and condition.lead not in scene.form(i)[:2]:
            return False
        span = self.before if condition.before else self.after
        if condition.next:
            k = i - 1 if condition.before else i + 1
            span = _known(scene, max(scene.first, k), min(scene.last, k + 1))
        return all(not part.isdisjoint(span) for part in condition.words)


def company(scene: Scene, i: int, reach: int) -> Company:
    """The words within `reach` of word `i`; whoever is named or holds an office is a dignitary."""
    before = _known(scene, max(scene.first, i - reach), i)
    return Company(scene, i, before, _known(scene, i + 1, min(scene.last, i + 1 + reach)))


def _known(scene: Scene, first: int, last: int) -> frozenset[str]:
    found: set[str] = set()
    for k in range(first, last):
        found |= keys(scene.words[k].form)
    for party in scene.parties[bisect_left(scene.begins, first - 20) : bisect_left(scene.begins, last)]:
        if party.kind in ("person", "role") and party.last > first:
            found.add("@dignitary")
            break
    return frozenset(found)


@cache
def groups() -> dict[str, str]:
    """Common nouns that name parties -> their kind."""
    return {w: row["kind"] for row in table(ROOM, "groups.tsv") for w in folded(row["words"]).split()}


@lru_cache(maxsize=65536)
def group(form: str) -> str:
    """The kind of party that a folded common noun names, `actor` or `arm` (of a state); empty for any other word."""
    return next((groups()[k] for k in sorted(keys(form)) if k in groups()), "")


@lru_cache(maxsize=65536)
def nation(form: str) -> str:
    """The ISO code of the state whose adjective (nisba) this folded word is; empty for any other word."""
    stems = _nisbas()
    rest = form
    for lead in ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل"):
        if form.startswith(lead) and len(form) - len(lead) > 3:
            rest = form[len(lead) :]
            break
    for candidate in (form, rest):
        if candidate[:3] not in _nisba_heads():
            continue
        for ending in ("", "ه", "ا", "ان", "ين", "ون", "ات", "تان", "تين"):
            stem = candidate[: len(candidate) - len(ending)] if candidate.endswith(ending) else ""
            if stem in stems:
                return stems[stem]
    return ""


@cache
def _nisbas() -> dict[str, str]:
    return {folded(n): row["iso"] for row in table(ROOM, "states.tsv") for n in row["nisba"].split()}


@cache
def _nisba_heads() -> frozenset[str]:
    """How the stems of national adjectives begin: what begins otherwise need not be looked at letter by letter."""
    return frozenset(stem[:3] for stem in _nisbas())


@cache
def states() -> dict[str, str]:
    """Folded names of states and of the capitals that stand for them -> ISO code."""
    return {folded(n.replace("&", " ")): row["iso"] for row in table(ROOM, "states.tsv") for n in row["names"].split()}


class _Phrase(NamedTuple):
    """A party before it is known what governs it; `at` is where its phrase begins in the text, clitics left out."""

    first: int
    last: int
    at: int
    anchor: Anchor
    kind: str
    weak: bool


def scenes(reading: Reading, mentions: Sequence[Mention]) -> list[Scene]:
    """One scene a sentence, in text order."""
    named = _named(reading, mentions)
    begins = [p.first for p in named]
    made: list[Scene] = []
    for sentence in reading.sentences:
        inside = named[bisect_left(begins, sentence.first) : bisect_left(begins, sentence.last)]
        taken = {i for p in inside for i in range(p.first, p.last)}
        parties: list[Party] = []
        for p in _ranked(reading, sorted([*inside, *_weak(reading, sentence.first, sentence.last, taken)])):
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
            kind: str = "state" if m.acts or folded(m.anchor.of(reading.text)) in states() else m.kind
            head = max(first, bisect_right(starts, m.anchor.start) - 1)
            if kind in ("organisation", "state") and group(reading.words[head].form) == "arm" and bare(reading.words[head].form) in _RULERS:
                anchor, kind = _state_of(reading, head, last) or (anchor, kind)
            found.append(_Phrase(first, last, m.phrase.start, anchor, kind, False))
    return found


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


def _weak(reading: Reading, first: int, last: int, taken: set[int]) -> list[_Phrase]:
    """Common nouns and national adjectives of a sentence that no mention has taken."""
    found: list[_Phrase] = []
    i = first
    while i < last:
        word = reading.words[i]
        end = i + 1
        if i not in taken and word.sort == "word":
            kind = group(word.form)
            if word.form in _OWN_COUNTRY and (whose := _country_of(reading, first, i)) is not None:
                found.append(_Phrase(i, end, word.start, whose, "state", False))
            if kind == "many":
                end = min(last, end + 1 + (reading.words[end].form == "من" if end < last else 0))
                end = next((k for k in range(i + 1, end) if k in taken or reading.words[k].sort != "word"), end)
            if kind:
                while end < last and end not in taken and _describes(reading.words[end].form, word.form):
                    end += 1
                state = _state_of(reading, i, end) if kind == "arm" else None
                anchor = state[0] if state else _bare_anchor(reading, i, end)
                found.append(_Phrase(i, end, word.start, anchor, "state" if state else "group", not state))
            elif nation(word.form):
                people = word.form.endswith(("ون", "ين"))  # الفلسطينيون are people, الفلسطينية tells whose
                found.append(_Phrase(i, end, word.start, reading.anchor(i, end), "group" if people else "nation", True))
        i = end
    return found


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


_OWN_COUNTRY = word_set("own_country")
_ADJECTIVES = word_set("adjectives")


def _describes(form: str, head: str) -> bool:
    """Whether a word goes on with the common noun before it: الجنود الأميركيون، المتمردين الأكراد."""
    if nation(form) or form in _ADJECTIVES:
        return True
    return bool(group(form)) and form.startswith("ال") and "ال" in head[:4]


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
    return "", joined or before == "و"


@lru_cache(maxsize=65536)
def nation_of(name: str) -> str:
    """The ISO code of the state that a folded name or national adjective means; empty for anything else."""
    return states().get(name) or (nation(name) if " " not in name else "")


def nations_of(reading: Reading) -> tuple[Anchor, ...]:
    """Where the two states that an article names most (by name, capital or adjective) stand first, a name before an adjective."""
    counts: dict[str, int] = {}
    first: dict[str, tuple[bool, int]] = {}
    for i, word in enumerate(reading.words):
        iso = nation_of(word.form) if word.sort == "word" else ""
        if iso:
            counts[iso] = counts.get(iso, 0) + 1
            here = (word.form not in states(), i)
            first[iso] = min(first.get(iso, here), here)
    top = sorted(counts, key=lambda k: (-counts[k], first[k]))[:2]
    return tuple(reading.anchor(first[k][1], first[k][1] + 1) for k in top if counts[k] > 1)
