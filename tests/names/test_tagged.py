"""Mentions with a tagger's evidence: what it adds, where it is outvoted, and that no evidence breaks the rules' promises."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.names import Mention, mentions
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor
from mahdar.tags import Entity, EntityKind, Tag, Tags

PLAIN = Tag("NOUN", (), (), 0.9)
LAM = Tag("NOUN", ((1, "ADP"),), (), 0.9)


def reading(text: str) -> Reading:
    blocks = tuple(Block(Anchor("a", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    return read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))


def tags(seen: Reading, *entities: tuple[int, int, EntityKind, float], lams: frozenset[int] = frozenset()) -> Tags:
    words = tuple(LAM if i in lams else PLAIN for i in range(len(seen.words)))
    return Tags("a", words, tuple(Entity(seen.anchor(a, b), kind, a, b, p) for a, b, kind, p in entities))


def surfaces(text: str, found: tuple[Mention, ...]) -> list[tuple[str, str]]:
    return [(m.anchor.of(text), m.kind) for m in found]


def test_an_unknown_name_is_found_when_the_tagger_sees_it() -> None:
    text = "حضر اللقاء ويلهلم شيكارد مع زملائه."
    seen = reading(text)
    assert surfaces(text, mentions(seen)) == []
    found = mentions(seen, tags(seen, (2, 4, "person", 0.98)))
    assert surfaces(text, found) == [("ويلهلم شيكارد", "person")]
    assert found[0].rule == "tagger"
    assert found[0].confidence == 0.98


def test_a_name_that_the_tagger_sees_loses_its_clitic() -> None:
    text = "سلم الرسالة لشيكارد مساء."
    seen = reading(text)
    assert surfaces(text, mentions(seen, tags(seen, (2, 3, "person", 0.98), lams=frozenset({2})))) == [("شيكارد", "person")]


def test_a_lone_name_takes_the_kind_of_the_longer_name_it_ends() -> None:
    text = "وصل جو بايدن صباحا. ثم غادر بايدن المدينة."
    seen = reading(text)
    at = next(i for i, word in enumerate(seen.words) if i > 2 and word.form == "بايدن")
    assert surfaces(text, mentions(seen, tags(seen, (at, at + 1, "place", 0.99)))) == [("جو بايدن", "person"), ("بايدن", "person")]


def test_a_name_missed_once_is_found_by_its_other_places() -> None:
    text = "زار تيمبافاتي أمس. وفي تيمبافاتي أسود."
    seen = reading(text)
    assert surfaces(text, mentions(seen, tags(seen, (1, 2, "place", 0.99)))) == [("تيمبافاتي", "place")] * 2


def test_known_places_and_titles_are_not_outvoted() -> None:
    text = "قال الرئيس إن باريس مستعدة."
    seen = reading(text)
    found = mentions(seen, tags(seen, (1, 2, "person", 0.99), (3, 4, "person", 0.99)))
    assert surfaces(text, found) == [("الرئيس", "role"), ("باريس", "place")]


def test_a_common_word_needs_a_very_certain_tagger() -> None:
    text = "وقع الحادث في الشارع أمس."
    seen = reading(text)
    assert mentions(seen, tags(seen, (3, 4, "place", 0.7))) == ()


def test_a_person_that_the_tagger_sees_starts_with_no_verb_and_no_role() -> None:
    text = "أشاد شيكارد بالعرض. وقال مستشارو شيكارد للصحف شيئا."
    seen = reading(text)
    assert surfaces(text, mentions(seen, tags(seen, (0, 2, "person", 0.95), (5, 7, "person", 0.95)))) == [("شيكارد", "person")] * 2


def test_a_person_that_the_tagger_sees_ends_where_the_next_name_or_word_starts() -> None:
    text = "استقبل ويلهلم شيكارد لندن ومعه هاينه فوغت جورج سميث الهجوم."
    seen = reading(text)
    found = mentions(seen, tags(seen, (1, 4, "person", 0.95), (5, 10, "person", 0.95)))
    assert surfaces(text, found)[:3] == [("ويلهلم شيكارد", "person"), ("لندن", "place"), ("هاينه فوغت", "person")]


def test_two_names_run_together_are_parted_where_one_stands_elsewhere() -> None:
    text = "حضر كمال عباس أمس. ثم هنأ كمال عباس إسماعيل داود."
    seen = reading(text)
    found = mentions(seen, tags(seen, (1, 3, "person", 0.97), (7, 11, "person", 0.97)))
    assert surfaces(text, found) == [("كمال عباس", "person"), ("كمال عباس", "person"), ("إسماعيل داود", "person")]


def test_a_name_that_starts_with_waw_stays_whole() -> None:
    text = "سافر وليد شيكارد أمس."
    seen = reading(text)
    assert surfaces(text, mentions(seen, tags(seen, (1, 3, "person", 0.95), lams=frozenset({1})))) == [("وليد شيكارد", "person")]


def test_a_loose_body_needs_the_tagger_and_a_government_does_not() -> None:
    text = "درست حركة الرياح السطحية أمس. وقالت الحكومة التركية كلمتها."
    seen = reading(text)
    assert ("الحكومة التركية", "organisation") in surfaces(text, mentions(seen, tags(seen)))
    assert not any("حركة" in name for name, _ in surfaces(text, mentions(seen, tags(seen))))
    agreed = tags(seen, (1, 4, "organisation", 0.6))
    assert any("حركة" in name for name, _ in surfaces(text, mentions(seen, agreed)))


def test_a_body_reaches_as_far_as_a_certain_tagger_sees_it() -> None:
    text = "أعلنت وزارة الشؤون البلدية والقروية الخطة."
    seen = reading(text)
    assert surfaces(text, mentions(seen, tags(seen, (1, 5, "organisation", 0.6)))) == [("وزارة الشؤون البلدية", "organisation")]
    found = mentions(seen, tags(seen, (1, 5, "organisation", 0.95)))
    assert surfaces(text, found) == [("وزارة الشؤون البلدية والقروية", "organisation")]


def test_a_club_named_after_its_town_is_no_place() -> None:
    text = "فاز مانشستر يونايتد أمس. ووصل لندن مساء."
    seen = reading(text)
    found = mentions(seen, tags(seen, (1, 3, "organisation", 0.9)))
    assert surfaces(text, found) == [("مانشستر يونايتد", "organisation"), ("لندن", "place")]


def test_a_list_of_names_parted_by_dashes_is_no_single_name() -> None:
    text = "شارك ويلهلم شيكارد – هاينه فوغت في اللقاء ضاحكًا."
    seen = reading(text)
    found = mentions(seen, tags(seen, (1, 6, "person", 0.95)))
    assert surfaces(text, found)[0] == ("ويلهلم شيكارد", "person")


def test_no_name_goes_over_the_end_of_a_sentence() -> None:
    seen = reading("الرئيس الرئيس الخارجية . للكويت")
    names = [m.anchor for m in mentions(seen, tags(seen, (2, 5, "person", 1.0))) if m.kind in {"person", "place"}]
    assert not any(one.meets(other) for one, other in pairwise(names))


WORDS = [
    "الرئيس",
    "وزير",
    "الخارجية",
    "جو",
    "بايدن",
    "ولبايدن",
    "للكويت",
    "وزارة",
    "،",
    ".",
    "عبد",
    "بن",
    "في",
    "وقال",
    "غريب",
    "زغرب",
    "مدينة",
]
KINDS: list[EntityKind] = ["person", "organisation", "place", "other", "role", "event"]
ENTITIES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4), st.sampled_from(KINDS), st.floats(0, 1)), max_size=8)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), ENTITIES, st.frozensets(st.integers(0, 30)))
def test_any_evidence_gives_sorted_anchors_inside_phrases(
    words: list[str], drawn: list[tuple[int, int, EntityKind, float]], lams: frozenset[int]
) -> None:
    seen = reading(" ".join(words))
    inside = [(a, min(a + n, len(seen.words)), kind, p) for a, n, kind, p in drawn if a < len(seen.words)]
    found = mentions(seen, tags(seen, *sorted(inside), lams=lams))
    assert list(found) == sorted(found, key=lambda m: m.anchor)
    assert len({m.id for m in found}) == len(found)
    for one in found:
        assert one.phrase.holds(one.anchor)
        assert one.role is None or one.phrase.holds(one.role)
    names = [m.anchor for m in found if m.kind in {"person", "organisation", "place"}]
    assert not any(one.meets(other) for one, other in pairwise(names))


def test_a_name_behind_its_preposition_is_another_person() -> None:
    text = "قال كامل لرامز إن الاتفاق قريب، ثم كتب رامز إلى رامز الثاني وإلى كامل."
    seen = reading(text)
    people = [surface for surface, kind in surfaces(text, mentions(seen, tags(seen, (1, 3, "person", 0.98)))) if kind == "person"]
    assert "كامل لرامز" not in people
    assert people[0] == "كامل"
