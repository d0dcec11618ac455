"""`mahdar batch` as a user meets it: an archive in, tables out, on both engines, whatever happens on the way."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mahdar.copies.words import words

EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"
TABLES = ("articles", "quotations", "times", "mentions", "actors", "events", "claims", "copies", "passages", "stories", "errors")
TEXT = "قال الوزير سامي حداد إن بلاده ستوقع الاتفاق رقم {} في 16 يونيو 2021 بعد محادثات طويلة في العاصمة مع الوفد الزائر."
Rows = list[dict[str, object]]


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "mahdar.cli.main", "batch", *map(str, words)]


def batch(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False)


def rows(out: Path, name: str) -> Rows:
    found: Rows = parquet.read_table(out / f"{name}.parquet").to_pylist()
    return found


def tables(out: Path) -> dict[str, bytes]:
    return {name: (out / f"{name}.parquet").read_bytes() for name in TABLES}


def archive(path: Path) -> None:
    with warnings.catch_warnings(), path.open("wb") as stream:
        warnings.simplefilter("ignore", ResourceWarning)  # warcio leaves its buffers to be collected
        writer = WARCWriter(stream, gzip=True)
        pages = [(EXAMPLE / "arz.html").read_bytes(), b"<html><body><p>Nothing in Arabic here at all.</p></body></html>"]
        for i, page in enumerate([*pages, (EXAMPLE / "rafidain.html").read_bytes()]):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            payload = io.BytesIO(page)
            record = writer.create_warc_record(f"https://news.example/{i}", "response", payload=payload, http_headers=headers)
            writer.write_record(record)
        del writer, headers, payload, record


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as an archive: JSON Lines with two rows that are off and one that is there twice, and a WARC."""
    folder = tmp_path_factory.mktemp("archive")
    lines = []
    for path in sorted(EXAMPLE.glob("*.txt")):
        meta = path.with_suffix(".meta.json")
        said = json.loads(meta.read_text("utf-8")) if meta.exists() else {}
        lines.append(json.dumps({**said, "id": path.stem, "text": path.read_text("utf-8")}, ensure_ascii=False))
    lines[2:2] = ["{broken", json.dumps({"id": "empty", "text": " "})]
    lines += [json.dumps({"id": f"n{i}", "text": TEXT.format(i)}, ensure_ascii=False) for i in range(30)]
    lines.append(lines[0])
    (folder / "a.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    archive(folder / "b.warc.gz")
    return folder


@pytest.fixture(scope="module")
def done(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of an uninterrupted run."""
    out = tmp_path_factory.mktemp("tables") / "out"
    run = batch(given, "-o", out, "--rows", 4)
    assert run.returncode == 0, run.stderr
    assert run.stdout == ""
    assert "38 articles in" in run.stderr
    assert "1 articles were given more than once" in run.stderr
    return out


def test_every_line_of_the_tables_is_a_slice_of_its_article(done: Path) -> None:
    texts = {row["id"]: str(row["text"]) for row in rows(done, "articles")}
    assert len(texts) == 38
    for name in ("quotations", "times", "mentions", "actors", "events", "claims"):
        found = rows(done, name)
        assert found, name
        for row in found:
            assert row["exact"] == texts[row["article"]][row["start"] : row["end"]] != "", row  # type: ignore[misc]


def test_an_article_reads_as_it_does_with_mahdar_read(given: Path, done: Path, tmp_path: Path) -> None:
    line = (given / "a.jsonl").read_text("utf-8").splitlines()[0]
    (tmp_path / "a.jsonl").write_text(line + "\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mahdar.cli.main", "read", str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "record"), "--format", "json"],
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0
    record = json.loads((tmp_path / "record" / "record.json").read_text("utf-8"))
    name = record["articles"][0]["id"]
    assert name in {row["id"] for row in rows(done, "articles")}
    for table in ("quotations", "times", "mentions", "events", "claims"):
        assert [row["id"] for row in rows(done, table) if row["article"] == name] == [one["id"] for one in record[table]], table


def test_the_queries_of_the_how_to_run_over_the_tables(done: Path) -> None:
    written = (Path(__file__).parents[2] / "docs" / "how-to.md").read_text("utf-8")
    queries = re.findall(r"```sql\n(.*?)```", written, re.DOTALL)
    assert len(queries) == 6
    for query in queries:
        assert duckdb.sql(query.replace("'tables/", f"'{done}/")).fetchall(), query


def test_what_cannot_be_read_is_a_dead_letter_with_file_row_and_reason(done: Path) -> None:
    found = [(row["file"], row["row"], row["kind"]) for row in rows(done, "errors")]
    assert found == [("a.jsonl", "3", "input"), ("a.jsonl", "empty", "input"), ("b.warc.gz", "2", "language")]
    assert all(row["reason"] for row in rows(done, "errors"))


def test_copies_are_found_across_parts(done: Path) -> None:
    articles = {row["id"]: row for row in rows(done, "articles")}
    pairs = rows(done, "copies")
    assert pairs
    assert pairs == sorted(pairs, key=lambda row: (row["a"], row["b"]))
    assert all(row["a"] in articles and row["b"] in articles for row in pairs)


def test_every_passage_is_a_slice_of_both_articles_of_a_pair(done: Path) -> None:
    texts = {row["id"]: str(row["text"]) for row in rows(done, "articles")}
    pairs = {(row["a"], row["b"]) for row in rows(done, "copies")}
    found = rows(done, "passages")
    assert pairs == {(row["a"], row["b"]) for row in found}
    for row in found:
        mine, theirs = (texts[row[side]][row[f"{side}_start"] : row[f"{side}_end"]] for side in "ab")  # type: ignore[misc]
        assert words(mine)[0].tolist() == words(theirs)[0].tolist()
        assert len(words(mine)[0]) == row["words"] >= 5  # type: ignore[operator]
    assert found == sorted(found, key=lambda row: (row["a"], row["b"], row["a_start"]))


def test_every_article_stands_in_one_event_of_one_storyline(done: Path) -> None:
    placed = rows(done, "stories")
    assert sorted(str(row["article"]) for row in placed) == sorted(str(row["id"]) for row in rows(done, "articles"))
    assert len({row["event"] for row in placed}) > 1
    assert all(row["event"] and row["storyline"] for row in placed)


@pytest.mark.parametrize("words", [("--rows", 4, "--workers", 1), ("--rows", 4, "--engine", "ray")], ids=["one worker", "ray"])
def test_the_tables_do_not_depend_on_the_engine_or_the_number_of_workers(
    given: Path, done: Path, tmp_path: Path, words: tuple[object, ...]
) -> None:
    run = batch(given, "-o", tmp_path, *words)
    assert run.returncode == 0, run.stderr
    assert tables(tmp_path) == tables(done)


def children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        yield from map(int, task.read_text().split())


def begun(out: Path, *words: object) -> subprocess.Popen[str]:
    """A run under way: some parts are finished, some are not."""
    run = subprocess.Popen(command(*words), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 300
    while not list(out.glob("parts/par*/manifest.json")) and time.monotonic() < deadline:
        time.sleep(0.01)
    return run


def test_a_run_that_is_killed_goes_on_where_it_was_and_ends_with_the_same_tables(given: Path, done: Path, tmp_path: Path) -> None:
    words = (given, "-o", tmp_path, "--rows", 4)
    with begun(tmp_path, *words) as run:
        run.send_signal(signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    assert not (tmp_path / "articles.parquet").exists()
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("parts/par*/manifest.json")}
    assert kept
    again = batch(*words)
    assert again.returncode == 0, again.stderr
    assert "finished by an earlier run" in again.stderr
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert tables(tmp_path) == tables(done)


def test_a_worker_that_is_killed_loses_nothing(given: Path, done: Path, tmp_path: Path) -> None:
    killed = []
    with begun(tmp_path, given, "-o", tmp_path, "--rows", 4) as run:
        for child in children(run.pid):
            if b"mahdar.cli.main" not in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(child, signal.SIGKILL)
                killed.append(child)
                break
        _, said = run.communicate(timeout=600)
    assert killed
    assert run.returncode == 0, said
    assert tables(tmp_path) == tables(done)


def test_rows_that_no_worker_survives_are_dead_letters_and_the_rest_is_read(tmp_path: Path) -> None:
    deadly = (
        "import os\nimport mahdar.scale.work as work\nread = work.article\n"
        "work.article = lambda one: os._exit(9) if 'سم قاتل' in one.text else read(one)\n"
    )
    (tmp_path / "sitecustomize.py").write_text(deadly, "utf-8")
    lines = [json.dumps({"id": f"n{i}", "text": TEXT.format("سم قاتل" if i == 3 else i)}, ensure_ascii=False) for i in range(12)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    words = command(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--rows", 2)
    run = subprocess.run(words, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})
    assert run.returncode == 0, run.stderr
    assert [(row["row"], row["kind"]) for row in rows(tmp_path / "out", "errors")] == [("3-4", "worker died")]
    assert len(rows(tmp_path / "out", "articles")) == 10
    again = batch(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--rows", 2)
    assert again.returncode == 0, again.stderr
    assert rows(tmp_path / "out", "errors") == []
    assert len(rows(tmp_path / "out", "articles")) == 12


def test_finished_parts_are_read_by_no_one_again(given: Path, done: Path) -> None:
    before = tables(done)
    run = batch(given, "-o", done, "--rows", 4)
    assert run.returncode == 0
    assert "11 of them finished by an earlier run" in run.stderr
    assert tables(done) == before


def test_tables_that_lie_among_the_inputs_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT.format(1)}, ensure_ascii=False), "utf-8")
    assert batch(tmp_path, "-o", tmp_path / "tables", "--no-tagger", "--workers", 1).returncode == 0
    first = tables(tmp_path / "tables")
    again = batch(tmp_path, "-o", tmp_path / "tables", "--no-tagger", "--workers", 1)
    assert "1 articles in 1 parts, 1 of them finished by an earlier run" in again.stderr
    assert tables(tmp_path / "tables") == first
    other = batch(tmp_path / "tables" / "articles.parquet", "-o", tmp_path / "other", "--no-tagger", "--workers", 1)
    assert "1 articles in 1 parts" in other.stderr, "a table that is named is read"


def test_parts_of_other_settings_are_told_and_stand_in_no_table(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{i}", "text": TEXT.format(i), "published": "soon"}, ensure_ascii=False) for i in range(4)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    assert batch(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--no-tagger", "--rows", 2).returncode == 0
    run = batch(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--no-tagger", "--rows", 4, "--ignore-meta")
    assert "2 parts in" in run.stderr
    assert "they are in no table" in run.stderr
    assert len(rows(tmp_path / "out", "articles")) == 4


def test_a_field_that_cannot_be_used_is_told_apart_from_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    said = [{"id": "a", "text": TEXT.format(1), "published": "soon"}, {"id": "b", "text": ""}]
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in said), "utf-8")
    run = batch(tmp_path, "-o", tmp_path / "out", "--no-tagger", "--workers", 1)
    assert [(row["row"], row["kind"]) for row in rows(tmp_path / "out", "errors")] == [("a", "field"), ("b", "input")]
    assert "1 set aside (1 input)" in run.stderr
    assert "1 read without a field" in run.stderr
    for step in ("parts 1/1", "finding copies", "finding stories", "writing tables"):
        assert step in run.stderr


def test_a_folder_that_cannot_be_written_to_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": TEXT.format(1)}, ensure_ascii=False), "utf-8")
    (tmp_path / "file").touch()
    run = batch(tmp_path / "a.jsonl", "-o", tmp_path / "file" / "out")
    assert run.returncode == 2
    assert "cannot write to" in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_full_disk_ends_the_run_at_once_and_costs_nothing_that_was_finished(tmp_path: Path) -> None:
    full = (
        "import mahdar.scale.parts as parts\nwrite, done = parts.write, []\n"
        "def limited(path, name, rows):\n"
        "    if name == 'prints':\n        done.append(path)\n"
        "    if len(done) > 2:\n        raise OSError(28, 'No space left on device')\n"
        "    write(path, name, rows)\nparts.write = limited\n"
    )
    (tmp_path / "sitecustomize.py").write_text(full, "utf-8")
    lines = [json.dumps({"id": f"n{i}", "text": TEXT.format(i)}, ensure_ascii=False) for i in range(12)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    paths = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    words = (tmp_path / "a.jsonl", "-o", tmp_path / "out", "--rows", 1, "--workers", 1, "--no-tagger")
    run = subprocess.run(command(*words), capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})
    assert run.returncode == 2, run.stderr
    assert "No space left on device" in run.stderr
    assert "Traceback" not in run.stderr
    assert len(list((tmp_path / "out").glob("parts/par*/manifest.json"))) == 2
    assert not list((tmp_path / "out").glob("parts/.par*"))
    again = batch(*words)
    assert "12 articles in 12 parts, 2 of them finished by an earlier run" in again.stderr


def test_nothing_readable_exits_with_one(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(b"%PDF-1.4")
    run = batch(tmp_path / "note.pdf", "-o", tmp_path / "out")
    assert run.returncode == 1
    assert "note.pdf" in run.stderr
    assert "Traceback" not in run.stderr
    assert batch(tmp_path, "-o", tmp_path / "out").returncode == 1
    assert batch(tmp_path / "missing", "-o", tmp_path / "out").returncode == 2


def test_what_add_reads_is_read(tmp_path: Path) -> None:
    """Texts, a page and a table: the articles of a batch are those that reading the folder gives."""
    pages = tmp_path / "pages"
    shutil.copytree(EXAMPLE, pages)
    cells = "".join(f"c{i},{TEXT.format(i)},2021-06-1{i}\r\n" for i in range(5))
    (pages / "table.csv").write_text("id,text,published\r\n" + cells, "utf-8")
    done = batch(pages, "-o", tmp_path / "tables", "--rows", 3, "--workers", 1, "--no-tagger", "-q")
    assert done.returncode == 0, done.stderr
    subprocess.run([sys.executable, "-m", "mahdar.cli.main", "read", pages, "-o", tmp_path / "record", "--no-tagger"], check=True)
    read = json.loads((tmp_path / "record" / "record.json").read_text("utf-8"))["articles"]
    assert {row["id"] for row in rows(tmp_path / "tables", "articles")} == {one["id"] for one in read}
    assert len(read) == 13
    assert rows(tmp_path / "tables", "errors") == []
