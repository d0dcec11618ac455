"""`mahdar actors` and `mahdar kb` as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TEXT = "أعلن الوزير سمير الحاتمي في مؤتمر صحافي أن المحادثات مع الوفد ستبدأ غدا في العاصمة. وقال الحاتمي إن الاتفاق قريب جدا.\n"


def mahdar(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "mahdar.cli.main", *map(str, words)], capture_output=True, text=True, check=False)


def test_compare_writes_a_row_for_each_pair_and_names_the_row_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("a\tb\nستولتنبرغ\tينس ستولتنبرج\t1\nوحيد\nسعد الحريري\tرفيق الحريري\n", "utf-8")
    done = mahdar("actors", "compare", tmp_path / "pairs.tsv", "-o", tmp_path / "out.tsv")
    assert done.returncode == 0
    assert done.stdout == ""
    assert "row 3" in done.stderr
    rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text("utf-8").splitlines()]
    assert [(row[0], row[3]) for row in rows] == [("ستولتنبرغ", "same"), ("سعد الحريري", "different")]
    assert all(len(row) == 5 and 0 <= float(row[2]) <= 1 and row[4] for row in rows)


def test_without_an_output_file_standard_output_is_the_data(tmp_path: Path) -> None:
    (tmp_path / "pairs.tsv").write_text("سعد\tسعيد\n", "utf-8")
    done = mahdar("actors", "compare", tmp_path / "pairs.tsv")
    assert done.stdout.startswith("سعد\tسعيد\t0.000\tdifferent\t")
    assert done.stderr == ""


def test_a_file_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    done = mahdar("actors", "compare", tmp_path / "none.tsv")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_decisions_are_made_withdrawn_and_obeyed_by_the_next_reading(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(TEXT, "utf-8")
    out, file = tmp_path / "record", tmp_path / "record" / "decisions.tsv"
    assert mahdar("actors", "split", "سمير الحاتمي", "الحاتمي", "--decisions", file, "--note", "غيره").returncode == 0
    assert mahdar("read", tmp_path / "in", "-o", out).returncode == 0
    assert len(people(out)) == 2
    assert mahdar("actors", "undo", "الحاتمي", "سمير الحاتمي", "--decisions", file).returncode == 0
    assert mahdar("actors", "undo", "الحاتمي", "سمير الحاتمي", "--decisions", file).returncode == 2
    assert mahdar("read", tmp_path / "in", "-o", out).returncode == 0
    assert len(people(out)) == 1


def people(out: Path) -> list[str]:
    record = json.loads((out / "record.json").read_text("utf-8"))
    return [a["name"] for a in record["actors"] if a["kind"] == "person" and "الحاتمي" in a["name"]]


def test_why_prints_every_link_with_its_score_and_sentence(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    mahdar("read", tmp_path / "one.txt", "-o", tmp_path / "record")
    done = mahdar("actors", "why", tmp_path / "record", "سمير الحاتمي")
    assert done.returncode == 0
    assert "«الحاتمي» is the last part of «سمير الحاتمي»" in done.stdout
    assert mahdar("actors", "why", tmp_path / "record", "لا أحد").returncode == 2


def test_a_workspace_works_a_decision_in_at_once_and_gives_it_up_again(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    db = tmp_path / "desk.db"
    assert mahdar("add", tmp_path / "one.txt", "--db", db, "--no-tagger").returncode == 0
    assert "«الحاتمي» is the last part of «سمير الحاتمي»" in mahdar("actors", "why", "الحاتمي", "--db", db).stdout
    assert mahdar("actors", "split", "سمير الحاتمي", "الحاتمي", "--db", db, "--note", "غيره").returncode == 0
    apart = mahdar("actors", "why", "سمير الحاتمي", "الحاتمي", "--db", db)
    assert (apart.returncode, "different actors" in apart.stdout) == (0, True)
    assert mahdar("actors", "merge", "سمير الحاتمي", "الحاتمي", "--db", db).returncode == 0
    assert "different actors" not in mahdar("actors", "why", "سمير الحاتمي", "الحاتمي", "--db", db).stdout
    assert mahdar("actors", "undo", "الحاتمي", "سمير الحاتمي", "--db", db).returncode == 0
    assert mahdar("actors", "undo", "الحاتمي", "سمير الحاتمي", "--db", db).returncode == 2
    assert mahdar("actors", "why", "لا أحد", "--db", db).returncode == 2
    assert mahdar("actors", "merge", "أ", "ب", "--db", tmp_path / "none.db").returncode == 1


def test_an_imported_knowledge_base_gives_its_ids_to_the_record(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXT, "utf-8")
    (tmp_path / "kb.csv").write_text("id,name,kind,wikidata\n7,سمير الحاتمي,person,Q99\n8,,person,\n", "utf-8")
    done = mahdar("kb", "import", tmp_path / "kb.csv", "-o", tmp_path / "kb.jsonl")
    assert done.returncode == 0
    assert "row 3" in done.stderr
    mahdar("read", tmp_path / "one.txt", "-o", tmp_path / "record", "--kb", tmp_path / "kb.jsonl")
    record = json.loads((tmp_path / "record" / "record.json").read_text("utf-8"))
    assert [a.get("wikidata") for a in record["actors"] if a["kind"] == "person"] == ["Q99"]
    missing = mahdar("read", tmp_path / "one.txt", "-o", tmp_path / "record", "--kb", tmp_path / "none.jsonl")
    assert missing.returncode == 1
    assert "mahdar kb import" in missing.stderr
