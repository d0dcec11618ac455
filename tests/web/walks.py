"""A visit to the explorer in a real browser: watched, measured, and looked at by axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mahdar.web.language import Language, label, word

expect.set_options(timeout=15_000)  # a machine that does other things too is slow, and no page is wrong for it
AXE = (Path(__file__).parent / "assets" / "axe.min.js").read_text("utf-8")
#: Wide and narrow, Arabic and English.
PAIRS: tuple[tuple[int, Language], ...] = ((1400, "ar"), (390, "en"), (390, "ar"), (1400, "en"))
CHECK = """async () => {
  const wanted = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, { runOnly: wanted, resultTypes: ["violations"], preload: false, iframes: false });
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact))
    .map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)).join(" | "));
}"""


class Walk(Struct, frozen=True):
    """A visit: the page, its address, its language, and how wide it is."""

    page: Page
    at: str
    language: Language
    width: int

    def go(self, path: str) -> None:
        """Opens an address of the explorer."""
        self.page.goto(self.at + path)

    def unfold(self) -> None:
        """Opens the filters where they are folded away, as in a narrow window."""
        way = self.page.locator("details.narrowing:not([open]) > summary")
        if way.is_visible():
            way.click()

    def say(self, key: str) -> str:
        """What the explorer says in the language of the walk."""
        return word(label(key), self.language)

    def bars(self) -> list[str]:
        """What bars somebody from the page: serious findings of axe-core, and what runs over the side."""
        self.page.wait_for_load_state("load")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        found: list[str] = [] if wide <= self.width else [f"{wide} wide"]
        if not self.page.evaluate("!!window.axe"):
            self.page.evaluate(AXE)
        return found + list(self.page.evaluate(CHECK))


class Rooms:
    """A window of the browser for each pair, kept from test to test with what it has fetched; and what went wrong in it."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._windows: dict[tuple[int, bool], BrowserContext] = {}
        self._wrong: list[str] = []

    @contextmanager
    def walk(self, address: str, width: int, language: Language, *, scripts: bool = True, scheme: str = "light") -> Iterator[Walk]:
        """A walk that is watched: every request is for this machine, and no page complains."""
        window = self._window(width, scripts)
        window.clear_cookies()
        window.add_cookies([{"name": "mahdar_language", "value": language, "url": address}])
        self._wrong.clear()
        page = window.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.on("console", lambda m: self._wrong.append(m.text))
        page.on("pageerror", lambda e: self._wrong.append(str(e)))
        yield Walk(page, address, language, width)
        page.close()
        assert self._wrong == []

    def _window(self, width: int, scripts: bool) -> BrowserContext:
        key = (width, scripts)
        if key not in self._windows:
            made = self._browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
            made.on("request", lambda r: None if urlsplit(r.url).hostname == "127.0.0.1" else self._wrong.append(r.url))
            self._windows[key] = made
        return self._windows[key]

    def close(self) -> None:
        """Closes every window."""
        for window in self._windows.values():
            window.close()
