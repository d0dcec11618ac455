"""Words and names of a clause -> the slots that they fill."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from mahdar.accounts.lexicon import bare, classes, ends, kin, modifiers, stem, stopwords
from mahdar.accounts.telling import Filled
from mahdar.names import Mention
from mahdar.sentences import Word
from mahdar.spans import Anchor, folded

#: Particles that deny the verb right behind them.
_NOT = frozenset({"لم", "لن"})
#: A title of fewer words is many people's: الرئيس, الوزير.
_TITLE = 2


def fillings(text: str, article: str, words: Sequence[Word], people: Sequence[Mention]) -> Iterator[Filled]:
    """The slots of a clause with what fills them: names of kin, holders of offices, ends of matters."""
    named = {m.anchor.start for m in people}
    for one, after in pairwise(words):
        relation = kin().get(one.form) or kin().get(one.form.removeprefix("و"))
        if relation and after.sort == "word" and (after.start in named or _stands_alone(words, after)):
            yield Filled(Anchor(article, after.start, after.end), f"kin {relation}", after.form)
    for mention in people:
        title = folded(mention.role.of(text)).split() if mention.role else []
        if len(title) >= _TITLE:
            slot = " ".join(stem(bare(word)) for word in title)
            yield Filled(mention.anchor, f"office {slot}", " ".join(map(bare, folded(mention.anchor.of(text)).split())))
    for particle, verb in pairwise(words):
        if particle.form.removeprefix("و") in _NOT and verb.sort == "word" and len(verb.form) > 3 and not _bounds(verb.form):
            yield Filled(Anchor(article, particle.start, verb.end), "not", _key(verb.form[1:]))  # يتوقف denies توقف
    for word in words:
        if word.sort == "word" and word.form not in stopwords():
            matter = ends().get(stem(bare(word.form)))
            if matter:
                yield Filled(Anchor(article, word.start, word.end), f"end {matter[0]}", matter[1])


def _bounds(form: str) -> bool:
    """Whether a verb sets a bound to a number: لم يتجاوز denies nothing."""
    return modifiers().get((form,), "") in {"above", "below", "about"}


def _key(form: str) -> str:
    """The key by which a telling holds a word."""
    key = stem(bare(form))
    group = classes().get(key)
    return f"={group}" if group else key


def _stands_alone(words: Sequence[Word], name: Word) -> bool:
    """Whether a word after a kin is told apart as a name by what follows it: an age in brackets."""
    place = next(i for i, w in enumerate(words) if w.start == name.start)
    following = words[place + 1 : place + 3]
    return len(following) == 2 and following[0].form == "(" and following[1].sort == "number" and name.form not in stopwords()
