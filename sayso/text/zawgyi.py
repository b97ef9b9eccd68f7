"""Burmese written in the Zawgyi encoding, told from Unicode by its code points.

Zawgyi uses the same block with other meanings: the vowel that stands to the left is typed before
its consonant, the killer is U+1039 where Unicode has the stacking sign, and U+1060 and above hold
stacked and shifted letters. The text is never converted: offsets must count in what was published.
"""

import re

from sayso.text.scripts import count_scripts

NOTE = (
    "looks like Zawgyi encoding: the Burmese text is not Unicode, so names and words in it will not be found; "
    "add a Unicode version beside it"
)
_MIN_LETTERS = 20  # Burmese letters and signs: a single name proves nothing
_SAMPLE = 50_000  # characters
_CONSONANT = "\u1000-\u1021\u1025\u1027\u103f"

# A left vowel typed first stands at the head of a word or behind a finished syllable, never behind a consonant.
_ZAWGYI = (
    re.compile(rf"(?:^|[\s\u104a\u104b\u1038\u1037])\u1031[{_CONSONANT}]"),
    re.compile(rf"\u1039(?![{_CONSONANT}])"),
    re.compile(r"[\u1060-\u1064\u1068-\u106d\u1070-\u107c\u1085-\u108a\u108f-\u1097]"),
    re.compile(rf"[\u103b\u107e-\u1084][{_CONSONANT}]"),
)
_UNICODE = (
    re.compile(rf"[{_CONSONANT}][\u103b-\u103e]*\u1031"),
    re.compile(r"\u103a"),
    re.compile(rf"\u1039[{_CONSONANT}]"),
)


def looks_like_zawgyi(text: str) -> bool:
    """Whether the Burmese in the text is in Zawgyi; False where there is too little of it to tell."""
    sample = text[:_SAMPLE] if len(text) > _SAMPLE else text
    if count_scripts(sample).get("Burmese", 0) < _MIN_LETTERS:
        return False
    against = sum(len(pattern.findall(sample)) for pattern in _UNICODE)
    return sum(len(pattern.findall(sample)) for pattern in _ZAWGYI) > against
