"""Did it happen: asserted, planned, hypothetical or denied, by the words around a trigger and who tells it."""

from collections.abc import Iterable, Sequence

from sayso.extract.event_trees import NOMINAL, PASSIVE_SUBJECTS, SUBJECTS, Tree
from sayso.extract.event_units import Hit, Units
from sayso.extract.event_words import (
    COMMA,
    COMPLEMENTIZER,
    CONDITION,
    CUE,
    FAILED,
    MAYBE,
    NEGATOR,
    PLANNED,
    RELATIVE,
    REPORTED_FUTURE,
    STOP,
)
from sayso.extract.parties import Party
from sayso.records import Factuality, Statement

_LIGHT = frozenset(["aux", "aux:pass", "advmod", "cop", "amod", "det", "mark", "expl", "case", "obl:unmarked", "nmod"])
_ROLES_OF_NOUNS = frozenset(["nsubj", "nsubj:pass", "obj", "nmod", "obl", "compound", "nmod:poss"])
_NOUN_REACH = 5  # units beside a noun in which it is said to be planned or not


def find_factuality(units: Units, hit: Hit, subject: Party | None, inside: Statement | None) -> Factuality:
    """Whether the event is told as fact, as intended, as possible, or as something that is not so."""
    flags = _collect(units, hit, subject) if units.tree is None else _collect_governed(units, units.tree, hit)
    denied = bool(flags & (NEGATOR | FAILED))
    if inside is not None and inside.polarity == "negative" and _opens_content(units, inside):
        denied = not denied
    if denied:
        return "denied"
    if _is_conditional(units, hit, flags) or flags & MAYBE:
        return "hypothetical"
    if flags & REPORTED_FUTURE:
        return "planned" if inside is not None else "hypothetical"
    return "planned" if flags & PLANNED else "asserted"


def _opens_content(units: Units, inside: Statement) -> bool:
    """Whether the trigger stands in the sentence in which the denied content begins."""
    return any(units.start <= span.start < units.end for span in inside.content)


def _collect(units: Units, hit: Hit, subject: Party | None) -> int:
    """The flags of the words in front of a verb; of the words beside a noun."""
    flags = 0
    start = _find_start(units, hit, subject)
    for place in range(start, hit.head):
        flags |= units.flags[place]
    flags |= _join(units.flags[place] & PLANNED for place in hit.own)  # встретится
    if hit.kind in ("noun", "turned"):
        for place in range(hit.last, min(hit.last + _NOUN_REACH + 4, len(units.words))):
            if units.flags[place] & (COMMA | STOP):
                break
            flags |= units.flags[place] & (PLANNED | MAYBE | REPORTED_FUTURE | FAILED | NEGATOR)
    if hit.head + 1 < len(units.words) and hit.kind != "noun":
        for place in range(hit.last, min(hit.last + 2, len(units.words))):
            flags |= units.flags[place] & NEGATOR if units.words[place] not in ("not",) else 0
    return flags


def _collect_governed(units: Units, tree: Tree, hit: Hit) -> int:
    """The flags of the words that the tree puts around the trigger's verb, and around the verbs above it."""
    flags = 0
    top = tree.find_top(hit.first, hit.last) if hit.kind in ("fixed", "turned") else hit.head
    shared = False  # the verb above is only the one in front of "and"
    for unit in tree.climb(top):
        if units.flags[unit] & CUE and unit not in hit.own:
            break
        for child in tree.below[unit]:
            if tree.relations[child] in _LIGHT and child not in hit.own:
                flags |= units.flags[child]
            elif tree.relations[child] in (*SUBJECTS, *PASSIVE_SUBJECTS, "obj"):
                flags |= _find_no(units, tree, child)
        if unit not in hit.own and not shared:
            flags |= units.flags[unit]
        relation = tree.relations[unit]
        if tree.parts[unit] in NOMINAL:
            if relation not in _ROLES_OF_NOUNS:
                break
        elif relation not in ("xcomp", "aux", "conj") or (relation == "conj" and _has_own(tree, unit)):
            break
        shared = relation == "conj"
    return flags & ~(COMMA | STOP)


def _find_no(units: Units, tree: Tree, noun: int) -> int:
    """The negation of a subject or object: "nobody", "no troops"."""
    return (units.flags[noun] | _join(units.flags[child] for child in tree.children(noun, "det"))) & NEGATOR


def _join(flags: Iterable[int]) -> int:
    joined = 0
    for flag in flags:
        joined |= flag
    return joined


def _has_own(tree: Tree, verb: int) -> bool:
    """Whether a verb behind "and" has a subject or auxiliary of its own, so that nothing is handed down to it."""
    return bool(tree.children(verb, *SUBJECTS, *PASSIVE_SUBJECTS, "aux", "aux:pass"))


def _find_start(units: Units, hit: Hit, subject: Party | None) -> int:
    """Where the verb group begins: behind the subject, or behind the last comma or reporting word."""
    least = subject.last if subject is not None and subject.last <= hit.head else 0
    for place in range(hit.head - 1, least - 1, -1):
        if units.flags[place] & (COMMA | STOP | COMPLEMENTIZER | RELATIVE | CUE):
            return place + 1
    return least


def _is_conditional(units: Units, hit: Hit, flags: int) -> bool:
    """Whether the trigger stands in an if-clause, or in a clause with a modal that hangs on one."""
    conditions = [place for place, flag in enumerate(units.flags) if flag & CONDITION]
    if not conditions:
        return False
    if flags & (PLANNED | MAYBE | REPORTED_FUTURE):
        return True
    for place in conditions:
        if place < hit.head and not any(flag & (COMMA | STOP) for flag in units.flags[place : hit.head]):
            return True
    return False


def find_inside(statements: Sequence[Statement], start: int, end: int) -> Statement | None:
    """The innermost statement whose content holds these characters."""
    holding = [
        (span.end - span.start, statement.id, statement)
        for statement in statements
        for span in statement.content
        if span.start <= start and end <= span.end
    ]
    return min(holding, key=lambda each: each[:2])[2] if holding else None
