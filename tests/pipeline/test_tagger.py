"""The tagger in the order of stages: asked unless it is left out, and a missing model said in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mahdar.articles import Article, Block, Source
from mahdar.errors import ModelError
from mahdar.pipeline import analyse, order
from mahdar.sentences import Reading
from mahdar.spans import Anchor
from mahdar.tags import Tags

TEXT = "قال الوزير سامي حداد إن بلاده ستوقع الاتفاق قريبا."
ARTICLE = Article("a", Source("t.txt", "0" * 64), TEXT, "ar", (Block(Anchor("a", 0, len(TEXT)), "body", "line"),))
# The command with a package in which the model's folder is missing.
BROKEN = """
import sys
from pathlib import Path
import mahdar.tags.model
nowhere = Path(sys.argv.pop())
mahdar.tags.model.files = lambda package: nowhere
from mahdar.cli.main import run
run()
"""


def missing(reading: Reading) -> Tags:
    raise ModelError("gone")


def test_the_tagger_is_asked_unless_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(order, "tag", missing)
    with pytest.raises(ModelError):
        analyse(ARTICLE)
    assert [m.anchor.of(TEXT) for m in analyse(ARTICLE, tagger=False).mentions if m.kind == "person"] == ["سامي حداد"]


@pytest.mark.parametrize(("option", "status"), [([], 1), (["--no-tagger"], 0)])
def test_a_missing_model_is_named_and_can_be_done_without(tmp_path: Path, option: list[str], status: int) -> None:
    (tmp_path / "one.txt").write_text(TEXT + "\n", "utf-8")
    words = ["read", tmp_path / "one.txt", "-o", tmp_path / "out", *option, tmp_path / "nowhere"]
    done = subprocess.run([sys.executable, "-c", BROKEN, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    assert ("the tagger's file" in done.stderr and "cannot be read" in done.stderr) == (status == 1)
    assert (tmp_path / "out" / "record.json").exists() == (status == 0)
