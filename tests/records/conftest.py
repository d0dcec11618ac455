"""A small record made by hand, and a browser to look at its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.records import Record
from mahdar.records import record as lines
from mahdar.records.record import Span
from mahdar.spans import Anchor

SUMMIT = (
    "قمة جنيف: اتفاق على عودة السفيرين\n"
    "\n"
    "اشترك في نشرتنا البريدية\n"
    "\n"
    "أعلن الرئيس الروسي فلاديمير بوتين، يوم الأربعاء، الاتفاق على عودة السفيرين، وقال إن اللقاء «كان بنّاء».\n"
    "وأضاف أن نظيره الأميركي أبلغه أن «الحوار سيستمر\n"
    "في الأسابيع المقبلة»، وفق قوله.\n"
)
EVE = "استعدادات القمة\nأكدت المتحدثة باسم البيت الأبيض أن اللقاء سيعقد في 16 حزيران/يونيو 2021.\n"


def span(text: str, words: str) -> Span:
    """Where the words first stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def _anchor(words: str, article: str = "summit") -> Anchor:
    found = span(EVE if article == "eve" else SUMMIT, words)
    return Anchor(article, found.start, found.end)


def _event(name: str, article: str, word: str, status: str, day: str) -> lines.EventLine:
    at = _anchor(word, article)
    return lines.EventLine(name, "CONSULT", "CONSULT", "04", at, ("actor1",), (), status, "rule", (at,), mode="meet", date=day)


def _account(name: str, relation: str, about: str, *evidence: Anchor, fact: str, where: tuple[Anchor, ...] = ()) -> lines.AccountLine:
    origins = len({at.article for at in evidence})
    return lines.AccountLine(
        id=name, fact=fact, claims=(), relation=relation, about=about, evidence=evidence, where=where, origins=origins, why="a template"
    )


def _accounts() -> tuple[lines.AccountLine, ...]:
    told = (_anchor("اللقاء سيعقد في 16 حزيران/يونيو 2021", "eve"), _anchor("وقال إن اللقاء «كان بنّاء»"))
    return (
        _account("a1", "corroborates", "fact", *told, fact="fac1"),
        _account("a2", "differs", "date", *told, fact="fac1", where=(_anchor("16 حزيران/يونيو 2021", "eve"),)),
        _account("a3", "only-here", "fact", _anchor("وأضاف أن نظيره الأميركي أبلغه"), fact="fac2"),
        _account("a4", "differs", "wording", _anchor("الاتفاق على عودة السفيرين"), _anchor("اللقاء «كان بنّاء»"), fact="speech 1"),
    )


def _lifecycle() -> lines.LifecycleLine:
    steps = (
        lines.StepLine("planned", _anchor("سيعقد", "eve"), ("e1",)),
        lines.StepLine("held", _anchor("قمة"), ("e2", "e3")),
    )
    return lines.LifecycleLine(
        id="l1",
        event="CONSULT",
        mode="meet",
        parties=("actor1",),
        date="2021-06-16",
        place=_anchor("جنيف"),
        articles=("eve", "summit"),
        events=("e1", "e2", "e3"),
        steps=steps,
    )


def _article(name: str, text: str, outlet: str | None, day: str, *, dropped: str = "") -> lines.ArticleLine:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line and line != dropped:
            blocks.append(lines.BlockLine(at, at + len(line), "body" if blocks else "headline", "line"))
        at += len(line) + 1
    out = (span(text, dropped),) if dropped else ()
    return lines.ArticleLine(
        id=name,
        source=lines.SourceLine(f"{name}.txt", "0" * 64, url="https://example.org/news?id=1&lang=ar"),
        language="ar",
        text=text,
        outlet=outlet,
        published=lines.PublishedLine(day, "metadata", 1.0),
        headline=Span(blocks[0].start, blocks[0].end),
        blocks=tuple(blocks),
        dropped=tuple(lines.DroppedLine(d.start, d.end, "newsletter") for d in out),
        story="story1",
    )


