from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def test_every_page_builds_and_every_way_in_it_leads_somewhere(site: Path) -> None:
    pages = {p.relative_to(ROOT / "docs").with_suffix(".html") for p in (ROOT / "docs").rglob("*.md")}
    built = {p.with_name("index.html") if p.name == "README.html" else p for p in pages}
    assert len(built) > 15
    assert [p for p in sorted(built) if not (site / p).exists()] == []


def test_no_page_asks_anything_of_another_machine(site: Path) -> None:
    asking = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=\"?(?:https?:)?//[^\s\">]+")
    asked = {found for page in site.rglob("*.html") for found in asking.findall(page.read_text("utf-8"))}
    asked |= {found for sheet in site.rglob("*.css") for found in re.findall(r"url\(\"?(?:https?:)?//[^)]+", sheet.read_text("utf-8"))}
    assert asked == set()


def test_the_arabic_landing_page_reads_from_right_to_left_in_the_shipped_typeface(site: Path) -> None:
    page = (site / "ar" / "index.html").read_text("utf-8")
    assert '<div dir="rtl" lang="ar">' in page
    assert list((site / "site" / "fonts").glob("*arabic-arabic-400*.woff2"))
