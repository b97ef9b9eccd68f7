"""Reasons to say that two passages go back to one report: each a function whose docstring is the sentence shown.

`{...}` in a sentence is filled from the pair; where long passages are sampled, numbers of words are estimates.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

import numpy as np
from msgspec import Struct

from sayso import languages
from sayso.records import Fingerprint, OriginWhy
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.naming import may_be_names_of_one

MIN_RUNS = 12  # with fewer in common, two passages share a phrase and no text
COPY = 0.3  # share of the shorter passage's runs from which on it is a copy; unrelated articles stay below 0.2
CREDITED_COPY = 0.12  # ... where one credits the other
CORRECTED = 0.08
SAME_FIGURES = 0.75  # of all figures and dates of two passages, those that stand in both in the same order
SAME_FIGURES_CREDITED = 0.5
SAME_TURNS = 0.6  # the same for what their statements do
MIN_FIGURES = 5
DAYS = 14  # between a report and what is made of it

Reason = Callable[["Pair"], bool]


class Worth(Struct, frozen=True):
    """What is no standing text of a house: of the runs that two passages share, and of all runs of the shorter."""

    shared: float = 1.0
    all: float = 1.0


PLAIN = Worth()


class Pair:
    """Two fingerprints of different documents, and what they have in common."""

    def __init__(self, left: Fingerprint, right: Fingerprint, worth: Worth = PLAIN) -> None:
        self.left, self.right, self.worth = left, right, worth

    @cached_property
    def _runs(self) -> tuple[int, int]:
        return count_shared(self.left, self.right)

    @property
    def shared_runs(self) -> float:
        """How many sampled runs of words stand in both, without standing text."""
        return self._runs[0] * self.worth.shared

    @property
    def containment(self) -> float:
        """The share of the shorter passage's runs that the other has too, without standing text."""
        return min(1.0, self.shared_runs / (self._runs[1] * self.worth.all)) if self._runs[1] else 0.0

    @cached_property
    def shorter(self) -> Fingerprint:
        """The one with fewer words."""
        return min(self.left, self.right, key=lambda fingerprint: (fingerprint.words, fingerprint.id))

    @cached_property
    def distinct_figures(self) -> int:
        """How many different figures and dates stand in both, in whatever order."""
        return len(set(self.left.values) & set(self.right.values))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures and dates that stand in both in the same order."""
        return find_common(self.left.values, self.right.values)

    @cached_property
    def same_figures(self) -> float:
        """The share of both passages' figures that stand in both in the same order."""
        size = len(self.left.values) + len(self.right.values)
        return 2 * len(self.figures) / size if size else 0.0

    @cached_property
    def names(self) -> set[str]:
        """The names that stand in both."""
        return set(self.left.names) & set(self.right.names)

    @cached_property
    def credit(self) -> str | None:
        """Whom one of the two credits or retells: the other's publisher, or one whom both name."""
        for one, other in ((self.left, self.right), (self.right, self.left)):
            for name in (*one.credits, *one.retells):
                if is_named(name, other.publisher):
                    return name
        named = (*self.right.credits, *self.right.retells)
        return next((n for n in (*self.left.credits, *self.left.retells) if any(is_named(n, o) for o in named)), None)

    @cached_property
    def near(self) -> bool:
        """Whether they were published within two weeks of each other, as far as known."""
        return is_near(self.left, self.right)

    def has_mark(self, mark: str) -> bool:
        """Whether one of the two says this of itself."""
        return mark in (*self.left.marks, *self.right.marks)


def has_same_words(pair: Pair) -> bool:
    """Shares about {shared_words} of {words} {units}."""
    return pair.shared_runs >= MIN_RUNS and pair.containment >= COPY and not _are_said_by_others(pair)


def _are_said_by_others(pair: Pair) -> bool:
    """Whether two short texts let different people say it: the same phrase is made by a form, and not by a copyist."""
    one, other = pair.left.speakers, pair.right.speakers
    return bool(one and other) and not any(may_be_names_of_one(left, right) for left in one for right in other)


def is_credited_copy(pair: Pair) -> bool:
    """Credits {credit} and shares about {shared_words} of {words} {units}."""
    if pair.credit is None or pair.shared_runs < MIN_RUNS:
        return False
    published = any(is_named(pair.credit, fingerprint.publisher) for fingerprint in (pair.left, pair.right))
    return published and pair.containment >= CREDITED_COPY


def is_translation(pair: Pair) -> bool:
    """The same {figures} figures and dates in the same order, and statements that run alike; another language."""
    return (
        pair.left.lang != pair.right.lang
        and pair.near
        and pair.distinct_figures >= MIN_FIGURES <= len(set(pair.figures))
        and pair.same_figures >= SAME_FIGURES
        and _share(pair.left.turns, pair.right.turns) >= SAME_TURNS
    )