def _quotations() -> tuple[lines.QuotationLine, ...]:
    putin, a, b = span(SUMMIT, "فلاديمير بوتين"), "summit", "eve"

    def said(key: str, kind: str, content: str, cue: str, **more: object) -> lines.QuotationLine:
        text = EVE if key == "q5" else SUMMIT
        fixed = {"quoted": (), "polarity": "asserts", "how": "subject", "rule": "cue-clause", "confidence": 0.8, "actor": "actor1"}
        found = {"article": b if key == "q5" else a, "content": span(text, content), "cue": span(text, cue)}
        named = {"speaker_name": "فلاديمير بوتين", "name": putin}
        return lines.QuotationLine(**{"id": key, "type": kind, **fixed, **named, **found, **more})

    return (
        said(
            "q1",
            "nominal",
            "الاتفاق على عودة السفيرين",
            "أعلن",
            speaker=span(SUMMIT, "الرئيس الروسي فلاديمير بوتين"),
            role=span(SUMMIT, "الرئيس الروسي"),
        ),
        said("q2", "mixed", "اللقاء «كان بنّاء»", "وقال", quoted=(span(SUMMIT, "كان بنّاء"),)),
        said("q3", "indirect", "نظيره الأميركي أبلغه أن «الحوار سيستمر\nفي الأسابيع المقبلة»", "وأضاف", confidence=0.3),
        said(
            "q4",
            "direct",
            "الحوار سيستمر\nفي الأسابيع المقبلة",
            "أبلغه",
            speaker=span(SUMMIT, "نظيره الأميركي"),
            speaker_name="نظيره الأميركي",
            name=None,
            actor=None,
            parent="q3",
            polarity="promises",
            quoted=(span(SUMMIT, "الحوار سيستمر\nفي الأسابيع المقبلة"),),
        ),
        said(
            "q5",
            "indirect",
            "اللقاء سيعقد في 16 حزيران/يونيو 2021",
            "أكدت",
            speaker=span(EVE, "المتحدثة باسم البيت الأبيض"),
            speaker_name="المتحدثة باسم البيت الأبيض",
            name=None,
            actor=None,
        ),
    )


@pytest.fixture(scope="session")
def record() -> Record:
    """Two articles: a nested quotation that runs over a paragraph break, carried-over speakers, a line set aside."""
    putin, wednesday = span(SUMMIT, "فلاديمير بوتين"), span(SUMMIT, "يوم الأربعاء")
    coming, day = span(SUMMIT, "الأسابيع المقبلة"), span(EVE, "16 حزيران/يونيو 2021")
    return Record(
        articles=(
            _article("eve", EVE, "صوت الساحل", "2021-06-15"),
            _article("summit", SUMMIT, "بريد العاصمة", "2021-06-17", dropped="اشترك في نشرتنا البريدية"),
        ),
        quotations=_quotations(),
        times=(
            lines.TimeLine(
                "t1", "eve", day.start, day.end, "DATE", "2021-06-16", "day", "absolute", "day-month-year", ("2021-06-16", "2021-06-16")
            ),
            lines.TimeLine(
                "t2",
                "summit",
                wednesday.start,
                wednesday.end,
                "DATE",
                "2021-06-16",
                "day",
                "published",
                "weekday",
                ("2021-06-16", "2021-06-16"),
            ),
            lines.TimeLine("t3", "summit", coming.start, coming.end, "DATE", "FUTURE_REF", "vague", "published", "coming"),
        ),
        mentions=(lines.MentionLine("m1", "summit", putin.start, putin.end, "person", "title-name", actor="actor1"),),
        actors=(
            lines.ActorLine(
                id="actor1",
                name="فلاديمير بوتين",
                kind="person",
                names=("فلاديمير بوتين",),
                mentions=("m1",),
                at=Anchor("summit", putin.start, putin.end),
                links=(),
            ),
        ),
        stories=(lines.StoryLine("story1", ("eve", "summit"), Anchor("eve", 0, 15), "2021-06-15", "2021-06-17"),),
        version="0",
        claims=(
            lines.ClaimLine(
                "c1", "agreement", ("actor1",), (), ("actor1",), "speaker", "agreed", (_anchor("الاتفاق على عودة السفيرين"),), "ambassadors"
            ),
            lines.ClaimLine("c2", "assessment", ("actor1",), (), ("actor1",), "speaker", "judged", (_anchor("اللقاء «كان بنّاء»"),)),
        ),
        events=(
            _event("e1", "eve", "سيعقد", "planned", "2021-06-16"),
            _event("e2", "summit", "قمة", "happened", "2021-06-16"),
            _event("e3", "summit", "اللقاء", "happened", "2021-06-16"),
            _event("e4", "summit", "الحوار", "planned", "2021-07"),
        ),
        accounts=_accounts(),
        lifecycles=(_lifecycle(),),
    )


@pytest.fixture(scope="session")
def example() -> Path:
    """The shipped example."""
    return Path(__file__).parents[2] / "examples" / "geneva-2021"
