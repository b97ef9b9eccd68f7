"""Statements in languages written without spaces between words."""

from sayso.extract.drafts import Draft
from sayso.read.reading import Reading


def find_drafts(reading: Reading) -> list[Draft]:
    """The attributions of a passage, outer and inner ones, in order of their cue."""
    del reading
    return []
