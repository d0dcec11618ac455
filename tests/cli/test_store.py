"""`mahdar add`, `search` and `rebuild` as a user meets them: files in, lines out, exit codes kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "geneva-2021"


def mahdar(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mahdar.cli.main", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_articles_are_added_found_and_rebuilt(tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    done = mahdar("add", EXAMPLE, "--db", db, "--no-tagger")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "8 articles added" in done.stderr
    assert "0 articles added" in mahdar("add", EXAMPLE, "--db", db, "--no-tagger").stderr
    found = mahdar("search", "السفيرين", "--db", db, "--kind", "quotations")
    assert found.returncode == 0
    assert all(line.count("\t") == 3 for line in found.stdout.splitlines())
    assert any("السفير" in line for line in found.stdout.splitlines())
    again = mahdar("rebuild", "--db", db, "--no-tagger")
    assert (again.returncode, "8 articles read again" in again.stderr) == (0, True)
    assert mahdar("search", "السفيرين", "--db", db, "--kind", "quotations").stdout == found.stdout


def test_what_cannot_be_read_is_named_and_the_rest_go_in(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "good.txt").write_text("قال الوزير سامي حداد إن بلاده ستوقع الاتفاق قريبا بعد محادثات طويلة في العاصمة.\n", "utf-8")
    (news / "empty.txt").write_bytes(b"")
    done = mahdar("add", news, "--db", tmp_path / "desk.db", "--no-tagger")
    assert done.returncode == 0
    assert "empty.txt" in done.stderr
    assert "1 articles added" in done.stderr


def test_trouble_with_the_database_is_one_line_and_exit_code_one(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear editor, this is no database. " * 40)
    for words in (("add", EXAMPLE, "--no-tagger"), ("search", "x"), ("rebuild",)):
        done = mahdar(*words, "--db", letter)
        assert done.returncode == 1
        assert done.stderr.startswith("mahdar: ")
        assert len(done.stderr.splitlines()) == 1
    missing = mahdar("search", "x", "--db", tmp_path / "none.db")
    assert (missing.returncode, "there is no such database" in missing.stderr) == (1, True)


def test_the_help_does_not_wait_for_the_database() -> None:
    program = "import sys; import mahdar.cli.main; print('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip() == "False"
