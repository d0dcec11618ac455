"""Sentences -> Moment: dates, times, durations and sets, with values; and the date of the article itself."""

from mahdar.times.moment import Moment, MomentType
from mahdar.times.read import moments
from mahdar.times.run import dated_by_run, published

__all__ = ["Moment", "MomentType", "dated_by_run", "moments", "published"]
