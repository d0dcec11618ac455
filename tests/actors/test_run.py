"""Names that come and go in batches: whose every name is equals what one full run says, whatever the batches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.actors import Decision, Entity, Memory, Run, blocking, within
from mahdar.actors.slips import Local
from mahdar.names import Mention
from mahdar.spans import Anchor, content_id

#: People of several kinds: namesakes, spellings of one foreign name, fathers and sons, kings, bodies with and without the article.
PEOPLE = (
    "سمير الحاتمي", "سمير كمال الحاتمي", "نادر الحاتمي", "الحاتمي", "غريغور بيتروفسكي", "جريجور بتروفسكي", "بيتروفسكي", "بتروفسكي",
    "أحمد حسن", "أحمد حسن الرفاعي", "حسن", "مازن بن طلال", "مازن بن طلال الرفاعي", "طلال الرفاعي", "الرفاعي", "روبرت هاندلي",
    "جيمس هاندلي", "هاندلي", "سمير الحاتمي نادر الحاتمي", "فيصل بن غازي", "فيصل", "أبو وائل",
)  # fmt: skip
ROLES = ("", "", "", "وزير الدفاع الأسترالي", "وزير المالية الكندي", "الوزير المصري", "النائب العراقي", "الملك", "الرئيس المكسيكي")
OTHERS = (
    ("organisation", "وزارة الخارجية الأميركية"), ("organisation", "الخارجية الأمريكية"), ("organisation", "حركة العدل الجديدة"),
    ("organisation", "للحركة الجديدة"), ("organisation", "حركة العدل الجديده"), ("place", "البرتغال"), ("place", "لشبونة"),
    ("role", "وزير الدفاع الأسترالي"), ("role", "الرئيس المكسيكي"), ("role", "الوزير"), ("role", "الوزير المصري"),
)  # fmt: skip
Article = tuple[str, tuple[Mention, ...]]
Names = Sequence[tuple[str, str, str]]
Parts = Sequence[Sequence[tuple[int, Names | None]]]


def article(name: str, names: Names) -> Article:
    """An article that prints names one after the other."""
    text, found = "", []
    for kind, surface, role in names:
        text += "وقال "
        title = Anchor(name, len(text), len(text) + len(role)) if role else None
        text += f"{role} " if role else ""
        anchor = Anchor(name, len(text), len(text) + len(surface))
        text += f"{surface} "
        phrase = Anchor(name, title.start, anchor.end) if title else anchor
        found.append(Mention(content_id("mention", name, anchor.start, kind), anchor, kind, "test", phrase, role=title))  # type: ignore[arg-type]
    return text, tuple(found)


def state(register: Memory) -> dict[str, dict[str, object]]:
    """All that a register holds, without what is empty."""
    return {name: {key: one for key, one in kept.items() if one} for name, kept in vars(register).items()}


person = st.tuples(st.just("person"), st.sampled_from(PEOPLE), st.sampled_from(ROLES))
other = st.sampled_from(OTHERS).map(lambda pair: (*pair, ""))
names = st.lists(st.one_of(person, person, person, other), min_size=1, max_size=5)
#: Batches of articles by a number; a number that comes again is a new version, one without names goes.
batches = st.lists(st.lists(st.tuples(st.integers(0, 14), st.one_of(names, names, names, st.none())), min_size=1, max_size=5), max_size=7)


def moved(parts: Parts, ruled: Sequence[Decision], known: Sequence[Entity]) -> tuple[Memory, dict[str, Article]]:
    """A register after the batches, and the articles that are left."""
    register, there = Memory(), dict[str, Article]()
    run = Run(register, ruled, known)

    def read(some: Iterable[str]) -> Mapping[str, Article]:
        return {name: there[name] for name in some}

    for part in parts:
        fresh = {f"a{n}": article(f"a{n}", found) for n, found in part if found}
        gone = {f"a{n}" for n, found in part if not found} & there.keys() - fresh.keys()
        there |= fresh
        run.move(gone, fresh, read)
        there = {name: one for name, one in there.items() if name not in gone}
    return register, there


def same(parts: Parts, ruled: Sequence[Decision] = (), known: Sequence[Entity] = ()) -> None:
    """Fails where batches end otherwise than one run over what they leave."""
    register, there = moved(parts, ruled, known)
    whole = Memory()
    Run(whole, ruled, known).move((), there, lambda _: {})
    one, other = state(register), state(whole)
    for name in one:
        assert one[name] == other[name], name


@settings(max_examples=150, deadline=None)
@given(batches)
def test_batches_end_where_one_run_ends(parts: Parts) -> None:
    same(parts)


@settings(max_examples=60, deadline=None)
@given(batches)
def test_batches_with_decisions_and_a_knowledge_base_end_where_one_run_ends(parts: Parts) -> None:
    ruled = [Decision("same", "الحاتمي", "جيمس هاندلي"), Decision("different", "غريغور بيتروفسكي", "جريجور بتروفسكي")]
    known = [Entity("p9", "person", ("سمير الحاتمي", "أبو وائل"), "Q99"), Entity("p8", "person", ("أحمد حسن", "نادر الحاتمي"))]
    same(parts, ruled, known)


@settings(max_examples=60, deadline=None)
@given(batches)
def test_batches_end_where_one_run_ends_when_blocks_pass_their_limit(parts: Parts) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "_TOO_MANY", 2)
        same(parts)


@settings(max_examples=40, deadline=None)
@given(batches)
def test_what_a_move_does_not_tell_of_stays_as_it_was(parts: Parts) -> None:
    register, there = Memory(), dict[str, Article]()
    run = Run(register, (), ())
    for part in parts:
        fresh = {f"a{n}": article(f"a{n}", found) for n, found in part if found}
        keys = list(state(register).get("_entries", {}))
        before = register.owners(keys)
        held = register.locals(there)
        there |= fresh
        told = run.move((), fresh, partial(_picked, there))
        after = register.owners(keys)
        assert {key for key in register.entries(keys) if before.get(key) != after.get(key)} <= told.names
        assert {name for name, one in register.locals(there).items() if one != held.get(name)} == set(told.locals)


def _picked(there: Mapping[str, Article], some: Iterable[str]) -> Mapping[str, Article]:
    return {name: there[name] for name in some}


def test_a_name_that_becomes_well_known_places_a_surname_in_an_article_that_came_before() -> None:
    two = [("person", "روبرت هاندلي", ""), ("person", "جيمس هاندلي", ""), ("person", "هاندلي", "")]
    run = Run(register := Memory(), (), ())
    there = {"a0": article("a0", two)}
    run.move((), there, lambda _: {})
    first = register.locals(["a0"])["a0"]
    more = {f"b{n}": article(f"b{n}", [("person", "روبرت هاندلي", "")]) for n in range(within.WELL_KNOWN - 1)}
    told = run.move((), more, lambda some: {name: there[name] for name in some})
    assert told.locals["a0"] != first
    assert _whose(told.locals["a0"], "روبرت هاندلي") == 2


def _whose(one: Local | None, label: str) -> int:
    assert one
    return next(len(slip.mentions) for slip in one.slips if slip.key.split("\t")[1] == label)
