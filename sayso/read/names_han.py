"""Names of persons and places in Chinese, by their neighbours and the characters they are written with.

A person's name stands behind a title, in front of a form of address, at the head of a clause with
a family name and a verb of saying behind it, or has a mark between its parts (foreign names).
A place stands behind 在, 前往 and the like, with a verb or a mark behind it.
"""

import re

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.read.candidates import GUESSED, MARKED, SHAPED, Candidate
from sayso.read.names_places import gazetteer_of
from sayso.read.reading import Reading
from sayso.read.wordtrie import join_words

LONGEST_FOREIGN = 8
_HAN = r"[\u3400-\u9fff]"
_GLOSS = re.compile(r"\s?[(（]\s?[A-Z][\w.'’-]+(?:\s[\w.'’-]+){0,5}\s?[)）]")


class _Patterns(Struct, frozen=True):
    """What finds persons and places in one language."""

    joined: re.Pattern[str]
    title: re.Pattern[str]
    after: re.Pattern[str]  # a family name and a form of address
    subject: re.Pattern[str]  # a name between the head of a clause and a verb
    place: re.Pattern[str]
    double: frozenset[str]
    surnames: frozenset[str]
    not_given: frozenset[str]
    given_ends: frozenset[str]  # 年 may end a given name (柏年), though it begins none
    times: frozenset[str]
    foreign: frozenset[str]
    follows: frozenset[str]
    titles_inside: re.Pattern[str]


@once_a_language
def _compile(language: Language) -> _Patterns:
    naming = language.naming
    joint = re.escape(naming.transliteration_joint)
    family = rf"(?:{join_words(naming.double_surnames)}|[{naming.surnames}])"
    before = [title.word for title in language.titles if title.place != "after"]
    address = [title.word for title in language.titles if title.place != "before"]
    cues = [form.split("…")[0] for cue in language.cues for form in cue.forms if cue.place == "after source"]
    verbs = join_words([*(cue for cue in cues if len(cue) > 1), "说", "称"])
    given = rf"(?:(?![{naming.not_given}]){_HAN})"
    return _Patterns(
        joined=re.compile(rf"{_HAN}{{1,10}}(?:[{joint}]{_HAN}{{1,10}}){{1,4}}"),
        title=re.compile(rf"(?:{join_words(before)})"),
        after=re.compile(rf"(?<!{_HAN})({family}{given}{{0,2}})(?:{join_words(address)})"),
        subject=re.compile(rf"(?:(?<!{_HAN})|(?<=的))({family}{given}{{1,2}})(?=[也又则还曾]?(?:{verbs}))"),
        place=re.compile(
            rf"(?:{join_words(naming.place_leads)})({_HAN}{{2,5}}?)(?=[{re.escape(naming.place_follows)}]|$|\n)"
        ),
        double=frozenset(naming.double_surnames),
        surnames=frozenset(naming.surnames),
        not_given=frozenset(naming.not_given),
        given_ends=frozenset(naming.given_ends),
        times=frozenset(language.settings.words.times),
        foreign=frozenset(naming.transliteration),
        follows=frozenset(naming.right_ends),
        titles_inside=re.compile(rf".*(?:{join_words([*before, *naming.body_suffixes])})"),
    )


def find_han_names(reading: Reading, text: str) -> list[Candidate]:
    """The persons and places of a passage that their neighbours show; none in languages without family characters."""
    language = reading.language
    if not language.naming.surnames:
        return []
    patterns = _compile(language)
    start, end = reading.passage.span.start, reading.passage.span.end
    candidates = []
    for match in patterns.joined.finditer(text, start, end):
        candidates.append(_trim_foreign(text, match, language, patterns))
    for match in patterns.title.finditer(text, start, end):
        first = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))  # 记者 何远静
        stop = _measure_name(text, first, min(end, first + 12), patterns)
        if stop:
            candidates.append(Candidate(first, stop, "Person", MARKED))
    for match in patterns.after.finditer(text, start, end):
        candidates.append(Candidate(match.start(1), match.end(1), "Person", SHAPED))
    for match in patterns.subject.finditer(text, start, end):
        candidates.append(Candidate(match.start(1), match.end(1), "Person", SHAPED))
    return [*candidates, *_find_places(reading, text, patterns)]


def _trim_foreign(text: str, match: re.Match[str], language: Language, patterns: _Patterns) -> Candidate:
    """A foreign name with joints, without the words in front of and behind it."""
    first, last = match.start(), match.end()
    joints = [place for place in range(first, last) if text[place] in language.naming.transliteration_joint]
    title = patterns.titles_inside.match(text, first, joints[0] - 1)
    start = title.end() if title else first
    begin = joints[0]
    while begin > start and text[begin - 1] in patterns.foreign and joints[0] - begin < LONGEST_FOREIGN:
        begin -= 1
    if title and joints[0] - start <= LONGEST_FOREIGN:
        begin = start
    elif begin > joints[0] - 1:
        begin = max(start, joints[0] - 2)
    return Candidate(begin, _find_foreign_end(text, joints[-1] + 1, last, patterns), "Person", MARKED)


def _find_foreign_end(text: str, start: int, last: int, patterns: _Patterns) -> int:
    """Where the last part of a foreign name ends: with its characters, or just behind, where a verb begins."""
    stop = start
    while stop < last and text[stop] in patterns.foreign and stop - start < LONGEST_FOREIGN:
        stop += 1
    limit = min(last, stop + 2)
    for place in range(max(stop, start + 1), limit + 1):
        if _ends_name(text, place, place + 6 if place < last else place, patterns):
            return place
    return max(stop, min(last, start + 1))


def _measure_name(text: str, start: int, end: int, patterns: _Patterns) -> int | None:
    """Where the person's name that begins behind a title ends, or None where none begins."""
    double = text[start : start + 2] in patterns.double
    if double or text[start : start + 1] in patterns.surnames:
        family = 2 if double else 1
        for given in (2, 1):
            stop = start + family + given
            inner = text[start + family : stop]
            if len(inner) == given and _is_given(inner, patterns) and _ends_name(text, stop, end, patterns):
                return stop
    stop = start
    while stop < end and text[stop] in patterns.foreign and stop - start < LONGEST_FOREIGN:
        stop += 1
    longest = stop
    while stop - start >= 2:
        if _ends_name(text, stop, end, patterns):
            return stop
        stop -= 1
    return longest if longest - start > 2 else None


def _is_given(inner: str, patterns: _Patterns) -> bool:
    if inner[-1] in patterns.given_ends and len(inner) > 1 and inner not in patterns.times:
        inner = inner[:-1]
    return not any(character in patterns.not_given or not "\u3400" <= character <= "\u9fff" for character in inner)


def _ends_name(text: str, place: int, end: int, patterns: _Patterns) -> bool:
    if place >= end:
        return True
    character = text[place]
    if character in patterns.follows or not "\u3400" <= character <= "\u9fff":
        return True
    return patterns.title.match(text, place, end) is not None  # 登敏吞少将


def _find_places(reading: Reading, text: str, patterns: _Patterns) -> list[Candidate]:
    """Places that a word in front and a word behind show, written in characters for foreign names or listed."""
    gazetteer = gazetteer_of(reading.language)
    candidates = []
    for match in patterns.place.finditer(text, reading.passage.span.start, reading.passage.span.end):
        name = match.group(1)
        foreign = sum(character in patterns.foreign for character in name)
        if gazetteer.find(name) is None and foreign == len(name) and not set(name) & patterns.not_given:
            candidates.append(Candidate(match.start(1), match.end(1), "Place", SHAPED if len(name) > 2 else GUESSED))
    return candidates
