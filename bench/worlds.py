"""Other worlds: articles that were really read, under other ids, days and made-up words, every offset as it was.

A large workspace of made-up news is laid from a few thousand articles that are read: each further world goes through the Writer as if
it had been read too, so that no table is forgotten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from hashlib import blake2b
from multiprocessing import get_context
from random import Random

import msgspec

from bench.news import captures
from mahdar.pipeline import Layers
from mahdar.sentences import read
from mahdar.store.intake import Kept, Source, Taken, kept, taken
from mahdar.store.writer import Writer

WHEN = "2024-12-31T00:00:00+00:00"
#: Days from one world to the next.
APART = 14
_LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
_ID = re.compile(r"\b(?:art|quo|men|mom|eve|cla|sto|acc|fac|lif|lin|act|tim)[0-9a-f]{14}(?![0-9a-f])")
_DAY = re.compile(r"2024-\d\d-\d\d")
#: A page of another world is another page, that of a copy too: else every world would bring newer versions of what is there.
_PAGE = re.compile(r"https://(news|copy)\.example/")
_WORD = re.compile(r"[\u0621-\u064a]+")


class Worlds:
    """So many made-up articles that are read, and as many others like them as are wanted; `more` of each come after those that are laid."""

    def __init__(self, articles: int, more: int = 0) -> None:
        every = [taken(one, WHEN, tagger=False) for one in captures(articles + more)]
        self.first, self.more = every[:articles], every[articles:]
        common = Counter(word for one in self.first for word in set(_WORD.findall(one.layers.article.text)))
        self.usual = frozenset(word for word, n in common.items() if n > articles / 50)

    def lay(self, writer: Writer, articles: int, *, batch: int, there: int = 0) -> Iterator[int]:
        """Adds articles in batches until there are so many; gives their number after each world."""
        size = len(self.first)
        with ProcessPoolExecutor(1, get_context("fork")) as another:
            coming = None
            for number in range(there // size, -(-articles // size)):
                some = coming.result() if coming else self.world(number)
                coming = another.submit(self.world, number + 1) if (number + 1) * size < articles else None
                some = some[: articles - number * size]
                for at in range(0, len(some), batch):
                    writer._put(some[at : at + batch], "bench")
                yield min(articles, (number + 1) * size)

    def world(self, number: int) -> list[Taken]:
        """The articles of one world."""
        return self._others(self.first, number)

    def going_on(self, number: int) -> list[Taken]:
        """The articles that go on with the stories of a world."""
        return self._others(self.more, number)

    def _others(self, some: list[Taken], number: int) -> list[Taken]:
        return [self._other(one, Other(number, self.usual)) for one in some] if number else list(some)

    def _other(self, one: Taken, other: Other) -> Taken:
        """An article of another world."""
        text = other.words(one.layers.article.text)
        made = other.all(msgspec.json.encode(kept(one.layers)).decode())
        bare = msgspec.json.decode(_PAGE.sub(rf"https://\g<1>{other.number}.example/", made), type=Kept)
        article = msgspec.structs.replace(bare.article, text=text)
        layers = Layers(article, read(article), bare.moments, bare.mentions, bare.quotations, bare.events, bare.claims)
        data = text.encode()
        source = msgspec.json.decode(other.all(msgspec.json.encode(one.source).decode()), type=Source)
        digest = blake2b(data, digest_size=32).hexdigest()
        source = msgspec.structs.replace(source, id=article.id, digest=digest, sha256=digest, url=article.source.url)
        return Taken(data, source, layers, one.dated)


class Other:
    """What makes one world of another: every id, every day and most words are others of the same length.

    Of the words that are usual each world keeps three in five of its own. Were all kept, the grammar's phrases would stand in every
    world, and a text would meet as many others as it may in nearly all of its lists of copies, which news does not do.
    """

    def __init__(self, number: int, usual: frozenset[str]) -> None:
        chance = Random(number)  # noqa: S311 - a choice of letters and words
        letters = list(_LETTERS)
        chance.shuffle(letters)
        self.number = number
        self._usual = frozenset(word for word in sorted(usual) if chance.random() < 0.6)
        self._turned = str.maketrans(_LETTERS, "".join(letters))

    def words(self, text: str) -> str:
        """A text in other words."""
        return _WORD.sub(self._word, text)

    def all(self, text: str) -> str:
        """A text with other words, ids and days."""
        return _DAY.sub(self._day, _ID.sub(self._id, self.words(text)))

    def _word(self, found: re.Match[str]) -> str:
        return found[0] if found[0] in self._usual else found[0][:2] + found[0][2:].translate(self._turned)

    def _id(self, found: re.Match[str]) -> str:
        return found[0][:3] + blake2b(f"{found[0]}{self.number}".encode(), digest_size=7).hexdigest()

    def _day(self, found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) + timedelta(days=APART * self.number)).isoformat()
