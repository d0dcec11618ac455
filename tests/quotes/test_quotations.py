"""What holds for every attribution: its anchors, its ids, its parents, its work, and its figures on annotated articles."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Source
from mahdar.quotes import Quotation, quotations
from mahdar.quotes.conjugate import participle, verb
from mahdar.quotes.lexicon import lexicon
from mahdar.sentences import read
from mahdar.spans import Anchor, table

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
WORDS = (
    'قال وأكد الوزير سامي إن أن إلى : ، . « » " “ ” مشيرا كما بحسب وفقا ل نقلت عن '
    "قوله الذي كان قد لم في بيان دعا ب نفى هكذا طالب اتهم ببناء ( ) ٣ بين علي ما"
)
PIECES = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=60)


def said(text: str) -> tuple[Quotation, ...]:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            blocks.append(Block(Anchor("a", start, start + len(line.strip())), "body", "line"))
        at += len(line) + 1
    return quotations(read(Article("a", Source("a.txt", "0"), text, "ar", tuple(blocks))), ())


def _anchors(q: Quotation) -> list[Anchor]:
    found = [q.anchor, q.content, q.cue, q.speaker, q.name, q.addressee, q.venue, *q.quoted]
    return [a for a in found if a]


@settings(max_examples=300, deadline=None)
@given(PIECES, st.sampled_from([" ", ""]))
def test_no_mixture_of_cues_marks_and_breaks_raises_or_points_outside_the_text(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    for q in said(text):
        for anchor in _anchors(q):
            assert 0 <= anchor.start < anchor.end <= len(text)
        assert 0 <= q.confidence <= 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_no_odd_text_raises(text: str) -> None:
    assert all(a.end <= len(text) for q in said(text) for a in _anchors(q))


def test_a_nested_attribution_names_its_parent() -> None:
    found = said("قال المتحدث سعيد عوض إن الرئيس هاني فارس أكد أن الاتفاق نهائي.")
    outer, inner = sorted(found, key=lambda q: q.content)
    assert inner.parent == outer.id
    assert "nested" in inner.flags
    assert outer.content.holds(inner.content)


def test_the_addressee_and_the_venue_stand_beside_the_speaker() -> None:
    text = "وقال الوزير سامي حداد لـ«الميناء» في مقابلة هاتفية إن السفينة وصلت."
    (one,) = said(text)
    assert one.addressee
    assert one.addressee.of(text) == "الميناء"
    assert one.venue
    assert one.venue.of(text).startswith("مقابلة هاتفية")
    assert one.speaker
    assert one.speaker.of(text) == "الوزير سامي حداد"


def test_a_provenance_is_the_venue_and_not_the_speaker() -> None:
    text = "وقال الوزير سامي حداد: «سنبني مدرسة في كل قرية»، وذلك وفقا لما أوردته قناة «الغد»."
    (one,) = said(text)
    assert one.name
    assert one.name.of(text) == "سامي حداد"
    assert one.venue
    assert one.venue.of(text) == "قناة «الغد»"


def test_attitude_follows_the_verb() -> None:
    attitudes = {
        "ونفى الوزير سامي حداد أن تكون الأموال قد ضاعت.": "denies",
        "وحذر الوزير سامي حداد من انهيار الجسر.": "warns",
        "وطالب الوزير سامي حداد بفتح الحدود.": "demands",
        "وتعهد الوزير سامي حداد ببناء الجسر.": "promises",
        "واتهم الوزير سامي حداد الشركة بإهمال الصيانة.": "accuses",
        "وتساءل الوزير سامي حداد عما إذا كان ذلك ممكنا.": "asks",
    }
    assert {text: [q.polarity for q in said(text)] for text in attitudes} == {text: [p] for text, p in attitudes.items()}


def test_quoted_is_what_was_printed_and_content_what_was_said() -> None:
    text = "وتابع الوزير سامي حداد: «الشعبان جاران قديمان ولن يفترقا، مشيرا إلى أنه سيزور المدينة قريبا»."
    first = min(said(text), key=lambda q: q.content)
    assert first.content.of(text) == "الشعبان جاران قديمان ولن يفترقا"
    assert text.endswith(first.quoted[0].of(text) + "».")


def test_one_cue_and_content_make_one_quotation_of_the_nearest_speaker() -> None:
    found = said(
        "سئل وزير النقل عن الميناء.\n\nوبسؤاله عما إذا كان الجانب المصري طلب دعما فنيا مباشرا، أجاب وزير النقل قائلا: "
        "«نعم. العمل في الأرصفة سيبدأ عبر الشركة الوطنية قبل نهاية العام»."
    )
    spoken = [q for q in found if q.quoted]
    assert len(spoken) == 1
    assert spoken[0].speaker is not None
    assert len({q.id for q in found}) == len(found)


def test_every_row_of_the_lexicon_conjugates_to_forms_that_find_it() -> None:
    barred = {row["form"] for row in table("mahdar.quotes", "homographs.tsv")}
    for row in table("mahdar.quotes", "cues.tsv"):
        assert row["polarity"] in {"asserts", "denies", "demands", "warns", "hopes", "asks", "accuses", "promises"}
        if row["perfect"] not in barred and row["strength"] != "hope":
            assert any(f.form in lexicon() for f in verb(row["perfect"], row["imperfect"], row["short"]))


def test_weak_verbs_and_participles_take_their_endings() -> None:
    forms = {f.form for f in verb("دعا", "يدعو", "دعو")} | {f.form for f in verb("قال", "يقول", "قل")}
    assert {"دعا", "دعت", "دعوا", "يدعو", "تدعو", "يدعون", "قلت", "قلنا", "قالوا", "قالتا", "يقولون"} <= forms
    assert {f.form for f in participle("مشير")} >= {"مشيرا", "مشيره", "مشيرين"}


def _steps(run: Callable[[], object]) -> int:
    """How many Python calls a run makes: the measure of work that does not depend on the machine."""
    count = 0

    def tick(_frame: FrameType, event: str, _value: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tick)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit",
    [
        'وقال الوزير سامي حداد إن "الأمر واضح" مؤكدا أن الحكومة ستعمل على ذلك. ',
        "قال إن ",
        '" « » ',
        'قال: "أكد أن ',
        "قال الوزير إن الأمر واضح وأضاف أن ",
    ],
)
def test_work_grows_with_the_length_of_the_text_and_no_faster(unit: str) -> None:
    short, long = unit * (4_000 // len(unit)), unit * (16_000 // len(unit))
    assert _steps(lambda: said(long)) < 4.6 * _steps(lambda: said(short)) + 2_000


def test_a_text_of_half_a_million_characters_is_read() -> None:
    unit = 'وقال الوزير سامي حداد إن "الأمر واضح". '
    text = unit * (500_000 // len(unit))
    begun = time.perf_counter()
    assert len(said(text)) > 10_000
    assert time.perf_counter() - begun < 60


@pytest.mark.skipif(not (SHARED / "geneva").exists(), reason="needs ../shared/geneva")
def test_the_geneva_articles_are_read_as_they_were_annotated() -> None:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import importlib.util

        spec = importlib.util.spec_from_file_location("bench_quotes", ROOT / "bench" / "quotes.py")
        assert spec
        assert spec.loader
        bench = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(bench)
        figures, _ = bench.measure(SHARED / "geneva", lambda _: True, bench.ours)
    finally:
        sys.path.pop(0)
    assert figures["0.8"] >= 0.92
    assert figures["exact"] >= 0.80
    assert figures["speaker all"] >= 0.97
    assert figures["marks taken"] == 0
