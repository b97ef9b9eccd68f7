"""A case as a campaign makes it: a large cast of which few are everywhere, and very many stories that a few tell.

Unlike `large_case`, whose every sentence may be about everybody, a document here tells one story: its own people, place
and days, and things said of it that other documents of the story repeat in other words, deny, or give with another
figure. A fifth of the documents are another's copy. The same number gives the same document.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import TypeVar

from msgspec.structs import replace

from benchmarks.large_case import (
    ENGLISH,
    FACTUALITY,
    TONGUES,
    Draft,
    Made,
    Named,
    Tongue,
    Turn,
    finish,
    make_word,
    write_turn,
)

PEOPLE = 12_000  # of one language; the first few are in every tenth story, most in one or two
PLACES = 1_500
WORDS = 30_000
OWN_WORDS = 60  # of a story, which its statements use half of the time
TOLD_BY = 5  # documents a story, on average
FACTS = 16  # things said in a story
REPEATED, OWN = 9, 6  # of which a document gives so many, beside others of its own
OTHER_WORD = 0.15  # of the words with which another repeats something
DENIED, CHANGED = 0.04, 0.05  # of what is repeated
COPIED = 0.2  # of the documents
FIRST_DAY, DAYS_A_STORY = date(2023, 1, 1), 0.25
SEED = 11

Thing = TypeVar("Thing")


def make_campaign_document(number: int) -> Made:
    """The document with this number."""
    chance = random.Random(f"{SEED}/{number}")
    told = number
    if number % TOLD_BY and chance.random() < COPIED:
        told = number - chance.randint(1, number % TOLD_BY)  # of the same story
    writer = random.Random(f"{SEED}/writes/{told}")
    story = told // TOLD_BY
    plot = random.Random(f"{SEED}/story/{story}")
    tongue = plot.choices(TONGUES, [one.share for one in TONGUES])[0]
    day = FIRST_DAY + timedelta(days=int(story * DAYS_A_STORY))
    facts, people = _make_story(plot, tongue, day)
    printed = day + timedelta(days=writer.randrange(3) + (chance.randrange(2) if told != number else 0))
    publisher = f"{_pick(chance, PUBLISHERS)} {tongue.lang}"
    draft = Draft(tongue, printed.isoformat(), publisher)
    draft.write(f"{publisher} {printed.isoformat()} #{number}\n\n")
    turns = [_retell(writer, fact, people) for fact in writer.sample(facts, REPEATED)]
    turns += [_make_turn(writer, tongue, people, day, _list_words(tongue.lang)) for _ in range(OWN)]
    for place, turn in enumerate(turns):
        write_turn(draft, turn)
        draft.write("\n\n" if place % 4 == 3 else " " if tongue.between else "")
    return finish(draft, number, people, plot)


def make_long_document(statements: int, chance: random.Random) -> Made:
    """One document of so many statements, about as many people as such a report has."""
    cast, words = _list_cast(ENGLISH.lang)[0], _list_words(ENGLISH.lang)
    people = [_pick(chance, cast) for _ in range(max(10, statements // 10))]
    draft = Draft(ENGLISH, FIRST_DAY.isoformat(), PUBLISHERS[0])
    draft.write(f"{PUBLISHERS[0]} {FIRST_DAY.isoformat()}\n\n")
    for place in range(statements):
        write_turn(draft, _make_turn(chance, ENGLISH, people, FIRST_DAY, words))
        draft.write("\n\n" if place % 4 == 3 else " ")
    return finish(draft, statements, people, chance)


PUBLISHERS = [f"{first} {second}" for first in ("Alder", "Brine", "Cinder", "Dune", "Ember", "Fjord", "Grove", "Heron")
              for second in ("Courier", "Daily", "Wire", "Gazette", "Observer", "Post", "Record", "Times")]  # fmt: skip


def _make_story(plot: random.Random, tongue: Tongue, day: date) -> tuple[list[Turn], list[Named]]:
    """What is said in a story, and who is in it."""
    cast, places = _list_cast(tongue.lang)
    people = list(dict.fromkeys(_pick(plot, cast) for _ in range(9)))
    while len(people) < 3:
        people.append(_pick(plot, cast))
    own = [_pick(plot, _list_words(tongue.lang)) for _ in range(OWN_WORDS)]
    facts = [_make_turn(plot, tongue, people, day, own) for _ in range(FACTS)]
    where = _pick(plot, places)
    return [replace(fact, place=where) if plot.random() < 0.7 else fact for fact in facts], people


def _make_turn(chance: random.Random, tongue: Tongue, people: Sequence[Named], day: date, words: Sequence[str]) -> Turn:
    every = _list_words(tongue.lang)
    length = chance.randint(7, 16) if tongue.between else chance.randint(5, 10)
    thing = tongue.between.join(_pick(chance, words if chance.random() < 0.5 else every) for _ in range(length))
    source, actor, taker = (_pick(chance, people) for _ in range(3))
    return Turn(
        source=source,
        actor=actor,
        taker=taker,
        place=_pick(chance, _list_cast(tongue.lang)[1]),
        cue=tongue.cues[0] if chance.random() < 0.6 else chance.choice(tongue.cues),
        deed=chance.choice(tongue.deeds),
        when=(day - timedelta(days=chance.randrange(12))).isoformat(),
        number=str(chance.randrange(4, 5_000)) if chance.random() < 0.25 else None,
        thing=thing,
        factuality=chance.choice(FACTUALITY),
    )


def _retell(writer: random.Random, fact: Turn, people: Sequence[Named]) -> Turn:
    """What is said, in the words of another document; sometimes denied, or with another figure."""
    tongue = next(one for one in TONGUES if fact.cue in one.cues)
    words = fact.thing.split(tongue.between) if tongue.between else [fact.thing]
    every = _list_words(tongue.lang)
    thing = tongue.between.join(_pick(writer, every) if writer.random() < OTHER_WORD else word for word in words)
    told = replace(fact, thing=thing)
    if writer.random() < DENIED:
        denial = next(cue for cue in tongue.cues if cue[1] == "deny")
        told = replace(told, cue=denial, source=_pick(writer, people))
    if told.number and writer.random() < CHANGED:
        told = replace(told, number=str(writer.randrange(4, 5_000)))
    return told


@cache
def _list_cast(lang: str) -> tuple[tuple[Named, ...], tuple[Named, ...]]:
    """People and places of a language, those that are in most stories first."""
    tongue = next(one for one in TONGUES if one.lang == lang)
    chance = random.Random(f"{SEED}/{lang}/cast")
    names: dict[str, None] = {}
    while len(names) < PEOPLE:
        parts = (2, 3) if tongue.capitals else (1, 2)
        first, last = (make_word(chance, tongue, length) for length in parts)
        names[f"{first.capitalize()}{tongue.between}{last.capitalize()}"] = None
    places = {make_word(chance, tongue, 3).capitalize(): None for _ in range(PLACES)}
    schemas = ("Person", "Person", "Person", "PublicBody")
    people = tuple(Named(name, schemas[n % len(schemas)]) for n, name in enumerate(names))
    return people, tuple(Named(name, "Place", "KEN") for name in places)


@cache
def _list_words(lang: str) -> tuple[str, ...]:
    """Words of a language, the most frequent first."""
    tongue = next(one for one in TONGUES if one.lang == lang)
    chance = random.Random(f"{SEED}/{lang}/words")
    return tuple(make_word(chance, tongue, chance.randint(1, 3) if tongue is ENGLISH else 2) for _ in range(WORDS))


@cache
def _list_weights(count: int) -> tuple[float, ...]:
    """As unevenly as words and people are mentioned: the second half as often as the first, the third a third."""
    return tuple(accumulate(1 / (place + 3) for place in range(count)))


def _pick(chance: random.Random, among: Sequence[Thing]) -> Thing:
    """One of these, the first ones more often."""
    return chance.choices(among, cum_weights=_list_weights(len(among)))[0]
