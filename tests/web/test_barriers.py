"""Every page in a real browser: what bars somebody from reading it, what means harm, and what is left without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from mahdar.web.language import Language

from .walks import Rooms

OUTLET = "%D9%85%D8%AF%D8%A7%D8%B1+%D8%A7%D9%84%D8%B9%D8%B1%D8%A8"
PLACES = {
    "stories": "/",
    "a day without stories": "/?day=1999-01-01",
    "contradictions": "/clashes",
    "feeds that are watched": "/watched",
    "story": "/story/{story}?outlet={outlet}",
    "said": "/story/{story}?part=said&outlet={outlet}",
    "times": "/story/{story}?part=times&outlet={outlet}",
    "coverage": "/story/{story}?part=coverage",
    "people of a story": "/story/{story}?part=people&outlet={outlet}",
    "positions": "/story/{story}?part=positions&outlet={outlet}",
    "articles of a story": "/story/{story}?part=sources",
    "people": "/people",
    "person": "/person/{person}",
    "outlets": "/outlets",
    "outlet": "/outlet?name={outlet}",
    "article": "/article/{harm}",
    "article that repeats another": "/article/{twin}",
    "compare": "/compare?story={story}&a={outlet}",
    "search": "/search?q=%D8%A7%D9%84%D8%B3%D9%81%D9%8A%D8%B1%D9%8A%D9%86&kind=quotations",
    "desk": "/desk?rule=spelling",
    "audit": "/desk/audit",
    "sign in": "/sign-in",
    "feeds": "/feeds?of=/stories.rss",
}
#: What the journeys look at in the light is looked at here in the dark alone.
SEEN = {"story", "times", "person", "outlet", "compare", "search", "desk"}


@pytest.mark.parametrize(("width", "language", "scheme"), [(1400, "ar", "light"), (390, "en", "dark")])
def test_no_page_bars_anybody(
    rooms: Rooms, address: str, width: int, language: Language, scheme: str, story: str, person: str, harm: str, twin: str
) -> None:
    """What axe finds on every page, and whether it fits its width."""
    with rooms.walk(address, width, language, scheme=scheme) as walk:
        poor: dict[str, object] = {}
        for name, path in PLACES.items():
            if scheme == "light" and name in SEEN:
                continue
            walk.go(path.format(story=story, person=person, harm=harm, twin=twin, outlet=OUTLET))
            if found := walk.bars():
                poor[name] = found
        assert poor == {}


def test_what_means_harm_is_read_and_does_none(rooms: Rooms, address: str, harm: str) -> None:
    with rooms.walk(address, 390, "ar") as walk:
        for path in ("/outlets", "/", "/search?q=%D8%A7%D9%84%D8%B3%D9%81%D9%86&kind=quotations", f"/article/{harm}"):
            walk.go(path)
            assert walk.page.title() != "owned"
            assert walk.page.locator("img").count() == 0
        assert "<script>" in walk.page.locator("body").inner_text()


def test_without_scripts_every_form_works(rooms: Rooms, address: str) -> None:
    with rooms.walk(address, 1400, "en", scripts=False) as walk:
        walk.go("/")
        walk.page.select_option("select[name=issue]", index=1)
        walk.page.click("form.asks button")
        expect(walk.page).to_have_url(re.compile("issue="))
        walk.go("/people")
        walk.page.fill("input[name=prefix]", "كريم")
        walk.page.click("form.asks button")
        expect(walk.page).to_have_url(re.compile("prefix="))
        expect(walk.page.locator("#list li").first).to_contain_text("كريم الحداد")
