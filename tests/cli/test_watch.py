"""`mahdar watch`: from feeds to the database, once and until told to stop."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from typer.testing import CliRunner, Result

from mahdar.cli.main import app
from mahdar.errors import UsageError
from mahdar.store import Store

TEXT = "قال المتحدث باسم الوزارة إن {} ستبدأ يوم الأحد في العاصمة. وأضاف أن الوفدين اتفقا على جدول الأعمال وعلى مواصلة اللقاءات."


class Site(ThreadingHTTPServer):
    """Pages by path; what is a number is a status."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, str | int] = {}
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        found = self.server.pages.get(self.path, 404)
        body = b"" if isinstance(found, int) else found.encode()
        self.send_response(found if isinstance(found, int) else 200)
        self.send_header("Content-Type", "application/rss+xml" if found and self.path.endswith("rss") else "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def page(subject: str, extra: str = "") -> str:
    told = f"<article><h1>خبر عن {subject}</h1><p>{TEXT.format(subject)}</p></article>"
    return f"<!doctype html><html><head><title>خبر</title>{extra}</head><body>{told}</body></html>"


def rss(*paths: str) -> str:
    items = "".join(f"<item><title>خبر {path}</title><link>{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel><title>صحيفة المثال</title>{items}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    server = Site()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    server.pages |= {"/robots.txt": "User-agent: *\nDisallow:\n", "/rss": rss("/1", "/2"), "/1": page("المفاوضات"), "/2": page("القمة")}
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    import mahdar.feeds
    from mahdar.feeds import Fetcher, Limits

    class Hasty(Fetcher):
        def __init__(self, **options: object) -> None:
            super().__init__(limits=Limits(delay=0, connect=1, read=1, total=2), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(mahdar.feeds, "Fetcher", Hasty)


def watch(*words: str | Path, db: Path) -> Result:
    return CliRunner().invoke(app, ["watch", *map(str, words), "--db", str(db), "--once", "--no-tagger"])


def texts(db: Path) -> list[str]:
    with Store(db) as store:
        return sorted(a.text for s in store.view.stories().items for a in store.view.story(s.id).articles)


def test_the_pages_of_a_feed_come_into_the_database_once(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    first = watch(f"{site.address}/rss", "--allow-private", db=db)
    assert first.exit_code == 0, first.output
    assert f"{site.address}/rss: 2 new, 0 changed" in first.output
    assert "2 articles added" in first.output
    assert any("المفاوضات" in text for text in texts(db))
    asked = len(site.asked)
    second = watch(f"{site.address}/rss", "--allow-private", db=db)
    assert (second.exit_code, second.output) == (0, "")
    assert site.asked[asked:] == ["/robots.txt", "/rss"]


def test_a_page_whose_words_changed_is_a_new_version_and_one_whose_markup_changed_is_not(site: Site, tmp_path: Path) -> None:
    db = tmp_path / "desk.db"
    watch(f"{site.address}/rss", "--allow-private", db=db)
    site.pages["/1"] = page("المحادثات")
    site.pages["/2"] = page("القمة", '<meta name="counter" content="77">')
    site.pages["/rss"] = rss("/1", "/2").replace("خبر /", "محدث /")
    again = watch(f"{site.address}/rss", "--allow-private", db=db)
    assert ": 0 new, 1 changed" in again.output
    with Store(db) as store:
        (current,) = [a for s in store.view.stories().items for a in store.view.story(s.id).articles if a.source.url.endswith("/1")]
        assert "المحادثات" in current.text
        assert len(store.view.versions(current.id)) >= 1


def test_what_is_wrong_with_one_feed_is_said_and_the_others_come(site: Site, tmp_path: Path) -> None:
    site.pages["/bomb/rss"] = '<!DOCTYPE rss [<!ENTITY a "x">]><rss><channel><title>&a;</title></channel></rss>'
    listed = tmp_path / "feeds.txt"
    listed.write_text(f"{site.address}/bomb/rss\n{site.address}/none/rss\nnonsense\n{site.address}/rss صحيفة القائمة\n", "utf-8")
    result = watch("--list", listed, "--allow-private", db=tmp_path / "desk.db")
    assert result.exit_code == 0
    assert "feeds.txt, row 3: nonsense: no web address" in result.output
    assert re.search(r"/bomb/rss: declares entities", result.output)
    assert re.search(r"/none/rss: is not there; check the address \(404\)", result.output)
    assert "2 articles added" in result.output
    with Store(tmp_path / "desk.db") as store:
        assert {a.outlet for s in store.view.stories().items for a in store.view.story(s.id).articles} == {"صحيفة القائمة"}


def test_an_address_inside_is_not_asked_unless_allowed(site: Site, tmp_path: Path) -> None:
    result = watch(f"{site.address}/rss", db=tmp_path / "desk.db")
    assert result.exit_code == 1
    assert "--allow-private" in result.output
    assert "no feed could be read" in result.output
    assert site.asked == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no feed to watch"),
        (("feeds.example/rss",), "no web address"),
        (("file:///etc/passwd",), "no web address"),
        (("--list", "nowhere.opml"), "no file with a list"),
        (("https://a.example/", "--contact", "x\ny"), "--contact"),
    ],
)
def test_words_that_cannot_be_used_are_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = watch(*words, db=tmp_path / "desk.db")
    assert isinstance(result.exception, UsageError)
    assert said in str(result.exception)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_watch_ends_cleanly_when_told_to(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    site.pages["/rss"] = rss("/1")
    db = tmp_path / "desk.db"
    command = [sys.executable, "-m", "mahdar.cli.main", "watch", f"{site.address}/rss", "--allow-private", "--no-tagger", "--db", str(db)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}) as running:
        assert running.stderr
        said = ""
        while "articles added" not in said:
            line = running.stderr.readline()
            assert line, said
            said += line
        running.send_signal(number)
        start = monotonic()
        assert running.wait(10) == 0
        assert monotonic() - start < 20
        assert "stopped; what was fetched is kept" in running.stderr.read()
    assert len(texts(db)) == 1


def test_a_break_between_the_articles_and_the_feeds_state_doubles_nothing(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mahdar.store.watched import Watched

    db = tmp_path / "desk.db"
    with monkeypatch.context() as broken:
        broken.setattr(Watched, "keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        watch(f"{site.address}/rss", "--allow-private", db=db)
    assert len(texts(db)) == 2
    result = watch(f"{site.address}/rss", "--allow-private", db=db)
    assert "0 articles added" in result.output
    assert len(texts(db)) == 2
