"""Many at once: writers take turns, readers are never in their way, and no line is lost."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from mahdar.store import Store

from .dump import differences, dumped
from .newsroom import CAPTURES, RIVER, capture

WHEN = "2024-03-09T00:00:00+00:00"
MORE = tuple(capture(f"more-{n}", RIVER.replace("12", str(20 + n)), outlet=f"صحيفة {n}", day=f"2024-03-{8 + n:02}") for n in range(6))


def test_two_writers_and_many_readers_lose_nothing(address: Callable[[], str]) -> None:
    with Store(address()) as store, Store(address()) as alone, ThreadPoolExecutor(8) as many:
        done = Event()

        def write(some: tuple[object, ...]) -> int:
            return len(store.writer(tagger=False).add(some, received=WHEN, batch=2).new)  # type: ignore[arg-type]

        def read() -> int:
            asked = 0
            while not done.is_set() or not asked:
                for card in store.view.stories().items:
                    record = store.view.story(card.id)
                    assert {q.article for q in record.quotations} <= {a.id for a in record.articles}
                store.view.search("النهر")
                asked += 1
            return asked

        readers = [many.submit(read) for _ in range(6)]
        writers = [many.submit(write, part) for part in (CAPTURES + MORE[:3], MORE[3:] + CAPTURES[:2])]
        added = sum(one.result() for one in writers)
        done.set()
        assert all(one.result() for one in readers)
        assert added == len(CAPTURES) + len(MORE)
        alone.writer(tagger=False).add((*CAPTURES, *MORE), received=WHEN)
        assert differences(dumped(store), dumped(alone)) == {}
