"""What a passage is known by when copies, translations and retellings of it are looked for.

A passage is reduced to a sample of hashes of its runs of words (of characters where words are not
separated): the same run gives the same hash everywhere, so the share of sampled runs that two
passages have in common estimates the share of their words. Beside it stand its numbers and dates
in order, which a translation keeps, and whom its credit lines name.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from unicodedata import category
from zlib import crc32

import numpy as np
from msgspec import Struct

from sayso import languages
from sayso.ids import make_id
from sayso.languages.credits import load_credits
from sayso.records import (
    Amount,
    AnyFinding,
    DateValue,
    Document,
    Entity,
    Fingerprint,
    Mention,
    Passage,
    SelfMark,
    Statement,
)
from sayso.text.han import simplify
from sayso.weigh.retold import find_retold

STEP = "weigh.fingerprints 0.3"
RUN_WORDS = 4  # words in a run; unrelated articles on one topic share next to none of this length
RUN_CHARACTERS = 6  # characters in a run where words are not separated
KEEP_ALL = 400  # runs; a longer passage keeps the hashes divisible by a power of two
MOST_NAMES = 40
SHORT = 40  # words, or characters, up to which a text may be a form that is filled in
HEAD = 240  # characters at the head of a passage where a credit may open it
_WORD = re.compile(r"\w+")
_UNIT = re.compile(r"[a-z0-9\u00df-\u024f]+|[^\W_]")  # a character; a name in Latin letters is one, not twelve
_PLAIN = re.compile(r"[^\W_]+")
_GAP = r"(?P<name>[^\W\d_][^()（）\n。;；:：]{1,60}?(?:\s*[(（][^()（）\n]{1,40}[)）])?)"
_NAMED = frozenset(["Person", "PublicBody", "Organization", "Company", "Group", "Country"])
_SAYING = frozenset(["say", "claim", "report", "announce", "believe", "predict", "call"])


class Facts(Struct, frozen=True, kw_only=True):
    """A document's findings by type, as fingerprints are made of them."""

    values: tuple[DateValue | Amount, ...]
    statements: tuple[Statement, ...]
    mentions: dict[str, Mention]
    entities: tuple[Entity, ...]


def find_fingerprints(
    document: Document, passages: Sequence[Passage], findings: Iterable[AnyFinding]
) -> list[Fingerprint]:
    """One fingerprint a passage, also where nothing is known of its language."""
    found = list(findings)
    facts = Facts(
        values=tuple(
            sorted((f for f in found if isinstance(f, DateValue | Amount)), key=lambda value: value.value.span.start)
        ),
        statements=tuple(f for f in found if isinstance(f, Statement)),
        mentions={f.id: f for f in found if isinstance(f, Mention)},
        entities=tuple(f for f in found if isinstance(f, Entity)),
    )
    return [_find_fingerprint(document, passage, facts) for passage in passages]


def _find_fingerprint(document: Document, passage: Passage, facts: Facts) -> Fingerprint:
    span = passage.span
    text = document.text[span.start : span.end]
    inside = range(span.start, span.end)
    statements = [s for s in facts.statements if s.content and s.content[0].start in inside]
    hashes, step, words = sample_runs(text, passage.lang)
    return Fingerprint(
        id=make_id("f", span.document, [span]),
        made_by=STEP,
        passage=passage.id,
        document=span.document,
        lang=passage.lang,
        runs=hashes,
        step=step,
        words=words,
        values=_list_values([value for value in facts.values if value.value.span.start in inside]),
        turns=tuple(_name_turn(s) for s in sorted(statements, key=lambda s: s.content[0].start)),
        names=_list_names(facts, inside),
        speakers=_list_speakers(facts, statements) if words <= SHORT else (),
        credits=find_credits(text, passage.lang),
        retells=find_retold(document.text, passage, statements, facts.mentions, facts.entities),
        marks=_find_marks(f"{document.title or ''}\n{text[:HEAD]}\n{text[-HEAD:]}", passage.lang),
        publisher=document.publisher,
        published=document.published,
    )


def sample_runs(text: str, lang: str) -> tuple[bytes, int, int]:
    """The sample of hashes of the text's runs in order, the step of the sample, and the number of words."""
    language = languages.load(lang)
    if language is None or language.settings.spaced:
        units, length = _WORD.findall(text.casefold()), RUN_WORDS
    else:
        units, length = _UNIT.findall(simplify(text).casefold()), RUN_CHARACTERS
    hashes = {crc32(" ".join(units[i : i + length]).encode("utf-8", "replace")) for i in range(len(units) - length + 1)}
    step = 1
    while len(hashes) > KEEP_ALL:
        step *= 2
        hashes = {number for number in hashes if number % step == 0}
    return np.array(sorted(hashes), dtype="<u4").tobytes(), step, len(units)


