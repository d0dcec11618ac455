"""One engagement followed through articles made by hand."""

from __future__ import annotations

from msgspec.structs import replace

from mahdar.records import record as lines
from mahdar.records.lifecycle import lifecycles
from mahdar.records.stretch import Stretch, stretch_of
from mahdar.spans import Anchor

#: One word for each line, ten places wide: the day, the headline's place, the words.
TEXT = "لقاء      قمة       اجتماع    حوار      اتصال     مشاورات   \n"


def _article(name: str, day: str) -> lines.ArticleLine:
    return lines.ArticleLine(
        id=name,
        source=lines.SourceLine(f"{name}.txt", "0" * 64),
        language="ar",
        text=TEXT,
        outlet=name,
        published=lines.PublishedLine(day, "metadata", 1.0),
        dropped=(),
        story="s",
        blocks=(),
    )


def _event(
    name: str, article: str, word: str, status: str, *, date: str | None = None, kind: str = "CONSULT", who: tuple[str, ...] = ("a", "b")
) -> lines.EventLine:
    start = TEXT.index(word)
    at = Anchor(article, start, start + len(word))
    return lines.EventLine(name, kind, kind, "04", at, who, (), status, "rule", (at,), mode="meet", date=date)


APRIL, JUNE, AFTER = _article("april", "2021-04-16"), _article("june", "2021-06-08"), _article("after", "2021-06-17")


def _stages(events: tuple[lines.EventLine, ...], *articles: lines.ArticleLine) -> list[tuple[str, str]]:
    found = lifecycles(events, articles or (APRIL, JUNE, AFTER))
    return [(step.stage, step.at.article) for step in found[0].steps]


def test_an_engagement_runs_from_its_proposal_to_what_follows_it() -> None:
    events = (
        _event("e1", "april", "قمة", "proposed", date="2021-SU", who=("a",)),
        _event("e2", "june", "لقاء", "planned", date="2021-06-16"),
        _event("e3", "after", "قمة", "happened", date="2021-06-16"),
        _event("e4", "after", "حوار", "planned", date="FUTURE_REF"),
    )
    assert _stages(events) == [("proposed", "april"), ("planned", "june"), ("held", "after"), ("followed", "after")]


def test_what_lies_ahead_of_its_article_is_planned_whatever_its_verb() -> None:
    events = (_event("e1", "june", "قمة", "happened", date="2021-06-16"), _event("e2", "after", "قمة", "happened", date="2021-06-16"))
    assert _stages(events) == [("planned", "june"), ("held", "after")]


def test_what_an_early_article_proposes_it_does_not_plan_by_another_verb() -> None:
    events = (
        _event("e1", "april", "قمة", "proposed", date="2021-06-16"),
        _event("e2", "april", "حوار", "happened"),
        _event("e3", "after", "قمة", "happened", date="2021-06-16"),
    )
    assert _stages(events) == [("proposed", "april"), ("held", "after")]


def test_a_day_before_publication_is_not_the_day_of_something_planned() -> None:
    events = (
        _event("e1", "june", "لقاء", "planned", date="2021-06-07"),
        _event("e2", "june", "قمة", "planned", date="2021-06-16"),
        _event("e3", "after", "قمة", "happened", date="2021-06-16"),
    )
    found = lifecycles(events, (JUNE, AFTER))
    assert [(one.date, len(one.events)) for one in found] == [("2021-06-16", 3)]


def test_meetings_on_other_days_or_of_others_stand_apart() -> None:
    events = (
        _event("e1", "after", "قمة", "happened", date="2021-06-16"),
        _event("e2", "after", "لقاء", "happened", date="2021-05-19"),
        _event("e3", "after", "اجتماع", "happened", date="2021-06-16", who=("c", "d")),
        _event("e4", "after", "اتصال", "happened", date="2018-07-16", who=("a", "d")),
    )
    assert sorted(one.date or "" for one in lifecycles(events, (AFTER,))) == ["2018-07-16", "2021-05-19", "2021-06-16", "2021-06-16"]


def test_a_state_stands_for_whoever_acts_for_it() -> None:
    events = (
        _event("e1", "june", "قمة", "planned", date="2021-06-16", who=("a", "b")),
        _event("e2", "after", "قمة", "happened", date="2021-06-16", who=("a", "state")),
    )
    actors = [
        lines.ActorLine(id=name, name=name, kind=kind, names=(), mentions=(), at=Anchor("june", 0, 1), links=())
        for name, kind in (("a", "person"), ("b", "person"), ("state", "state"))
    ]
    assert len(lifecycles(events, (JUNE, AFTER), (), actors)) == 1
    assert len(lifecycles(events, (JUNE, AFTER))) == 2


