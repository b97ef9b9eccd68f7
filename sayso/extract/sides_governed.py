"""Which party stands in which place of a trigger where a sentence has a tree: by who governs whom, not by word order.

Subjects are shared over "and", handed down to infinitives ("refused to meet"), participles ("killing four") and
relative clauses; a party deeper in a phrase counts where nothing nearer does ("the assets of six bankers").
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from sayso.extract.event_trees import CLAUSES, NOMINAL, PASSIVE_SUBJECTS, ROOT, SUBJECTS, Tree
from sayso.extract.event_units import Hit, Units
from sayso.extract.parties import Party

_OWNING = frozenset(["nmod:poss", "amod", "compound", "nmod:desc", "nmod"])
_INNER = ("nmod", "nmod:poss", "compound", "amod", "nmod:desc", "appos", "flat", "conj", "nummod", "nmod:unmarked")
_HANDED_DOWN = frozenset(["xcomp", "advcl", "conj", "parataxis"])
_NO_SUBJECT = frozenset(["in", "to", "on", "against", "with", "for"])  # what stands behind these is no subject
_ALL_SUBJECTS = (*sorted(SUBJECTS), *sorted(PASSIVE_SUBJECTS))
_STEPS = 8  # from a party up to the trigger
_HANDS = 4  # how often a subject is handed down


class Scene(Struct, frozen=True):
    """A sentence with its tree and its parties."""

    units: Units
    tree: Tree
    parties: Sequence[Party]


def find_governed(scene: Scene, hit: Hit, place: str) -> Party | None:
    """The party in this place of the trigger by the tree; None where it has none there."""
    finder = _FINDERS.get(place)
    return finder(scene, hit) if finder else _find_behind(scene, hit, place)


def _find_subject(scene: Scene, hit: Hit) -> Party | None:
    """Who does what the verb says; for a noun, whose doing the sentence makes it."""
    if hit.passive:
        return _find_agent(scene, hit)
    top = _find_head(scene.tree, hit)
    if scene.tree.parts[top] in NOMINAL and hit.kind != "gerund":
        return _find_subject_of_noun(scene, top)
    return _find_subject_of(scene, top)


def _find_head(tree: Tree, hit: Hit) -> int:
    """The unit of the trigger that bears its clause or phrase."""
    return tree.find_top(hit.first, hit.last) if hit.kind == "fixed" else hit.head


def _find_subject_of(scene: Scene, verb: int, hands: int = _HANDS) -> Party | None:
    """The subject of a verb, its own or the one handed down to it."""
    tree = scene.tree
    own = next(iter(tree.children(verb, *sorted(SUBJECTS))), None)
    if own is not None and not _is_relative(tree, own):
        found = resolve(scene, own)
        return found if found is None or found.role not in _NO_SUBJECT else None
    if own is not None or tree.relations[verb] in ("acl", "acl:relcl"):
        return _resolve_head(scene, verb)
    if tree.heads[verb] == ROOT or not hands:
        return None
    if tree.relations[verb] in _HANDED_DOWN:
        return _find_handed_down(scene, verb, hands)
    return _find_subject_of_noun(scene, tree.heads[verb]) if tree.parts[tree.heads[verb]] in NOMINAL else None


def _find_handed_down(scene: Scene, verb: int, hands: int) -> Party | None:
    """The subject that the verb above shares, or whom it tells to: "ordered the crew to stay"."""
    tree, above = scene.tree, scene.tree.heads[verb]
    passive = tree.children(above, *sorted(PASSIVE_SUBJECTS))
    if passive and tree.relations[verb] != "conj":
        return resolve(scene, passive[0])
    if tree.relations[verb] == "xcomp":
        told = _resolve_first(scene, [*tree.children(above, "iobj"), *tree.children(above, "obj")])
        if told is not None and told.kind != "people":
            return told
    return _find_subject_of(scene, above, hands - 1)


def _find_subject_of_noun(scene: Scene, noun: int) -> Party | None:
    """The subject of the verb that a noun hangs on: "Oman began talks", "was put under investigation"."""
    tree = scene.tree
    for unit in tree.climb(noun):
        above, relation = tree.heads[unit], tree.relations[unit]
        if above == ROOT:
            return _find_subject_of(scene, unit) if tree.children(unit, *sorted(SUBJECTS)) else None
        if relation in CLAUSES or relation in _ALL_SUBJECTS:
            return None
        if tree.parts[above] in ("VERB", "AUX"):
            return _find_subject_of(scene, above)
    return None


def _is_relative(tree: Tree, unit: int) -> bool:
    return tree.parts[unit] == "PRON" and tree.relations[tree.heads[unit]] in ("acl:relcl", "acl")


def _resolve_head(scene: Scene, verb: int) -> Party | None:
    """The noun that a relative clause or a participle belongs to."""
    above = scene.tree.heads[verb]
    return resolve(scene, above) if above != ROOT else None


def _find_object(scene: Scene, hit: Hit) -> Party | None:
    tree, top = scene.tree, _find_head(scene.tree, hit)
    if tree.parts[top] in NOMINAL and hit.kind == "noun":
        return _find_object_of_noun(scene, top)
    if hit.passive:
        return _find_passive_subject(scene, top)
    for node in _list_objects(tree, hit, top):
        found = resolve(scene, node)
        if found is not None and found.last > hit.first:
            return found
    return None


def _find_passive_subject(scene: Scene, verb: int) -> Party | None:
    """Whom a passive verb acts on: its subject, the noun that it belongs to, or what the verb before "and" acts on."""
    tree = scene.tree
    own = next(iter(tree.children(verb, *_ALL_SUBJECTS)), None)
    if own is not None and not _is_relative(tree, own):
        return resolve(scene, own)
    if own is not None or tree.relations[verb] in ("acl", "acl:relcl"):
        return _resolve_head(scene, verb)
    if tree.relations[verb] == "conj":
        return _resolve_first(scene, tree.children(tree.heads[verb], *sorted(PASSIVE_SUBJECTS)))
    return None


def _list_objects(tree: Tree, hit: Hit, top: int) -> Iterator[int]:
    """What the trigger acts on: its object, what its own preposition governs, or the object that it shares.

    "Arrested and deported two tourists" has one for both, "refused to meet the king" that of the infinitive.
    """
    yield from (node for relation in ("iobj", "obj") for node in tree.children(top, relation) if node not in hit.own)
    yield from (tree.heads[unit] for unit in hit.own if tree.relations[unit] == "case" and tree.heads[unit] > unit)
    for unit in hit.own:
        if unit != top and tree.parts[unit] in NOMINAL:
            yield from tree.children(unit, *_INNER)
    for shared in ("conj", "xcomp") if not tree.children(top, "obj") else ():
        for verb in tree.children(top, shared):
            if tree.parts[verb] == "VERB":
                yield from tree.children(verb, "obj")


def _find_object_of_noun(scene: Scene, noun: int) -> Party | None:
    """What the verb over a noun acts on: "was put under investigation"."""
    above = scene.tree.heads[noun]
    if above == ROOT or scene.tree.parts[above] != "VERB":
        return None
    nodes = scene.tree.children(above, *sorted(PASSIVE_SUBJECTS), "iobj", "obj")
    return _resolve_first(scene, [node for node in nodes if node != noun])


def _find_agent(scene: Scene, hit: Hit) -> Party | None:
    tree, roles = scene.tree, scene.units.roles
    for child in tree.children(_find_head(tree, hit), "obl:agent", "obl", "nmod", "nmod:agent"):
        if any(roles.get(case, ("", 0))[0] == "agent" for case in tree.children(child, "case")):
            return resolve(scene, child)
    return _find_behind(scene, hit, "agent")


def _find_owner(scene: Scene, hit: Hit) -> Party | None:
    """Whose the noun is: a possessive, an adjective of a country or a name in front of it."""
    tree = scene.tree
    for unit in (_find_head(tree, hit), *hit.own):
        for child in tree.children(unit, *sorted(_OWNING)):
            if child < unit and child not in hit.own:
                party = _find_at(scene.parties, child)
                if party is not None:
                    return party
    return None


def _find_clause(scene: Scene, hit: Hit) -> Party | None:
    """The subject of the clause that the trigger takes: "demanded that Chad withdraw", "unless Chad withdraws"."""
    tree = scene.tree
    clauses = tree.children(_find_head(tree, hit), "ccomp", "xcomp", "advcl")
    for child in [*clauses, *(deeper for clause in clauses for deeper in tree.children(clause, "advcl"))]:
        for subject in tree.children(child, *_ALL_SUBJECTS):
            found = resolve(scene, subject)
            if found is not None and found.kind != "pronoun" and found.first > hit.first:
                return found
    return None


def _find_behind(scene: Scene, hit: Hit, role: str) -> Party | None:
    """The nearest party behind a preposition of this group that hangs on the trigger or on what it takes."""
    best: tuple[int, int, Party] | None = None
    for party in scene.parties:
        if party.role != role or party.first in hit.own:
            continue
        steps = _count_steps(scene.tree, scene.tree.find_top(party.first, party.last), hit)
        if steps is not None and (best is None or (steps, party.first) < best[:2]):
            best = (steps, party.first, party)
    return best[2] if best else None


def _count_steps(tree: Tree, unit: int, hit: Hit) -> int | None:
    """How many steps a unit is below the trigger; None where a clause of its own or somebody else's lies between."""
    for steps, at in enumerate(tree.climb(unit)):
        if at in hit.own:
            return steps
        relation = tree.relations[at]
        if steps > _STEPS or relation in CLAUSES or relation in SUBJECTS:
            return None
        if relation == "conj" and tree.parts[at] == "VERB":
            return None
    return None


