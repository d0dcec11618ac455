"""Mahdar reads Arabic news and writes its sourced record: every line points at the words it came from."""

__version__ = "0.1.0"
