"""Names of a passage written without spaces, by trained weights that read character by character.

The weights know simplified characters; the text is simplified for them alone, and every offset
counts in the text as it stands.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct

from sayso.read.decoding import decode_names
from sayso.read.weights import Floats, find_folder, open_session
from sayso.text.han import simplify

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LONGEST = 160  # characters read at once, as in training; longer stretches are cut behind a mark
BATCH = 16
UNKNOWN = "OOV"
_STRETCH = re.compile(r"[^\n。!?！？]+[。!?！？”」』\"]*|[。!?！？]+")
_CUT = re.compile(r"[,，;；、:：\s]")


class TaggedName(Struct, frozen=True, gc=False):
    """A name; its label is PER, ORG or LOC."""

    start: int
    end: int
    label: str
    score: float


class _Settings(Struct, frozen=True, forbid_unknown_fields=True):
    names: tuple[str, ...]


class Tagger(Struct, frozen=True, kw_only=True):
    """Weights that read characters."""

    session: "InferenceSession"
    numbers: dict[str, int]
    labels: tuple[str, ...]


@cache
def load_tagger(name: str, threads: int = 1) -> Tagger | None:
    """The tagger of that name, or None where the package has none."""
    folder = find_folder(name)
    if folder is None:
        return None
    settings = msgspec.convert(tomllib.loads((folder / "settings.toml").read_text("utf-8")), _Settings)
    characters = (folder / "vocabulary").read_text("utf-8").split("\n")
    return Tagger(
        session=open_session((folder / "weights.onnx").read_bytes(), threads),
        numbers={character: number for number, character in enumerate(characters) if character},
        labels=tuple(dict.fromkeys(tag[2:] for tag in settings.names if tag != "O")),
    )


def tag_passage(text: str, start: int, end: int, tagger: Tagger) -> list[TaggedName]:
    """The names of `text[start:end]`, in order; the same text gives the same names."""
    folded = simplify(text[start:end])
    stretches = sorted(_find_stretches(folded), key=lambda stretch: stretch[1] - stretch[0])
    names: list[TaggedName] = []
    for first in range(0, len(stretches), BATCH):
        group = stretches[first : first + BATCH]
        scores = _run([folded[left:right] for left, right in group], tagger)
        for row, (left, right) in enumerate(group):
            offset = start + left
            for begin, stop, label, score in decode_names(
                scores[: right - left, row], [(0, right - left)], tagger.labels
            ):
                names.append(TaggedName(offset + begin, offset + stop, label, round(score, 3)))
    return sorted(names, key=lambda name: name.start)


def _find_stretches(text: str) -> list[tuple[int, int]]:
    """The text in stretches of at most LONGEST characters: sentences; a long one is cut, at a comma if it has one."""
    stretches = []
    for match in _STRETCH.finditer(text):
        start, end = match.span()
        while end - start > LONGEST:
            cuts = [mark.end() for mark in _CUT.finditer(text, start + LONGEST // 2, start + LONGEST)]
            stop = cuts[-1] if cuts else start + LONGEST
            stretches.append((start, stop))
            start = stop
        if text[start:end].strip():
            stretches.append((start, end))
    return stretches


def _run(texts: Sequence[str], tagger: Tagger) -> Floats:
    """Scores of name tags, time x batch x tags."""
    lengths = np.array([len(text) for text in texts], np.int32)
    characters = np.zeros((int(lengths.max()), len(texts)), np.int64)
    numbers, unknown = tagger.numbers, tagger.numbers[UNKNOWN]
    for row, text in enumerate(texts):
        characters[: len(text), row] = [numbers.get(character, unknown) for character in text]
    return np.asarray(tagger.session.run(["names"], {"characters": characters, "lengths": lengths})[0], np.float32)
