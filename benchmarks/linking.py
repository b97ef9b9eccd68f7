"""Linking: the project's own table of pairs over four scripts, and a hundred thousand mentions made by chance."""

import csv
import random
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from benchmarks.tables import Table
from sayso.languages.sounds import load_sounds
from sayso.link.across import join_documents, list_entities, update
from sayso.link.ledger import make_ledger
from sayso.link.parties import Piece
from sayso.records import Entity, Mention, Span

PAIRS = Path("tests/golden/linking/pairs.tsv")
COUNTRIES = ("PER", "LAO")  # that both documents name, where a pair shares something
PERSONS, MENTIONS, IN_A_DOCUMENT = 10_000, 100_000, 8


class Pair(Struct, frozen=True):
    """Two names, each in a document of its own."""

    left: str
    right: str
    schema: str
    shared: int  # countries that both documents name
    same: bool
    why: str


def measure(shared: Path) -> list[Table]:
    """Two tables: precision and recall on the pairs; what linking many mentions costs and how pure it is."""
    del shared
    pairs = list(read_pairs())
    joined = [is_joined(pair) for pair in pairs]
    right = sum(found and pair.same for found, pair in zip(joined, pairs, strict=True))
    table = Table("linking, pairs", ["pairs", "precision", "recall"])
    recall = right / sum(pair.same for pair in pairs)
    table.rows.append(("sayso", [len(pairs), right / max(sum(joined), 1), recall]))
    columns = ["mentions", "CPU s", "1 % more, CPU s", "share of it", "peak MB", "pure"]
    cost = Table("linking, mentions made by chance", columns)
    for count in (MENTIONS // 10, MENTIONS):
        cost.rows.append((f"{PERSONS} persons", [count, *measure_cost(count)]))
    return [table, cost]


def read_pairs() -> Iterator[Pair]:
    """The rows of the table."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Pair(row["left"], row["right"], row["schema"], int(row["shared"]), row["same"] == "yes", row["why"])


def is_joined(pair: Pair) -> bool:
    """Whether the two names are linked, when each stands in a document beside what the pair shares."""
    entities, mentions = [], []
    for document, name in (("a", pair.left), ("b", pair.right)):
        named: list[tuple[str, str, str | None]] = [(pair.schema, name, None)]
        named += [("Country", country, country) for country in COUNTRIES[: pair.shared]]
        for number, (schema, words, country) in enumerate(named):
            mention, entity = _make(document, number, words, schema, country)
            mentions.append(mention)
            entities.append(entity)
    found = join_documents(entities, mentions)
    return any({"m-a-0", "m-b-0"} <= set(entity.mentions) for entity in found)


def _make(document: str, number: int, name: str, schema: str, country: str | None = None) -> tuple[Mention, Entity]:
    span = Span(document, number * 50, number * 50 + len(name))
    mention = Mention(id=f"m-{document}-{number}", made_by="benchmark", span=span, schema=schema)
    entity = Entity(
        id=f"e-{document}-{number}",
        made_by="benchmark",
        schema=schema,
        names=(name,),
        mentions=(mention.id,),
        country=country,
    )
    return mention, entity


def measure_cost(count: int) -> list[float | None]:
    """What linking so many mentions costs, and one in a hundred more; the share of entities that are one person's.

    In CPU seconds; memory in megabytes, the highest of this process so far.
    """
    more = max(IN_A_DOCUMENT, count // 100)
    truth, pieces = make_mentions(count + more)
    names = list(pieces)
    ledger = make_ledger(pieces)
    start = time.process_time()
    update(ledger, names[:count], (), ())
    joined = list(list_entities(ledger))
    spent = time.process_time() - start
    start = time.process_time()
    update(ledger, names[count:], (), ())
    added = time.process_time() - start
    pure = sum(len({truth[mention] for mention in entity.mentions}) == 1 for entity in joined)
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [spent, added, added / spent, highest, pure / max(len(joined), 1)]


def make_mentions(count: int) -> tuple[dict[str, int], dict[str, Piece]]:
    """So many mentions of persons made by chance, in documents of a few, and whose each is."""
    chance = random.Random(7)
    persons = [(_make_word(chance, 2), _make_word(chance, 3)) for _ in range(PERSONS)]
    truth: dict[str, int] = {}
    pieces: dict[str, Piece] = {}
    for number in range(count):
        person = chance.randrange(PERSONS)
        document = f"d{number // IN_A_DOCUMENT}"
        mention, entity = _make(document, number, _write(chance, *persons[person]), "Person")
        truth[mention.id] = person
        pieces[str(number)] = Piece(entity=entity, document=document)
    return truth, pieces


def _make_word(chance: random.Random, syllables: int) -> str:
    """A word of syllables that Cyrillic letters and Chinese characters can write too."""
    onsets, vowels, codas = list("bdfghklmnprstvz"), list("aeiou"), ["", "", "n"]
    made = (chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas) for _ in range(syllables))
    return "".join(made).capitalize()


def _write(chance: random.Random, given: str, family: str) -> str:
    """The name in one of four scripts, sometimes with a letter lost or in capitals."""
    name = f"{given} {family}"
    noise = chance.random()
    if noise < 0.1:
        name = name.upper()
    elif noise < 0.2:
        cut = chance.randrange(1, len(name))
        name = name[:cut] + name[cut + 1 :]
    script = chance.random()
    if script < 0.25:
        return name.lower().translate(str.maketrans("abdefghiklmnoprstuvz", "абдефгхиклмнопрстувз")).title()
    if script < 0.45:
        return "·".join(_write_characters(word.lower()) for word in (given, family))
    if script < 0.55:
        return _SYLLABLE.sub(_write_syllable, f"{given}{family}".lower())
    return name


_SYLLABLE = re.compile(r"([^aeiou])([aeiou]n?(?![aeiou])|[aeiou])")
_ONSETS = dict(zip("bdfghklmnprstvz", "ဘဒဖဂဟကလမနပရစတဗဇ", strict=True))
_RIMES = {
    "a": "ာ", "e": "ေ", "i": "ိ", "o": "ို", "u": "ု", "an": "န်", "en": "ိန်", "in": "င်", "on": "ုန်", "un": "ွန်",
}  # fmt: skip


def _write_syllable(found: re.Match[str]) -> str:
    return _ONSETS[found[1]] + _RIMES[found[2]]


def _write_characters(word: str) -> str:
    readings = load_sounds()["Han"].readings
    written, place = "", 0
    while place < len(word):
        size = next((size for size in range(6, 0, -1) if word[place : place + size] in readings), 0)
        written += readings[word[place : place + size]][0] if size else ""
        place += size or 1
    return written
