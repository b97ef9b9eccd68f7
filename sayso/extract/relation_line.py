"""A sentence as the engine for relations sees it: pieces, each with a letter for what it may be.

The letters of a sentence make one string, in which patterns of noun phrases are plain regular expressions, the same
for all languages. Where words are separated, a piece is a word; where they are not, it is a name, a listed word, or
the stretch between two of those.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.extract.relation_words import (
    BODY,
    COMMA,
    CUE,
    DATE,
    LAND,
    LENGTH,
    MARKS,
    NAME,
    NOUN,
    PEOPLE,
    PERSON,
    PRONOUN,
    ROLE,
    STOP,
    TIE,
    WORD,
    RelationWords,
    Words,
    load_relation_words,
)
from sayso.languages.relating import RoleNoun, Tie
from sayso.read.reading import Reading
from sayso.records import Amount, DateValue, Mention, Span
from sayso.text.han import simplify

_QUOTES = frozenset('«»„“”"‘’「」『』')  # around a name they are no break
_TOKEN = re.compile(r"['’]s\b|[^\W\d_]{1,2}['’](?!\w)|[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+|\S")
_STRETCH = re.compile(r"\S+")
_LANDS = ("Country", "Place")
LONGEST_FORM = 7  # words of a form
_BEFORE_VERB = frozenset("fw?")  # behind them "head" and "chair" are verbs
_GAP = 24  # characters in the gap of a form
_OVERLAP = 3  # characters of a role that may belong to the name in front of it too
_LONGEST_ROLE = 6
_SHORTEST_STEM, _LONGEST_STEM = 3, 14  # letters of an adjective of a country
_LONGEST_NOUN = 40  # characters of a stretch that may be part of a role, where words are not separated


class Piece(Struct, frozen=True, gc=False):
    """A stretch of the sentence with the letter for what it may be."""

    start: int
    end: int
    word: str


class Line(Struct, kw_only=True):
    """One sentence in pieces."""

    reading: Reading
    pieces: list[Piece]
    letters: str
    mentions: dict[int, Mention]
    roles: dict[int, RoleNoun]
    ties: dict[int, Tie]
    dates: dict[int, DateValue]
    lengths: dict[int, Amount]
    peoples: dict[int, str]  # adjectives of countries, with the country

    def find(self, place: int) -> int:
        """The piece that begins at or behind a place of the text."""
        return bisect_left(self.pieces, place, key=lambda piece: piece.start)

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a plain word there may be a verb: by the weights where they were asked, else any may be."""
        analysis = self.reading.analysis
        plain = [self.pieces[number] for number in range(first, last) if self.letters[number] == WORD]
        if analysis is None or not self.reading.language.settings.spaced:
            return bool(plain)
        return any(self._find_part(piece.start) in ("VERB", "AUX", "") for piece in plain)

    def _find_part(self, place: int) -> str:
        words = self.reading.analysis.words if self.reading.analysis else ()
        number = bisect_left(words, place, key=lambda word: word.start)
        return words[number].upos if number < len(words) and words[number].start == place else ""


Fixed = Mention | DateValue | Amount | None


def make_line(
    reading: Reading, sentence: tuple[int, int], fixed: Sequence[Mention | DateValue | Amount]
) -> Line | None:
    """The pieces of a sentence and the letter of each; None where no word in it may tell a relation.

    Args:
        fixed: the names, dates and lengths of time that lie in the sentence, in order; none on another.
    """
    words = load_relation_words(reading.language)
    raw = _cut_sentence(reading, sentence, fixed, words)
    if not any(what is None and words.may_tell(piece.word) for piece, what in raw) and not _may_belong(reading, raw):
        return None
    line = Line(
        reading=reading, pieces=[], letters="", mentions={}, roles={}, ties={}, dates={}, lengths={}, peoples={}
    )
    letters: list[str] = []
    number = 0
    while number < len(raw):
        piece, what = raw[number]
        if what is not None:
            letters.append(_keep(line, what))
            line.pieces.append(piece)
            number += 1
        elif _is_honorific(raw, number, words) or _is_quoting(raw, number):
            number += 1
        else:
            number += _read_words(line, letters, raw, number, words)
    line.letters = "".join(letters)
    return line