def test_what_one_article_tells_once_is_followed_only_as_a_meeting_on_a_day() -> None:
    assert lifecycles((_event("e1", "after", "قمة", "happened"),), (AFTER,)) == ()
    assert lifecycles((_event("e1", "after", "قمة", "happened", date="2021-06-16", kind="ASSAULT"),), (AFTER,)) == ()
    assert len(lifecycles((_event("e1", "after", "قمة", "happened", date="2021-06-16"),), (AFTER,))) == 1


def test_a_denied_meeting_is_a_stage_of_its_own() -> None:
    events = (_event("e1", "june", "قمة", "planned", date="2021-06-16"), _event("e2", "after", "قمة", "denied", date="2021-06-16"))
    assert _stages(events) == [("planned", "june"), ("denied", "after")]


def test_values_that_are_no_stretch_of_the_calendar_are_none() -> None:
    for value in ("FUTURE_REF", "P5Y", "PT2H", "", "2021-13", "2021-06-16/", "XXXX-06"):
        assert stretch_of(value) is None
    assert stretch_of("2020-02") == Stretch("2020-02-01", "2020-02-29")
    assert stretch_of("2021-06-15/2021-06-18") == Stretch("2021-06-15", "2021-06-18")
    assert stretch_of("2021-06-15TEV") == Stretch("2021-06-15", "2021-06-15")


def test_where_no_meeting_is_told_what_the_headlines_name_is_followed_whoever_is_named() -> None:
    told = [replace(_article(name, "2021-06-17"), headline=lines.Span(0, 18)) for name in ("x", "y", "z")]
    events = (
        _event("e1", "x", "لقاء", "happened", kind="ASSAULT", who=()),
        _event("e2", "y", "قمة", "happened", kind="ASSAULT", who=("a",)),
        _event("e3", "z", "قمة", "happened", kind="ASSAULT", who=("a", "c"), date="2021-06-16"),
        _event("e4", "z", "مشاورات", "happened", kind="ASSAULT", who=("d", "e")),
        _event("e5", "x", "مشاورات", "happened", kind="ASSAULT", who=("d", "e")),
    )
    first, second = lifecycles(events, told)
    assert (first.events, first.date) == (("e1", "e2", "e3"), "2021-06-16")
    assert "a" in first.parties
    assert second.events == ("e4", "e5")


def test_one_headline_alone_names_no_main_event() -> None:
    told = [replace(_article(name, "2021-06-17"), headline=lines.Span(0, 18)) for name in ("x", "y", "z")]
    assert lifecycles((_event("e1", "x", "لقاء", "happened", kind="ASSAULT", who=()),), told) == ()


def test_a_meeting_put_off_or_called_off_is_so_where_that_is_decided_not_where_it_is_asked_for() -> None:
    for words, stage in (
        ("تقرر تأجيل لقاء الوفدين", "postponed"),
        ("تأجل لقاء الوفدين", "postponed"),
        ("إلغاء لقاء الوفدين", "cancelled"),
        ("طلب الوفد تأجيل لقاء الوفدين", "planned"),
        ("أمر عاجل قبل لقاء الوفدين", "planned"),
    ):
        june = replace(JUNE, text=words)
        at = Anchor("june", words.index("لقاء"), words.index("لقاء") + 4)
        off = replace(_event("e1", "june", "لقاء", "planned", date="2021-06-16"), trigger=at)
        agreed = _event("e2", "april", "قمة", "planned", date="2021-06-16")
        assert ("june", stage) in [(article, told) for told, article in _stages((off, agreed), APRIL, june)]


def test_a_meeting_of_a_day_that_names_nobody_is_the_meeting_of_that_day() -> None:
    events = (
        _event("e1", "june", "لقاء", "planned", date="2021-06-16"),
        _event("e2", "after", "قمة", "happened", date="2021-06-16", who=()),
        _event("e3", "after", "قمة", "happened", date="2021-06-15", who=()),
    )
    found = lifecycles(events, (APRIL, JUNE, AFTER))
    assert [one.events for one in found] == [("e1", "e2")]


def test_what_a_sentence_of_an_earlier_day_tells_does_not_follow() -> None:
    march = lines.TimeLine("t", "after", 31, 35, "DATE", "2021-03", "month", "absolute", "rule")
    events = (
        _event("e1", "june", "لقاء", "planned", date="2021-06-16"),
        _event("e2", "after", "قمة", "happened", date="2021-06-16"),
        _event("e3", "after", "حوار", "planned", kind="COOPERATE"),
    )
    for times, stages in (((), {"planned", "held", "followed"}), ((march,), {"planned", "held"})):
        (first, *_) = lifecycles(events, (APRIL, JUNE, AFTER), times)
        assert {step.stage for step in first.steps} == stages
