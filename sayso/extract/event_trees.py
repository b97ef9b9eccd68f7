"""The tree over the units of a sentence, where trained weights read it: who governs whom, by Universal Dependencies."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from sayso.read.encoder import Word

ROOT = -1
CLAUSES = frozenset(["acl", "acl:relcl", "advcl", "advcl:relcl", "ccomp", "csubj", "csubj:pass", "parataxis", "root"])
SUBJECTS = frozenset(["nsubj", "csubj"])
PASSIVE_SUBJECTS = frozenset(["nsubj:pass", "csubj:pass"])
NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM"])
_LOOSE = frozenset(["det", "case", "punct", "cc", "mark"])


class Tree(Struct, frozen=True):
    """For every unit its head, its relation to it, its part of speech, and the units it governs."""

    heads: list[int]
    relations: list[str]
    parts: list[str]
    below: list[list[int]]

    def children(self, unit: int, *relations: str) -> list[int]:
        """The units that stand in one of these relations to a unit, in order."""
        return [child for child in self.below[unit] if self.relations[child] in relations]

    def climb(self, unit: int) -> Iterator[int]:
        """A unit and everything above it, the nearest first."""
        for _ in range(len(self.heads)):
            yield unit
            unit = self.heads[unit]
            if unit == ROOT:
                return

    def list_below(self, unit: int) -> list[int]:
        """A unit and everything below it, level by level."""
        found = [unit]
        for each in found:
            found += self.below[each]
        return found

    def find_top(self, first: int, last: int) -> int:
        """The unit of a stretch that governs the rest of it."""
        tops = [unit for unit in range(first, last) if not first <= self.heads[unit] < last]
        firm = [unit for unit in tops if self.relations[unit] not in _LOOSE]
        return (firm or tops or [first])[0]


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the tree has a verb in the passive: by its subject, its auxiliary, or as a participle behind a noun."""
    if tree.children(verb, *PASSIVE_SUBJECTS, "aux:pass"):
        return True
    if tree.children(verb, "obj", *SUBJECTS):
        return False
    above = tree.heads[verb]
    if tree.relations[verb] == "conj" and above != ROOT:
        return bool(tree.children(above, *PASSIVE_SUBJECTS, "aux:pass"))
    return tree.relations[verb] == "acl"


def make_tree(starts: Sequence[int], ends: Sequence[int], words: Sequence[Word], word_starts: Sequence[int]) -> Tree:
    """The tree of units from the words of an analysis; a unit of several words stands where the highest of them does.

    Args:
        word_starts: where the words begin, in order.
    """
    count = len(starts)
    heads, relations, parts = [ROOT] * count, ["dep"] * count, ["X"] * count
    below: list[list[int]] = [[] for _ in range(count)]
    for unit in range(count):
        inside = range(bisect_left(word_starts, starts[unit]), bisect_left(word_starts, ends[unit]))
        for number in inside:
            word = words[number]
            head = ROOT
            if word.head >= 0 and starts[0] <= words[word.head].start < ends[-1]:
                head = max(0, bisect_left(starts, words[word.head].end) - 1)
            if head != unit:
                heads[unit], relations[unit], parts[unit] = head, word.deprel, word.upos
                break
    for unit, head in enumerate(heads):
        if head != ROOT:
            below[head].append(unit)
    return Tree(heads, relations, parts, below)
