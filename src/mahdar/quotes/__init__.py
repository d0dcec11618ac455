"""Sentences, names -> Quotation: who said what, in which words, to whom and where."""

from mahdar.quotes.quotation import Alternative, Polarity, Quotation, QuotationType
from mahdar.quotes.read import quotations

__all__ = ["Alternative", "Polarity", "Quotation", "QuotationType", "quotations"]
