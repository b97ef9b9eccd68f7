"""Mentions put together: which are one so far, and why."""

from collections.abc import Sequence

from sayso.records import Mention


class Clusters:
    """Mentions that stand for the same, as they are joined one pair after the other."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = {mention.id: mention for mention in mentions}
        self._parents = {mention.id: mention.id for mention in mentions}
        self._reasons: dict[str, list[str]] = {}

    def find(self, id: str) -> str:
        """The id of the mention that stands for the cluster of this one."""
        root = id
        while self._parents[root] != root:
            root = self._parents[root]
        while self._parents[id] != root:
            self._parents[id], id = root, self._parents[id]
        return root

    def join(self, left: str, right: str, reason: str) -> None:
        """Makes the clusters of two mentions one; the earlier mention stands for it."""
        first, second = self.find(left), self.find(right)
        if first == second:
            return
        if self._rank(second) < self._rank(first):
            first, second = second, first
        self._parents[second] = first
        kept = self._reasons.setdefault(first, [])
        for words in (*self._reasons.pop(second, []), reason):
            if words not in kept:
                kept.append(words)

    def _rank(self, id: str) -> tuple[int, str]:
        return (self.mentions[id].span.start, id)

    def list_reasons(self, id: str) -> tuple[str, ...]:
        """Why the mentions of this one's cluster are one."""
        return tuple(self._reasons.get(self.find(id), ()))

    def list_groups(self) -> list[list[Mention]]:
        """The clusters in order of their first mention, each in order of place."""
        groups: dict[str, list[Mention]] = {}
        for mention in self.mentions.values():
            groups.setdefault(self.find(mention.id), []).append(mention)
        return list(groups.values())
