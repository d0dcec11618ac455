"""`mahdar read` as a user meets it: files in, a record out, every failure named, exit codes kept."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"
GOOD = "قال الوزير سامي حداد إن بلاده ستوقع الاتفاق قريبا بعد محادثات طويلة في العاصمة.\n"


def mahdar(*words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mahdar.cli.main", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_the_example_becomes_a_record_for_programs_and_one_for_people(tmp_path: Path) -> None:
    done = mahdar("read", EXAMPLE, "-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "8 articles" in done.stderr
    record = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert len(record["articles"]) == 8
    assert (tmp_path / "record.html").read_text("utf-8").lower().startswith("<!doctype html>")


def test_a_bad_file_is_named_with_its_reason_and_the_rest_go_on(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 40)
    done = mahdar("read", tmp_path, "-o", tmp_path / "out")
    assert done.returncode == 0
    assert "empty.txt" in done.stderr
    assert "noise.txt" in done.stderr
    assert "good.txt" not in done.stderr
    assert len(json.loads((tmp_path / "out" / "record.json").read_text("utf-8"))["articles"]) == 1


def test_a_folder_with_nothing_readable_exits_with_one_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = mahdar("read", folder, "-o", tmp_path / "out")
    assert done.returncode == 1
    assert "nothing could be read" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_missing_path_exits_with_two_and_is_named(tmp_path: Path) -> None:
    done = mahdar("read", tmp_path / "missing", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "missing" in done.stderr


def test_no_arguments_show_the_help(tmp_path: Path) -> None:
    done = mahdar(cwd=tmp_path)
    assert "read" in done.stdout + done.stderr
    assert mahdar("read", cwd=tmp_path).returncode == 2


def test_format_chooses_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    assert mahdar("read", tmp_path / "good.txt", "-o", tmp_path / "j", "--format", "json").returncode == 0
    assert sorted(p.name for p in (tmp_path / "j").iterdir()) == ["record.json"]
    assert mahdar("read", tmp_path / "good.txt", "-o", tmp_path / "h", "--format", "html").returncode == 0
    assert sorted(p.name for p in (tmp_path / "h").iterdir()) == ["record.html"]
    assert mahdar("read", tmp_path / "good.txt", "--format", "pdf", cwd=tmp_path).returncode == 2


def test_meta_beside_a_dump_is_believed_unless_it_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    (tmp_path / "good.meta.json").write_text('{"outlet": "صحيفة الميناء", "published": "2021-06-16"}', "utf-8")
    mahdar("read", tmp_path / "good.txt", "-o", tmp_path / "with")
    mahdar("read", tmp_path / "good.txt", "-o", tmp_path / "without", "--ignore-meta")
    believed = json.loads((tmp_path / "with" / "record.json").read_text("utf-8"))["articles"][0]
    alone = json.loads((tmp_path / "without" / "record.json").read_text("utf-8"))["articles"][0]
    assert believed["outlet"] == "صحيفة الميناء"
    assert believed["published"] == {"value": "2021-06-16", "basis": "metadata", "confidence": 1.0}
    assert alone["outlet"] is None


def test_starting_the_command_loads_nothing_heavy() -> None:
    heavy = ("trafilatura", "justext", "lxml", "numpy", "jinja2", "msgspec", "onnxruntime")
    code = f"import sys, mahdar.cli.main; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
