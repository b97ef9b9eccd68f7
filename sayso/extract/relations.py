"""Relations: who holds which place in which body or country, from when to when, and ties between bodies.

A sentence becomes a line of letters (`relation_line`); nouns for roles and verbs that tie are read from it
(`relation_phrases`, `relation_ties`), and the dates beside them (`relation_terms`). Where the words leave open what a
role is of ("its lawyer", "the chief executive"), the names before it say it (`relation_context`), with a lower score.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import get_args

from msgspec import Struct

from sayso.extract.events import Evidence
from sayso.extract.factuality import find_inside
from sayso.extract.relation_belonging import find_belonging
from sayso.extract.relation_context import Context, Past, find_understood, make_context
from sayso.extract.relation_layers import Layers, make_layers
from sayso.extract.relation_line import Line, make_line
from sayso.extract.relation_phrases import Held, Phrase, find_held, find_phrases
from sayso.extract.relation_same import add_relation
from sayso.extract.relation_terms import Term, find_term_beside, find_term_of_verb
from sayso.extract.relation_ties import Tied, find_tied
from sayso.extract.relation_words import AND, BODY, NOUN, PRONOUN, load_relation_words
from sayso.ids import make_id
from sayso.read.reading import Reading
from sayso.records import Entity, Factuality, Mention, Relation, RelationType, Span, Statement

STEP = "extract.relations"
VERSION = "0.2"
_NAMED, _BY_VERB, _UNDERSTOOD = 0.8, 0.7, 0.5
_BODIES = ("Company", "Organization", "PublicBody", "Group")
_PLAIN: dict[str, RelationType] = {kind: kind for kind in get_args(RelationType)}
_OPPOSITE: dict[Factuality, Factuality] = {"asserted": "denied", "denied": "asserted"}


class FoundRelations(Struct, frozen=True):
    """Relations with the mentions and entities that they add."""

    relations: list[Relation]
    mentions: list[Mention]
    entities: list[Entity]


class Scene(Struct, kw_only=True):
    """One sentence and all that its relations may rest on."""

    line: Line
    context: Context
    statements: Sequence[Statement]
    nominals: Sequence[Mention]


class Draft(Struct, kw_only=True):
    """A relation before it is a record."""

    type: RelationType
    subject: Mention
    object: Mention
    role: Span | None
    pieces: tuple[int, int]  # of the words that tell it, the end exclusive
    term: Term
    score: float
    factuality: Factuality
    ended: bool
    told: bool  # by a verb


def find_relations(readings: Sequence[Reading], evidence: Evidence) -> FoundRelations:
    """The relations of a document in order of place; what is told twice of the same two is told once."""
    context = make_context(readings, evidence.mentions, evidence.entities)
    layers = make_layers(evidence)
    relations: list[Relation] = []
    known: dict[tuple[str, str, str], list[int]] = {}
    for reading in readings:
        if not reading.language.roles:
            continue
        for scene in _list_scenes(reading, layers, context):
            for draft in _read_scene(scene):
                relation = _make(scene, draft)
                key = (reading.language.code, context.key(draft.subject), context.key(draft.object))
                relation = add_relation(relations, known.setdefault(key, []), relation)
                context.remember(relation, draft.subject, scene.line.pieces[draft.pieces[0]].start)
    mentions = sorted([*evidence.mentions, *context.added], key=lambda m: (m.span.start, -m.span.end, m.form))
    return FoundRelations(relations, mentions, list(context.entities.values()))


def _list_scenes(reading: Reading, layers: Layers, context: Context) -> Iterator[Scene]:
    for start, end in reading.sentences:
        fixed = layers.list_fixed(start, end)
        if not any(isinstance(what, Mention) for what in fixed) and context.find_focus(start) is None:
            continue
        line = make_line(reading, (start, end), fixed)
        if line is not None:
            statements, nominals = layers.list_statements(start, end), layers.list_nominals(start, end)
            yield Scene(line=line, context=context, statements=statements, nominals=nominals)


def _read_scene(scene: Scene) -> Iterator[Draft]:
    """First what verbs say, in order, then the noun phrases that they left; each in order of place."""
    line = scene.line
    phrases = list(find_phrases(line))
    tied = find_tied(line, phrases)
    used = {id(each.phrase) for each in tied if each.phrase is not None}
    todo: list[tuple[int, Phrase | Tied]] = [(phrase.core[0], phrase) for phrase in phrases if id(phrase) not in used]
    todo += [(each.place, each) for each in tied]
    for _, what in sorted(todo, key=lambda each: each[0]):
        yield from _read_phrase(scene, what) if isinstance(what, Phrase) else _read_tied(scene, what)
    for holder, body in find_belonging(line):
        yield Draft(
            type="affiliation",
            subject=line.mentions[holder],
            object=line.mentions[body],
            role=None,
            pieces=(holder, body + 1),
            term=Term(),
            score=_NAMED,
            factuality="asserted",
            ended=False,
            told=False,
        )


def _read_phrase(scene: Scene, phrase: Phrase) -> Iterator[Draft]:
    line = scene.line
    held = find_held(line, phrase)
    holder = _get(scene, held.holder) if held else _find_nominal(scene, phrase)
    if holder is None:
        return
    owner_place = held.owner if held else phrase.owner
    kind = _PLAIN.get(phrase.row.type)
    if kind is None:
        yield from _read_follower(scene, phrase, holder, held)
        return
    if owner_place is not None and line.letters[owner_place] == NOUN and "person" not in phrase.row.holder:
        return  # "a supplier of the air force": nobody named
    owner, score = _find_owner(scene, phrase, owner_place, holder)
    if owner is None or (held is None and score == _UNDERSTOOD):
        return
    last = held.last if held else phrase.last
    first = min(
        phrase.first, held.holder if held else phrase.first, owner_place if owner_place is not None else phrase.first
    )
    yield Draft(
        type=kind,
        subject=holder,
        object=owner,
        role=_span(line, phrase.role_first, phrase.role_last),
        pieces=(first, max(last, phrase.last)),
        term=find_term_beside(line, max(last, phrase.last)),
        score=score,
        factuality=held.factuality if held else "asserted",
        ended=phrase.former,
        told=bool(held and held.told),
    )


def _span(line: Line, first: int, last: int) -> Span | None:
    if last <= first:
        return None
    return Span(line.reading.document.id, line.pieces[first].start, line.pieces[last - 1].end)


def _get(scene: Scene, place: int) -> Mention | None:
    """The mention at a piece; for a pronoun that is none, the person named last."""
    line = scene.line
    mention = line.mentions.get(place)
    if mention is not None:
        return mention
    start = line.pieces[place].start
    if line.letters[place] == NOUN and _OF_ITS_OWN.match(line.letters, place + 1):
        return None  # "the army of Upper Tesh" is no army named before
    if line.letters[place] == PRONOUN:
        past = scene.context.past[-1] if scene.context.past else None
        if past is not None and line.pieces[0].start <= past.place:
            return next((m for m in line.mentions.values() if scene.context.key(m) == past.holder), None)
        return scene.context.find_before(start, ("Person",))
    return scene.context.find_noun(line, place)


def _find_nominal(scene: Scene, phrase: Phrase) -> Mention | None:
    """The noun phrase of a person that the role heads: "a spokesman for the ministry"."""
    line = scene.line
    start = line.pieces[phrase.core[0]].start
    return next(
        (
            nominal
            for nominal in scene.nominals
            if line.pieces[phrase.first].start <= nominal.span.start + _ARTICLE
            and nominal.span.start <= start < nominal.span.end
        ),
        None,
    )


def _find_owner(scene: Scene, phrase: Phrase, place: int | None, holder: Mention) -> tuple[Mention | None, float]:
    """What the role is of, by the words themselves, else by what was named before; and how sure that is."""
    line, context = scene.line, scene.context
    if place is not None:
        owner = _get(scene, place)
        score = _NAMED if place in line.mentions else _UNDERSTOOD
        return (owner if owner is not None and context.key(owner) != context.key(holder) else None), score
    if phrase.people is not None and "land" in phrase.row.of:
        number = next(n for n, country in line.peoples.items() if country == phrase.people)
        return context.find_country(line, phrase.people, (line.pieces[number].start, line.pieces[number].end)), _NAMED
    if phrase.own is not None:
        return _find_possessor(scene, phrase, holder), _UNDERSTOOD
    understood = find_understood(context, line, phrase.row.understood, (phrase.role_first, phrase.role_last))
    if understood is not None and context.key(understood) != context.key(holder):
        return understood, _UNDERSTOOD
    return None, _UNDERSTOOD


def _find_possessor(scene: Scene, phrase: Phrase, holder: Mention) -> Mention | None:
    """Who "its" and "her" are: for family a person, for a person's deputy the body of that person, else a body."""
    line, context = scene.line, scene.context
    assert phrase.own is not None
    piece = line.pieces[phrase.own]
    kinds = load_relation_words(line.reading.language).genders.get(piece.word, frozenset())
    if phrase.row.of == ("person",):
        owner = context.find_person(piece.start, kinds)
    elif kinds:
        past = context.find_past(context.find_person(piece.start, kinds))
        owner = _object_of(past, context) if past else None
    else:
        owner = _find_subject_body(line, context, phrase.own)
    return owner if owner is not None and context.key(owner) != context.key(holder) else None


