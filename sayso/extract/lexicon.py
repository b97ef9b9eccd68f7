"""What the engine for spaced languages knows of a word: its class and the cues that begin with it.

Classes are bits of one number, so that a word in many lists costs one look-up.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from sayso.languages import Cue, Language, Settings, WordLists
from sayso.read.tokens import find_tokens

DETERMINER = 1 << 0
PREPOSITION = 1 << 1
CONJUNCTION = 1 << 2
SUBORDINATOR = 1 << 3
AUXILIARY = 1 << 4
MODAL = 1 << 5
PASSIVE = 1 << 6
NEGATOR = 1 << 7
ADVERB = 1 << 8
RELATIVE = 1 << 9
PRONOUN = 1 << 10
OBJECT_PRONOUN = 1 << 11
COMPLEMENTIZER = 1 << 12
QUESTION = 1 << 13
TIME = 1 << 14
INFINITIVE = 1 << 15
AGENT = 1 << 16
COMMA = 1 << 17
COLON = 1 << 18
STOP = 1 << 19  # ; — ( ) [ ] and the marks that end a sentence
END = 1 << 20  # . ! ? …
QUOTE = 1 << 21  # a whole quotation, read as one word
CAPITAL = 1 << 22
NUMBER = 1 << 23
GERUND = 1 << 24  # ends as a gerund does
POSSESSIVE = 1 << 25  # his, or a word that ends in 's
ATTRIBUTIVE = 1 << 26
INDEFINITE = 1 << 27
PARTICIPLE = 1 << 28  # ends as a participle does
FIRST_PERSON = 1 << 29
CLITIC = 1 << 30
HEAD = 1 << 31
SOURCE_PREPOSITION = 1 << 32
ADDRESSING = 1 << 33
BACK = 1 << 34  # says that the sentence before is what is said: об этом

VERB_GROUP = AUXILIARY | MODAL | PASSIVE | NEGATOR | ADVERB | CLITIC  # what may stand between a source and its cue
BREAK = COMMA | COLON | STOP | END | QUOTE

DASHES = ("-", "–", "—", "--")

_MARKS = {",": COMMA, "，": COMMA, ":": COLON, "：": COLON, ";": STOP, "—": STOP, "–": STOP, "(": STOP, ")": STOP}
_MARKS |= {"-": STOP, "[": STOP, "]": STOP, "…": END, ".": END, "!": END, "?": END}
_MAX_WORDS = 50_000
_MAX_GAP = 8


class Form(Struct, frozen=True):
    """One written form of a cue: its words, those behind the gap apart."""

    words: tuple[str, ...]
    behind_gap: tuple[str, ...]
    cue: Cue


class Lexicon(Struct, frozen=True):
    """A language's words by what the engine does with them."""

    lists: tuple[tuple[frozenset[str], int], ...]
    endings: tuple[tuple[tuple[str, ...], int], ...]
    known: dict[str, int]
    forms: dict[str, tuple[Form, ...]]  # by first word, the longest first
    look_alikes: dict[str, tuple[tuple[str, ...], ...]]
    lead_ins: dict[str, tuple[tuple[str, ...], ...]]  # by last word
    phrases: dict[str, tuple[tuple[str, ...], ...]]  # entries of several words, read as one word; by first word
    settings: Settings

    def classify(self, word: str) -> int:
        """The classes of a word as written; a mark's too."""
        found = self.known.get(word)
        if found is None:
            if len(self.known) >= _MAX_WORDS:
                self.known.clear()
            found = self.known[word] = self._classify(word)
        return found

    def _classify(self, word: str) -> int:
        if word in _MARKS:
            return _MARKS[word]
        lower = word.lower().replace("’", "'")
        classes, listed = 0, False
        for words, bit in self.lists:
            if lower in words:
                classes, listed = classes | bit, True
        for endings, bit in self.endings:
            fits = bit & NEGATOR or (not (listed or classes) and (bit & POSSESSIVE or len(lower) > 4))
            if bit == ADVERB and word[0].isupper():
                continue  # Akhmetuly, Italy
            if fits and lower.endswith(endings):
                classes |= bit
        if word[0].isupper():
            classes |= CAPITAL
        if any(character.isdigit() for character in word):
            classes |= NUMBER
        return classes


def load_lexicon(language: Language) -> Lexicon:
    """The lexicon of a language, made once."""
    return _make_lexicon(language.settings, language.cues)


