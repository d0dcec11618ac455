"""The shipped example: eight outlets, their gold, and the page made of them."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest
from bench.example_gold import Event, annotated, events_of, gold_of
from playwright.sync_api import Browser

from mahdar.articles import article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse_all, record_of
from mahdar.records import Record, to_html

STEMS = ("arz", "madar", "marfa", "nil", "qayrawan", "rafidain", "sahil", "waha")
DUMPS = ("madar", "marfa", "nil", "qayrawan", "sahil", "waha")


@pytest.fixture(scope="module")
def made(example: Path) -> Record:
    layers, people = analyse_all([article(c) for c in captures([example]) if isinstance(c, Capture)])
    return record_of(layers, people)


def test_the_example_is_eight_articles_of_eight_outlets_two_of_them_pages(made: Record) -> None:
    files = [Path(a.source.file) for a in made.articles]
    assert sorted(f.stem for f in files) == list(STEMS)
    assert sum(f.suffix == ".html" for f in files) == 2
    assert all(a.language == "ar" for a in made.articles)
    assert all(200 <= len(a.text.split()) <= 400 for a in made.articles)


def test_the_articles_run_from_the_proposal_to_the_return_of_the_ambassador(made: Record) -> None:
    days = {Path(a.source.file).stem: a.published.value for a in made.articles if a.published}
    assert days == {
        "sahil": "2021-04-16",
        "waha": "2021-05-26",
        "arz": "2021-06-08",
        "nil": "2021-06-16",
        "madar": "2021-06-16",
        "marfa": "2021-06-17",
        "qayrawan": "2021-06-17",
        "rafidain": "2021-06-25",
    }


OUTLETS = "الساحل الأزرق|واحة الخبر|منبر الأرز|ضفاف النيل|مدار العرب|المرفأ اليوم|صدى القيروان|بريد الفراتين"
FURNITURE = "الأكثر قراءة|نشرتنا|جميع الحقوق|مواضيع ذات صلة|أضف تعليقك|استفتاء|كافة الحقوق|اخر الاخبار|اقرأ ايضا|اقرأ أيضاً"


def test_every_outlet_is_named(made: Record) -> None:
    assert {a.outlet for a in made.articles} == set(OUTLETS.split("|"))


def test_the_two_pages_are_read_to_the_last_paragraph_and_without_their_furniture(made: Record) -> None:
    pages = {Path(a.source.file).stem: a.text for a in made.articles if a.source.file.endswith(".html")}
    assert "إلى أن أعلنه البيت الأبيض والكرملين في 25 أيار/مايو" in pages["arz"]
    assert "وهو ما نفته روسيا" in pages["rafidain"]
    assert "بعد غياب بدأ في آذار الماضي" in pages["rafidain"]
    assert [words for words in FURNITURE.split("|") for text in pages.values() if words in text] == []


@pytest.mark.parametrize("stem", STEMS)
def test_the_gold_points_at_the_words_it_annotates(example: Path, stem: str) -> None:
    folder = example.with_name("geneva-2021.gold")
    text = (folder / f"{stem}.txt").read_text("utf-8")
    gold = json.loads((folder / f"{stem}.gold.json").read_text("utf-8"))
    assert gold["sha256"] == sha256(text.encode()).hexdigest()
    spans = [*gold["times"], *gold["not_quotations"], *gold["boilerplate"]]
    for quotation in gold["quotations"]:
        spans += [quotation["content"], *filter(None, (quotation["cue"], quotation["speaker"]))]
    assert spans
    for span in spans:
        words = text[span["start"] : span["end"]]
        assert words
        assert words == words.strip()


@pytest.mark.parametrize("stem", STEMS)
def test_the_gold_of_events_is_what_its_annotation_gives(example: Path, stem: str) -> None:
    folder = example.with_name("geneva-2021.gold")
    text = (folder / f"{stem}.txt").read_text("utf-8")
    made = json.loads(json.dumps(events_of(text, annotated(stem))))
    assert json.loads((folder / f"{stem}.events.json").read_text("utf-8")) == made
    assert len(made["events"]) >= 10
    assert len(made["claims"]) >= 4


@pytest.mark.parametrize("stem", STEMS)
def test_the_gold_of_quotations_is_what_its_annotation_gives(example: Path, stem: str) -> None:
    folder = example.with_name("geneva-2021.gold")
    text = (folder / f"{stem}.txt").read_text("utf-8")
    assert json.loads((folder / f"{stem}.gold.json").read_text("utf-8")) == json.loads(json.dumps(gold_of(text, annotated(stem))))


def test_a_context_that_stands_twice_places_no_event() -> None:
    entry: Event = {"event": "CONSULT", "status": "happened", "trigger": "لقاء", "context": "لقاء", "actor": []}
    with pytest.raises(ValueError, match="2 times"):
        events_of("لقاء بعد لقاء", {"events": [entry], "claims": []})


@pytest.mark.parametrize("stem", DUMPS)
def test_the_gold_of_a_dump_is_of_the_dump(example: Path, stem: str) -> None:
    assert (example.with_name("geneva-2021.gold") / f"{stem}.txt").read_bytes() == (example / f"{stem}.txt").read_bytes()


def test_two_outlets_print_one_wire(example: Path) -> None:
    wire, copy = ((example / f"{stem}.txt").read_text("utf-8").split() for stem in ("madar", "marfa"))
    bare = [{word.strip("«»”“،.:") for word in words} for words in (wire, copy)]
    assert len(bare[0] & bare[1]) / len(bare[1]) > 0.9
    assert len(copy) < len(wire)


def test_the_page_of_the_example_links_every_line_and_runs_over_no_side(browser: Browser, made: Record, tmp_path: Path) -> None:
    (tmp_path / "record.html").write_text(to_html(made), "utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    troubles: list[str] = []
    page.on("console", lambda m: troubles.append(m.text))
    page.on("pageerror", lambda e: troubles.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith(("file:", "data:")) else troubles.append(r.url))
    page.goto(f"file://{tmp_path}/record.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.eval_on_selector_all(".text", "all => all.map(e => e.textContent)") == [a.text for a in made.articles]
    lost = page.evaluate(LOST)
    assert lost == []
    assert page.evaluate(DEAD) == []
    assert page.evaluate(ONE_WAY) == []
    assert page.locator(".line").count() == len(made.quotations) > 50
    assert page.locator(".telling").count() > 50
    assert page.locator(".step").count() > 10
    page.close()
    assert troubles == []


# Lines whose goal is not the same words, or whose words do not lead back.
LOST = """() => [...document.querySelectorAll(".line")].filter((line) => {
  const goal = line.querySelector("a.words").hash.slice(1);
  const words = [...document.querySelectorAll(`[data-of="${CSS.escape(goal)}"]`)].map((e) => e.textContent).join("");
  return words !== line.querySelector("a.words").textContent || !document.querySelector(`a.back[href="#${CSS.escape(line.id)}"]`);
}).map((line) => line.id)"""


# Links within the page that lead nowhere.
DEAD = """() => [...document.querySelectorAll('a[href^="#"]')].map((a) => decodeURIComponent(a.getAttribute("href").slice(1)))
  .filter((id) => !document.getElementById(id))"""
# Links to words from tellings, claims, steps and plans, where the texts lead back to no place that holds such a link.
ONE_WAY = """() => {
  const goal = (a) => a.getAttribute("href");
  const homes = new Set([...document.querySelectorAll('.text a[href^="#"]')].map((a) => document.getElementById(goal(a).slice(1))));
  const ways = new Set([...homes].flatMap((e) => [e, ...e.querySelectorAll("a")].filter((a) => a.localName === "a").map(goal)));
  const links = ".telling .origin a, .copy > a:first-child, .step .here, .step .ref, .plan .here";
  return [...document.querySelectorAll(links)].map(goal).filter((href) => !ways.has(href));
}"""


def test_nothing_runs_over_the_side_of_a_printed_sheet(browser: Browser, made: Record, tmp_path: Path) -> None:
    (tmp_path / "record.html").write_text(to_html(made), "utf-8")
    opened = browser.new_page(viewport={"width": 680, "height": 900})
    opened.emulate_media(media="print")
    opened.goto(f"file://{tmp_path}/record.html")
    assert opened.evaluate("document.documentElement.scrollWidth") <= 680
    opened.close()
