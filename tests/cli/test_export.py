from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.exports import FORMATS
from mahdar.records import Record, to_json


def run(*arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "mahdar.cli.main", "export", *map(str, arguments)], capture_output=True, check=False)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of one line a kind, as `mahdar read` writes it."""
    article = {
        "id": "art1", "source": {"file": "a.txt", "sha256": "0"}, "language": "ar", "text": "قال الوزير إن اللقاء قريب", "story": "sto1",
        "outlet": None, "published": None, "dropped": [], "blocks": [{"start": 0, "end": 25, "role": "body", "rule": "line"}],
    }  # fmt: skip
    story = {"id": "sto1", "articles": ["art1"]}
    empty: dict[str, list[str]] = {key: [] for key in ("quotations", "times", "mentions", "actors")}
    path = tmp_path_factory.mktemp("export") / "record.json"
    path.write_text(json.dumps({"articles": [article], "stories": [story], "version": "0", **empty}), "utf-8")
    return path


def test_the_command_names_every_format() -> None:
    from mahdar.cli.export import NAMES

    assert tuple(one.name for one in FORMATS) == NAMES


def test_a_single_file_goes_to_standard_output_and_nothing_else_does(source: Path) -> None:
    done = run(source, "--format", "jsonl")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["table"] for line in done.stdout.splitlines()] == ["article", "story"]


def test_tables_go_into_a_folder_or_a_zip(source: Path, tmp_path: Path) -> None:
    assert run(source, "--format", "csv", "-o", tmp_path / "tables").returncode == 0
    assert (tmp_path / "tables" / "articles.csv").read_text("utf-8").startswith("id,outlet")
    assert run(source, "--format", "csv", "-o", tmp_path / "tables.zip").returncode == 0
    assert (tmp_path / "tables.zip").read_bytes().startswith(b"PK")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two articles on one visit."""
    from mahdar.captures import Capture, captures
    from mahdar.store import Store

    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(
        "زيارة إلى عمّان\n\nقال وزير الخارجية الأردني سامي حداد إن اللقاء كان مثمرا، وإن بلاده تدعو إلى وقف القتال.\n", "utf-8"
    )
    (folder / "b.txt").write_text("لقاء في عمّان\n\nأكد الوزير سامي حداد أن اللقاء كان مثمرا، والتقى نظيره المصري مساء الأربعاء.\n", "utf-8")
    path = folder / "desk.db"
    with Store(path) as store:
        store.writer(tagger=False).add([c for c in captures([folder]) if isinstance(c, Capture)])
    return path


def test_a_whole_workspace_a_story_or_a_person_can_be_written(workspace: Path) -> None:
    whole = run("--db", workspace, "--format", "jsonl")
    assert whole.returncode == 0, whole.stderr
    lines = [json.loads(line) for line in whole.stdout.splitlines()]
    assert sum(line["table"] == "article" for line in lines) == 2
    stories = [line["id"] for line in lines if line["table"] == "story"]
    told = run("--db", workspace, "--format", "jsonl", "--story", stories[0])
    assert [json.loads(line)["id"] for line in told.stdout.splitlines() if b'"table":"story"' in line] == stories[:1]
    speaker = next(line["actor"] for line in lines if line["table"] == "quotation" and "actor" in line)
    said = run("--db", workspace, "--format", "rss", "--actor", speaker)
    assert said.returncode == 0, said.stderr
    assert said.stdout.count(b"<item>") == sum(line.get("actor") == speaker and line["table"] == "quotation" for line in lines) > 0


def test_tables_of_a_workspace_hold_each_article_once(workspace: Path, tmp_path: Path) -> None:
    assert run("--db", workspace, "--format", "csv", "-o", tmp_path).returncode == 0
    assert len((tmp_path / "articles.csv").read_text("utf-8").split("\nart")) == 3


@pytest.mark.parametrize("what", ["--story", "--actor"])
def test_what_a_workspace_does_not_hold_is_said_in_a_line(workspace: Path, what: str) -> None:
    done = run("--db", workspace, "--format", "jsonl", what, "nobody")
    assert done.returncode == 1
    assert b"nobody" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--format", "jsonl"], 2, "one of the two"),
        (["SOURCE", "--format", "docx"], 2, "none of csv"),
        (["SOURCE", "--format", "jsonl", "--story", "sto9"], 2, "no story or actor sto9"),
        (["SOURCE", "--format", "jsonl", "--actor", "act9"], 2, "no story or actor act9"),
        (["missing.json", "--format", "jsonl"], 1, "missing.json"),
        (["NOT-A-RECORD", "--format", "jsonl"], 1, "no record.json"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(source: Path, tmp_path: Path, arguments: list[str], status: int, words: str) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"articles": 1}', "utf-8")
    given = {"SOURCE": str(source), "NOT-A-RECORD": str(broken)}
    done = run(*(given.get(a, a) for a in arguments))
    assert done.returncode == status
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_record_read_back_gives_the_same_json(source: Path) -> None:
    import msgspec

    record = msgspec.json.decode(source.read_bytes(), type=Record)
    assert msgspec.json.decode(to_json(record), type=Record) == record