def is_credited_translation(pair: Pair) -> bool:
    """Credits {credit} and has the same {figures} figures and dates in the same order; another language."""
    return (
        pair.left.lang != pair.right.lang
        and pair.credit is not None
        and pair.near
        and pair.distinct_figures >= 2 <= len(set(pair.figures))
        and pair.same_figures >= SAME_FIGURES_CREDITED
    )


def is_marked_translation(pair: Pair) -> bool:
    """Says that it is a translation and has the same {figures} figures and dates in the same order."""
    return (
        pair.left.lang != pair.right.lang
        and pair.has_mark("translated")
        and pair.near
        and pair.distinct_figures >= 3 <= len(set(pair.figures))
        and pair.same_figures >= SAME_FIGURES_CREDITED
    )


def is_retelling(pair: Pair) -> bool:
    """Only repeats what {credit} reported, with the same {names} names and {figures} figures and dates."""
    retold = [
        name
        for one, other in ((pair.left, pair.right), (pair.right, pair.left))
        for name in one.retells
        if is_named(name, other.publisher)
    ]
    return bool(retold) and pair.near and len(pair.names) + len(set(pair.figures)) >= 2


def is_correction(pair: Pair) -> bool:
    """The same publisher's correction of its own report, with the same {names} names."""
    return (
        pair.left.publisher is not None
        and fold_words(pair.left.publisher) == fold_words(pair.right.publisher or "")
        and pair.has_mark("correction")
        and pair.near
        and (pair.containment >= CORRECTED or 2 * len(pair.names) >= max(4, min(map(len, _list_names(pair)))))
    )


REASONS: tuple[tuple[Reason, OriginWhy], ...] = (
    (is_correction, "correction"),
    (is_credited_copy, "copy"),
    (has_same_words, "copy"),
    (is_credited_translation, "translation"),
    (is_marked_translation, "translation"),
    (is_translation, "translation"),
    (is_retelling, "retelling"),
)


def explain(reason: Reason, pair: Pair) -> str:
    """The sentence that a reason shows for this pair."""
    shorter = pair.shorter
    language = languages.load(shorter.lang)
    sentence = (reason.__doc__ or "").strip()
    return sentence.format(
        shared_words=round(pair.containment * shorter.words),
        words=shorter.words,
        units="words" if language is None or language.settings.spaced else "characters",
        credit=pair.credit,
        figures=len(set(pair.figures)),
        names=len(pair.names),
    )


def count_shared(left: Fingerprint, right: Fingerprint) -> tuple[int, int]:
    """How many sampled runs the two share, and how many the shorter has at the coarser sampling of the two."""
    step = max(left.step, right.step)
    runs = [np.frombuffer(fingerprint.runs, dtype="<u4") for fingerprint in (left, right)]
    sampled = [part if step == 1 else part[part % step == 0] for part in runs]
    shared = np.intersect1d(sampled[0], sampled[1], assume_unique=True).size
    return int(shared), min(int(part.size) for part in sampled)


def is_near(left: Fingerprint, right: Fingerprint) -> bool:
    """Whether the two were published within two weeks of each other; where a date is missing, they may have been."""
    first, second = _read_day(left.published), _read_day(right.published)
    return first is None or second is None or abs((first - second).days) <= DAYS


def find_common(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The longest sequence that stands in both in this order, with gaps."""
    same = next((n for n, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), None)
    start = min(len(left), len(right)) if same is None else same
    return (*left[:start], *_find_common_behind(left[start:], right[start:]))


def _find_common_behind(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """The same, of two that do not begin alike."""
    if not left or not right or set(left).isdisjoint(right):
        return ()
    lengths = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            same = left[i] == right[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    common, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            common.append(left[i])
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return tuple(common)


def is_named(name: str, publisher: str | None) -> bool:
    """Whether a name is this publisher's: the same words, or a telling part of them."""
    short, full = sorted((fold_words(name), fold_words(publisher or "")), key=len)
    if short == full:
        return bool(short)
    telling = short.count(" ") >= 1 or (len(short) >= 4 and not short.isascii())
    return telling and f" {short} " in f" {full} " if " " in full else telling and short in full


def _share(left: Sequence[str], right: Sequence[str]) -> float:
    size = len(left) + len(right)
    return 2 * len(find_common(left, right)) / size if size else 1.0


def _list_names(pair: Pair) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return pair.left.names, pair.right.names


def _read_day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None
