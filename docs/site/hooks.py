"""Hooks of the documentation site: the shipped typeface goes into it, and so do the pages outside `docs/` that pages lead to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "src/mahdar/records/page/fonts"
# Pages that stand beside what they describe, and where the site has them.
OUTSIDE = {"src/mahdar/tags/model/MODEL_CARD.md": "tagger-card.md"}


def on_config(config: Any) -> Any:
    """The navigation with every decision, those of the table first, and with the page on safety where there is one."""
    docs = Path(config["docs_dir"])
    listed = re.findall(r"^\| \[[^]]*\]\(([\w-]+\.md)\)", (docs / "decisions/README.md").read_text("utf-8"), re.MULTILINE)
    there = sorted(path.name for path in (docs / "decisions").glob("*.md") if path.name != "README.md")
    pages = [name for name in dict.fromkeys([*listed, *there]) if name in there]
    next(entry for entry in config["nav"] if "Decisions" in entry)["Decisions"] += [f"decisions/{name}" for name in pages]
    if (docs / "safety.md").exists():
        config["nav"].insert(-2, {"Safety": "safety.md"})
    return config


def on_files(files: Any, config: Any) -> Any:
    """The files of the site with the typeface, its licence and the pages from outside."""
    for font in sorted(FONTS.iterdir()):
        files.append(File.generated(config, f"site/fonts/{font.name}", abs_src_path=str(font)))
    for path, name in OUTSIDE.items():
        files.append(File.generated(config, name, content=(ROOT / path).read_text("utf-8")))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """A page with its ways to the pages from outside led to where the site has them."""
    up = "../" * page.file.src_uri.count("/")
    for path, name in OUTSIDE.items():
        markdown = markdown.replace(f"](../{up}{path})", f"]({up}{name})")
    return markdown
