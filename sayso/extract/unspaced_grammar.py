"""The patterns that the engine for languages without spaces makes from a language's lists and cues.

They are compiled once a language. In every alternation the longest word comes first, so that the
longer one wins where two begin at the same place.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from sayso.languages import Cue, Language, WordLists
from sayso.languages.unspaced import Unspaced

# What something is called: quoted, or the short rest of the clause.
_QUOTE = '[\u201c\u2018\u300c\u300e"]'
_NAMED = f"(?={_QUOTE}|一|[^,:;。]{{2,12}}(?:[,:;。]|$))"


class Naming(Struct, frozen=True, eq=False):
    """A cue in two pieces around what is called something: 称…为."""

    cue: Cue
    pattern: re.Pattern[str]  # what stands behind the first piece


class Opener(Struct, frozen=True, eq=False):
    """A cue in front of its source: 据, and what may close it behind the source."""

    word: str
    closers: dict[str, Cue]  # 报道, 透露 ...; the empty word where nothing closes it
    pattern: re.Pattern[str]


class Subjects(Struct, frozen=True, eq=False):
    """What tells the subject of a clause from the words around it."""

    lead: re.Pattern[str]  # what may stand before the subject
    trail: re.Pattern[str]  # what may stand between subject and cue, from the right
    time_end: re.Pattern[str]
    adverbs: tuple[str, ...]  # and these, longest first
    protected: re.Pattern[str]
    protected_end: re.Pattern[str]  # words that end like an adverb or modal and are none
    blocked: re.Pattern[str]  # a negator or modal in front of the cue
    noun_before: re.Pattern[str]  # what makes a noun of the cue behind it
    join: re.Pattern[str]
    contrast: re.Pattern[str]
    preposition: re.Pattern[str]
    phrase_end: re.Pattern[str]
    occasion_end: re.Pattern[str]
    carrier: re.Pattern[str]
    subject_end: re.Pattern[str]  # behind it no more of the subject of a telling clause comes
    source_end: re.Pattern[str]  # the same right in front of a cue: verbs only
    causative: re.Pattern[str]
    written: re.Pattern[str]  # 声明中: a document as the place of its words
    weak: re.Pattern[str]


class Grammar(Struct, frozen=True, eq=False):
    """Everything the rules ask of a language, ready to match."""

    lists: Unspaced
    subjects: Subjects
    pronouns: frozenset[str]
    cues: dict[str, Cue]  # by form, for cues behind their source and cues without source
    naming: dict[str, Naming]  # by the piece that stands first
    any_cue: re.Pattern[str]
    cue_words: re.Pattern[str]  # cues and look-alikes; a look-alike is not in `cues`
    openers: tuple[Opener, ...]
    opener_head: re.Pattern[str]
    closers: dict[str, Cue]  # of all openers: 统计 at the end of a source
    ending: re.Pattern[str]
    aspect: re.Pattern[str]
    noun_after: re.Pattern[str]
    passive: re.Pattern[str]
    addressee: re.Pattern[str]
    question: re.Pattern[str]
    attitude: re.Pattern[str]
    leaving: re.Pattern[str]
    not_ground: re.Pattern[str]
    document: re.Pattern[str]
    relay: re.Pattern[str]  # passes on what another says: 援引, 转述
    outlet: re.Pattern[str]
    object_marker: re.Pattern[str]
    source_words: dict[str, re.Pattern[str]]


def any_of(words: Iterable[str], *, patterns: Iterable[str] = ()) -> str:
    """An alternation of words and patterns, longest word first, that matches nothing when there are none."""
    escaped = [re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))]
    return "(?:" + "|".join([*patterns, *escaped]) + ")" if escaped or list(patterns) else "(?!)"


_COMPILED: dict[str, tuple[Language, Grammar]] = {}


def compile_grammar(language: Language) -> Grammar:
    """The patterns of a language, made once for each."""
    known = _COMPILED.get(language.code)
    if known is None or known[0] is not language:
        known = _COMPILED[language.code] = (language, _compile(language))
    return known[1]


def _compile(language: Language) -> Grammar:
    lists, words = language.settings.unspaced, language.settings.words
    cues, naming, openers = _sort_cues(language)
    inner = any_of(lists.protected)
    openings = sorted(openers, key=lambda word: -len(word))
    attitude = f"[^,:;。{lists.linker}]{{0,10}}?{any_of(lists.attitudes)}(?=[,:;。]|$|{any_of(lists.conjoiners)})"
    return Grammar(
        lists=lists,
        subjects=_compile_subjects(lists, words),
        pronouns=frozenset(words.pronouns),
        cues=cues,
        naming=naming,
        any_cue=re.compile(any_of([*cues, *naming, *openers])),
        cue_words=re.compile(any_of([*cues, *naming, *words.not_statements, *lists.protected])),
        openers=tuple(Opener(word, openers[word], _compile_opener(word, openers[word])) for word in openings),
        opener_head=re.compile(any_of(openers)),
        closers={word: cue for row in openers.values() for word, cue in row.items() if word},
        ending=re.compile(any_of(lists.cue_endings)),
        aspect=re.compile(any_of((), patterns=lists.aspects)),
        noun_after=re.compile(any_of((), patterns=lists.nouns_after)),
        passive=re.compile(f"{inner}|(?P<passive>{any_of(words.passive_auxiliaries)})"),
        addressee=re.compile(any_of([*lists.addressees, *words.pronouns])),
        question=re.compile(any_of(lists.questions)),
        attitude=re.compile(attitude),
        leaving=re.compile(f"{any_of(lists.joins)}{any_of(lists.leavings)}|{any_of(lists.partings)}"),
        not_ground=re.compile(any_of(lists.not_grounds) + "$"),
        document=re.compile(any_of(lists.documents)),
        relay=re.compile(any_of(lists.relays)),
        outlet=re.compile(any_of((), patterns=lists.outlet_patterns)),
        object_marker=re.compile(f"{inner}|(?P<marker>{any_of(lists.object_markers)})"),
        source_words={cue: re.compile(f"(?:{pattern})$") for cue, pattern in lists.source_words},
    )


def _compile_subjects(lists: Unspaced, words: WordLists) -> Subjects:
    times = any_of(words.times, patterns=lists.time_patterns)
    carrier = f"{any_of(lists.carrier_verbs)}(?!{lists.linker})[^,:;]{{0,16}}?{any_of(lists.carrier_nouns)}"
    inner = any_of(lists.protected)
    listed = {*words.modals, *words.negators, *words.adverbs, *words.times, *words.conjunctions}
    own = any_of(word for word in lists.protected if word not in listed)  # 已经 holds 经 and ends a subject
    stops = any_of([*lists.subject_ends, *words.modals, *words.negators, *words.adverbs, *words.prepositions])
    verbs = any_of(word for word in lists.subject_ends if len(word) > 1)
    hiding = any_of(word for word in (*words.adverbs, *words.times, *words.conjunctions) if len(word) > 1)  # 随后
    return Subjects(
        lead=re.compile(f"{inner}|(?P<lead>{any_of([*words.conjunctions, *words.lead_ins])}|{times})"),
        trail=re.compile(f"(?:{times}|{carrier}|{any_of(lists.carriers, patterns=lists.manner_patterns)})$"),
        time_end=re.compile(f"{times}$"),
        adverbs=tuple(sorted(words.adverbs, key=len, reverse=True)),
        protected=re.compile(inner),
        protected_end=re.compile(inner + "$"),
        blocked=re.compile(f"(?P<negator>{any_of(words.negators)})$|{any_of([*words.modals, *words.negators])}$"),
        noun_before=re.compile(any_of(lists.nouns_before) + "$"),
        join=re.compile(any_of(lists.joins)),
        contrast=re.compile(any_of(lists.contrasts)),
        preposition=re.compile(f"{inner}|{hiding}|(?P<preposition>{any_of(words.prepositions)}(?![-·•]))"),
        phrase_end=re.compile(any_of(lists.phrase_ends) + "$"),
        occasion_end=re.compile(any_of(lists.occasion_ends) + "$"),
        carrier=re.compile(f"{carrier}|{any_of(lists.carriers)}"),
        subject_end=re.compile(f"{own}|(?P<stop>{times}|{stops})"),
        source_end=re.compile(f"{own}|(?P<stop>{times}|{verbs})(?!{any_of(lists.agent_nouns)})"),
        causative=re.compile(f"{inner}|(?P<causative>{any_of(lists.causatives)})"),
        written=re.compile(f"{any_of([*lists.carrier_nouns, *lists.documents])}{any_of(lists.inside_marks)}$"),
        weak=re.compile(any_of((), patterns=lists.weak_sources)),
    )


def _sort_cues(language: Language) -> tuple[dict[str, Cue], dict[str, Naming], dict[str, dict[str, Cue]]]:
    """The cues by form: those that are one word, those that name (称…为), and those in front of a source."""
    cues: dict[str, Cue] = {}
    seconds: dict[str, dict[str, Cue]] = {}
    openers: dict[str, dict[str, Cue]] = {}
    for cue in language.cues:
        for form in cue.forms:
            first, _, second = form.partition("…")
            if cue.place in ("before source", "around source"):
                openers.setdefault(first, {})[second] = cue
            elif second:
                seconds.setdefault(first, {})[second] = cue
            else:
                cues.setdefault(form, cue)
    return (
        cues,
        {first: _compile_naming(row, language, also_said=first in cues) for first, row in seconds.items()},
        openers,
    )


def _compile_naming(seconds: dict[str, Cue], language: Language, *, also_said: bool) -> Naming:
    bound = any_of(word for word in language.settings.unspaced.protected if word.endswith(tuple(seconds)))  # 因为
    others = any_of(
        language.settings.words.pronouns, patterns=[] if also_said else ["[^,:;。]{1,16}?"]
    )  # 形容局势“危险”
    whole = rf"(?P<named>(?:(?!{any_of(bound)})[^,:;。]){{1,24}}?)(?P<second>{any_of(seconds)}){_NAMED}"
    pattern = f"{whole}|(?P<pronoun>{others})(?={_QUOTE})"  # 称其“谎言”
    return Naming(next(iter(seconds.values())), re.compile(pattern))


def _compile_opener(word: str, closers: dict[str, Cue]) -> re.Pattern[str]:
    """The opener, the source, and what closes it: at the end of the clause, or before what is said."""
    closing = any_of(closer for closer in closers if closer)
    source = "[^,:;。]"
    return re.compile(
        f"{re.escape(word)}(?:(?P<source>{source}{{1,60}}?)(?P<closer>{closing})(?=[,:。]|$)"
        f"|(?P<plain>{source}{{1,60}})(?=[,:]))"
        f"|{re.escape(word)}(?P<short>{source}{{1,30}}?)(?P<inner>{closing})"
    )
