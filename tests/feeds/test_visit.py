"""Visits and rounds: what is new, what changed, when a feed is asked again, and that none is in the way of another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from mahdar.feeds import FeedState, Fetcher, InMemory, Limits, Pace, Subscription, Visit, rounds, visit
from mahdar.feeds.state import AGAIN, PageState, answered, failed, jitter, missed, seen

HOUR = 3600.0
START = 1_800_000_000.0
PACE = Pace(every=900.0)


def page(words: str) -> str:
    return f"<!doctype html><html><head><title>خبر</title></head><body><h1>عنوان الخبر</h1><p>{words}</p></body></html>"


def rss(*items: tuple[str, str], title: str = "صحيفة المثال") -> str:
    told = "".join(f"<item><title>{name}</title><link>{path}</link></item>" for path, name in items)
    return f"<rss version='2.0'><channel><title>{title}</title>{told}</channel></rss>"


def serve(site, *items: tuple[str, str], **headers: str) -> Subscription:
    site.serve("/rss", rss(*items), type_="application/rss+xml", **headers)
    for path, name in items:
        if path not in site.routes:
            site.serve(path, page(f"{name} في العاصمة اليوم."))
    return Subscription(f"{site.address}/rss")


def at(one: Subscription, fetcher: Fetcher, memory: InMemory, hours: float = 0.0, pace: Pace = PACE) -> Visit:
    """A visit after so many hours, whose outcome is kept as a watch keeps it."""
    found = visit(one, fetcher, memory, now=START + hours * HOUR, pace=pace)
    memory.keep(found.feed, [*found.pages, *(f.page for f in found.found)])
    return found


def files(found: Visit) -> list[str]:
    return [f.capture.file.rpartition("/")[2] for f in found.found]


def test_a_first_visit_brings_every_page_with_what_the_feed_says_of_it(site, fetcher) -> None:
    one = serve(site, ("/1", "أعلن المتحدث"), ("/2", "نفى الوزير"))
    found = at(one, fetcher, InMemory())
    assert files(found) == ["1", "2"]
    first = found.found[0].capture
    assert (first.kind, first.declared.title, first.declared.outlet) == ("page", "أعلن المتحدث", "صحيفة المثال")
    assert first.file == first.declared.url == f"{site.address}/1"
    assert first.text == page("أعلن المتحدث في العاصمة اليوم.")
    assert found.errors == ()


def test_a_page_that_names_its_own_outlet_is_believed_before_the_feeds_title_and_after_the_list(site, fetcher) -> None:
    one = serve(site, ("/1", "خبر"))
    site.serve("/1", page("نص الخبر").replace("<title>", '<meta property="og:site_name" content="قناة"><title>'))
    assert at(one, fetcher, InMemory()).found[0].capture.declared.outlet is None
    listed = Subscription(one.url, "اسم من القائمة", "عنوان")
    assert at(listed, fetcher, InMemory()).found[0].capture.declared.outlet == "اسم من القائمة"


def test_a_second_visit_asks_whether_the_feed_changed_and_takes_nothing_again(site, fetcher) -> None:
    memory = InMemory()
    one = serve(site, ("/1", "خبر"), ETag='"1"')
    at(one, fetcher, memory)
    site.serve("/rss", "", 304)
    found = at(one, fetcher, memory, 0.3)
    assert (found.announced, found.found, found.errors) == (0, (), ())
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert memory.feeds[one.url].etag == '"1"'


def test_what_is_new_or_told_anew_is_taken_and_the_rest_is_not(site, fetcher) -> None:
    memory = InMemory()
    at(serve(site, ("/1", "خبر أول"), ("/2", "خبر ثان")), fetcher, memory)
    site.serve("/2", page("متن جديد"))
    found = at(serve(site, ("/1", "خبر أول"), ("/2", "خبر ثان: محدث"), ("/3", "خبر ثالث")), fetcher, memory, 0.3)
    assert sorted(files(found)) == ["2", "3"]
    assert site.paths().count("/1") == 1


def test_a_page_is_asked_again_later_and_later_and_a_change_of_it_is_taken(site, fetcher) -> None:
    memory = InMemory()
    one = serve(site, ("/1", "خبر"))
    at(one, fetcher, memory)
    assert files(at(one, fetcher, memory, 1.2)) == []  # the same bytes
    site.serve("/1", page("متن مصحح"))
    assert files(at(one, fetcher, memory, 8)) == ["1"]
    assert files(at(one, fetcher, memory, 8.3)) == []
    at(one, fetcher, memory, 40)
    at(one, fetcher, memory, 500)
    assert site.paths().count("/1") == 1 + len(AGAIN)


def test_a_moved_feed_is_asked_where_it_lives_now(site, fetcher) -> None:
    memory = InMemory()
    serve(site, ("/1", "خبر"))
    site.serve("/old", status=301, Location="/rss")
    one = Subscription(f"{site.address}/old")
    assert at(one, fetcher, memory).feed.moved == f"{site.address}/rss"
    at(one, fetcher, memory, 1)
    assert site.paths().count("/old") == 1
    site.serve("/rss", "", 404)
    for hours in range(2, 6):
        at(one, fetcher, memory, hours * 10)
    assert site.paths().count("/old") == 2  # after three failures the first address is tried again


def test_a_feed_that_is_gone_is_not_asked_again(site, fetcher) -> None:
    memory = InMemory()
    site.serve("/rss", "", 410)
    one = Subscription(f"{site.address}/rss")
    found = at(one, fetcher, memory)
    assert found.feed.gone
    assert "take it out of the list" in found.errors[0].reason
    assert list(rounds([one], fetcher, memory, stop=Event())) == []
    assert site.paths() == ["/rss"]


def test_failures_are_waited_for_longer_and_longer_and_end_with_an_answer(site, fetcher) -> None:
    memory = InMemory()
    site.serve("/rss", "", 500)
    one = Subscription(f"{site.address}/rss")
    waits = [(found := at(one, fetcher, memory)).feed.next - START for _ in range(9)]
    assert waits[0] >= 2 * PACE.every
    assert all(b > a for a, b in pairwise(waits[:6]))
    assert waits[-1] <= 24 * HOUR * 1.1
    assert found.feed.failures == 9
    assert "(500)" in found.errors[0].reason
    serve(site, ("/1", "خبر"))
    after = at(one, fetcher, memory)
    assert (after.feed.failures, after.feed.said) == (0, None)
    assert PACE.every <= after.feed.next - START <= PACE.every * 1.1


def test_what_a_host_asks_us_to_wait_is_waited_and_no_longer_than_a_week(site, fetcher) -> None:
    one = Subscription(f"{site.address}/rss")
    for said, least, most in (("7200", 2 * HOUR, 3 * HOUR), ("99999999", 7 * 24 * HOUR, 8 * 24 * HOUR)):
        site.serve("/rss", "", 429, Retry_After=said)
        assert least <= at(one, fetcher, InMemory()).feed.next - START <= most


def test_waits_differ_from_feed_to_feed_and_are_the_same_in_every_run() -> None:
    waits = [jitter(f"https://{name}.example/", 1, 100.0) for name in "abcdefgh"]
    assert len(set(waits)) == 8
    assert all(0 <= w < 10 for w in waits)
    assert waits == [jitter(f"https://{name}.example/", 1, 100.0) for name in "abcdefgh"]


def test_states_are_values() -> None:
    state = FeedState("https://a.example/", etag="x", failures=2, said="y")
    assert failed(state, "z", now=0, every=10).failures == 3
    assert answered(state, etag=None, modified=None, moved=None, now=0, every=10).failures == 0
    given_up = PageState("https://a.example/1", "https://a.example/")
    for _ in range(5):
        given_up = missed(given_up, now=0, every=10)
    assert given_up.next is None
    assert seen(given_up, etag=None, modified=None, sha="s", now=0).failures == 0


def test_a_page_that_cannot_be_had_is_named_with_its_reason_and_the_others_come(site, fetcher) -> None:
    memory = InMemory()
    site.serve("/1", "", 404)
    site.serve("/2", b"%PDF-1.7 x", type_="text/html")
    site.serve("/3", "", 500)
    site.serve("/4", "x", type_="image/png")
    site.serve("/5", status=302, Location="/")
    site.serve("/", page("الصفحة الأولى"))
    site.serve("/6", b"")
    items = [(f"/{n}", f"خبر {n}") for n in range(1, 8)]
    found = at(serve(site, *items), fetcher, memory)
    assert files(found) == ["7"]
    said = {e.file.rpartition("/")[2]: e.reason for e in found.errors}
    assert sorted(said) == ["1", "2", "3", "4", "5", "6"]
    for number, words in ("1", "(404)"), ("2", "PDF"), ("3", "(500)"), ("4", "image/png"), ("5", "front page"), ("6", "empty"):
        assert words in said[number]
    waiting = {p.url.rpartition("/")[2] for p in memory.seen.values() if p.next is not None}
    assert waiting == {"3", "4", "7"}


def test_a_visit_takes_so_many_pages_and_leaves_the_rest_for_the_next(site, fetcher) -> None:
    memory = InMemory()
    one = serve(site, *((f"/{n}", f"خبر {n}") for n in range(5)), ETag='"1"')
    found = at(one, fetcher, memory, pace=Pace(pages=2))
    assert (len(found.found), found.waiting) == (2, 3)
    site.serve("/rss", "", 304)
    assert len(at(one, fetcher, memory, 0.3, pace=Pace(pages=2)).found) == 2
    assert len(at(one, fetcher, memory, 0.6, pace=Pace(pages=2)).found) == 1
    assert len(memory.seen) == 5


def test_a_host_that_stays_silent_is_not_asked_for_all_its_pages(site) -> None:
    quick = Fetcher(limits=Limits(read=0.2, total=0.3, delay=0), allow_private=True)
    for number in range(8):
        site.routes[f"/{number}"] = lambda request: request.server.over.wait(5)
    found = at(serve(site, *((f"/{n}", "خبر") for n in range(8))), quick, InMemory())
    assert (len(found.errors), found.waiting) == (3, 5)


def test_a_page_in_windows_1256_is_read_whatever_it_declares(site, fetcher) -> None:
    one = serve(site, ("/1", "خبر"))
    text = page("قال الوزير إن المباحثات التي جرت في العاصمة كانت على مستوى عال")
    site.serve("/1", text.encode("cp1256"), type_="text/html; charset=iso-8859-1")
    assert at(one, fetcher, InMemory()).found[0].capture.text == text


def every(feeds: Sequence[Subscription], fetcher: Fetcher, memory: InMemory, **options) -> list[Visit]:
    found = []
    for some in rounds(feeds, fetcher, memory, stop=Event(), once=True, **options):
        for one in some:
            memory.keep(one.feed, [*one.pages, *(f.page for f in one.found)])
            found.append(one)
    return found


def test_one_bad_feed_never_stops_the_others(site, fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    good = serve(site, ("/1", "خبر"))
    site.serve("/broken", "<rss><channel><item>", type_="text/xml")
    site.routes["/silent"] = lambda request: request.server.over.wait(5)
    site.routes["/cut"] = lambda request: request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
    names = ("/nothing", "/broken", "/silent", "/cut")
    feeds = [*(Subscription(site.address + name) for name in names), Subscription("http://nowhere.invalid/rss"), good]
    found = {v.feed.url: v for v in every(feeds, fetcher, InMemory())}
    assert len(found) == 6
    assert files(found[good.url]) == ["1"]
    failing = [url for url, v in found.items() if v.errors]
    assert len(failing) == 5
    assert all(e.reason for v in found.values() for e in v.errors)


def test_a_fault_of_ours_in_one_feed_is_that_feeds_failure(site, fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    module = importlib.import_module("mahdar.feeds.visit")
    true = module.parse

    def faulty(data: bytes, url: str, **options):
        if url.endswith("/odd"):
            raise KeyError("odd")
        return true(data, url, **options)

    monkeypatch.setattr(module, "parse", faulty)
    good = serve(site, ("/1", "خبر"))
    site.serve("/odd", rss(), type_="text/xml")
    found = every([Subscription(f"{site.address}/odd"), good], fetcher, InMemory())
    assert sorted(len(v.found) for v in found) == [0, 1]
    assert any("KeyError" in e.reason for v in found for e in v.errors)


def test_feeds_of_many_hosts_are_visited_side_by_side(site) -> None:
    def slow(request) -> None:
        sleep(0.3)
        request.reply(rss(), type_="text/xml")

    site.routes["/rss"] = slow
    port = site.server_address[1]
    feeds = [Subscription(f"http://h{n}.example:{port}/rss") for n in range(6)]
    wide = Fetcher(limits=Limits(delay=0), allow_private=True, resolver=lambda host, _: ["127.0.0.1"])
    start = monotonic()
    assert len(every(feeds, wide, InMemory())) == 6
    assert monotonic() - start < 1.5
    assert site.most_open > 1


def test_a_watch_goes_on_until_it_is_told_to_stop_and_then_ends_soon(site, fetcher) -> None:
    one = serve(site, ("/1", "خبر"))
    stop, memory, count = Event(), InMemory(), 0
    for some in rounds([one], fetcher, memory, stop=stop, pace=Pace(every=0.2)):
        for found in some:
            memory.keep(found.feed, [*found.pages, *(f.page for f in found.found)])
            count += 1
        if count == 3:
            stop.set()
    assert site.paths().count("/rss") >= 3


def test_a_stop_in_the_middle_of_a_visit_drops_it_as_if_it_had_not_begun(site) -> None:
    stop = Event()
    site.routes["/rss"] = lambda request: request.server.over.wait(5)
    waiting = Fetcher(limits=Limits(delay=0), allow_private=True, stop=stop)
    Thread(target=lambda: (sleep(0.5), stop.set()), daemon=True).start()
    start = monotonic()
    assert list(rounds([Subscription(f"{site.address}/rss")], waiting, InMemory(), stop=stop)) == []
    assert monotonic() - start < 3


def test_once_leaves_alone_a_feed_that_failed_not_long_ago(site, fetcher) -> None:
    memory = InMemory()
    site.serve("/rss", "", 500)
    one = Subscription(f"{site.address}/rss")
    assert len(every([one], fetcher, memory)) == 1
    assert every([one], fetcher, memory) == []
    serve(site, ("/1", "خبر"))
    assert len(every([one], fetcher, memory, clock=lambda: START * 2)) == 1
    assert len(every([one], fetcher, memory, clock=lambda: START * 2)) == 1
