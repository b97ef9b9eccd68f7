"""Who said what about whom, according to whom, with the exact words that prove it."""

__version__ = "0.1.0"
