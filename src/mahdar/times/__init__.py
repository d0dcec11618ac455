"""Sentences -> Moment: dates, times, durations and sets, with values; and the date of the article itself."""

from mahdar.times.moment import Moment, MomentType
from mahdar.times.read import moments
from mahdar.times.run import Related, Told, dated_by_run, placed_by_run, published, testimony

__all__ = ["Moment", "MomentType", "Related", "Told", "dated_by_run", "moments", "placed_by_run", "published", "testimony"]
