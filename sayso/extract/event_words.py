"""A language's words for events, ready for lookup: what each word is, and the patterns that triggers make."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from sayso.languages import Language
from sayso.languages.countries import list_places
from sayso.languages.happenings import ActorWord, Happenings, Trigger
from sayso.languages.once import once_a_language
from sayso.text.han import simplify

COMMA, STOP, CONJUNCTION, COMPLEMENTIZER, SUBORDINATOR, RELATIVE = 1, 2, 4, 8, 16, 32
AUXILIARY, NEGATOR, PLANNED, MAYBE, CONDITION, FAILED = 64, 128, 256, 512, 1024, 2048
PASSIVE, DETERMINER, PRONOUN, GENITIVE, IGNORED, CUE = 4096, 8192, 16384, 32768, 65536, 131072
SPORT, NO_EVENT, NAME, REPORTED_FUTURE = 262144, 524288, 1048576, 2097152

STEM = 4  # letters by which a word with any ending is looked up
Kind = str  # base, past, participle, gerund, noun, fixed, turned ("talks were held")
Words = tuple[str, ...]


class Pattern(Struct, frozen=True):
    """One written form of a trigger: runs of words with a gap between runs."""

    runs: tuple[Words, ...]
    kind: Kind
    trigger: Trigger
    size: int  # words in all
    further: frozenset[str]  # the words behind the first that stand in a text as they are


class Vocabulary(Struct, frozen=True):
    """Everything the engine looks up."""

    flags: dict[str, int]
    phrases: dict[str, list[tuple[Words, int]]]  # function words of several words, by the first
    adpositions: dict[str, str]
    longer_adpositions: dict[str, list[tuple[Words, str]]]
    actors: dict[str, list[tuple[Words, ActorWord]]]
    patterns: dict[str, list[Pattern]]  # by the first word, or the first letters where it has any ending
    peoples: dict[str, str]  # adjectives and peoples to countries
    longer_peoples: dict[str, list[tuple[Words, str]]]  # those of several words, by the first
    origins: tuple[str, ...]  # endings behind a country: -led
    stems: dict[str, str]
    places: dict[str, tuple[str, str]]  # name to country and kind
    contexts: dict[str, str]
    short_participles: tuple[str, ...]
    genitive_endings: tuple[str, ...]


@once_a_language
def load_vocabulary(language: Language) -> Vocabulary:
    """The vocabulary of a language."""
    spaced = language.settings.spaced
    happenings = language.happenings
    flags, phrases = _collect_flags(happenings, spaced)
    single, longer = _collect_adpositions(happenings, spaced)
    peoples = {p.name.lower(): p.country for p in list_places(language.code) if p.kind == "people" and p.country}
    return Vocabulary(
        flags=flags,
        phrases=phrases,
        adpositions=single,
        longer_adpositions=longer,
        actors=_collect_actors(language),
        patterns=_collect_patterns(language),
        peoples=peoples,
        longer_peoples=_collect_longer(peoples) if spaced else {},
        origins=happenings.origins,
        stems=happenings.demonyms,
        places={simplify(p.name): (p.country, p.kind) for p in reversed(list_places(language.code))},
        contexts={word: context for context, words in happenings.contexts.items() for word in words},
        short_participles=happenings.passive_endings,
        genitive_endings=tuple(word for word in happenings.genitives if not word[0].isalnum()) if spaced else (),
    )


def _collect_longer(peoples: Mapping[str, str]) -> dict[str, list[tuple[Words, str]]]:
    longer: defaultdict[str, list[tuple[Words, str]]] = defaultdict(list)
    for name, country in peoples.items():
        words = tuple(name.split())
        if len(words) > 1:
            longer[words[0]].append((words, country))
    return dict(longer)


def fits(pattern: str, word: str) -> bool:
    """Whether a word is the one of a pattern, which may end in `*`."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _collect_flags(happenings: Happenings, spaced: bool) -> tuple[dict[str, int], dict[str, list[tuple[Words, int]]]]:
    lists: tuple[tuple[int, Iterable[str]], ...] = (
        (CONJUNCTION, happenings.conjunctions),
        (COMPLEMENTIZER, happenings.complementizers),
        (SUBORDINATOR, happenings.subordinators),
        (RELATIVE, happenings.relatives),
        (AUXILIARY, happenings.auxiliaries),
        (NEGATOR, happenings.negators),
        (PLANNED, happenings.planned),
        (MAYBE, happenings.hypothetical),
        (REPORTED_FUTURE, happenings.reported_future),
        (CONDITION, happenings.conditions),
        (FAILED, happenings.failed),
        (PASSIVE, happenings.passives),
        (DETERMINER, happenings.determiners),
        (PRONOUN, happenings.pronouns),
        (GENITIVE, [word for word in happenings.genitives if word[0].isalnum()]),
        (IGNORED, happenings.ignored),
        (SPORT, happenings.not_political),
        (NO_EVENT, happenings.no_events),
    )
    flags: dict[str, int] = {",": COMMA, "，": COMMA, "、": CONJUNCTION}
    flags |= dict.fromkeys(["(", ")", "–", "—", "（", "）", "-"], COMMA)
    flags |= dict.fromkeys([";", ":", "；", "：", ".", "!", "?", "。", "！", "？", "။", "၊"], STOP)
    phrases: defaultdict[str, list[tuple[Words, int]]] = defaultdict(list)
    for flag, words in lists:
        for word in words:
            parts = tuple(word.split()) if spaced else (word,)
            if len(parts) == 1:
                flags[word] = flags.get(word, 0) | flag
            else:
                phrases[parts[0]].append((parts, flag))
    return flags, dict(phrases)


