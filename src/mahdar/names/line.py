"""One sentence as the rules see it: words by index, their forms without clitics, and look-ups in the tables."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from mahdar.names.lexicon import Entry, Index, Lexicon
from mahdar.names.mention import MentionKind
from mahdar.names.nature import Nature, nature
from mahdar.names.peel import Peel, peels
from mahdar.names.seen import Seen
from mahdar.sentences import Word


class Span(Struct, frozen=True, gc=False):
    """Words `first:last` of a reading, half open, without the `cut` clitic letters of the first."""

    first: int
    last: int
    cut: int = 0


class Found(Struct, frozen=True, gc=False):
    """A name or role found: its words, kind and rule; `phrase` and `role` where a title belongs to it."""

    span: Span
    kind: MentionKind
    rule: str
    note: str = ""
    phrase: Span | None = None
    role: Span | None = None
    confidence: float = 1.0
    acts: bool = False


class Line(Struct, frozen=True):
    """The words `first:last` of a reading with the tables beside them."""

    words: tuple[Word, ...]
    first: int
    last: int
    tables: Lexicon
    text: str
    forms: tuple[str, ...]  # of every word of the reading, empty for marks and numbers
    counts: dict[str, int]
    sight: Mapping[int, Seen]  # what a tagger saw, by first word
    tagged: bool  # whether a tagger looked at all
    dotted: bool = True  # whether the article writes على with its own letter, so that علي is the name

    def form(self, i: int) -> str:
        """The folded form of word `i`; empty outside the sentence and for marks and numbers."""
        return self.forms[i] if self.first <= i < self.last else ""

    def raw(self, i: int) -> str:
        """Word `i` as it is written."""
        return self.text[self.words[i].start : self.words[i].end]

    def nature(self, i: int, core: str | None = None) -> Nature:
        """What word `i` can be in a name, or its `core` without clitics."""
        form = self.form(i) if core is None else core
        if form not in self.tables.told_apart:
            return nature(form)
        if form in self.tables.hours:  # صباح is an hour, and a name after a title
            return "given" if self.look(i - 1, self.tables.roles) or self.form(i - 1) in self.tables.honorifics else "closed"
        if form in self.tables.maksura and self.raw(i).endswith("ي"):
            return "caution"  # سلمي is more often peaceful than Salma
        if form == "علي":
            return "closed" if self.raw(i).endswith("ى") else "given" if self.dotted else "caution"
        return nature(form)

    def feminine(self, i: int) -> bool:
        """Whether word `i` is written with ة or a tanwin at its end, which surnames are not."""
        return any(letter in "ةًأ" for letter in self.raw(i)[-2:])

    def saw(self, i: int, kind: str, least: float) -> Seen | None:
        """What the tagger saw start at word `i`, if it is of that kind and certain enough."""
        seen = self.sight.get(i)
        return seen if seen is not None and seen.kind == kind and seen.probability >= least else None

    def often(self, form: str) -> bool:
        """Whether the article holds the form, clitics aside, at least twice."""
        return self.counts.get(form, 0) > 1

    def clitic(self, form: str) -> bool:
        """Whether the first letter of a form is a clitic by the article's own evidence: without it the form stands there too."""
        return form[:1] in set("وفبلك") and self.counts.get(form[1:], 0) > self.counts.get(form, 0)

    def glued(self, i: int) -> bool:
        """Whether the mark at `i` stands between two words without a space."""
        return (
            self.first < i < self.last - 1 and self.words[i - 1].end == self.words[i].start and self.words[i].end == self.words[i + 1].start
        )

    def mark(self, i: int) -> str:
        """The mark at `i`, or nothing."""
        return self.words[i].form if self.first <= i < self.last and self.words[i].sort == "mark" else ""

    def look(self, i: int, index: Index) -> tuple[Span, Entry] | None:
        """The longest entry that stands at `i`; of several readings of the word the one with fewest clitics."""
        if not self.first <= i < self.last:
            return None
        for cut, entries in index.readings(self.forms[i]):
            for entry in entries:
                if len(entry.words) == 1 or self._follows(i, entry.words):
                    return Span(i, i + len(entry.words), cut), entry
        return None

    def _follows(self, i: int, forms: tuple[str, ...]) -> bool:
        if i + len(forms) > self.last:
            return False
        return all(self.words[i + k].form == form for k, form in enumerate(forms) if k)

    def place(self, i: int) -> tuple[Span, Entry] | None:
        """The place of the tables at `i`, those left out whose name is also a common word."""
        found = self.look(i, self.tables.places)
        return found if found is not None and found[1].note != "caution" else None

    def head(self, i: int) -> tuple[Peel, Entry] | None:
        """The head noun of a body at `i`."""
        for peel in peels(self.form(i)):
            entry = self.tables.heads.get(peel.core)
            if entry is not None:
                return peel, entry
        return None

    def nation(self, i: int) -> bool:
        """Whether the word at `i` is a demonym (الأميركية)."""
        return self.form(i) in self.tables.nations

    def adjective(self, i: int) -> bool:
        """Whether the word at `i` is a defining adjective with the article: a demonym or a nisba, or one of a few."""
        form = self.form(i)
        if form in self.tables.nations:
            return form.startswith("ال")
        nisba = form.startswith("ال") and len(form) > 5 and form.endswith(("يه", "ي"))
        return form in self.tables.defining or (nisba and form not in self.tables.passing)
