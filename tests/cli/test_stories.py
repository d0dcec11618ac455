"""`mahdar stories`, and `mahdar read` over news of several matters, as a user meets them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"
WATER = [
    "استأنف وفدا مصر وإثيوبيا محادثات سد النهضة في القاهرة، وقال وزير الري المصري سامح الطوخي إن بلاده تريد اتفاقا ملزما على ملء السد.",
    "بحث الوفدان المصري والإثيوبي في القاهرة قواعد ملء سد النهضة، وأعلن وزير الري المصري سامح الطوخي جولة محادثات مقبلة للسد.",
]
STRIKE = [
    "أغلق عمال مناجم الفوسفات في قفصة سكة القطار احتجاجا على تأخر الرواتب، وطالبت نقابة المناجم الحكومة التونسية بفتح حوار.",
    "دعت الحكومة التونسية نقابة المناجم إلى حوار بعد أن أغلق عمال الفوسفات في قفصة سكة القطار احتجاجا على الرواتب.",
]


def mahdar(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mahdar.cli.main", *map(str, words)], capture_output=True, text=True, check=False)


def _rows(file: Path) -> Path:
    rows = [
        {"id": f"{name}{i}", "outlet": f"منفذ {i}", "published": f"2024-03-0{i + 1}", "title": text.split("،")[0], "text": text}
        for name, texts in (("w", WATER), ("s", STRIKE))
        for i, text in enumerate(texts)
    ]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return file


def test_each_article_is_written_with_its_event_and_its_storyline(tmp_path: Path) -> None:
    done = mahdar("stories", _rows(tmp_path / "news.jsonl"), "-o", tmp_path / "out" / "stories.tsv")
    assert done.returncode == 0
    assert done.stdout == ""
    rows = dict(line.split("\t", 1) for line in (tmp_path / "out" / "stories.tsv").read_text("utf-8").splitlines())
    assert set(rows) == {"w0", "w1", "s0", "s1"}
    assert rows["w0"] == rows["w1"]
    assert rows["s0"] == rows["s1"] != rows["w0"]
    assert all(re.fullmatch(r"eve\w+\tsto\w+", row) for row in rows.values())


@pytest.mark.parametrize("name", ["stories", "copies"])
def test_without_a_file_to_write_the_table_goes_to_standard_output(tmp_path: Path, name: str) -> None:
    rows = _rows(tmp_path / "news.jsonl")
    mahdar(name, rows, "-o", tmp_path / "out.tsv")
    done = mahdar(name, rows)
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "out.tsv").read_text("utf-8")
    assert "4 articles" in done.stderr


@pytest.mark.parametrize("name", ["stories", "copies"])
def test_a_second_row_of_one_id_is_told_and_left_out(tmp_path: Path, name: str) -> None:
    rows = [{"id": "a", "text": WATER[0]}, {"id": "b", "text": WATER[0]}, {"id": "a", "text": STRIKE[0]}]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    done = mahdar(name, tmp_path / "news.jsonl")
    assert "row a: an earlier row has this id" in done.stderr
    assert "2 articles" in done.stderr
    assert sorted(re.findall(r"^\w|(?<=\t)b(?=\t)", done.stdout, re.MULTILINE)) == ["a", "b"]


def test_pages_are_compared_by_what_they_tell_and_named_by_their_files(tmp_path: Path) -> None:
    for n, text in enumerate((WATER[0], WATER[0], STRIKE[0])):
        page = (
            f"<html><body><nav>الرئيسية</nav><article><h1>{text.split('،')[0]}</h1><p>{text}</p><p>{text[::-1]}</p></article></body></html>"
        )
        (tmp_path / f"{n}.html").write_text(page, "utf-8")
    _rows(tmp_path / "news.jsonl")
    copies, stories = mahdar("copies", tmp_path), mahdar("stories", tmp_path)
    assert "0.html\t1.html\tsame\t1.0000\n" in copies.stdout
    placed = dict(line.split("\t", 1) for line in stories.stdout.splitlines())
    assert set(placed) == {"0.html", "1.html", "2.html", *(f"news.jsonl#{name}" for name in ("w0", "w1", "s0", "s1"))}
    assert placed["0.html"] == placed["1.html"]


def test_a_file_without_articles_is_said_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text('{"id": "a"}\n', "utf-8")
    done = mahdar("stories", tmp_path / "none.jsonl", "-o", tmp_path / "out.tsv")
    assert done.returncode == 1
    assert not (tmp_path / "out.tsv").exists()


def test_news_of_two_matters_becomes_an_index_and_a_page_for_each(tmp_path: Path) -> None:
    done = mahdar("read", _rows(tmp_path / "news.jsonl"), "-o", tmp_path / "record")
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "record" / "record.json").read_text("utf-8"))
    rows = {a["id"]: a["source"]["row"] for a in record["articles"]}
    assert sorted(sorted(rows[a] for a in s["articles"]) for s in record["stories"]) == [["s0", "s1"], ["w0", "w1"]]
    assert {a["story"] for a in record["articles"]} == {s["id"] for s in record["stories"]}
    index = (tmp_path / "record" / "record.html").read_text("utf-8")
    for story in record["stories"]:
        assert f'href="stories/{story["id"]}.html"' in index
        page = (tmp_path / "record" / "stories" / f"{story['id']}.html").read_text("utf-8")
        assert 'href="../record.html"' in page
        assert ("سد النهضة" in page) != ("الفوسفات" in page)


def test_a_story_page_of_an_earlier_run_does_not_outlive_it(tmp_path: Path) -> None:
    mahdar("read", _rows(tmp_path / "news.jsonl"), "-o", tmp_path / "record")
    (tmp_path / "record" / "stories" / "notes.html").write_text("mine", "utf-8")
    (tmp_path / "one.txt").write_text(WATER[0], "utf-8")
    mahdar("read", tmp_path / "one.txt", "-o", tmp_path / "record")
    assert [p.name for p in (tmp_path / "record" / "stories").iterdir()] == ["notes.html"]


@pytest.mark.parametrize(
    "folder", [EXAMPLE, pytest.param(SHARED / "geneva", marks=pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared"))]
)
def test_one_summit_from_its_proposal_to_the_day_after_is_one_story_on_one_page(folder: Path, tmp_path: Path) -> None:
    assert mahdar("read", folder, "-o", tmp_path).returncode == 0
    record = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert len(record["stories"]) == 1
    assert not (tmp_path / "stories").exists()
