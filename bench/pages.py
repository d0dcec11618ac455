"""Real pages against what must and must not be in their text: `python -m bench.pages`. Prints a line a page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mahdar.articles import Article, article
from mahdar.captures import Capture, captures
from mahdar.pipeline import analyse

PAGES = Path(__file__).parents[2] / "shared" / "data" / "pages"


def kept(one: Article) -> str:
    """The text of a page without what was set aside."""
    return "\n".join(block.anchor.of(one.text) for block in one.blocks if not block.aside)


def main() -> None:
    """Prints, for each page, whether headline and date are right, and which strings are missing or left over."""
    if not PAGES.exists():
        sys.exit(f"{PAGES} is not here")
    wanted = {page["file"]: page for page in json.loads((PAGES / "gold.json").read_text("utf-8"))}
    wrong = left = 0
    for found in captures([PAGES]):
        if not isinstance(found, Capture) or found.file not in wanted:
            continue
        page, one = wanted[found.file], analyse(article(found)).article
        text, headline = kept(one), one.first("headline")
        title = headline.of(one.text) if headline else ""
        day = one.published.value[:10] if one.published else ""
        missing = [w for w in page["with"] if w not in text]
        over = [w for w in page["without"] if w in text]
        wrong += (title != page["headline"]) + (day != page["published"]) + len(missing)
        left += len(over)
        print(f"{found.file}: headline {title == page['headline']}, date {day == page['published']}, missing {missing}, left over {over}")
    print(f"{wrong} wrong or missing, {left} left over in all")


if __name__ == "__main__":
    main()
