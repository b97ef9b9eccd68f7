"""Linking: the project's own table of pairs over four scripts, and a hundred thousand mentions made by chance."""

import csv
import random
import time
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from benchmarks.tables import Table
from sayso.languages.sounds import load_sounds
from sayso.link.across import join_documents
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
    cost = Table("linking, mentions made by chance", ["mentions", "CPU s", "pure"])
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
    """CPU seconds for so many mentions, and the share of entities that hold one person's mentions only."""
    chance = random.Random(7)
    persons = [(_make_word(chance, 2), _make_word(chance, 3)) for _ in range(PERSONS)]
    truth: dict[str, int] = {}
    mentions, entities = [], []
    for number in range(count):
        person = chance.randrange(PERSONS)
        document = f"d{number // IN_A_DOCUMENT}"
        mention, entity = _make(document, number, _write(chance, *persons[person]), "Person")
        truth[mention.id] = person
        mentions.append(mention)
        entities.append(entity)
    start = time.process_time()
    joined = join_documents(entities, mentions)
    spent = time.process_time() - start
    pure = sum(len({truth[mention] for mention in entity.mentions}) == 1 for entity in joined)
    return [spent, pure / max(len(joined), 1)]


def _make_word(chance: random.Random, syllables: int) -> str:
    """A word of syllables that Cyrillic letters and Chinese characters can write too."""
    onsets, vowels, codas = list("bdfghklmnprstvz"), list("aeiou"), ["", "", "n"]
    made = (chance.choice(onsets) + chance.choice(vowels) + chance.choice(codas) for _ in range(syllables))
    return "".join(made).capitalize()


def _write(chance: random.Random, given: str, family: str) -> str:
    """The name in one of three scripts, sometimes with a letter lost or in capitals."""
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
    return name


def _write_characters(word: str) -> str:
    readings = load_sounds()["Han"].readings
    written, place = "", 0
    while place < len(word):
        size = next((size for size in range(6, 0, -1) if word[place : place + size] in readings), 0)
        written += readings[word[place : place + size]][0] if size else ""
        place += size or 1
    return written