def _find_subject_body(line: Line, context: Context, own: int) -> Mention | None:
    """The body that "its" goes back to: the one joined to it, else the first of this sentence, else of the last."""
    if own > 1 and line.letters[own - 1] == AND and own - 2 in line.mentions:
        joined = line.mentions[own - 2]
        if joined.schema in _BODIES:
            return joined
    start, place = line.pieces[0].start, line.pieces[own].start
    sentences = line.reading.sentences
    number = bisect_right(sentences, start, key=lambda sentence: sentence[0]) - 1
    before = sentences[number - 1][0] if number > 0 else start
    here = next((line.mentions[n] for n in sorted(line.mentions) if n < own and line.letters[n] == BODY), None)
    return here or context.find_first(before, start, _BODIES) or context.find_before(place, _BODIES)


def _object_of(past: Past, context: Context) -> Mention | None:
    return context.by_id.get(past.relation.object)


def _read_follower(scene: Scene, phrase: Phrase, holder: Mention, held: Held | None) -> Iterator[Draft]:
    """ "His predecessor, X": X held the same place, and the ends of the two terms meet."""
    line, context = scene.line, scene.context
    start = line.pieces[phrase.first].start
    owner = _get(scene, phrase.owner) if phrase.owner is not None else None
    past = context.find_past(owner) if owner is not None else context.find_focus(start, holder)
    body = _object_of(past, context) if past else None
    if past is None or body is None or past.holder == context.key(holder):
        return
    before = phrase.row.type == "predecessor"
    term = find_term_of_verb(line, phrase.core[0], "holds")
    yield Draft(
        type=past.relation.relation_type,
        subject=holder,
        object=body,
        role=past.relation.role,
        pieces=(phrase.first, max(held.last if held else phrase.last, phrase.last)),
        term=term.meet(past.relation, before=before),
        score=_UNDERSTOOD,
        factuality=held.factuality if held else "asserted",
        ended=before,
        told=False,
    )


