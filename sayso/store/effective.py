"""What holds in one document: what was found there, and over it what people decided.

Pure: the same findings and decisions give the same result, so `sayso verify` can compute it again. What was found
is never changed by it; `store/holding.py` keeps both.

A rejected statement, event or relation is taken out; what stood inside a rejected statement stands inside the
statement around it. A corrected statement keeps its id and gets the values that the decision gives. A statement that
a person adds, a speaker's words that were no mention before, and a mention that is taken out of an entity are put
behind the findings, in the order of the decisions.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sayso.extract.drafts import Draft
from sayso.extract.nesting import find_outer
from sayso.ids import make_entity_id, make_id
from sayso.link.places import MentionMap
from sayso.records import (
    AnyFinding,
    Correction,
    Decision,
    Document,
    Entity,
    Event,
    Gist,
    Mention,
    Passage,
    Relation,
    Span,
    Statement,
    Versions,
)
from sayso.weigh.gists import find_gists

STEP = "review"
DECIDED = "A person said so."
PARTS = ("source", "cue", "content", "form", "act", "polarity")
Held = dict[int, AnyFinding]  # by position: first what was found, then what people added
_JUDGED = (Statement, Event, Relation)


def apply_decisions(document: Document, found: Sequence[AnyFinding], decisions: Iterable[Decision]) -> Held:
    """What holds, by position; positions below the number of findings are theirs.

    Args:
        decisions: those in force, in the order in which they were made; those about other documents do nothing here.
    """
    text = make_text_id(document.text)
    ruled = [d for d in decisions if d.after is None or d.judgement == "negative" or d.after.text in ("", text)]
    held: Held = dict(enumerate(found))
    known = {finding.id for finding in found}
    following = len(found)
    for decision in ruled:
        given = decision.after
        if decision.question != "stated here" or decision.judgement != "positive" or not given or not given.content:
            continue
        if given.content[0].document == document.id and decision.about[0] not in known:
            held[following] = make_statement(decision.about[0], given, decision.id)
            following += 1
    gone = _take_out(held, ruled)
    touched = _correct(document, held, ruled) | {id for id, position in _places(held).items() if position >= len(found)}
    _join_and_split(document, held, ruled)
    if touched or gone:
        _nest_again(held, touched, gone)
        _weigh_again(document, held, touched, gone)
    return held


def make_text_id(text: str) -> str:
    """What a correction names the text by in which its offsets count."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def make_statement(id: str, given: Correction, decision: str) -> Statement:
    """The statement that a person added."""
    return Statement(
        id=id,
        made_by=f"{STEP} {decision}",
        source=given.source or (),
        cue=given.cue or (),
        content=given.content or (),
        form=given.form or "indirect",
        act=given.act or "say",
        polarity=given.polarity or "positive",
    )


def make_statement_id(given: Correction) -> str:
    """The id of a statement that a person adds: made like that of one that was found."""
    spans = (*(given.source or ()), *(given.cue or ()), *(given.content or ()))
    return make_id("s", spans[0].document if spans else "", spans)


def show_correction(statement: Statement, speaker: Mention | None, like: Correction) -> Correction:
    """What the statement says in the fields that the other correction changes."""
    fields = {name: getattr(statement, name) for name in PARTS if getattr(like, name) is not None}
    if like.speaker is not None:
        fields["speaker"] = (speaker.span,) if speaker else ()
    return msgspec.structs.replace(Correction(text=like.text), **fields)


def _places(held: Held) -> dict[str, int]:
    return {finding.id: position for position, finding in held.items() if isinstance(finding, Statement)}


def _take_out(held: Held, decisions: Sequence[Decision]) -> dict[str, str | None]:
    """Takes out what was rejected; for the id of a rejected statement the one around it."""
    rejected = {d.about[0] for d in decisions if d.question == "right as found" and d.judgement == "negative"}
    gone: dict[str, str | None] = {}
    for position, finding in list(held.items()):
        if finding.id in rejected and isinstance(finding, _JUDGED):
            del held[position]
            if isinstance(finding, Statement):
                gone[finding.id] = finding.inside
    return gone


