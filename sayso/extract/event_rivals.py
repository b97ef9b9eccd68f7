"""Which triggers tell no event of their own: figures of speech, what another trigger takes, the same told twice."""

from sayso.extract.event_sentences import Sentence
from sayso.extract.event_trees import SUBJECTS, Tree
from sayso.extract.event_units import Hit, Units
from sayso.extract.event_words import COMMA, CONDITION, CONJUNCTION, SPORT, STOP, SUBORDINATOR, fits
from sayso.extract.sides import clause_end, clause_start
from sayso.extract.sides_governed import Scene, resolve
from sayso.languages import Language
from sayso.languages.once import once_a_language
from sayso.records import Event

_CONFLICT = frozenset(
    ["ASSAULT", "THREATEN", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "RETREAT", "REJECT", "ACCUSE"]
)
_TAKES_CLAUSE = frozenset(["AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"])
_WITHIN = frozenset(["xcomp", "ccomp", "obj", "obl", "nmod", "conj", "iobj", "nmod:poss", "compound", "amod"])
_STEPS = 8


def is_blocked(sentence: Sentence, hit: Hit) -> bool:
    """Whether words around the trigger make it something else: sport, weather, a figure of speech."""
    units = sentence.units
    if any(flag & SPORT for flag in units.flags) and hit.trigger.event_type in _CONFLICT:
        return True
    start, end = clause_start(units, hit.first), clause_end(units, hit.last)
    if not units.reading.language.settings.spaced:
        text = "".join(units.words[start:end])
        return any(block in text for block in hit.trigger.blocks)
    words = [units.words[place] for place in range(start, end) if not hit.first <= place < hit.last]
    return any(fits(block, word) for block in hit.trigger.blocks if " " not in block for word in words) or any(
        f" {block} " in f" {' '.join(words)} " for block in hit.trigger.blocks if " " in block
    )


def is_accident(sentence: Sentence, hit: Hit) -> bool:
    """Whether what killed or destroyed is neither somebody nor a weapon nor an attack: a crash, the heat."""
    units, tree = sentence.units, sentence.units.tree
    if hit.trigger.event_type != "ASSAULT" or hit.kind == "noun":
        return False
    if hit.passive:
        return _is_by_accident(units, hit)
    if tree is None:
        return False
    shared = hit.head if tree.relations[hit.head] != "conj" else tree.heads[hit.head]
    for subject in tree.children(hit.head, *sorted(SUBJECTS)) or tree.children(shared, *sorted(SUBJECTS)):
        if tree.parts[subject] != "NOUN" or resolve(Scene(units, tree, sentence.parties), subject) is not None:
            return False
        armed = any(units.words[unit] in units.reading.language.happenings.weapons for unit in tree.list_below(subject))
        told = any(other is not hit and set(other.own) & {*tree.list_below(subject)} for other in units.hits)
        return not (armed or told)
    return False


def _is_by_accident(units: Units, hit: Hit) -> bool:
    """Whether those hurt were hurt by nobody: "three people were injured after a fire broke out"."""
    happenings = units.reading.language.happenings
    if any(group == "agent" for group, _ in units.roles.values()):
        return False
    told: set[int] = set()  # the words for the accident, and those beside them: "gas leak", "car crash"
    for number, word in enumerate(units.words):
        for phrase in _list_accidents(units.reading.language).get(word, ()):
            if tuple(units.words[number : number + len(phrase)]) == phrase:
                told |= set(range(number - 1, number + len(phrase) + 1))
    armed = any(word in happenings.weapons for place, word in enumerate(units.words) if place not in told)
    attacked = any(
        other is not hit and other.trigger.event_type == "ASSAULT" and not other.passive for other in units.hits
    )
    return bool(told) and not armed and not attacked


@once_a_language
def _list_accidents(language: Language) -> dict[str, list[tuple[str, ...]]]:
    """The words for accidents by the first of each phrase."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in language.happenings.accidents:
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


def is_complement(sentence: Sentence, outer: Hit, inner: Hit) -> bool:
    """Whether the inner trigger only says what is agreed, asked, threatened, refused or alleged by the outer one."""
    units = sentence.units
    if outer.trigger.event_type not in _TAKES_CLAUSE or inner.first < outer.head or outer.kind == "noun":
        return False
    if outer is inner or inner.head in outer.own or is_blocked(sentence, outer):
        return False
    if units.tree is not None:
        return _is_governed(units, units.tree, outer, inner)
    return _follows(units, outer, inner)


def _follows(units: Units, outer: Hit, inner: Hit) -> bool:
    """The same by word order: nothing between the two opens a clause of its own."""
    between = [units.flags[place] for place in range(outer.last, inner.head)]
    if outer.trigger.event_type == "THREATEN" and any(flags & CONDITION for flags in between):
        return not any(flags & STOP for flags in between)  # 警告如不还清欠款,将切断供应
    spaced = units.reading.language.settings.spaced
    if outer.trigger.event_type == "CONCEDE" and not spaced:
        return False  # 获特赦出狱: two events
    for place, flags in enumerate(between, outer.last):
        if flags & (COMMA | STOP | SUBORDINATOR) or (flags & CONJUNCTION and place == inner.first - 1):
            return False
        if _is_reason(units, place) and inner.kind == "noun":
            return False
    return True


def _is_reason(units: Units, place: int) -> bool:
    """Whether "for" stands there: "condemned Chad for the attack" tells of an attack."""
    return units.roles.get(place, ("", 0))[0] == "for" and units.reading.language.settings.spaced


def _is_governed(units: Units, tree: Tree, outer: Hit, inner: Hit) -> bool:
    """Whether the tree puts the inner trigger into what the outer one takes."""
    for steps, at in enumerate(tree.climb(inner.head)):
        if at in outer.own:
            return True
        if tree.relations[at] == "conj" and tree.heads[at] in outer.own and tree.parts[at] == "VERB":
            return False
        if steps > _STEPS or not (tree.relations[at] in _WITHIN or _is_infinitive(units, tree, at)):
            return False
        if any(_is_reason(units, case) for case in tree.children(at, "case")):
            return False
    return False


def _is_infinitive(units: Units, tree: Tree, unit: int) -> bool:
    """Whether a clause is one of purpose: "offered on Monday to host talks"."""
    marks = tree.children(unit, "mark") if tree.relations[unit] == "advcl" else []
    return any(units.roles.get(mark, ("", 0))[0] == "to" for mark in marks)


def says_same(event: Event, other: Event) -> bool:
    """Two words for one happening: the same type and mode, and nobody who is not in the other."""
    everybody = {*other.actors, *other.recipients, *other.participants}
    return (
        (event.event_type, event.mode) == (other.event_type, other.mode)
        and event.factuality == other.factuality
        and {*event.actors, *event.recipients, *event.participants} <= everybody
        and event.clause == other.clause
    )