def _read_tied(scene: Scene, tied: Tied) -> Iterator[Draft]:
    for place in tied.holders:
        holder = _get(scene, place)
        if holder is not None:
            yield from _read_holder(scene, tied, holder)


def _read_holder(scene: Scene, tied: Tied, holder: Mention) -> Iterator[Draft]:
    line, context = scene.line, scene.context
    term = find_term_of_verb(line, tied.place, tied.phase)
    if tied.where == "post":
        yield from _read_post(scene, tied, holder, term)
        return
    score = _BY_VERB
    owner = _get(scene, tied.owner) if tied.owner is not None else None
    if tied.owner is None and tied.phrase is not None:
        owner, score = _find_owner(scene, tied.phrase, None, holder)
        if owner is None and tied.tie.type == "any":
            past = context.find_focus(line.pieces[tied.place].start, holder)
            owner = _object_of(past, context) if past else None
            owner = owner if owner is not None and _is_of(tied.phrase, owner) else None
    if owner is None or context.key(owner) == context.key(holder):
        return
    row = tied.phrase.row if tied.phrase is not None and tied.tie.type == "any" else None
    kind = _PLAIN.get(row.type if row is not None else tied.tie.type)
    if kind is None:
        return
    yield Draft(
        type=kind,
        subject=holder,
        object=owner,
        role=_span(line, tied.phrase.role_first, tied.phrase.role_last) if tied.phrase else None,
        pieces=(tied.first, tied.last),
        term=term,
        score=score,
        factuality=tied.factuality,
        ended=tied.phase == "ends" and tied.factuality == "asserted",
        told=True,
    )


