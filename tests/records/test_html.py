import re
from html import unescape

from msgspec.structs import replace

from mahdar.records import Record, to_html
from mahdar.records import record as lines
from mahdar.records.labels import label
from mahdar.records.record import Span

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\u202eعكس " \' & نهاية'


def test_the_page_reads_from_right_to_left_in_arabic(record: Record) -> None:
    assert '<html lang="ar" dir="rtl">' in to_html(record)


def test_two_runs_give_the_same_page(record: Record) -> None:
    assert to_html(record) == to_html(record)


def test_the_sections_that_hold_something_stand_in_their_order(record: Record) -> None:
    assert label("no-stances").ar in to_html(record)
    assert re.findall(r'<section id="(\w+)"', to_html(record)) == [
        "engagement",
        "outcomes",
        "positions",
        "said",
        "times",
        "accounts",
        "coverage",
        "people",
        "sources",
    ]


def test_the_page_asks_nothing_of_any_network(record: Record) -> None:
    page = to_html(record)
    assert re.findall(r'(?:src|srcset|action|data)=["\'](?!data:)', page) == []
    assert re.findall(r"url\((?!data:)", page) == []
    assert set(re.findall(r'href="(?!#|data:)([^"]+)"', page)) == {"https://example.org/news?id=1&amp;lang=ar"}
    assert "@import" not in page


def test_an_empty_record_still_makes_a_page() -> None:
    page = to_html(Record((), (), (), (), (), (), "0"))
    for key in ("no-engagement", "no-outcomes", "no-stances", "no-positions", "no-lines", "no-times", "no-accounts", "no-people"):
        assert label(key).ar in page


def test_what_was_not_found_is_said_in_one_place_without_headings() -> None:
    page = to_html(Record((), (), (), (), (), (), "0"))
    assert page.count("<section") == 1
    assert page.count('<div class="missing">') == 1
    assert re.findall(r'<li><a href="#([^"]+)">', page) == ["sources"]
    assert page.index('class="missing"') < page.index('<section id="sources"')


def test_hostile_words_are_shown_and_harmless(record: Record) -> None:
    bad = lines.ArticleLine(
        id='a"><script>',
        source=lines.SourceLine('"><script>x</script>', "0" * 64, url="javascript:alert(3)"),
        language='ar"><script>',
        text=HOSTILE,
        outlet=HOSTILE,
        headline=Span(0, len(HOSTILE)),
        dropped=(lines.DroppedLine(0, 8, '"><script>'),),
        published=None,
        blocks=(),
        story="story1",
    )
    page = to_html(replace(record, articles=(*record.articles, bad)))
    assert page.count("<script") == 1
    assert "<img" not in page
    assert 'href="javascript:' not in page
    assert unescape(page).count(HOSTILE[8:]) >= 2


def test_a_name_full_of_direction_marks_is_isolated(record: Record) -> None:
    page = to_html(replace(record, articles=(replace(record.articles[0], outlet="\u202eabc"), *record.articles[1:])))
    places = [m.start() for m in re.finditer("\u202eabc", page)]
    assert places
    # Isolated, or alone in an option of the filter, or in a text of the drawing, which is a paragraph of its own.
    assert {re.search(r"<(?:bdi|option [^>]*|title|/title)>$", page[:p]) is not None for p in places} == {True}


def test_characters_that_no_page_can_hold_are_replaced_one_for_one(record: Record) -> None:
    text = "ق\x00ا\x0bل\ud800\r\n"
    page = to_html(replace(record, articles=(*record.articles, replace(record.articles[0], id="odd", text=text, blocks=(), headline=None))))
    assert "ق\ufffdا\ufffdل\ufffd&#13;\n" in page
    page.encode("utf-8")


def test_a_carried_over_speaker_is_marked_and_leads_to_where_it_is_named(record: Record) -> None:
    page = to_html(record)
    carried = re.search(r'<li class="line carried" id="q2">.*?</li>', page, re.DOTALL)
    assert carried
    goal = re.search(r'class="tag from" href="#([^"]+)"', carried[0])
    assert goal
    assert f'id="{goal[1]}"' in page
    assert '<li class="line" id="q1">' in page


def test_every_place_that_a_link_leads_to_is_there_once(record: Record) -> None:
    page = to_html(record)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_words_in_marks_stand_apart_from_words_retold(record: Record) -> None:
    page = to_html(record)
    assert 'اللقاء «<span class="m verbatim">كان بنّاء</span>»' in page
    assert '<span class="m verbatim opens closes">الحوار سيستمر\nفي الأسابيع المقبلة</span>' in page


def test_a_line_set_aside_says_by_which_rule(record: Record) -> None:
    assert 'data-note="نُحّي جانبا: نشرة بريدية"' in to_html(record)


