"""CSV -> captures: what columns mean, which marks and encodings are told, what is said of the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from mahdar.captures import Capture, captures
from mahdar.errors import InputError

TEXT = "أكد الوزير أن المباحثات التي جرت في العاصمة كانت إيجابية، وقال إن الاتفاق سيوقع قريبا."
TABLE = (
    "id,title,text,outlet,published,extra\n"
    f'a1,عنوان الخبر,"{TEXT}\nسطر ثان, وفيه ""اقتباس""",صحيفة المثال,2026-11-21,x\n'
    f"\n,,{TEXT},,,\n,,,,,\n"
)


def read(path: Path, data: str | bytes, **options: bool) -> tuple[list[Capture], list[InputError]]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = list(captures([path], **options))
    return [c for c in found if isinstance(c, Capture)], [e for e in found if isinstance(e, InputError)]


def test_a_row_is_an_article_with_what_its_columns_say(tmp_path: Path) -> None:
    (one, two), wrong = read(tmp_path / "a.csv", TABLE)
    assert (one.kind, one.row, one.declared.outlet, one.declared.published) == ("row", "a1", "صحيفة المثال", "2026-11-21")
    assert one.text == f'عنوان الخبر\n\n{TEXT}\nسطر ثان, وفيه "اقتباس"'
    assert (two.row, two.text) == ("4", TEXT)  # the fourth row of the spreadsheet
    assert wrong == []


def test_what_columns_say_is_left_where_the_text_alone_is_wanted(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", TABLE, ignore_meta=True)[0][0].declared.outlet is None


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_marks_and_encodings_of_spreadsheets_are_told(tmp_path: Path, mark: str, encoding: str) -> None:
    rows = [["id", "Text"], *([str(n), f'"{TEXT}"'] for n in range(3))]
    (one, *more), wrong = read(tmp_path / "a.csv", "\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert (one.text, one.row, len(more), wrong) == (TEXT, "0", 2, [])


def test_the_same_row_is_the_same_capture_whatever_the_order_of_columns(tmp_path: Path) -> None:
    ((one,), _), ((two,), _) = read(tmp_path / "a.csv", f"id,text\n1,{TEXT}"), read(tmp_path / "b.csv", f"text;id\n{TEXT};1")
    assert one.sha256 == two.sha256


def test_a_row_without_words_is_named_and_the_rest_are_read(tmp_path: Path) -> None:
    good, (wrong,) = read(tmp_path / "a.csv", f"id,text\n7,123\n8,{TEXT}\n")
    assert ([c.row for c in good], wrong.row) == (["8"], "7")
    assert "`text`" in wrong.reason


def test_a_folder_gives_its_tables_of_articles_and_passes_others_over(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text(f"text\n{TEXT}\n", "utf-8")
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n", "utf-8")
    (tmp_path / "decisions.tsv").write_text("kind\ta\tb\n", "utf-8")
    found = list(captures([tmp_path]))
    assert [c.file for c in found if isinstance(c, Capture)] == ["articles.csv"]
    assert len(found) == 1


@pytest.mark.parametrize(("data", "said"), [("a,b\n1,2", "column called `text`"), ("id,text\n", "no article"), ("", "no article")])
def test_a_table_without_articles_is_refused_with_what_to_do(tmp_path: Path, data: str, said: str) -> None:
    good, (wrong, *_) = read(tmp_path / "a.csv", data)
    assert good == []
    assert said in wrong.reason