def _is_of(phrase: Phrase, owner: Mention) -> bool:
    """Whether a role can be of such a thing: one that is of countries first, such as a minister's, of no company."""
    if phrase.row.of[:1] == ("land",) and owner.schema not in ("Country", "Place", "PublicBody"):
        return False
    land = owner.schema in ("Country", "Place")
    return ("land" if land else "person" if owner.schema == "Person" else "body") in phrase.row.of


def _read_post(scene: Scene, tied: Tied, holder: Mention, term: Term) -> Iterator[Draft]:
    """ "Took up the post", "replaces X": the place spoken of before; the ends of two terms meet."""
    line, context = scene.line, scene.context
    start = line.pieces[tied.place].start
    replaces = tied.tie.holder == "object" and tied.tie.of == ("post",)
    past = context.find_focus(start, holder) if replaces else context.find_past(holder)
    body = _object_of(past, context) if past else None
    if past is None or body is None or (replaces and past.holder == context.key(holder)):
        return
    if not replaces and past.holder != context.key(holder):
        return
    yield Draft(
        type=past.relation.relation_type,
        subject=holder,
        object=body,
        role=past.relation.role,
        pieces=(tied.first, tied.last),
        term=Term().meet(past.relation, before=True) if replaces else term,
        score=_UNDERSTOOD,
        factuality=tied.factuality,
        ended=tied.phase == "ends" and tied.factuality == "asserted",
        told=True,
    )


def _make(scene: Scene, draft: Draft) -> Relation:
    line = scene.line
    document = line.reading.document.id
    clause = Span(document, line.pieces[draft.pieces[0]].start, line.pieces[draft.pieces[1] - 1].end)
    inside = find_inside(scene.statements, clause.start, clause.end)
    denied = draft.told and inside is not None and inside.polarity == "negative"
    since, until = draft.term.since, draft.term.until
    return Relation(
        id=make_id("r", document, [draft.subject.span, draft.object.span, clause]),
        made_by=f"{STEP} {line.reading.language.code} {VERSION}",
        score=draft.score,
        relation_type=draft.type,
        subject=draft.subject.id,
        object=draft.object.id,
        role=draft.role,
        clause=clause,
        since=since.value if since else None,
        since_precision=since.precision if since else None,
        until=until.value if until else None,
        until_precision=until.precision if until else None,
        ended=draft.ended,
        factuality=_OPPOSITE.get(draft.factuality, draft.factuality) if denied else draft.factuality,
        stated_in=inside.id if inside else None,
    )


_OF_ITS_OWN = re.compile(r"o[dmNA]{0,3}[PBL]")
_ARTICLE = 4  # characters that a noun phrase may begin before its role phrase
