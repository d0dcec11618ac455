"""Reading, quotations, events -> Claim, by cases and by properties."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.claims import Claim, ClaimKind, claims
from mahdar.claims.candidates import Candidate
from mahdar.claims.clauses import closed
from mahdar.claims.decide import Verdict, chosen
from mahdar.claims.shapes import marks_of
from mahdar.events import events
from mahdar.names import mentions
from mahdar.quotes import quotations
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor, folded, table

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "claims" / "kinds.toml").read_text("utf-8"))["case"]


def reading(text: str) -> Reading:
    blocks = tuple(Block(Anchor("a", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    return read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))


def found(text: str) -> tuple[Claim, ...]:
    one = reading(text)
    named = mentions(one)
    return claims(one, quotations(one, named), events(one, named, ()))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_a_sentence_makes_these_claims_and_no_others(case: dict[str, list[list[str]]]) -> None:
    text = str(case["text"])
    got = found(text)
    assert [[c.kind, c.anchor.of(text), c.stated_as] for c in got] == case["claims"]
    if "issue" in case:
        assert got[0].issue == case["issue"]


def test_every_kind_has_a_case() -> None:
    assert {kind for case in CASES for kind, *_ in case["claims"]} == set(get_args(ClaimKind))


def test_every_weight_belongs_to_a_sign_or_cue_that_a_table_has_or_to_a_shape() -> None:
    signs = {row["sign"] for row in table("mahdar.claims", "signs.tsv")}
    named = {row["feature"].partition("=")[2] for row in table("mahdar.claims", "weights.tsv") if row["feature"].startswith("has=")}
    cues = {row["feature"].partition("=")[2] for row in table("mahdar.claims", "weights.tsv") if row["feature"].startswith("cue=")}
    assert named
    assert named <= signs
    assert {cue.removesuffix(" later") for cue in cues} <= {row["class"] for row in table("mahdar.claims", "cues.tsv")}


def test_of_candidates_that_share_words_those_that_add_up_to_most_are_told() -> None:
    def of(first: int, last: int, chance: float) -> Verdict:
        return Verdict(Candidate(first, last, "whole"), "demand", chance)

    wide, left, right, weak = of(0, 10, 0.7), of(0, 5, 0.5), of(5, 10, 0.6), of(12, 14, 0.1)
    assert chosen([wide, left, right, weak], floor=0.2) == [left, right]
    assert chosen([wide, left, weak], floor=0.2) == [wide]


def test_an_agreement_inside_a_judgement_is_told_beside_it() -> None:
    text = "اتفق الجانبان"
    deed = events(reading(text), mentions(reading(text)), ())[0]
    judgement = Verdict(Candidate(0, 10, "whole"), "assessment", 0.7)
    inside = Verdict(Candidate(4, 7, "deed", deed=deed), "agreement", 0.4)
    crossing = Verdict(Candidate(8, 12, "deed", deed=deed), "agreement", 0.3)
    demanded = Verdict(Candidate(4, 6, "content", deed=deed), "demand", 0.4)
    assert chosen([judgement, inside, crossing, demanded], floor=0.2) == [judgement, inside]


def test_every_issue_has_labels_in_both_languages_and_words() -> None:
    rows = table("mahdar.claims", "issues.tsv")
    assert len({row["issue"] for row in rows}) == len(rows)
    assert all(row["topic"] and row["label_ar"] and row["label_en"] and row["words"] for row in rows)


def test_who_says_it_is_kept_apart_from_who_does_it() -> None:
    text = "قال وزير الخارجية الروسي سيرغي لافروف إن إسرائيل ترتكب جرائم في غزة."
    (claim,) = found(text)
    assert [a.of(text) for a in claim.said_by] == ["سيرغي لافروف"]
    assert (claim.kind, claim.stated_as) == ("accusation", "speaker")


@given(
    st.lists(
        st.sampled_from(
            [
                "قال",
                "وزير",
                "الخارجية",
                "إن",
                "روسيا",
                "سترد",
                "على",
                "لكن",
                "،",
                ".",
                "«",
                "»",
                "يجب",
                "اتفق",
                "الطرفان",
                "وعلى",
                "جرائم",
                "من",
                "السابق",
                "لأوانه",
                "الخلافات",
                "ظلت",
                "قائمة",
            ]
        ),
        max_size=40,
    )
)
@settings(deadline=None, max_examples=60)
def test_any_order_of_words_gives_claims_inside_the_text(words: list[str]) -> None:
    text = " ".join(words) or "."
    for claim in found(text):
        for anchor in (claim.anchor, *claim.by, *claim.to, *claim.said_by, *claim.evidence):
            assert anchor.of(text).strip()
            assert anchor.end <= len(text)


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(c.anchor.end <= len(text) for c in found(text or "x"))


def test_a_claim_that_the_headline_repeats_is_told_once() -> None:
    title, body = "الرئيس الغاني يتهم توغو بتسليح المتمردين", "اتهم الرئيس الغاني أمس توغو بتسليح المتمردين في الشمال."
    text = f"{title}\n{body}"
    blocks = (Block(Anchor("a", 0, len(title)), "headline", "line"), Block(Anchor("a", len(title) + 1, len(text)), "body", "line"))
    one = read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))
    named = mentions(one)
    got = claims(one, quotations(one, named), events(one, named, ()))
    assert [c.kind for c in got] == ["accusation"]
    assert got[0].anchor.start > len(title)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("واتهم الوزير اليوناني جاره بأنه خرق الهدنة، وقال إن", "الهدنة"),
        ("خرق الهدنة مرات بسبب", ""),
        ("خرق الهدنة مرات عدة", "عدة"),
    ],
)
def test_a_stretch_that_leads_to_nothing_ends_at_the_mark_before_or_is_none(text: str, end: str) -> None:
    words = reading(text).words
    last = closed(words, 0, len(words))
    assert (words[last - 1].form if last else "") == folded(end)


def test_a_stretch_cut_where_somebody_elses_words_begin_is_none() -> None:
    words = reading("الحكومة تدين القصف على المدينة").words
    assert closed(words, 0, 2, cut=True) == 0
    assert closed(words, 0, 2) == 2


@pytest.mark.parametrize("form", ["ساعات", "سنوات", "سياسية", "سابقا", "سيطرة", "وسنغافورة", "ساعدت", "سيدة"])
def test_a_word_that_only_looks_like_a_future_is_none(form: str) -> None:
    assert "will" not in marks_of(folded(form))


@pytest.mark.parametrize("form", ["سنهزم", "سنوقع", "سيدفع", "وستهاجم", "سأواصل", "سنتخذ", "سيوفر"])
def test_a_verb_of_the_future_is_one(form: str) -> None:
    assert "will" in marks_of(folded(form))


def test_who_is_warned_is_not_who_warns() -> None:
    text = "قال الرئيس الكيني إنه إذا رفض المتمردون الانسحاب من المدينة فستكون العواقب وخيمة."
    (claim,) = found(text)
    assert claim.kind == "warning"
    assert claim.by == claim.said_by
    assert "المتمردون" not in [a.of(text) for a in claim.by]


def test_nobody_says_of_himself_what_he_is_accused_of() -> None:
    text = "وتأتي زيارة الوزير القبرصي بسبب هجمات المستوطنين على القرية."
    assert all("المستوطنين" not in [a.of(text) for a in claim.said_by] for claim in found(text))


def test_a_claim_whose_words_tell_no_issue_is_about_that_of_the_headline() -> None:
    title = "الوزيران يبحثان ملء سد النهضة"
    body = "وعقد الوزير الأوغندي مؤتمرا صحفيا مساء أمس بعد يومين طويلين من العمل في الفندق الكبير. وقال إنه يجب أن يتحمل الجميع المسؤولية."
    text = f"{title}\n{body}"
    blocks = (Block(Anchor("a", 0, len(title)), "headline", "line"), Block(Anchor("a", len(title) + 1, len(text)), "body", "line"))
    one = read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))
    named = mentions(one)
    assert [c.issue for c in claims(one, quotations(one, named), events(one, named, ()))] == ["water"]
