"""Article -> Reading: paragraphs, sentences, words and quotation marks, with offsets."""

from mahdar.sentences.read import read
from mahdar.sentences.reading import Marked, Paragraph, Reading, Sentence, Word

__all__ = ["Marked", "Paragraph", "Reading", "Sentence", "Word", "read"]
