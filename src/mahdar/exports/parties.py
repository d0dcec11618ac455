"""An actor -> its PLOVER codes: the state it belongs to and its sector, from the words of its name and of its offices.

Nothing is guessed: where the words name no state or no sector, or disagree with each other, there is no code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from mahdar.actors.letters import normal
from mahdar.actors.states import state_named, state_of_demonym
from mahdar.exports.slices import Slices
from mahdar.records.record import ActorLine, Record
from mahdar.spans import folded, table

ROOM = "mahdar.exports"
_WORD = re.compile(r"\w+")
_LONGEST = 3  # words of a form
_AGREED = 0.8  # the share of an actor's phrases that must say the same
_CLITICS = ("", "و", "ف", "ب", "ل", "لل", "ال", "وال", "بال", "فال", "كال", "ولل")
_ALONE = {"international": "IGO"}
_LISTED = {"media": "JRN", "company": "BUS"}


class Codes(Struct, frozen=True):
    """`state` is an ISO 3166-1 alpha-3 code or IGO, `sector` PLOVER's; each is empty where the words do not say it."""

    state: str = ""
    sector: str = ""


class _Form(Struct, frozen=True):
    sector: str
    take: str
    state: str


def codes(record: Record) -> dict[str, Codes]:
    """The codes of every actor of a record, by its id."""
    slices = Slices(record)
    offices: dict[str, list[str]] = {}
    for mention in record.mentions:
        if mention.actor and mention.role:
            offices.setdefault(mention.actor, []).append(slices.words(mention.article, mention.role))
    return {actor.id: codes_of(actor, offices.get(actor.id, ())) for actor in record.actors}


def codes_of(actor: ActorLine, offices: Sequence[str] = ()) -> Codes:
    """The codes of one actor, `offices` being the roles it is given beside its name."""
    if actor.kind in ("state", "place"):
        return Codes(state=alpha3(actor.state or ""))
    phrases = offices if actor.kind == "person" else actor.names
    found = [codes_in(phrase) for phrase in phrases]
    state = alpha3(actor.state or "") or _agreed([c.state for c in found])
    return Codes(state, _agreed([c.sector for c in found]))


def codes_in(phrase: str) -> Codes:
    """The codes that the words of an office or of a body's name give.

    >>> codes_in("المتحدث باسم الجيش الإسرائيلي"), codes_in("الرئيس")
    (Codes(state='ISR', sector='MIL'), Codes(state='', sector=''))
    """
    words = _WORD.findall(folded(phrase))
    body = _bodies().get(_bare(words))
    if body:
        return Codes(alpha3(body.state), body.sector)
    states = list(_states(words))
    forms = [(at, form) for at in range(len(words)) if (form := _form(words, at))]
    known = next((form.state for _, form in forms if form.state), "")
    state = alpha3(known) or ("" if _shared(words, states) else states[0][1] if states else "")
    sector = _sector(words, forms, {at for at, _ in states})
    return Codes(state, "" if state in _ALONE.values() and sector == "GOV" else sector)  # an envoy of a body of states governs none


def alpha3(iso: str) -> str:
    """The three letters of a state; IGO stays as it is; nothing for nothing."""
    return iso if iso in _ALONE.values() else _alpha3().get(iso, "")


def _agreed(values: Sequence[str]) -> str:
    """The value that nearly all who give one agree on."""
    given = Counter(value for value in values if value)
    best = given.most_common(1)
    return best[0][0] if best and best[0][1] >= _AGREED * given.total() else ""


def _sector(words: Sequence[str], forms: Sequence[tuple[int, _Form]], stated: set[int]) -> str:
    """The sector of the leftmost word that decides."""
    for _, form in forms:
        if form.take == "over":
            return form.sector.removeprefix("-")
    for at, form in forms:
        if form.take == "whole" and len(words) > 1:
            continue
        if form.take == "state" and not (stated and at == 0 and len(stated) == len(words) - 1):
            continue
        if form.sector != "-":
            return form.sector
    return ""


def _states(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Every word that belongs to the name or the adjective of a state or of a body of states, with the code."""
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            if code := _state(words[at : at + size]):
                yield from ((at + k, code) for k in range(size))
                at += size
                break
        else:
            at += 1


def _shared(words: Sequence[str], states: Sequence[tuple[int, str]]) -> bool:
    """Whether the first adjective is one of a pair that divides an office: الرئيسين الأميركي والروسي."""
    after = states[0][0] + 1 if states else len(words)
    return after < len(words) and words[after].startswith("و") and _state([words[after][1:]]) not in ("", states[0][1])


def _state(words: Sequence[str]) -> str:
    body = _bodies().get(_bare(words))
    if body and body.state in _ALONE.values():
        return body.state
    phrase = " ".join(words)
    single = normal(phrase)
    iso = state_named(phrase) or (state_of_demonym(single[:-2] if single.endswith("يون") else single) if len(words) == 1 else None)
    return alpha3(iso or "")


def _form(words: Sequence[str], at: int) -> _Form | None:
    """The longest form of the table that begins at a word."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        rest = [_plain(w) for w in words[at + 1 : at + size]]
        for clitic in _CLITICS:
            if words[at].startswith(clitic) and (form := _forms().get(" ".join([words[at][len(clitic) :], *rest]))):
                return form
    return None


def _plain(word: str) -> str:
    return word.removeprefix("ال")


def _bare(words: Sequence[str]) -> str:
    """Words as bodies are looked up: the first without what للـ and لـ put before it."""
    first = words[0] if words else ""
    if first.startswith("لل"):
        first = first.removeprefix("لل")
    return " ".join([_plain(first), *map(_plain, words[1:])])


@cache
def _alpha3() -> dict[str, str]:
    return {row["alpha2"]: row["alpha3"] for row in table(ROOM, "iso.tsv")}


@cache
def _forms() -> dict[str, _Form]:
    return {_key(row["form"]): _Form(row["sector"], row["take"], row["state"]) for row in table(ROOM, "sectors.tsv")}


@cache
def _bodies() -> dict[str, _Form]:
    """Bodies known by their whole name: bodies of states, and listed media and companies."""
    found: dict[str, _Form] = {}
    for row in table("mahdar.names", "bodies.tsv"):
        for name in row["names"].split("|"):
            if row["kind"] in _ALONE or row["kind"] in _LISTED:
                found[_key(name)] = _Form(_LISTED.get(row["kind"], ""), "whole", _ALONE.get(row["kind"], ""))
    return found


def _key(form: str) -> str:
    return " ".join(map(_plain, _WORD.findall(folded(form))))
