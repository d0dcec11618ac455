"""Article -> Reading."""

from __future__ import annotations

from bisect import bisect_left

from mahdar.articles import Article
from mahdar.sentences.marks import marks
from mahdar.sentences.reading import Paragraph, Reading, Sentence, Word
from mahdar.sentences.words import words
from mahdar.spans import Anchor, View, fold

_ENDS = {".", "!", "?", "؟", "…", "۔"}
_CLOSERS = {'"', "”", "“", "»", ")", "]", "'", "’"}
# A full stop after one of these ends no sentence: titles and initials (د. أ. م.) and dotted acronyms (أ.ف.ب).
_ABBREVIATIONS = {"د", "ا", "م", "ج", "ص", "ق", "ب", "ف", "ن", "س", "ت", "ر", "ه", "ع", "ل", "ك", "ش", "ط"}

_SPELT = frozenset(
    [
        "سي",
        "بي",
        "تي",
        "ان",
        "ام",
        "زد",
        "اف",
        "اي",
        "دي",
        "جي",
        "كي",
        "ال",
        "او",
        "في",
        "اس",
        "ار",
        "يو",
        "اكس",
        "اتش",
        "ايه",
        "كيو",
        "دبليو",
        "اتس",
    ]
)


def read(article: Article) -> Reading:
    """The reading of an article: everything but its furniture, as words, sentences, paragraphs and marks."""
    view = fold(article.text)
    all_words: list[Word] = []
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    for block in article.blocks:
        if block.aside:
            continue
        found = words(view, *_in_view(view, block.anchor))
        if not found:
            continue
        base, first = len(all_words), len(sentences)
        all_words.extend(found)
        cut = _cuts(found, article.text)
        for a, b in zip([0, *cut], [*cut, len(found)], strict=True):
            anchor = Anchor(article.id, found[a].start, found[b - 1].end)
            sentences.append(Sentence(anchor, base + a, base + b, len(paragraphs)))
        paragraphs.append(Paragraph(block.anchor, block.role, first, len(sentences)))
    marked = marks(article.id, article.text, [(p.anchor.start, p.anchor.end) for p in paragraphs])
    return Reading(article.id, article.text, view, tuple(all_words), tuple(sentences), tuple(paragraphs), tuple(marked))


def _in_view(view: View, anchor: Anchor) -> tuple[int, int]:
    """Where the anchor's stretch stands in the view: the inverse of `View.source`, by bisection."""
    if view.starts is None:
        return anchor.start, anchor.end
    return bisect_left(view.starts, anchor.start), bisect_left(view.starts, anchor.end)


def _cuts(found: list[Word], text: str) -> list[int]:
    """The indices at which a new sentence starts, the first one left out."""
    cuts: list[int] = []
    i = 0
    while i < len(found):
        if found[i].form in _ENDS and not _inside(found, i, text):
            j = i + 1
            while j < len(found) and (found[j].form in _ENDS or (found[j].form in _CLOSERS and found[j].start == found[j - 1].end)):
                j += 1
            if j < len(found):
                cuts.append(j)
            i = j
        else:
            i += 1
    return cuts


def _inside(found: list[Word], i: int, text: str) -> bool:
    """Whether the full stop at `i` belongs to an abbreviation, an ellipsis or a number rather than ending a sentence."""
    word = found[i]
    if word.form != ".":
        return False
    after = text[word.end : word.end + 1]
    glued = bool(after) and not after.isspace()
    before = found[i - 1] if i else None
    if before is not None and before.end == word.start and before.form in _ABBREVIATIONS:
        return True
    following = found[i + 1] if glued and i + 1 < len(found) else None
    if following is None or before is None or following.sort == "mark":
        return False
    # سي.ان.ان and اف.بي.اي: letters spelt out by their foreign names.
    return len(before.form) == 1 or (before.form in _SPELT and following.form in _SPELT)
