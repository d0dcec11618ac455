"""Reading, mentions, moments -> Event, by cases and by properties."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mahdar.articles import Article, Block, Published, Source
from mahdar.events import Event, events, nation_of, political
from mahdar.names import mentions
from mahdar.sentences import Reading, read
from mahdar.spans import Anchor, table
from mahdar.times import moments

CASES = Path(__file__).parents[1] / "cases" / "events"
DAY = Published("2021-06-17", "2021-06-17", "2021-06-17", "declared", 1.0)


def cases(file: str) -> list[dict[str, list[list[str]]]]:
    return tomllib.loads((CASES / file).read_text("utf-8"))["case"]


def names(loaded: list[dict[str, list[list[str]]]]) -> list[str]:
    return [str(case["name"]) for case in loaded]


def reading(text: str) -> Reading:
    blocks = tuple(Block(Anchor("a", m.start(), m.end()), "body", "line") for m in re.finditer(r"\S(?:[^\n\r]*\S)?", text))
    return read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))


def found(text: str) -> tuple[Event, ...]:
    one = reading(text)
    return events(one, mentions(one), moments(one, DAY), published=DAY)


TYPES, STATUSES, PARTIES = cases("types.toml"), cases("status.toml"), cases("parties.toml")
ARTICLES, DESKS = cases("articles.toml"), cases("desks.toml")


@pytest.mark.parametrize("case", TYPES, ids=names(TYPES))
def test_a_sentence_names_these_events_and_no_others(case: dict[str, list[list[str]]]) -> None:
    text = str(case["text"])
    assert [[e.anchor.of(text), e.type] for e in found(text)] == case["events"]


@pytest.mark.parametrize("case", STATUSES, ids=names(STATUSES))
def test_the_words_around_a_trigger_tell_its_status(case: dict[str, list[list[str]]]) -> None:
    text = str(case["text"])
    got = {e.anchor.of(text): e.status for e in found(text)}
    assert [[trigger, got.get(trigger, "no event")] for trigger, _ in case["statuses"]] == case["statuses"]


@pytest.mark.parametrize("case", PARTIES, ids=names(PARTIES))
def test_grammar_tells_who_acts_on_whom(case: dict[str, list[str]]) -> None:
    text = str(case["text"])
    event = next(e for e in found(text) if e.anchor.of(text) == case["of"])
    for side in ("actor", "recipient"):
        if side in case:
            assert [a.of(text) for a in getattr(event, side)] == case[side], event.rule


def test_every_type_has_a_case_that_names_it_and_verbs_or_nouns_that_can() -> None:
    told = {kind for case in TYPES for _, kind in case["events"]}
    codes = {row["event"] for row in table("mahdar.events", "codes.tsv")}
    assert told == codes
    assert {row["event"] for row in (*table("mahdar.events", "verbs.tsv"), *table("mahdar.events", "nouns.tsv"))} == codes


def test_a_noun_that_points_back_has_the_parties_of_what_it_points_at() -> None:
    text = "التقى جو بايدن مع فلاديمير بوتين في جنيف.\nوانتهى اللقاء من دون بيان من الحكومتين."
    meeting, again = (e for e in found(text) if e.type == "CONSULT")
    assert [a.of(text) for a in again.actor] == [a.of(text) for a in meeting.actor] == ["جو بايدن", "فلاديمير بوتين"]


def test_a_headline_means_what_the_first_paragraph_spells_out() -> None:
    text = "وزير الخارجية الصيني يزور القاهرة\nأعلنت وزارة الخارجية أن وزير الخارجية الصيني سيقوم بزيارة إلى القاهرة."
    end = text.index("\n")
    blocks = (Block(Anchor("a", 0, end), "headline", "line"), Block(Anchor("a", end + 1, len(text)), "body", "line"))
    one = read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks))
    told = events(one, mentions(one), moments(one, DAY), published=DAY)
    assert [(e.anchor.of(text), e.status) for e in told if e.type == "CONSULT"] == [("يزور", "planned"), ("بزيارة", "planned")]
    alone = read(Article("a", Source("t.txt", "0" * 64), text, "ar", blocks[:1]))
    assert [e.status for e in events(alone, mentions(alone), moments(alone, DAY), published=DAY)] == ["happened"]


def test_a_deed_that_is_dated_long_ago_once_is_as_old_wherever_it_is_named() -> None:
    text = "أسقط المتمردون الطائرة الماليزية في يوليو 2014.\nوتحدث السفير عن إسقاط الطائرة."
    assert {e.anchor.of(text): e.status for e in found(text) if e.type == "ASSAULT"} == {"أسقط": "past", "إسقاط": "past"}


def test_an_office_stands_for_whoever_holds_it_in_the_article() -> None:
    text = "وصل المبعوث الأممي مارتن غريفيث إلى صنعاء.\n\nودعا المبعوث الأممي الحوثيين إلى الانسحاب من الميناء."
    called = next(e for e in found(text) if e.type == "REQUEST")
    assert [a.of(text) for a in called.actor] == ["مارتن غريفيث"]


def test_a_meeting_of_the_headline_is_of_those_the_article_is_about() -> None:
    text = (
        "انتهاء القمة في فيينا.\n\nاتفق فلاديمير بوتين مع جو بايدن على الحوار، كما اتفق جو بايدن مع فلاديمير بوتين على التعاون.\n\n"
        "والتقى وزير الخارجية الأميركي أنتوني بلينكن نظيره الروسي سيرغي لافروف."
    )
    summit = found(text)[0]
    assert {a.of(text) for a in summit.actor} == {"فلاديمير بوتين", "جو بايدن"}


def test_an_attack_and_its_dead_are_one_happening() -> None:
    text = "قتل ستة جنود في هجوم شنه مسلحون على قاعدة عسكرية."
    assert [(e.anchor.of(text), [a.of(text) for a in e.actor]) for e in found(text)] == [("قتل", ["مسلحون"])]


def test_the_words_near_an_event_tell_what_it_is_about() -> None:
    text = "اتهمت واشنطن موسكو بشن هجمات سيبرانية على شبكات الانتخابات."
    attack = next(e for e in found(text) if e.type == "COERCE")
    assert attack.context == "cyber"
    assert "سيبرانية" in [a.of(text) for a in attack.context_words]


def test_every_status_names_the_rule_that_spoke() -> None:
    text = "سيزور وزير الخارجية الصيني القاهرة."
    assert [e.status_rule for e in found(text)] == ["mood"]


def test_a_planned_meeting_counts_as_an_agreement_to_meet() -> None:
    (event,) = found("سيلتقي جو بايدن مع فلاديمير بوتين في جنيف.")
    assert (event.type, event.status, event.plover, event.cameo) == ("CONSULT", "planned", "AGREE", "04")


def test_the_rule_names_the_row_and_the_construction() -> None:
    (event,) = found("زار إيمانويل ماكرون لبنان أمس.")
    assert event.rule == "زار/CONSULT perfect; subject behind"
    assert event.date == "2021-06-16"


def test_a_state_is_known_by_name_capital_and_adjective() -> None:
    assert [nation_of(w) for w in ("روسيا", "موسكو", "الروسيه", "روسيون", "القمر")] == ["RUS", "RUS", "RUS", "RUS", ""]


@pytest.mark.parametrize("case", ARTICLES, ids=names(ARTICLES))
def test_an_article_that_only_borrows_the_words_of_politics_has_no_events(case: dict[str, list[list[str]]]) -> None:
    told = found(str(case["text"]))
    assert len(told) >= 6 if case["events"] else not told


def told_on(text: str, day: str) -> tuple[Event, ...]:
    one, when = reading(text), Published(day, day, day, "declared", 1.0)
    return events(one, mentions(one), moments(one, when), published=when)


def test_what_ten_desks_tell_is_found_typed_and_given_its_status() -> None:
    wanted = found_here = right = acted = actors = 0
    for case in DESKS:
        text = str(case["text"])
        at = {(e.anchor.start, e.type): e for e in told_on(text, str(case["day"]))}
        for trigger, nth, kind, status, who in case["events"]:
            starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(trigger)}(?!\w)", text)]
            event = at.get((starts[int(nth) - 1], kind))
            wanted += 1
            if event is None:
                continue
            found_here += 1
            right += event.status == status
            if who:
                names_ = {a.of(text) for a in event.actor}
                actors += 1
                acted += any(part in name or name in part for part in who.split("+") for name in names_)
    assert found_here / wanted >= 0.74
    assert right / found_here >= 0.82
    assert acted / actors >= 0.7


def test_sport_is_not_political_and_a_ministry_is() -> None:
    assert political(reading("فاز المنتخب في مباراة الدوري وسجل اللاعب ثلاثة أهداف.")) == (False,)
    assert political(reading("اجتمع وزير الخارجية مع السفير.")) == (True,)


def test_a_member_of_parliament_and_a_governor_make_news_of_a_company_and_a_town_political() -> None:
    company = "أعلنت شركة الكهرباء تقنين التيار في المدينة بسبب نقص الوقود."
    deputy = " واعتبر النائب سمير الخوري أن الأزمة نتيجة إهمال متراكم، مطالبا بمحاسبة المسؤولين عن الهدر."
    assert political(reading(company + deputy)) == (False, True)
    governor = "شدد والي الساحل خلال اجتماع على ضرورة الإسراع في إنجاز المشاريع المتأخرة."
    town = " وكان سكان البلدية قد أغلقوا الطريق للمطالبة بالماء الصالح للشرب."
    assert political(reading(governor + town)) == (True, True)


@given(
    st.lists(
        st.sampled_from(
            [
                "التقى",
                "الرئيس",
                "بوتين",
                "مع",
                "و",
                "في",
                "لم",
                "سوف",
                "القمة",
                "هجوم",
                "على",
                "،",
                ".",
                "«",
                "»",
                ":",
                "الروسية",
                "التي",
                "شنها",
                "مقتل",
                "12",
            ]
        ),
        max_size=40,
    )
)
@settings(deadline=None, max_examples=60)
def test_any_order_of_words_gives_events_inside_the_text(words: list[str]) -> None:
    text = " ".join(words) or "."
    for event in found(text):
        for anchor in (event.anchor, *event.actor, *event.recipient, *event.evidence):
            assert anchor.of(text).strip()
            assert anchor.end <= len(text)
        assert event.evidence[0] == event.anchor


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=60)
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(e.anchor.end <= len(text) for e in found(text or "x"))
