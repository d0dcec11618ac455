"""Sentences -> Moment: dates, times, durations and sets, with values; and the date of the article itself."""

from mahdar.times.moment import Moment, MomentType
from mahdar.times.read import moments, published

__all__ = ["Moment", "MomentType", "moments", "published"]
