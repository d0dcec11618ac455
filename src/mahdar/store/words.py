"""Text -> what is searched: its words folded, and their stems, the same for both databases and for what is asked."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import Stemmer
from msgspec import Struct

from mahdar.spans import folded, table

_WORD = re.compile(r"[^\W_]+")
_PLAIN = re.compile(r"[0-9a-z\u0621-\u063a\u0641-\u064a]+")
_HAMZA_WAW = re.compile("[ئء]و")  # مسئول and شئون in Cairo, مسؤول and شؤون elsewhere
_PHRASE = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”')
#: Longer words are no words; an index would only carry them along.
LONGEST = 64


class Words(Struct, frozen=True):
    """The words of a text in order: as they are spelt, folded, and by their stems."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]


class Asked(Struct, frozen=True):
    """What is asked for: words by their stems and as spelt, and phrases, whose words stand side by side."""

    words: Words
    phrases: tuple[tuple[str, ...], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.words.forms and not self.phrases


def words(text: str) -> Words:
    """The words of a text.

    >>> words("قال الرئيسُ")
    Words(forms=('قال', 'الرييس'), stems=('قال', 'رييس'))
    """
    forms = tuple(_safe(w) for w in _WORD.findall(folded(text).lower()))
    return Words(forms, tuple(map(_stem, forms)))


def asked(text: str) -> Asked:
    """What a line typed into a search box asks for: words, and phrases in quotation marks.

    Words that stand in nearly every text are passed over where something else is asked too.
    """
    phrases = tuple(found for match in _PHRASE.finditer(text) if (found := words(next(filter(None, match.groups()), "")).forms))
    said = words(_PHRASE.sub(" ", text))
    telling = tuple(form for form in said.forms if form not in _stopwords())
    return Asked(Words(telling, tuple(map(_stem, telling))) if telling or phrases else said, phrases)


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(form for row in table("mahdar.store", "stopwords.tsv") for form in words(row["form"]).forms)


@lru_cache(maxsize=500_000)
def _safe(word: str) -> str:
    """The word in letters that every index takes for one word: what is neither Arabic nor plain Latin goes in as its numbers."""
    word = _HAMZA_WAW.sub("وو", word[:LONGEST]).replace("ؤ", "و").replace("ئ", "ي")
    return word if _PLAIN.fullmatch(word) else "x" + word.encode().hex()


@lru_cache(maxsize=500_000)
def _stem(form: str) -> str:
    """The stem of a form without its conjunction and article: the stemmer alone leaves the suffix of a word that has both."""
    bare = form[1:] if form[0] in "وف" and len(form) > 4 else form
    for article in ("بال", "كال", "لل", "ال"):
        if bare.startswith(article) and len(bare) - len(article) >= 3:
            bare = bare[len(article) :]
            break
    made: str = Stemmer.Stemmer("arabic").stemWord(bare)
    return made or bare
