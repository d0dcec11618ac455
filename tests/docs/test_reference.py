"""The reference is made from the code, and says what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def _make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "reference" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_page_of_the_reference_is_up_to_date() -> None:
    for name, page in _make().pages().items():
        assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == page, f"run: python docs/reference/make.py ({name})"


@pytest.mark.parametrize("page", sorted(p.relative_to(ROOT).as_posix() for p in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]))
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    import re

    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), f"{page} links to {target}"
