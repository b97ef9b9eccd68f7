"""The marks of statements, events and documents: by these they meet, to be compared by reasons."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sayso.weigh.marks import Kind, Numbers, make_key, make_mark, mix
from sayso.weigh.told import MOST_TOPICS, Happening, Saying, Told

BANDS, ROWS = (
    10,
    3,
)  # two statements with half of their stems in common meet by a band with a chance of 0.74, copies surely
OWN_WORDS = 6  # keys of a stem and the speaker: two statements of one speaker need less in common
MOST_NAMES, DENIED_WORDS = 3, 3  # keys of a stem and a name: by these a denial meets what is said of the denier
MOST_TAKERS = 4  # of an event, by which it meets others two by two
MOST_PARTIES = 5  # of an event that a statement reads, by which it meets other readings two by two
_NO_TOPICS = (0,) * MOST_TOPICS
FEW_FIGURES = 3  # numbers up to this tell nothing about an affair


def list_saying_marks(sayings: Sequence[Saying]) -> list[Numbers]:
    """For each statement the marks by which it meets others that may say the same, in order."""
    least = _find_least([saying.gist.words for saying in sayings])
    langs = np.array([crc32(saying.lang.encode()) for saying in sayings], dtype=np.uint64)[:, None]
    speakers = np.array([make_key(saying.speaker or "") for saying in sayings], dtype=np.uint64)[:, None]
    rows = least[:, : BANDS * ROWS].reshape(-1, BANDS, ROWS)
    bands = mix(langs, np.arange(BANDS, dtype=np.uint64), *(rows[:, :, row] for row in range(ROWS)))
    own = mix(langs, speakers, np.arange(BANDS, BANDS + OWN_WORDS, dtype=np.uint64), least[:, :OWN_WORDS])
    kind = np.uint64(Kind.TELLING << 56)
    denied = _list_denied_marks(sayings, langs, least)
    topics = _list_topic_marks(sayings, speakers)
    found = []
    for place, saying in enumerate(sayings):
        facts = {
            make_mark(Kind.TELLING, "fact", day, *figure)
            for day in saying.gist.dates
            for figure in saying.gist.figures
            if figure[1]
        }
        marks = [np.array(sorted(facts | {*_list_reading_marks(saying)}), dtype=np.uint64)]
        if saying.gist.words:
            marks += [bands[place] | kind, denied[place] | kind, *([own[place] | kind] if saying.speaker else [])]
        marks.append(topics[place] | kind)
        found.append(np.unique(np.concatenate(marks)))
    return found


def _list_topic_marks(sayings: Sequence[Saying], speakers: Numbers) -> list[Numbers]:
    """For each statement what it shares with others on the same things: two topics and the speaker, or three topics."""
    topics = np.array([(*s.few_topics, *_NO_TOPICS[len(s.few_topics) :]) for s in sayings], dtype=np.uint64)
    topics = topics.reshape(-1, MOST_TOPICS)
    known = np.array([saying.speaker is not None for saying in sayings], dtype=np.bool_)[:, None]
    two, three = (np.array(list(combinations(range(MOST_TOPICS), size))).T for size in (2, 3))
    row = np.array([[BANDS + OWN_WORDS + DENIED_WORDS]], dtype=np.uint64)
    pairs = mix(row, speakers, *(topics[:, column] for column in two))
    trios = mix(row, *(topics[:, column] for column in three))
    held = np.concatenate([(topics[:, two[-1]] != 0) & known, topics[:, three[-1]] != 0], axis=1)
    return [marks[own] for marks, own in zip(np.concatenate([pairs, trios], axis=1), held, strict=True)]


def _list_denied_marks(sayings: Sequence[Saying], langs: Numbers, least: Numbers) -> list[Numbers]:
    """For each statement what a denial shares with what is said of who denies: a name and a stem."""
    named = [s.about_names | s.speaker_names if s.denies else s.about_names for s in sayings]
    names = [sorted(own)[:MOST_NAMES] for own in named]
    places = np.repeat(np.arange(len(sayings)), [len(own) for own in names])
    keys = np.array([make_key(name) for own in names for name in own], dtype=np.uint64)[:, None]
    rows = np.arange(BANDS + OWN_WORDS, BANDS + OWN_WORDS + DENIED_WORDS, dtype=np.uint64)
    marks = mix(langs[places], keys, rows, least[places, :DENIED_WORDS])
    ends = np.cumsum([len(own) for own in names])
    return [marks[end - len(own) : end].ravel() for own, end in zip(names, ends.tolist(), strict=True)]


def _list_reading_marks(saying: Saying) -> Iterator[int]:
    """Two by two who is named where the event is told that a statement reads; and each with the day."""
    if saying.gist.reads is None:
        return
    parties = sorted(saying.parties)[:MOST_PARTIES]
    yield from (make_mark(Kind.READING, *pair) for pair in combinations(parties, 2))
    days = {day for day in saying.gist.reads.dates if len(day) == 10}
    yield from (make_mark(Kind.READING, one, day) for one in parties for day in days)


def list_happening_marks(happening: Happening) -> set[int]:
    """The marks by which an event meets others that may be the same, in whatever language."""
    takers = sorted(happening.takers)[:MOST_TAKERS]
    marks = {
        make_mark(Kind.TELLING, happening.event_type, one, other) for one in takers for other in takers if one < other
    }
    if happening.date:
        marks |= {make_mark(Kind.TELLING, happening.event_type, one, happening.date[:7]) for one in takers}
    if happening.date and happening.precision == "day":
        told = [
            *(figure for figure in happening.figures if figure[1]),
            *([(happening.where,)] if happening.where else []),
        ]
        trades = sorted({party.trades[0] for party in happening.cast if not party.named and party.trades})[:MOST_TAKERS]
        told += combinations(trades, 2)
        marks |= {make_mark(Kind.TELLING, happening.event_type, happening.date, *what) for what in told}
    return marks


def list_affair_marks(told: Told) -> set[int]:
    """The marks by which a document meets others that may tell of the same affair."""
    plain: set[tuple[str, ...]] = set()
    strong: set[tuple[str, ...]] = set()
    for saying in told.sayings:
        names = {*saying.about, *([saying.speaker] if saying.speaker else [])}
        days = {day for day in saying.gist.dates if len(day) == 10}
        months = {day[:7] for day in saying.gist.dates if len(day) >= 7}
        figures = {f"{number} {unit}" for number, unit in saying.gist.figures if unit and _is_telling(number)}
        plain |= {("name", name) for name in names} | {("day", day) for day in days}
        plain |= {("figure", figure) for figure in figures}
        strong |= {(name, value) for name in names for value in (*days, *months, *figures)}
        if saying.has("death"):
            plain |= {("toll", day) for text in days for day in _list_days_around(text)}
    for happening in told.happenings:
        plain |= {("name", name) for name in happening.takers}
        plain |= {(happening.event_type, name) for name in happening.takers}
        if happening.date:
            strong |= {(happening.event_type, name, happening.date) for name in happening.takers}
    marks = {make_mark(Kind.AFFAIR, *words) for words in plain}
    return marks | {make_mark(Kind.STRONG_AFFAIR, *words) for words in strong}


def _is_telling(number: str) -> bool:
    try:
        return float(number) > FEW_FIGURES
    except ValueError:
        return False


def _list_days_around(text: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(text)
        yield from ((day + timedelta(days=shift)).isoformat() for shift in (-1, 0, 1))
    except (ValueError, OverflowError):
        return


def _find_least(words: Sequence[tuple[str, ...]]) -> Numbers:
    """For each statement and each of several ways to mix numbers the least that a stem comes to.

    It is the same for two statements as often as stems are shared. Zeros where a statement has no stems.
    """
    least = np.zeros((len(words), BANDS * ROWS), dtype=np.uint64)
    held = [place for place, own in enumerate(words) if own]
    if held:
        hashes = [crc32(word.encode("utf-8", "surrogatepass")) for place in held for word in words[place]]
        factors, terms = _make_mixers()
        mixed = (np.array(hashes, dtype=np.uint64)[:, None] * factors + terms) >> np.uint64(32)
        starts = np.cumsum([0, *(len(words[place]) for place in held[:-1])])
        least[held] = np.minimum.reduceat(mixed, starts)
    return least


@cache
def _make_mixers() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    chance = np.random.default_rng(7)
    factors = chance.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
    return factors, chance.integers(0, 2**63, BANDS * ROWS, dtype=np.uint64)
