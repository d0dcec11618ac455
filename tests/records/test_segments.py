from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mahdar.records.markup import marked
from mahdar.records.segments import Mark, segments

KINDS = ("block", "quotation", "quoted", "name", "speaker", "cue", "time", "mention", "here", "unheard-of")
TEXTS = st.text(
    st.one_of(st.sampled_from("قال «ن» & <b> \"'\n\t\u202e\u2066"), st.characters(exclude_categories=["Cs", "Cc"])), max_size=60
)
MARKS = st.lists(
    st.builds(
        Mark, st.integers(-3, 70), st.integers(-3, 70), st.sampled_from(KINDS), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "#x"])
    ),
    max_size=12,
)


class Reader(HTMLParser):
    """Reads markup back and holds it to the rules of nesting."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not (tag == "a" and "a" in self.open), "a link within a link"
        self.open.append(tag)
        self.ids.extend(value for name, value in attrs if name == "id" and value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_back(html: str) -> Reader:
    reader = Reader()
    reader.feed(str(html))
    reader.close()
    assert reader.open == []
    return reader


@given(TEXTS, MARKS)
def test_the_segments_of_a_text_are_that_text(text: str, marks: list[Mark]) -> None:
    found = segments(0, len(text), marks)
    assert "".join(text[s.start : s.end] for s in found) == text
    assert all(one.end == other.start for one, other in pairwise(found))


@given(TEXTS, MARKS)
def test_a_segment_holds_exactly_the_marks_that_cover_it(text: str, marks: list[Mark]) -> None:
    for segment in segments(0, len(text), marks):
        covering = {m for m in marks if m.start <= segment.start and segment.end <= m.end}
        assert set(segment.marks) == covering
        assert len(segment.marks) == len(covering)


@given(TEXTS, MARKS)
def test_markup_is_well_nested_and_leaves_the_text_as_it_is(text: str, marks: list[Mark]) -> None:
    reader = read_back(marked(text, [m for m in marks if m.kind != "block"]))
    assert reader.text == text
    assert len(reader.ids) == len(set(reader.ids))


def test_a_time_within_a_quotation_is_a_link_within_its_words() -> None:
    html = marked("قال إنه عاد أمس إلى بيته", [Mark(8, 24, "quotation", "w-q", "#q", "1"), Mark(12, 15, "time", "w-t", "#t")])
    words = '<span class="m quotation" id="w-q" data-of="w-q" data-href="#q">'
    assert f'{words}عاد <a class="m time" id="w-t" data-of="w-t" href="#t">أمس</a> إلى بيته</span>' in html


def test_crossing_quotations_are_cut_where_they_cross_and_named_once() -> None:
    html = marked("abcdefgh", [Mark(0, 5, "quotation", "w-1"), Mark(3, 8, "quotation", "w-2")])
    assert html.count("<span") == html.count("</span>") == 3
    assert html.count(' id="w-2"') == 1
    assert html.count('data-of="w-2"') == 2


def test_the_way_back_stands_once_behind_the_last_words_of_a_quotation() -> None:
    html = marked("ab\ncd", [Mark(0, 2, "block"), Mark(3, 5, "block"), Mark(0, 5, "quotation", "w-q", "#q", "7")])
    assert html.count('class="back"') == 1
    assert html.endswith('<a class="back" href="#q" data-n="7" aria-label="7"></a></p>')


def test_many_marks_over_a_long_text_take_time_in_step_with_their_number() -> None:
    text = "كلمة " * 40_000
    html = marked(text, [Mark(i, i + 4, "mention", f"w-{i}", "#a") for i in range(0, len(text), 5)])
    assert html.count("<a ") == 40_000
