"""Many words as one regular expression that looks at each character once.

An alternation of a thousand words tries them one by one; a trie shares their beginnings, so that
a search costs about the same for ten words and for ten thousand, and always takes the longest.
"""

import re
from collections.abc import Iterable

Trie = dict[str, "Trie"]
_END = ""  # the key that marks the end of a word


def join_words(words: Iterable[str]) -> str:
    """A regular expression for exactly these words, longest first; one that matches nothing when there are none."""
    root: Trie = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        if word:
            node[_END] = {}
    return _write(root) if root else r"(?!)"


def compile_words(words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """The compiled form of `join_words`."""
    return re.compile(join_words(words), flags)


def compile_whole_words(words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `compile_words`, where no letter or digit stands on either side."""
    return re.compile(rf"(?<!\w)(?:{join_words(words)})(?!\w)", flags)


def _write(node: Trie) -> str:
    ends_here = _END in node
    branches: list[str] = []
    for first in sorted(key for key in node if key != _END):
        rest, following = first, node[first]
        while len(following) == 1 and _END not in following:  # a stretch without branches needs no groups
            character, following = next(iter(following.items()))
            rest += character
        branches.append(re.escape(rest) + ("" if set(following) == {_END} else _write(following)))
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends_here else f"(?:{'|'.join(branches)})"
    return joined + "?" if ends_here else joined
