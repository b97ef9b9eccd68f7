"""What the engines hand over: a statement before it has an id, a form and a place in the nesting."""

from msgspec import Struct

from sayso.records import Act, Polarity

Places = tuple[tuple[int, int], ...]  # offsets in Document.text, in order, ends exclusive


class Draft(Struct, frozen=True, kw_only=True):
    """One attribution as an engine sees it."""

    source: Places
    cue: Places
    content: Places
    act: Act
    polarity: Polarity
    rule: str  # the name of the rule that found it
    score: float = 0.5
