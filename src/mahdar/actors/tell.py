"""What articles say of who is who, and whose every name is -> Actor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from mahdar.actors.actor import Actor, ActorKind, Link
from mahdar.actors.entry import Bond, Form, Reason, Slip, actor_id, forms_of, kind_of, name_of, own_key, sort_of
from mahdar.actors.naming import parsed
from mahdar.actors.slips import Local
from mahdar.actors.states import rank_of, state_of_capital, wikidata_of
from mahdar.actors.things import TABLE
from mahdar.spans import Anchor

_SAME = "» is the same full name in another article"
_AGAIN = {
    "full": (0.99, "«{}" + _SAME, "identical"),
    "lone": (0.7, "«{}» stands alone in both articles", "lone name"),
    "office": (0.8, "«{}» and «{}» are one office", "office"),
}


class Cast(Struct, frozen=True):
    """What is known of an actor beyond its names: ids of the knowledge base and of Wikidata, and why its names are one's."""

    bonds: tuple[Bond, ...] = ()
    known: str | None = None
    wikidata: str | None = None


def told(locals_: Iterable[Local], owner: Mapping[str, str], cast: Mapping[str, Cast]) -> tuple[Actor, ...]:
    """The actors that articles name, those named most first; `owner` gives whose each name is, where it is one's in all articles."""
    found: dict[str, list[tuple[str, Slip]]] = {}
    held: dict[tuple[str, str], list[tuple[str, Reason]]] = {}
    for one in sorted(locals_, key=lambda one: one.article):
        for slip in (*one.slips, *one.offices):
            found.setdefault(actor_of(slip.key, one.article, owner), []).append((one.article, slip))
        for phrase in one.held:
            held.setdefault((one.article, phrase.key), []).append((phrase.phrase.id, phrase.reason))
    made = [_actor(actor, slips, held, cast.get(actor, Cast())) for actor, slips in found.items()]
    return tuple(sorted(made, key=lambda actor: (-len(actor.mentions), actor.id)))


def actor_of(key: str, article: str, owner: Mapping[str, str]) -> str:
    """The id of the actor whom a name means in an article."""
    if key in owner:
        return owner[key]
    return actor_id(own_key(key, article) if sort_of(key) == "lone" else key)


def _actor(
    actor: str, slips: Sequence[tuple[str, Slip]], held: Mapping[tuple[str, str], Sequence[tuple[str, Reason]]], cast: Cast
) -> Actor:
    key = min(slip.key for _, slip in slips)
    kind = kind_of(key)
    forms = forms_of(slip for _, slip in slips)
    state = name_of(key) if kind == "state" else None
    shown = fullest(forms, kind, state)
    roles = [(Anchor(article, *reason.source), name) for article, slip in slips for name, reason in held.get((article, slip.key), ())]
    said = [(Anchor(article, one.start, one.end), one.id) for article, slip in slips for one in slip.mentions]
    return Actor(
        id=actor,
        name=forms[shown].anchor,
        kind=kind,
        mentions=tuple(name for _, name in sorted([*said, *roles])),
        spellings=tuple(forms[text].anchor for text in spellings(forms)),
        links=tuple(sorted(_links(slips, held, cast.bonds), key=lambda link: (link.source, link.target))),
        wikidata=wikidata_of(state) if state else cast.wikidata,
        state=state or (state_of_capital(shown) if kind == "place" else None),
        known=cast.known,
    )


def fullest(forms: Mapping[str, Form], kind: ActorKind, state: str | None = None) -> str:
    """The spelling that an actor is called by: of the names of more than one part the most frequent, then the longest."""
    if state:
        return min(forms, key=lambda text: (rank_of(text, state), f"ال{text}" in forms, -forms[text].count, forms[text].anchor))
    parts = {text: len(parsed(text).units) if kind == "person" else 1 for text in forms}
    return min(forms, key=lambda text: (parts[text] < 2, f"ال{text}" in forms, -forms[text].count, -parts[text], forms[text].anchor))


def spellings(forms: Mapping[str, Form]) -> list[str]:
    """The spellings, the most frequent first; what للسعودية leaves without its clitic is none where the whole name stands too."""
    whole = [text for text in forms if f"ال{text}" not in forms]
    return sorted(whole, key=lambda text: (-forms[text].count, forms[text].anchor))


def _links(
    slips: Sequence[tuple[str, Slip]], held: Mapping[tuple[str, str], Sequence[tuple[str, Reason]]], bonds: Iterable[Bond]
) -> Iterator[Link]:
    """The tree of an actor's mentions: within each article, from article to article, from name to name."""
    first: dict[str, tuple[Anchor, str]] = {}
    for article, slip in slips:
        for reason in (*slip.links, *(reason for _, reason in held.get((article, slip.key), ()))):
            yield within(article, reason)
        if slip.key in first:
            yield across(slip, article, first[slip.key])
        else:
            first[slip.key] = head_of(article, slip)
    for bond in bonds:
        if bond.a in first and bond.b in first:
            yield Link(first[bond.a][0], first[bond.b][0], bond.score, bond.why, bond.rule)


def head_of(article: str, slip: Slip) -> tuple[Anchor, str]:
    """Where a slip begins, and how the name is spelt there."""
    head = slip.mentions[0]
    text = next(text for text, form in slip.forms.items() if form.start == head.start)
    return Anchor(article, head.start, head.end), text


def within(article: str, reason: Reason) -> Link:
    """The link of a reason."""
    return Link(Anchor(article, *reason.source), Anchor(article, *reason.target), reason.score, reason.why, reason.rule)


def across(slip: Slip, article: str, first: tuple[Anchor, str]) -> Link:
    """The link of a name in one article to where it stands first."""
    anchor, text = head_of(article, slip)
    sort = sort_of(slip.key)
    if sort in _AGAIN:
        score, why, rule = _AGAIN[sort]
        said = why.format(*((text, first[1]) if sort == "office" else (name_of(slip.key),)))
        return Link(anchor, first[0], score, said, rule)
    why = f"«{text}» again" if text == first[1] else f"«{text}» and «{first[1]}»: {TABLE}"
    return Link(anchor, first[0], 1.0, why, "table")


def repeats(link: Link) -> bool:
    """Whether a link only says that a name is printed again as it was before, so that nothing had to be judged."""
    return link.rule == "same words" or (link.rule == "table" and link.why.endswith("» again")) or link.why.endswith(_SAME)
