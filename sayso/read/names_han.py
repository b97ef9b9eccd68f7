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
LONGEST_OWN = 3  # characters; a longer run of characters for foreign names is one, though it begins like 韦
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
    bounds: "_Bounds"


class _Bounds(Struct, frozen=True):
    """What tells where a name begins and ends."""

    behind: re.Pattern[str]  # words of two characters and more that are no part of the name in front of them
    rank: re.Pattern[str]  # the same, titles only
    country: re.Pattern[str]  # characters for foreign names in front of a ministry
    body_behind: re.Pattern[str]  # the name of a body goes on behind: 塔罗兹国家通讯社
    hyphened: re.Pattern[str]
    told: re.Pattern[str]  # a small word that is a family name too and is none here: 向法庭, 曾公开


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
        bounds=_compile_bounds(language, cues),
        titles_inside=re.compile(rf".*(?:{join_words([*before, *naming.body_suffixes])})"),
    )


def _compile_bounds(language: Language, cues: list[str]) -> _Bounds:
    naming = language.naming
    words = language.settings.words
    telling = [
        *words.times,
        *words.adverbs,
        *words.negators,
        *words.modals,
        *language.settings.unspaced.subject_ends,
        *cues,
    ]
    behind = {word for word in telling if len(word) > 1}
    small = sorted({word for word in (*words.prepositions, *words.adverbs) if len(word) == 1} & set(naming.surnames))
    told = (*language.settings.unspaced.addressees, *language.settings.unspaced.carriers)
    bodies = (*naming.body_suffixes, *naming.organization_suffixes, *naming.media_suffixes, *naming.company_suffixes)
    ranks = [title.word for title in language.titles if len(title.word) > 1]
    return _Bounds(
        behind=re.compile("|".join([join_words(behind), *language.settings.unspaced.time_patterns])),
        rank=re.compile(join_words(ranks)),
        country=re.compile(rf"(?<!{_HAN})[{naming.transliteration}]{{2,6}}(?={join_words(naming.office_words)})"),
        body_behind=re.compile(rf"{_HAN}{{0,8}}?(?:{join_words(bodies)})"),
        told=re.compile(rf"[{''.join(small)}](?:{join_words({*behind, *words.prepositions, *words.pronouns, *told})})"),
        hyphened=re.compile(rf"[-‐－][{naming.transliteration}]{{2,{LONGEST_FOREIGN}}}"),
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
    candidates += [Candidate(*place, "Person", MARKED) for place in find_titled(language, text, start, end)]
    candidates += _find_glossed(text, start, end, patterns)
    for match in patterns.after.finditer(text, start, end):
        candidates.append(Candidate(match.start(1), match.end(1), "Person", SHAPED))
    for match in patterns.subject.finditer(text, start, end):
        candidates.append(Candidate(match.start(1), match.end(1), "Person", SHAPED))
    candidates += _find_countries(text, start, end, patterns)
    return [*candidates, *_find_places(reading, text, patterns)]


def find_titled(language: Language, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the names of persons right behind a title stand in a text in simplified characters."""
    if not language.naming.surnames:
        return []
    patterns = _compile(language)
    places = []
    for match in patterns.title.finditer(text, start, end):
        first = match.end() + (text[match.end() : match.end() + 1] in (" ", "\u3000"))  # 记者 何远静
        stop = _measure_name(text, first, min(end, first + 12), patterns)
        if stop:
            places.append((first, stop))
    return places


def _find_glossed(text: str, start: int, end: int, patterns: _Patterns) -> list[Candidate]:
    """The foreign names with their spelling in Latin letters and a title behind: 吞埃(Tun Aye)将军."""
    candidates = []
    for gloss in _GLOSS.finditer(text, start, end):
        first = gloss.start()
        while first > start and text[first - 1] in patterns.foreign and gloss.start() - first < LONGEST_FOREIGN:
            first -= 1
        if gloss.start() - first > 1 and patterns.bounds.rank.match(text, gloss.end(), end):
            candidates.append(Candidate(first, gloss.start(), "Person", MARKED))
    return candidates


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
    stop = _find_foreign_end(text, joints[-1] + 1, last, patterns)
    return Candidate(begin, _add_hyphened(text, stop, patterns), "Person", MARKED)


def _add_hyphened(text: str, stop: int, patterns: _Patterns) -> int:
    """Where the name ends when a second family name is joined to it by a hyphen: 冯·霍恩-瓦尔加."""
    more = patterns.bounds.hyphened.match(text, stop)
    return _measure_run(text, stop + 1, more.end(), patterns) if more else stop


def _measure_run(text: str, start: int, end: int, patterns: _Patterns) -> int:
    """Where the run of characters for foreign names ends; a title behind is none of them: 敏德拉温大将."""
    stop = start
    while stop < end and text[stop] in patterns.foreign and stop - start < LONGEST_FOREIGN:
        if stop - start > 1 and patterns.bounds.rank.match(text, stop):
            break
        stop += 1
    return stop


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
    if patterns.bounds.told.match(text, start):
        return None
    longest = _measure_run(text, start, end, patterns)
    foreign = _find_run_end(text, start, longest, end, patterns)
    if foreign is not None and foreign - start > LONGEST_OWN:
        return _add_hyphened(text, foreign, patterns)
    double = text[start : start + 2] in patterns.double
    if double or text[start : start + 1] in patterns.surnames:
        family = 2 if double else 1
        for given in (2, 1):
            stop = start + family + given
            inner = text[start + family : stop]
            if len(inner) == given and _is_given(inner, patterns) and _ends_name(text, stop, end, patterns):
                return stop
    return foreign if foreign is not None or longest - start <= 2 else longest


def _find_run_end(text: str, start: int, longest: int, end: int, patterns: _Patterns) -> int | None:
    """The last place in a run of characters for foreign names where a name can end, or None."""
    stops = range(longest, start + 1, -1)
    return next((stop for stop in stops if _ends_name(text, stop, end, patterns)), None)


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
    if patterns.title.match(text, place, end) is not None:  # 登敏吞少将
        return True
    return patterns.bounds.behind.match(text, place) is not None  # 许维中分析


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


def _find_countries(text: str, start: int, end: int, patterns: _Patterns) -> list[Candidate]:
    """The countries of ministries (利斯巴国防部), wherever they stand, else too."""
    names = {match.group() for match in patterns.bounds.country.finditer(text, start, end)}
    if not names:
        return []
    return [
        Candidate(match.start(), match.end(), "Place", MARKED)
        for match in re.compile(join_words(names)).finditer(text, start, end)
        if not patterns.bounds.body_behind.match(text, match.end(), end)
    ]