def test_a_copied_article_names_its_origin(record: Record) -> None:
    first, second = record.articles
    page = to_html(replace(record, articles=(first, replace(second, copy_of=first.id))))
    origin = re.search(rf'<a href="#([^"]+)"><span data-en="{label("copy-of").en}">', page)
    assert origin
    assert f'<article class="source" id="{origin[1]}" data-outlet="1"' in page
    assert label("copy-of").ar not in to_html(record)
    assert label("key.taken").ar not in to_html(record)


def test_what_a_copy_took_over_is_marked_and_what_it_added_is_not(record: Record) -> None:
    first, second = record.articles
    added = "وزاد مراسلنا أن الشوارع المحيطة بالقصر بقيت مغلقة حتى المساء."
    text = second.text + added
    blocks = (*second.blocks, lines.BlockLine(len(second.text), len(text), "body", "line"))
    copy = replace(second, id="copy", text=text, blocks=blocks, copy_of=second.id)
    page = to_html(replace(record, articles=(first, second, copy)))
    shown = re.findall(r'<mark class="m taken">(.*?)</mark>', page, re.DOTALL)
    words = [re.sub(r"<[^>]+>", "", one) for one in shown]
    assert words[0].startswith("أعلن الرئيس الروسي")
    assert any(one.endswith("وفق قوله") for one in words)
    assert not any("مراسلنا" in one or "اشترك" in one for one in words)
    assert f'<span class="m taken"><span data-en="{label("key.taken").en}">' in page


def test_no_markup_shows_as_words(record: Record) -> None:
    nameless = replace(record.quotations[0], id="q9", speaker_name="", actor=None, how="carried-over", flags=("elided", "unheard-of"))
    page = to_html(replace(record, quotations=(*record.quotations, nameless)))
    assert label("how.carried-over").ar in page
    assert "unheard-of" in page
    assert "&lt;" not in page


def test_outcomes_stand_by_kind_and_issue_and_opinions_do_not(record: Record) -> None:
    page = to_html(record)
    assert '<span class="copy" id="c1" data-outlet="2">' in page
    assert label("claim.agreement").ar in page
    assert 'id="c2"' not in page
    assert 'class="back" href="#c1" data-n="§"' in page


def test_the_page_opens_with_who_met_where_and_when(record: Record) -> None:
    opening = to_html(record).split('<section id="outcomes"')[0].split('<section id="engagement"')[1]
    assert "فلاديمير بوتين" in opening
    assert "جنيف" in opening
    assert "الأربعاء 16 حزيران/يونيو 2021" in opening
    assert opening.index(label("stage.planned").ar) < opening.index(label("stage.held").ar)


def test_what_lies_after_the_last_article_opens_the_timeline(record: Record) -> None:
    page = to_html(record)
    assert '<li id="e4" class="plan"' in page
    assert page.index('id="e4"') < page.index('class="days"')


def test_wordings_of_one_remark_stand_with_their_speaker_and_their_differing_words_are_marked(record: Record) -> None:
    remark = re.search(r'<ul class="remark" id="a4">.*?</ul>', to_html(record), re.DOTALL)
    assert remark
    assert remark[0].count('class="words"') == 2
    assert '<span class="m differs wording">السفيرين</span>' in remark[0]


def test_a_difference_says_its_kind_in_both_languages_and_shows_its_words(record: Record) -> None:
    page = to_html(record)
    for key in ("relation.differs", "about.date", "alike-by"):
        assert f'<span data-en="{label(key).en}">{label(key).ar}</span>' in page
    assert '<span class="m differs date">16 حزيران/يونيو 2021</span>' in page


def test_the_page_says_nothing_in_english_alone(record: Record) -> None:
    assert "a template" not in to_html(record)


def test_copies_stand_once_with_every_outlet_that_prints_them(record: Record) -> None:
    one = record.claims[0]
    at = one.evidence[0]
    twin = replace(record.articles[1], id="twin", outlet="مرآة الصباح")
    copy = replace(one, id="c9", evidence=(replace(at, article="twin"),))
    page = to_html(replace(record, articles=(*record.articles, twin), claims=(*record.claims, copy)))
    position = re.search(r'<li class="position">.*?</li>', page, re.DOTALL)
    assert position
    assert 'id="c1"' in position[0]
    assert 'id="c9"' in position[0]
    assert position[0].count('class="words"') == 1


def test_positions_are_counted_by_party_and_issue(record: Record) -> None:
    table = to_html(record).split('<section id="positions"')[1].split("</section>")[0]
    assert re.findall(r'<td><span class="stand agreement">.*?<a href="#(\w+)">1</a></span></td>', table) == ["c1"]