def _may_belong(reading: Reading, raw: Sequence[tuple[Piece, Fixed]]) -> bool:
    """Whether a name stands right in front of a word that ties somebody to a body: "Lin Roshi of"."""
    belonging = reading.language.relating.belonging
    return any(
        isinstance(what, Mention)
        and what.schema == "Person"
        and any(p.word in belonging for p, _ in raw[n + 1 : n + 3])
        for n, (_, what) in enumerate(raw)
    )


def _cut_sentence(
    reading: Reading, sentence: tuple[int, int], fixed: Sequence[Mention | DateValue | Amount], words: RelationWords
) -> list[tuple[Piece, Fixed]]:
    start, end = sentence
    spaced = reading.language.settings.spaced
    text = "" if spaced else simplify(reading.text[start:end])
    raw: list[tuple[Piece, Fixed]] = []

    def cut(first: int, last: int) -> None:
        if spaced:
            pieces = _cut_words(reading.text, first, last, words)
        else:
            pieces = _cut_characters(text, first - start, last - start, start, words)
        raw.extend((piece, None) for piece in pieces)

    place = start
    for each in fixed:
        span = each.span if isinstance(each, Mention) else each.value.span
        cut(place, span.start)
        raw.append((Piece(span.start, span.end, ""), each))
        place = span.end
        over = _find_overlap(text, start, span, words) if isinstance(each, Mention) and not spaced else None
        if over is not None:
            raw.append((over, None))
            place = over.end
    cut(place, end)
    return raw


def _find_overlap(sentence: str, offset: int, name: Span, words: RelationWords) -> Piece | None:
    """A role that begins inside a name where words are not separated: 部长 behind the name of a ministry, 部."""
    for back in range(min(_OVERLAP, name.end - name.start - 1), 0, -1):
        start = name.end - back
        text = sentence[start - offset : start - offset + _LONGEST_ROLE]
        size = next((n for n in range(len(text), back, -1) if text[:n] in words.roles), 0)
        if size:
            return Piece(start, start + size, text[:size])
    return None


def _is_honorific(raw: Sequence[tuple[Piece, Fixed]], number: int, words: RelationWords) -> bool:
    """Whether a word only adorns the name behind it: "Mrs", "Dr." with its stop."""
    word = raw[number][0].word
    before = number and raw[number - 1][0].end == raw[number][0].start and word == "."
    key = raw[number - 1][0].word if before else word
    named = next((what for _, what in raw[number + 1 : number + 3] if not before or what), None)
    return isinstance(named, Mention) and words.fold(key) in words.honorifics


def _is_quoting(raw: Sequence[tuple[Piece, Fixed]], number: int) -> bool:
    """Whether a quotation mark stands right before or behind a name."""
    beside = [what for _, what in (*raw[max(0, number - 1) : number], *raw[number + 1 : number + 2])]
    return raw[number][0].word in _QUOTES and any(isinstance(what, Mention) for what in beside)


def _keep(line: Line, what: Mention | DateValue | Amount) -> str:
    number = len(line.pieces)
    match what:
        case Mention():
            line.mentions[number] = what
            if what.schema == "Document":
                return NAME
            return PERSON if what.schema == "Person" else LAND if what.schema in _LANDS else BODY
        case DateValue():
            line.dates[number] = what
            return DATE
        case Amount():
            line.lengths[number] = what
            return LENGTH


def _cut_words(text: str, start: int, end: int, words: RelationWords) -> Iterator[Piece]:
    for match in _TOKEN.finditer(text, start, end):
        word = match.group().lower().replace("’", "'")
        head = next((part for part in words.heads if word.startswith(part) and len(word) > len(part)), "")
        if head:
            yield Piece(match.start(), match.start() + len(head), head)
        yield Piece(match.start() + len(head), match.end(), word[len(head) :])


def _cut_characters(text: str, first: int, last: int, offset: int, words: RelationWords) -> Iterator[Piece]:
    """The listed words where words are not separated, and what stands between them."""
    place = first
    for match in words.cut.finditer(text, first, last):
        yield from _fill(text, offset, place, match.start())
        yield Piece(offset + match.start(), offset + match.end(), match.group())
        place = match.end()
    yield from _fill(text, offset, place, last)


