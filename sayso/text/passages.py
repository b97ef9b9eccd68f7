"""A document's text in passages of one language and one role.

Each line gets a language: by its script where the script tells, else from the detector. Short
lines (headings, bylines) take the likeliest of the languages that the longer lines of the
document are in; the declared language counts where nothing clear speaks against it. Then
neighbouring lines of one language become one passage, so that a quotation may run over paragraphs.
"""

import re
from collections.abc import Iterator
from operator import itemgetter

from msgspec import Struct

from sayso.ids import make_id
from sayso.records import Document, Part, Passage, Role, Span
from sayso.text.detector import ONLY_LANGUAGE, Guess, guess_langs, may_be_written_in
from sayso.text.scripts import Script, weigh_scripts

STEP = "text.passages 0.2"
UNKNOWN = "und"
_CLEAR_LETTERS = 30  # from so many letters on the detector is right on news lines unless it doubts itself
_CLEAR_SCORE = 0.6
_SURE_LETTERS = 18  # a shorter line counts against the rest of the document only when the detector is this sure
_SURE_SCORE = 0.9
_LOOSE_SCORE = 0.3  # below this a guess on a document's only words is worth nothing
_KANA_SHARE = 0.15  # Japanese prose has half kana; a Chinese line with a Japanese brand name less than a tenth
_KANA_EXPECTED = 24  # Japanese can do without kana in a heading, not in a line with so many Han characters
_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


class _Line(Struct):
    start: int
    end: int
    role: Role
    part: int
    script: Script | None
    weight: float = 0.0
    guesses: list[Guess] = []
    lang: str | None = None


def split_passages(document: Document) -> list[Passage]:
    """The passages of a document in order; together they hold every letter and digit of its parts."""
    lines = list(_read_lines(document))
    _settle(document, lines)
    passages: list[Passage] = []
    for first, last, lang in _group(lines):
        span = Span(document.id, first.start, last.end)
        passages.append(
            Passage(id=make_id("p", document.id, [span]), made_by=STEP, span=span, lang=lang, role=first.role)
        )
    return passages


def read_declared(lang: str | None) -> list[str]:
    """The primary codes in a declaration of language: "zh-Hant+en" gives zh, en; three-letter codes become two."""
    codes = []
    for piece in re.split(r"[+,;/|\s]+", lang or ""):
        code = re.split(r"[-_]", piece)[0].lower()
        if len(code) == 3:
            from babel.core import get_global

            code = str(get_global("language_aliases").get(code, code))
        if code.isalpha() and code.isascii() and 2 <= len(code) <= 3:
            codes.append(code)
    return codes


def _read_lines(document: Document) -> Iterator[_Line]:
    text = document.text
    parts = document.parts or (Part(start=0, end=len(text)),)
    for number, part in enumerate(parts):
        for found in _LINE.finditer(text, part.start, part.end):
            words = found.group()
            start = found.start() + len(words) - len(words.lstrip())
            end = found.start() + len(words.rstrip())
            if any(character.isalnum() for character in words):
                yield _judge(text[start:end], _Line(start, end, part.role, number, None))


def _judge(words: str, line: _Line) -> _Line:
    """The line with what it says by itself of its language."""
    weights = weigh_scripts(words)
    if not weights:
        return line
    han, kana = weights.get("Han", 0.0), weights.get("Kana", 0.0)
    if han and kana:  # one kind of writing, Japanese or Chinese
        japanese = kana / 2 >= _KANA_SHARE * (kana / 2 + han / 3)
        weights.pop("Han" if japanese else "Kana")
        weights["Kana" if japanese else "Han"] = han + kana
    script, weight = max(weights.items(), key=itemgetter(1))
    line.script, line.weight, line.guesses = script, weight, guess_langs(words, script)
    if script == "Han":
        clear = han / 3 >= _KANA_EXPECTED
    elif script in ONLY_LANGUAGE:
        clear = True
    else:
        clear = weight >= _CLEAR_LETTERS and bool(line.guesses) and line.guesses[0].score >= _CLEAR_SCORE
    if clear:
        line.lang = line.guesses[0].lang
    return line


def _settle(document: Document, lines: list[_Line]) -> None:
    """Gives every line a language that has none yet: from the clear lines, the declaration, or all lines together."""
    clear: dict[Script, dict[str, float]] = {}
    for line in lines:
        if line.lang and line.script:
            known = clear.setdefault(line.script, {})
            known[line.lang] = known.get(line.lang, 0.0) + line.weight
    if "Han" not in clear and "Kana" in clear:  # headings without kana in a Japanese page
        clear["Han"] = clear["Kana"]
    declared = read_declared(document.lang)
    for script in {line.script for line in lines if line.script and not line.lang}:
        open_lines = [line for line in lines if line.script == script and not line.lang]
        known = clear.get(script, {})
        langs = list(known) + [lang for lang in declared if lang not in known and may_be_written_in(lang, script)]
        alone = None if langs else _guess_together(document, open_lines, script)
        for line in open_lines:
            line.lang = _choose(line, langs) if langs else alone
    previous: _Line | None = None
    for line in [*lines, *reversed(lines)]:  # digits alone go with what stands before them, else behind
        if line.lang is None and previous is not None and previous.part == line.part:
            line.lang = previous.lang
        previous = line


def _choose(line: _Line, langs: list[str]) -> str:
    """The likeliest of the languages that the document is known to have, unless the line is plainly in another."""
    top = line.guesses[0] if line.guesses else None
    if top and line.script not in ONLY_LANGUAGE and line.weight >= _SURE_LETTERS and top.score >= _SURE_SCORE:
        return top.lang
    scores = {guess.lang: guess.score for guess in line.guesses}
    return max(langs, key=lambda lang: (scores.get(lang, 0.0), -langs.index(lang)))


def _guess_together(document: Document, lines: list[_Line], script: Script) -> str:
    words = " ".join(document.text[line.start : line.end] for line in lines[:50])
    guesses = guess_langs(words, script)
    return guesses[0].lang if guesses and guesses[0].score >= _LOOSE_SCORE else UNKNOWN


def _group(lines: list[_Line]) -> Iterator[tuple[_Line, _Line, str]]:
    first: _Line | None = None
    last: _Line | None = None
    for line in lines:
        if first and last and (line.part, line.lang) != (first.part, first.lang):
            yield first, last, first.lang or UNKNOWN
            first = None
        first = first or line
        last = line
    if first and last:
        yield first, last, first.lang or UNKNOWN