def resolve(scene: Scene, node: int) -> Party | None:
    """The party that a noun is, or the nearest one in its phrase: "the assets of six bankers"."""
    party = _find_at(scene.parties, node)
    if party is not None and party.kind != "people":
        return party
    inside = next((found for unit in _descend(scene.tree, node) if (found := _find_at(scene.parties, unit))), None)
    return inside or party


def _resolve_first(scene: Scene, nodes: Iterable[int]) -> Party | None:
    return next((found for node in nodes if (found := resolve(scene, node))), None)


def _descend(tree: Tree, node: int) -> Iterator[int]:
    """What a noun governs within its phrase, level by level."""
    level = [node]
    while level:
        level = [child for unit in level for child in tree.children(unit, *_INNER)]
        yield from level


def _find_at(parties: Sequence[Party], unit: int) -> Party | None:
    return next((party for party in parties if party.first <= unit < party.last), None)


def list_joined(scene: Scene, party: Party) -> list[Party]:
    """A party with those joined to it by "and", in order."""
    tree = scene.tree
    first = tree.find_top(party.first, party.last)
    while tree.relations[first] == "conj" and tree.heads[first] != ROOT:
        first = tree.heads[first]
    members = [first, *tree.children(first, "conj")]
    for member in list(members[1:]):
        members += tree.children(member, "conj")
    found = [each for member in sorted(members) if (each := _find_at(scene.parties, member)) is not None]
    return found if party in found else [party]


_FINDERS: dict[str, Callable[[Scene, Hit], Party | None]] = {
    "subject": _find_subject,
    "object": _find_object,
    "agent": _find_agent,
    "owner": _find_owner,
    "clause": _find_clause,
}