def _correct(document: Document, held: Held, decisions: Sequence[Decision]) -> set[str]:
    """Puts corrected values in place; the ids of the statements that have some."""
    places = _places(held)
    corrected: set[str] = set()
    for decision in decisions:
        position, given = places.get(decision.about[0]), decision.after
        if position is None or given is None or decision.judgement != "positive":
            continue
        statement = held[position]
        fields = {name: value for name in PARTS if (value := getattr(given, name)) is not None}
        if given.speaker is not None:
            fields["speaker"] = _find_speaker(document, held, given, decision.id) if given.speaker else None
        held[position] = msgspec.structs.replace(statement, made_by=f"{STEP} {decision.id}", score=1.0, **fields)
        corrected.add(statement.id)
    if corrected:
        _find_about(held, corrected)
    return corrected


def _find_speaker(document: Document, held: Held, given: Correction, decision: str) -> str:
    """The id of the mention in the words given; where there was none it is put behind the findings, with its entity."""
    span = (given.speaker or ())[0]
    known = next((f for f in held.values() if isinstance(f, Mention) and f.span == span), None)
    if known:
        return known.id
    schema, made_by = given.schema or "Person", f"{STEP} {decision}"
    mention = Mention(id=make_id("m", document.id, [span]), made_by=made_by, span=span, schema=schema, form="nominal")
    if any(word[:1].isupper() or not word.isascii() for word in document.text[span.start : span.end].split()[:1]):
        mention = msgspec.structs.replace(mention, form="name")
    entity = _make_entity(document, mention, made_by)
    following = max(held) + 1
    held[following], held[following + 1] = mention, entity
    return mention.id


def _make_entity(document: Document, mention: Mention, made_by: str) -> Entity:
    words = " ".join(document.text[mention.span.start : mention.span.end].split())
    return Entity(
        id=make_entity_id(mention.schema, [mention.id]),
        made_by=made_by,
        schema=mention.schema,
        names=(words,),
        mentions=(mention.id,),
    )


def _find_about(held: Held, ids: set[str]) -> None:
    """Says again which mentions lie in the content of these statements."""
    kept = {mention for f in held.values() if isinstance(f, Entity) for mention in f.mentions}
    mentions = MentionMap(f for f in held.values() if isinstance(f, Mention) and f.id in kept)
    for position, statement in list(held.items()):
        if isinstance(statement, Statement) and statement.id in ids:
            about = dict.fromkeys(
                mention.id
                for span in statement.content
                for form in ("name", "nominal", "pronoun")
                for mention in mentions.list_inside(span.start, span.end, form)
            )
            held[position] = msgspec.structs.replace(statement, about=tuple(about))


def _join_and_split(document: Document, held: Held, decisions: Sequence[Decision]) -> None:
    """Entities of the document are joined as decided, and mentions taken out of them or given to another."""
    mentions = {f.id: f for f in held.values() if isinstance(f, Mention)}
    for decision in decisions:
        if decision.question != "same entity" or len(decision.about) != 2 or decision.judgement == "unsure":
            continue
        id, other = sorted(decision.about, key=lambda id: (id not in mentions, id))
        home, target = _find_entity(held, id), _find_entity(held, other)
        if home is None or target is None:
            continue  # of another document: what is one over documents is joined there
        if decision.judgement == "negative":
            if home == target and id in mentions:
                _take_from(document, held, home, mentions[id])
                held[max(held) + 1] = _make_entity(document, mentions[id], f"{STEP} {decision.id}")
        elif home != target:
            moved = (id,) if id in mentions and other not in mentions else _list_mentions(held[home])
            _give(document, held, (home, target), [mentions[mention] for mention in moved])


def _find_entity(held: Held, id: str) -> int | None:
    """Where the entity is that has this id or this mention."""
    found = (p for p, f in held.items() if isinstance(f, Entity) and (f.id == id or id in f.mentions))
    return next(found, None)


def _list_mentions(finding: AnyFinding) -> tuple[str, ...]:
    return finding.mentions if isinstance(finding, Entity) else ()