def _fill(text: str, start: int, first: int, last: int) -> Iterator[Piece]:
    """What stands between listed words, where it is more than space; cut in pieces at spaces."""
    for match in _STRETCH.finditer(text, first, last):
        yield Piece(start + match.start(), start + match.end(), match.group())


def _read_words(
    line: Line, letters: list[str], raw: Sequence[tuple[Piece, Fixed]], number: int, words: RelationWords
) -> int:
    """Adds the longest form that begins at a piece, else the piece alone; how many pieces of `raw` it took."""
    if not words.may_begin(raw[number][0].word):
        piece = raw[number][0]
        line.pieces.append(piece)
        letters.append(_read_word(line, len(line.pieces) - 1, piece.word, words))
        return 1
    ahead = [piece for piece, what in raw[number : number + LONGEST_FORM] if what is None]
    ahead = ahead[: next((n for n in range(len(ahead)) if raw[number + n][1] is not None), len(ahead))]
    plain = tuple(piece.word for piece in ahead)
    first = plain[0]
    key = words.fold(first)
    role = next((each for each in words.roles.get(key, ()) if _begins(each[0], plain, words)), None)
    tie = next(
        (
            (parts, row)
            for parts, behind, row in words.ties.get(first, ())
            if plain[: len(parts)] == parts and (not behind or _follows(line, ahead[len(parts) - 1].end, behind))
        ),
        None,
    )
    tie = tie or next((((first,), row) for stem, row in words.find_stems(first) if first.startswith(stem)), None)
    small = next(
        ((parts, letter) for parts, letter in words.longer.get(first, ()) if plain[: len(parts)] == parts), None
    )
    size = max(len(each[0]) if each else 1 for each in (role, tie, small))
    at = len(line.pieces)
    line.pieces.append(Piece(ahead[0].start, ahead[size - 1].end, " ".join(plain[:size])))
    if role and len(role[0]) == size:
        line.roles[at] = role[1]
    if tie and len(tie[0]) == size:
        line.ties[at] = tie[1]
    if at in line.ties and (at not in line.roles or (letters and letters[-1] in _BEFORE_VERB)):
        letters.append(TIE)
    elif at in line.roles:
        letters.append(ROLE)
    elif small and len(small[0]) == size:
        letters.append(small[1])
    else:
        letters.append(_read_word(line, at, first, words))
    return size


def _follows(line: Line, place: int, words: str) -> bool:
    """Whether the rest of a form with a gap stands not far behind, in the same clause."""
    stretch = line.reading.text[place : place + _GAP + len(words)].lower()
    at = simplify(stretch).find(words)
    return at >= 0 and not any(MARKS.get(mark) in (STOP, COMMA) for mark in stretch[:at])


def _begins(parts: Words, plain: Words, words: RelationWords) -> bool:
    return len(parts) <= len(plain) and all(
        words.fold(word) == part for word, part in zip(plain[1:], parts[1:], strict=False)
    )


def _read_word(line: Line, at: int, word: str, words: RelationWords) -> str:
    """The letter of one word that is no form."""
    if word in words.letters:
        return words.letters[word]
    if word in words.pronouns or word in words.cues:
        return PRONOUN if word in words.pronouns else CUE
    piece = line.pieces[at]
    written = line.reading.text[piece.start : piece.end]
    country = _find_country(written, word, words)
    if country:
        line.peoples[at] = country
        return PEOPLE
    if words.fold(word) in words.nouns and line.reading.language.settings.spaced:
        return NOUN
    plain = len(written) <= _LONGEST_NOUN and written[:1].isalpha() and not written[:1].isupper()
    return WORD if plain else NAME


def _find_country(written: str, word: str, words: RelationWords) -> str | None:
    """The country of an adjective, or of the name of a people with a capital."""
    if written[:1].isupper() and word in words.peoples:
        return words.peoples[word]
    stems = (word[:size] for size in range(min(len(word), _LONGEST_STEM), _SHORTEST_STEM, -1))
    return next((words.adjectives[stem] for stem in stems if stem in words.adjectives), None)
