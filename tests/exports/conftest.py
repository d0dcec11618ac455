"""Records to write out: one of the shipped example, and one made by hand of texts that are hard to write."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import strategies as st

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record
from mahdar.records import record as lines
from mahdar.records.record import Span
from mahdar.spans import Anchor

EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"

#: What breaks formats: formulas, quotes of every kind, markup, line ends, bidi marks, an astral letter, a control, a NUL.
HARD = [
    "=HYPERLINK(1)", "+", "-", "@", "'", '"', '""', "«", "»", "“", "”", ",", ";", "\t", "\r\n", "\r", "\n", "|", " | ", "<b>",
    "</script>", "]]>", "&amp;", "&", "\\", "`", "*", "_", "[", "](", "#", "\N{RIGHT-TO-LEFT MARK}", "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{POP DIRECTIONAL ISOLATE}", "\ufeff", "\x00", "\x0b", "\x1b", "\ud7ff", "\ufffe", "😀", "𞸀", "ﷲ", "قال", "الوزير", "إنّ",
    "١٦", "16", " ", "ـ", "\u2028", "urn:x", "{", "}",
]  # fmt: skip


def one_article(
    text: str, cuts: tuple[int, ...] = (0,), *, outlet: str = "صوت الساحل", url: str = "https://sahil.example/خبر?id=1"
) -> Record:
    """A record of one article in which every kind of line rests on a stretch of the text between two cuts."""
    marks = sorted({*(min(c, len(text) - 1) for c in cuts), 0})
    ends = [*marks[1:], len(text)]
    spans = [Span(a, b) for a, b in zip(marks, ends, strict=True) if b > a]
    at = [Anchor("art1", s.start, s.end) for s in spans]
    first, last = spans[0], spans[-1]
    named = text[last.start : last.end]
    return Record(
        articles=(
            lines.ArticleLine(
                id="art1",
                source=lines.SourceLine("ملف.txt", "0" * 64, url=url),
                language="ar",
                text=text,
                outlet=outlet,
                published=lines.PublishedLine("2021-06-16", "metadata", 1.0),
                dropped=(),
                story="sto1",
                headline=first,
                byline=last,
                dateline=first,
                blocks=tuple(lines.BlockLine(s.start, s.end, "body" if i else "headline", "line") for i, s in enumerate(spans)),
            ),
        ),
        quotations=tuple(
            lines.QuotationLine(
                id=f"quo{i}",
                article="art1",
                type="direct",
                content=s,
                polarity="asserts",
                how="subject",
                rule="cue",
                speaker_name=named,
                confidence=0.9,
                quoted=(s,),
                cue=first,
                speaker=last,
                actor="act1",
            )
            for i, s in enumerate(spans)
        ),
        times=(lines.TimeLine("tim1", "art1", first.start, first.end, "DATE", "2021-06-16", "day", "absolute", "rule"),),
        mentions=(lines.MentionLine("men1", "art1", last.start, last.end, "person", "rule", role=first, actor="act1"),),
        actors=(lines.ActorLine(id="act1", name=named, kind="person", names=(named,), mentions=("men1",), at=at[-1], links=()),),
        stories=(lines.StoryLine("sto1", ("art1",), at[0], "2021-06-16", "2021-06-16"),),
        version="0",
        events=tuple(
            lines.EventLine(
                f"eve{i}", "CONSULT", "CONSULT", "04", a, ("act1",), (), "happened", "rule", (a,), mode="meet", date="2021-06-16", place=a
            )
            for i, a in enumerate(at)
        ),
        claims=tuple(
            lines.ClaimLine(f"cla{i}", "demand", ("act1",), (), ("act1",), "speaker", "rule", (a,), "summit") for i, a in enumerate(at)
        ),
        accounts=(
            lines.AccountLine(
                id="acc1", fact="fac1", claims=("cla0",), relation="differs", about="wording", evidence=tuple(at), origins=1, why="w"
            ),
        ),
    )


_TEXTS = st.lists(st.sampled_from(HARD), min_size=2, max_size=25).map("".join).filter(lambda t: len(t.strip()) > 1)
_CUTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))


@pytest.fixture(scope="session")
def records() -> st.SearchStrategy[Record]:
    """Records of one article of hard words, cut anywhere."""
    return st.builds(one_article, _TEXTS, _CUTS)


@pytest.fixture(scope="session")
def record() -> Record:
    """The record of the shipped example, read back from its JSON."""
    read = [article(c) for c in captures([EXAMPLE]) if isinstance(c, Capture)]
    layers, people = analyse_all(read, tagger=False)
    return msgspec.json.decode(msgspec.json.encode(record_of(layers, people)), type=Record)


@pytest.fixture(scope="session")
def hard() -> Record:
    """One article whose words are of the kind that breaks formats."""
    text = "\N{RIGHT-TO-LEFT MARK}«قال» <b>الوزير</b> & 'إنّ'\r\n@لقاء \"اليوم\"، 😀 | =ختام"
    return one_article(text, (0, text.index("<b>"), text.index("@"), text.index("=")))
