"""Visits to many feeds, each when its time has come, several at once and none in the way of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from threading import Event
from time import monotonic, time

from mahdar.errors import InputError
from mahdar.feeds.entry import Subscription
from mahdar.feeds.fetch import Fetcher
from mahdar.feeds.memory import Memory
from mahdar.feeds.state import FeedState, failed
from mahdar.feeds.visit import Pace, Visit, visit
from mahdar.feeds.wire import Stopped

_STEP = 0.25  # seconds between two looks at whether to stop
_WORKERS = 8
_TOGETHER = 10.0  # seconds that visits wait for others, since much is settled once for all of them
_ENOUGH = 200  # pages that wait for nothing


def rounds(
    feeds: Sequence[Subscription],
    fetcher: Fetcher,
    memory: Memory,
    *,
    stop: Event,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    once: bool = False,
    clock: Callable[[], float] = time,
) -> Iterator[tuple[Visit, ...]]:
    """The visits as they end, some together, without end unless `once`; what they say is kept before the next are asked for.

    With `once` every feed is visited that is not gone and not being left alone after a failure. Ends soon after
    `stop` is set; a visit that was under way is then dropped, as if it had not begun.
    """
    due = {one.url: _first(memory.feed(one.url), once=once) for one in feeds}
    by_url = {one.url: one for one in feeds}
    running: dict[Future[Visit], str] = {}
    done: list[Visit] = []
    since = monotonic()
    with ThreadPoolExecutor(_WORKERS, thread_name_prefix="feed") as workers:
        while not stop.is_set():
            now = clock()
            for url in sorted((u for u, at in due.items() if at is not None and at <= now), key=lambda u: (due[u], u)):
                if len(running) == _WORKERS:
                    break
                running[workers.submit(_safely, by_url[url], fetcher, memory, pace, clock)] = url
                due[url] = None
            since = since if done else monotonic()
            done += _ended(running)
            if done and (not running or monotonic() - since > _TOGETHER or sum(len(v.found) for v in done) >= _ENOUGH):
                yield tuple(done)
                due |= {v.feed.url: None if once or v.feed.gone else v.feed.next for v in done}
                done = []
            elif not running:
                if once or all(at is None for at in due.values()):
                    return
                stop.wait(_STEP)
        done += _ended(running)
    if done:
        yield tuple(done)


def _ended(running: dict[Future[Visit], str]) -> list[Visit]:
    """The visits that have ended, taken out of those that run; waits a moment for one."""
    done, _ = wait(running, timeout=_STEP, return_when=FIRST_COMPLETED)
    found = []
    for one in sorted(done, key=lambda future: running[future]):
        del running[one]
        error = one.exception()
        if error is None:
            found.append(one.result())
        elif not isinstance(error, Stopped):
            raise error
    return found


def _first(state: FeedState | None, *, once: bool) -> float | None:
    """When a feed is due at the start: what is remembered holds; once, only a failing feed is let wait."""
    if state is None:
        return 0.0
    if state.gone:
        return None
    return 0.0 if once and not state.failures else state.next


def _safely(one: Subscription, fetcher: Fetcher, memory: Memory, pace: Pace, clock: Callable[[], float]) -> Visit:
    """The visit; whatever goes wrong in one feed is that feed's failure, so that the others go on."""
    now = clock()
    try:
        return visit(one, fetcher, memory, now=now, pace=pace)
    except Stopped:
        raise
    except Exception as error:
        said = f"cannot be read ({type(error).__name__}: {str(error)[:80]}); it is tried again later, please report it with the address"
        state = failed(memory.feed(one.url) or FeedState(one.url), said, now=now, every=pace.every)
        return Visit(state, errors=(InputError(one.url, said),))