def fold_words(name: str) -> str:
    """A name for comparing: without letter case, script of Chinese, and everything that is no letter, mark or digit."""
    plain = simplify(name).casefold()
    if plain.isascii():
        return " ".join(_PLAIN.findall(plain))
    return " ".join("".join(char if char.isalnum() or category(char)[0] == "M" else " " for char in plain).split())


def find_credits(text: str, lang: str) -> tuple[str, ...]:
    """Whom the credit lines at the head and at the ends of lines name, in order of place."""
    opening, closing = _compile_credits(lang)
    found = [(match.start(), match["name"]) for pattern in opening for match in pattern.finditer(text[:HEAD])]
    found += [(match.start(), match["name"]) for pattern in closing for match in pattern.finditer(text)]
    return tuple(dict.fromkeys(name.strip(" \"'“”«»《》") for _, name in sorted(found)))


@cache
def _compile_credits(lang: str) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    forms = load_credits(lang)
    start, end = r"(?:^|(?<=[\s.!?。！？”」]))", r"[.。]?\s*$"
    closing = [re.compile(start + _write(form) + end, re.MULTILINE) for form in forms.closing]
    return [re.compile(_write(form)) for form in forms.opening], closing


def _write(form: str) -> str:
    """The form as a pattern; a space in it may be any number of spaces."""
    before, _, after = form.partition("…")
    return r"\s*".join(map(re.escape, before.split(" "))) + _GAP + r"\s*".join(map(re.escape, after.split(" ")))


def _find_marks(text: str, lang: str) -> tuple[SelfMark, ...]:
    forms = load_credits(lang)
    folded = text.casefold()
    has: dict[SelfMark, tuple[str, ...]] = {"correction": forms.corrections, "translated": forms.translated}
    return tuple(mark for mark, words in has.items() if any(_stands_in(word, folded) for word in words))


def _stands_in(word: str, text: str) -> bool:
    """Whether the word stands there as a word of its own, where letters of its script run into words."""
    bounded = word[0].isalpha() and ord(word[0]) < 0x0530
    return re.search(rf"\b{re.escape(word)}" if bounded else re.escape(word), text) is not None


def _list_values(values: Iterable[DateValue | Amount]) -> tuple[str, ...]:
    """Numbers and dates as they come, each written the same in all languages; repetitions side by side are one."""
    written = [_write_value(value) for value in values]
    return tuple(value for value, _ in groupby(value for value in written if value))


def _write_value(value: DateValue | Amount) -> str | None:
    if isinstance(value, DateValue):
        normal = value.value.normal
        return None if normal is None else normal.removeprefix("../").removesuffix("/..")
    numbers = [value.number] if value.number is not None else [value.low, value.high]
    return "/".join(f"{number:g}" for number in numbers if number is not None) or None


def _name_turn(statement: Statement) -> str:
    """What a statement does, coarsely: translators write "said" for "claimed"."""
    act = "say" if statement.act in _SAYING else statement.act
    return "quote" if statement.form == "direct" else act


def _list_speakers(facts: Facts, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The names of all who speak; none where somebody speaks who has no name."""
    named = {mention.id for mention in facts.mentions.values() if mention.form == "name"}
    held = {mention: entity for entity in facts.entities for mention in entity.mentions}
    entities = [held.get(statement.speaker or "") for statement in statements]
    if any(entity is None or named.isdisjoint(entity.mentions) for entity in entities):
        return ()
    return tuple(sorted({fold_words(name) for entity in entities if entity for name in entity.names} - {""}))


def _list_names(facts: Facts, inside: range) -> tuple[str, ...]:
    names: set[str] = set()
    for entity in facts.entities:
        if entity.schema not in _NAMED:
            continue
        held = [facts.mentions[mention] for mention in entity.mentions if mention in facts.mentions]
        if not any(mention.span.start in inside and mention.form == "name" for mention in held):
            continue
        if entity.schema == "Country" and entity.country:
            names.add(entity.country)
        else:
            names.update(fold_words(name) for name in entity.names)
    return tuple(sorted(names - {""})[:MOST_NAMES])
