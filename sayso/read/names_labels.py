"""Persons whose name is the label of what they say: "AILSA CHANG: ...", "“...” — Stella Egan"."""

from sayso.read.candidates import LABELLED, Candidate
from sayso.read.reading import Reading

_MOST_WORDS = 4


def find_labels(reading: Reading, text: str) -> list[Candidate]:
    """Labels of two words and more, and those of one that is the last word of such a label.

    What stands in a list, or says that it is a body, is surer than a label.
    """
    if not reading.language.settings.spaced:
        return []
    names = {each.name: text[slice(*each.name)].split() for each in reading.labelled}
    whole = {words[-1].casefold() for words in names.values() if 2 <= len(words) <= _MOST_WORDS}
    return [
        Candidate(start, end, "Person", LABELLED)
        for (start, end), words in names.items()
        if len(words) <= _MOST_WORDS
        and words[0].casefold() not in reading.language.naming.definites
        and (len(words) > 1 or words[0].casefold() in whole)
    ]