@cache
def _make_lexicon(settings: Settings, cues: tuple[Cue, ...]) -> Lexicon:
    words = settings.words
    lists = _collect_lists(words)
    return Lexicon(
        lists=lists,
        endings=(
            (tuple(word for word in words.negators if "'" in word), NEGATOR | AUXILIARY),
            (words.possessive_endings, POSSESSIVE),
            (words.adverb_endings, ADVERB),
            (words.gerund_endings, GERUND),
            (words.participle_endings, PARTICIPLE),
        ),
        known={},
        forms=_collect_forms(cues, words),
        look_alikes=_group(_split(phrase, words) for phrase in words.not_statements),
        lead_ins=_group((_split(phrase, words) for phrase in words.lead_ins), key=-1),
        phrases=_group({tuple(entry.split(" ")) for listed, _ in lists for entry in listed if " " in entry}),
        settings=settings,
    )


def _split(phrase: str, words: WordLists) -> tuple[str, ...]:
    """The words of a phrase as a text has them; “” is a quotation."""
    split: list[str] = []
    for part in phrase.split():
        tokens = find_tokens(part, 0, len(part), words.elisions, words.enclitics)
        whole = part == "“”" or part.rstrip("'") in words.elisions
        split += [part] if whole else [token.word for token in tokens]
    return tuple(split)


def _collect_lists(words: WordLists) -> tuple[tuple[frozenset[str], int], ...]:
    named = (
        (words.determiners, DETERMINER),
        (words.indefinites, DETERMINER | INDEFINITE),
        (words.possessives, DETERMINER | POSSESSIVE),
        (words.prepositions, PREPOSITION),
        (words.attributives, PREPOSITION | ATTRIBUTIVE),
        (words.conjunctions, CONJUNCTION),
        (words.subordinators, SUBORDINATOR),
        (words.auxiliaries, AUXILIARY),
        (words.modals, MODAL),
        (words.passive_auxiliaries, PASSIVE),
        (words.negators, NEGATOR),
        (words.adverbs, ADVERB),
        (words.relatives, RELATIVE),
        (words.pronouns, PRONOUN),
        (words.first_person, FIRST_PERSON),
        (words.object_pronouns, OBJECT_PRONOUN),
        (words.complementizers, COMPLEMENTIZER),
        (words.questions, QUESTION),
        (words.times, TIME),
        (words.infinitive_markers, INFINITIVE),
        (words.agent_markers, AGENT),
        (words.clitics, CLITIC),
        (words.heads, HEAD),
        (words.nouns, 0),
        (words.addressing, PREPOSITION | ADDRESSING),
        (words.source_prepositions, PREPOSITION | SOURCE_PREPOSITION),
        (words.points_back, BACK),
    )
    return tuple((frozenset(" ".join(_split(entry, words)) for entry in listed), bit) for listed, bit in named)


def _collect_forms(cues: tuple[Cue, ...], lists: WordLists) -> dict[str, tuple[Form, ...]]:
    forms: dict[str, list[Form]] = {}
    for cue in cues:
        for form in cue.forms:
            front, _, behind = form.partition("…")
            words = _split(front, lists)
            forms.setdefault(words[0], []).append(Form(words, _split(behind, lists), cue))
    return {
        word: tuple(sorted(found, key=lambda form: -len(form.words + form.behind_gap))) for word, found in forms.items()
    }


def _group(phrases: Iterable[tuple[str, ...]], key: int = 0) -> dict[str, tuple[tuple[str, ...], ...]]:
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        grouped.setdefault(phrase[key], []).append(phrase)
    return {word: tuple(sorted(found, key=len, reverse=True)) for word, found in grouped.items()}


def match_forms(words: Sequence[str], place: int, last: int, forms: tuple[Form, ...]) -> Iterator[tuple[Form, int]]:
    """The forms that stand at `place`, the longest first, each with the place of its part behind the gap (or -1)."""
    for form in forms:
        end = place + len(form.words)
        if end > last or tuple(words[place:end]) != form.words:
            continue
        if not form.behind_gap:
            yield form, -1
            continue
        size = len(form.behind_gap)
        for start in range(end + 1, min(end + _MAX_GAP, last - size) + 1):
            if tuple(words[start : start + size]) == form.behind_gap:
                yield form, start
                break
