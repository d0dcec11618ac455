"""Role phrases that stand for a person: "الرئيس الروسي" is whoever holds that office in the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from mahdar.actors.entry import Form, Phrase, Reason, Said, Slip, coded, decoded, keyed, name_of, sort_of
from mahdar.actors.letters import key, normal
from mahdar.actors.office import HEAD_OF_STATE, Office
from mahdar.actors.slips import Held, Local
from mahdar.actors.states import state_of_demonym

_LONGEST = 7  # words of an office of which a phrase may leave some out
_SURE, _LIKELY = 0.85, 0.65


def held(one: Local, owner: Mapping[str, str], anywhere: Mapping[str, Iterable[str]]) -> tuple[list[Held], list[Phrase]]:
    """The role phrases of an article that mean somebody named in it, and those that mean nobody named.

    A phrase goes to the only person of its article who holds that office there; one of a state also to the only one who
    holds it in another article of the run. `owner` gives the actor of each name that is one's, `anywhere` the offices of an actor.
    """
    present: dict[str, list[Slip]] = {}
    for slip in sorted((s for s in one.slips if sort_of(s.key) in ("full", "lone")), key=lambda s: s.mentions[0].start):
        present.setdefault(owner.get(slip.key, slip.key), []).append(slip)
    here = {who: tuple({code: None for slip in slips for code in slip.offices}) for who, slips in present.items()}
    found: list[Held] = []
    rest: list[Phrase] = []
    for phrase in one.phrases:
        office = decoded(phrase.office)
        who, where = _holder(phrase, here), "in this article"
        if who is None and office.particular:
            who, where = _holder(phrase, {who: anywhere.get(who, here[who]) for who in present}), "in another article"
        if who is None:
            rest.append(phrase)
            continue
        slip = present[who][0]
        why = f"«{phrase.text}» is the office that «{name_of(slip.key)}» has {where}; nobody else here has it"
        score = _SURE if office.state else _LIKELY
        head = slip.mentions[0]
        found.append(Held(phrase, slip.key, Reason((phrase.start, phrase.end), (head.start, head.end), score, why, "role")))
    return found, rest


def asking(one: Local) -> list[str]:
    """The offices of role phrases for which an article asks who holds them elsewhere."""
    here = {slip.key: slip.offices for slip in one.slips if sort_of(slip.key) in ("full", "lone")}
    return sorted({p.office for p in one.phrases if here and decoded(p.office).particular and definite(p.text)})


def meant(code: str) -> list[str]:
    """The offices that a phrase may name when it means the holder of this one: its words, or fewer of them."""
    held = decoded(code)
    if held.state is None or held.counterpart or not held.words:
        return [code] if held.particular else []
    rest = held.words[1:_LONGEST]
    some = {(held.words[0], *few) for n in range(len(rest) + 1) for few in combinations(rest, n)}
    phrases = [Office(words, held.state) for words in sorted(some | {held.words})]
    return [coded(phrase) for phrase in phrases if _means(phrase, held)]


def _holder(phrase: Phrase, persons: Mapping[str, Iterable[str]]) -> str | None:
    """The only person whose office fits the phrase."""
    if not definite(phrase.text):
        return None
    office = decoded(phrase.office)
    fits = [who for who, codes in persons.items() if any(_means(office, decoded(code)) for code in codes)]
    return fits[0] if len(fits) == 1 else None


def _means(phrase: Office, held: Office) -> bool:
    """Whether a phrase can mean the holder of an office: what it says of the state must be known of the holder.

    The phrase may leave out words of a longer title (الوزير for وزير الخارجية); only الرئيس is an office by itself.
    """
    if phrase.state is not None and phrase.state != held.state:
        return False
    rest = iter(held.words[1:])
    shorter = phrase.words[:1] == held.words[:1] != () and all(word in rest for word in phrase.words[1:])
    return (shorter and phrase.words != HEAD_OF_STATE) or phrase.fits(held)


def definite(text: str) -> bool:
    """Whether a role phrase means somebody in particular: no adjective of a state in it lacks its article."""
    words = [normal(word) for word in text.split()]
    return not any(state_of_demonym(word) and not word.startswith(("ال", "لل", "وال")) for word in words)


def office_slips(article: str, rest: Iterable[Phrase]) -> list[Slip]:
    """The slips of phrases that mean nobody named: one for each office."""
    parts: dict[str, list[Phrase]] = {}
    for phrase in rest:
        parts.setdefault(office_key(article, phrase), []).append(phrase)
    return [_office_slip(article, name, some) for name, some in sorted(parts.items())]


def _office_slip(article: str, name: str, some: Sequence[Phrase]) -> Slip:
    first = some[0]
    forms: dict[str, Form] = {}
    for one in some:
        old = forms.get(one.text)
        forms[one.text] = replace(old, count=old.count + 1) if old else Form(1, article, one.start, one.end)
    links = [
        Reason((one.start, one.end), (first.start, first.end), 0.8, f"«{one.text}» and «{first.text}» are one office", "office")
        for one in some[1:]
    ]
    return Slip(name, tuple(Said(one.id, one.start, one.end) for one in some), forms, links=tuple(links))


def office_key(article: str, phrase: Phrase) -> str:
    """The key of a phrase that means nobody named: its office in the world, otherwise its words in their article."""
    office = decoded(phrase.office)
    if office.particular and definite(phrase.text):
        return keyed("office", phrase.office)
    return keyed("phrase", key(phrase.text), article)