def _give(document: Document, held: Held, places: tuple[int, int], mentions: Sequence[Mention]) -> None:
    """The mentions of one entity are another's; when all are, its names and reasons too."""
    home, target = held[places[0]], held[places[1]]
    if not isinstance(home, Entity) or not isinstance(target, Entity):
        return
    for mention in mentions:
        _take_from(document, held, places[0], mention)
    joined = msgspec.structs.replace(target, mentions=(*target.mentions, *(mention.id for mention in mentions)))
    if places[0] not in held:
        names = tuple(dict.fromkeys((*target.names, *home.names)))
        reasons = tuple(dict.fromkeys((*target.reasons, *home.reasons, DECIDED)))
        joined = msgspec.structs.replace(joined, names=names, reasons=reasons)
    held[places[1]] = joined


def _take_from(document: Document, held: Held, position: int, mention: Mention) -> None:
    """Takes a mention out of an entity, with its name where no other mention has it; an empty entity goes."""
    entity = held[position]
    if not isinstance(entity, Entity):
        return
    left = tuple(id for id in entity.mentions if id != mention.id)
    if not left:
        del held[position]
        return
    spans = {f.id: f.span for f in held.values() if isinstance(f, Mention)}
    words = [document.text[spans[id].start : spans[id].end] for id in left if id in spans]
    own = document.text[mention.span.start : mention.span.end]
    names = tuple(name for name in entity.names if name != own or own in words) or entity.names
    held[position] = msgspec.structs.replace(entity, mentions=left, names=names)


def _nest_again(held: Held, touched: set[str], gone: Mapping[str, str | None]) -> None:
    """Says again what the touched statements stand inside, and what stood inside them or inside a rejected one."""
    statements = [f for f in held.values() if isinstance(f, Statement) and f.content]
    drafts = {s.id: _make_draft(s) for s in statements}
    outer = find_outer(drafts)
    for position, finding in list(held.items()):
        if isinstance(finding, Statement):
            inside = _climb(finding.inside, gone)
            now = outer.get(finding.id)
            if finding.id in outer and touched & {finding.id, inside, now}:
                inside = now
            held[position] = msgspec.structs.replace(finding, inside=inside)
        elif isinstance(finding, Event | Relation) and finding.stated_in in gone:
            held[position] = msgspec.structs.replace(finding, stated_in=_climb(finding.stated_in, gone))


def _climb(id: str | None, gone: Mapping[str, str | None]) -> str | None:
    """The statement itself, or the first around it that was not rejected."""
    seen: set[str] = set()
    while id is not None and id in gone:
        if id in seen:
            return None
        seen.add(id)
        id = gone[id]
    return id


def _make_draft(statement: Statement) -> Draft:
    def show(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in spans)

    return Draft(
        source=show(statement.source),
        cue=show(statement.cue),
        content=show(statement.content),
        act=statement.act,
        polarity=statement.polarity,
        rule=STEP,
    )


def _weigh_again(document: Document, held: Held, touched: set[str], gone: Mapping[str, str | None]) -> None:
    """What statements come to is said again for those that were touched; rejected ones have no gist and no version."""
    passages = [f for f in held.values() if isinstance(f, Passage)]
    others = [f for f in held.values() if not isinstance(f, Statement)]
    changed = [f for f in held.values() if isinstance(f, Statement) and f.id in touched]
    gists = {gist.statement: gist for gist in find_gists(document, passages, [*others, *changed])}
    for position, finding in list(held.items()):
        if isinstance(finding, Gist) and finding.statement in gone:
            del held[position]
        elif isinstance(finding, Gist) and finding.statement in gists:
            held[position] = gists.pop(finding.statement)
        elif isinstance(finding, Versions):
            held[position] = msgspec.structs.replace(
                finding,
                statements=tuple(pair for pair in finding.statements if not set(pair) & gone.keys()),
                left_only=_list_left(finding, 0, gone),
                right_only=_list_left(finding, 1, gone),
            )
    following = max(held) + 1
    for place, gist in enumerate(gists.values()):
        held[following + place] = gist


def _list_left(versions: Versions, side: int, gone: Mapping[str, str | None]) -> tuple[str, ...]:
    """The statements of one side that have no version, with those whose version was rejected."""
    alone = versions.left_only if side == 0 else versions.right_only
    freed = [pair[side] for pair in versions.statements if pair[1 - side] in gone]
    return tuple(id for id in (*alone, *freed) if id not in gone)