def _collect_adpositions(
    happenings: Happenings, spaced: bool
) -> tuple[dict[str, str], dict[str, list[tuple[Words, str]]]]:
    single: dict[str, str] = {}
    longer: defaultdict[str, list[tuple[Words, str]]] = defaultdict(list)
    for role, words in happenings.adpositions.items():
        for word in words:
            parts = tuple(word.split()) if spaced else (word,)
            if len(parts) == 1:
                single.setdefault(word, role)
            else:
                longer[parts[0]].append((parts, role))
    return single, dict(longer)


def _collect_actors(language: Language) -> dict[str, list[tuple[Words, ActorWord]]]:
    """Words for actors by their first word, or its first letters where any ending will do; the longest first."""
    found: defaultdict[str, list[tuple[Words, ActorWord]]] = defaultdict(list)
    for row in language.actors:
        for form in row.forms:
            parts = tuple(form.split()) if language.settings.spaced else (form,)
            found[_key(parts[0])].append((parts, row))
    return {key: sorted(rows, key=lambda row: -sum(map(len, row[0]))) for key, rows in found.items()}


def _key(word: str) -> str:
    return word[:-1][:STEM] + "*" if word.endswith("*") else word


def keys_of(word: str) -> tuple[str, ...]:
    """The keys under which a word of a text may stand in an index."""
    return (word, *(word[:size] + "*" for size in range(STEM, 1, -1) if len(word) >= size))


def _collect_patterns(language: Language) -> dict[str, list[Pattern]]:
    found: defaultdict[str, list[Pattern]] = defaultdict(list)
    for trigger in language.triggers:
        for form in trigger.forms:
            for kind, runs in _write_forms(form, trigger, language):
                size = sum(len(word) if not language.settings.spaced else 1 for run in runs for word in run)
                words = [word for run in runs for word in run]
                further = frozenset(word for word in words[1:] if not word.endswith("*"))
                found[_key(words[0])].append(Pattern(runs, kind, trigger, size, further))
    return {key: sorted(patterns, key=lambda pattern: -pattern.size) for key, patterns in found.items()}


def _write_forms(form: str, trigger: Trigger, language: Language) -> Iterator[tuple[Kind, tuple[Words, ...]]]:
    spaced = language.settings.spaced
    runs = tuple(_split(part, language) for part in form.split("…") if part.strip())
    inflection = language.happenings.inflection
    if not spaced or trigger.word == "fixed" or "*" in runs[0][0]:
        yield ("noun" if trigger.word == "noun" else "fixed"), runs
        return
    head, *rest = runs[0]
    if trigger.word == "noun":
        last = runs[0][-1]
        for written in _inflect(last, inflection.noun, ()):
            yield "noun", ((*runs[0][:-1], written), *runs[1:])
        return
    for kind, written in zip(
        ("base", "third", "past", "participle", "gerund"),
        _inflect(head, inflection.verb, inflection.irregular),
        strict=False,
    ):
        yield kind, ((written, *rest), *runs[1:])
        if kind == "participle" and len(runs) == 2:
            yield "turned", (runs[1], (written, *rest))


def _split(form: str, language: Language) -> Words:
    """The words of a form as the tokens of a text are: an elided word is one of its own (s'est)."""
    if not language.settings.spaced:
        return (form.strip(),)
    elided = [f"{word}'" for word in language.settings.words.elisions]
    words: list[str] = []
    for word in form.split():
        head = next((each for each in elided if word.startswith(each) and len(word) > len(each)), "")
        words += [head, word[len(head) :]] if head else [word]
    return tuple(words)


def _inflect(word: str, rows: Sequence[Words], irregular: Sequence[Words]) -> list[str]:
    for row in irregular:
        if row[0] == word:
            return list(row)
    for ending, *endings in rows:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            return [stem + each for each in endings]
    return [word]
