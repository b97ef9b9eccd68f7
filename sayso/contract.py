"""The output object of `sayso extract`: one a document, spans with their words.

The form is that of the practice set's gold (docs/reference/output.md). Offsets count code points
of the whole file for plain text, of `text` for everything else.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET, Struct, UnsetType

from sayso.contract_weighed import DisputeLine, list_alignment, list_differences
from sayso.happened import EventOut, RelationOut, Words, show_event, show_relation
from sayso.languages import load
from sayso.languages.cases import guess_name
from sayso.records import (
    Act,
    Amount,
    AnyFinding,
    Document,
    Entity,
    Event,
    Form,
    Mention,
    MentionForm,
    Passage,
    Polarity,
    Relation,
    Role,
    Span,
    Statement,
)


class PassageOut(Struct, frozen=True, kw_only=True):
    """A passage, without its words: they may be the whole file."""

    id: str
    start: int
    end: int
    lang: str
    role: Role


class StatementOut(Struct, frozen=True, kw_only=True):
    """A statement with its words."""

    id: str
    lang: str
    source: list[Words]
    source_entity: str | None
    cue: list[Words]
    content: list[Words]
    form: Form
    act: Act
    polarity: Polarity
    inside: str | None
    about: list[str]
    made_by: str
    score: float


class MentionOut(Struct, frozen=True, kw_only=True):
    """A mention with its words."""

    start: int
    end: int
    quote: str
    form: MentionForm


class EntityOut(Struct, frozen=True, kw_only=True):
    """An entity with its mentions in this document."""

    id: str
    type: str
    names: dict[str, list[str]]
    mentions: list[MentionOut]
    country: str | None
    sector: str | None
    reasons: list[str]
    made_by: str
    score: float


class AmountOut(Struct, frozen=True, kw_only=True):
    """A sum or quantity with its words."""

    id: str
    start: int
    end: int
    quote: str
    value: float | None
    currency: str | None
    unit: str | None
    made_by: str
    score: float


class OriginalOut(Struct, frozen=True, kw_only=True):
    """The bytes behind the text."""

    sha256: str | None
    media_type: str | None
    address: str | None


class DocumentOut(Struct, frozen=True, kw_only=True):
    """Everything found in one document."""

    id: str
    lang: str
    title: str | None
    publisher: str | None
    date: str | None
    url: str | None
    passages: list[PassageOut]
    statements: list[StatementOut]
    entities: list[EntityOut]
    events: list[EventOut]
    relations: list[RelationOut]
    amounts: list[AmountOut]
    disputes: list[DisputeLine]
    alignment: list[tuple[str, str]]
    notes: list[str]
    text: str | UnsetType = UNSET
    original: OriginalOut | UnsetType = UNSET


class ErrorOut(Struct, frozen=True, kw_only=True):
    """A document that could not be read, and why."""

    id: str
    error: str


def make_output(
    document: Document,
    findings: Sequence[AnyFinding],
    *,
    shared_ids: Mapping[str, str] | None = None,
    disputes: Sequence[DisputeLine] = (),
    with_text: bool = False,
) -> DocumentOut:
    """The output object of one document.

    Args:
        shared_ids: for the ids of mentions the entity they belong to across documents, where that is known.
        disputes: those inside the document.
        with_text: carry `text` and `original` also where the offsets count in the file itself.
    """
    passages = [finding for finding in findings if isinstance(finding, Passage)]
    mentions = {finding.id: finding for finding in findings if isinstance(finding, Mention)}
    entities = [finding for finding in findings if isinstance(finding, Entity)]
    amounts = [finding for finding in findings if isinstance(finding, Amount)]
    shared = shared_ids or {}
    entity_of = {mention: shared.get(mention, entity.id) for entity in entities for mention in entity.mentions}
    carries_text = with_text or document.media_type not in ("text/plain", "application/x-sayso-document+json")
    return DocumentOut(
        id=document.id,
        lang=_join_langs(passages),
        title=document.title,
        publisher=document.publisher,
        date=document.published,
        url=document.url,
        passages=[PassageOut(id=p.id, start=p.span.start, end=p.span.end, lang=p.lang, role=p.role) for p in passages],
        statements=[_show(document, f, passages, entity_of) for f in findings if isinstance(f, Statement)],
        entities=_show_entities(document, entities, mentions, passages, entity_of),
        events=_show_events(document, findings, passages, entity_of),
        relations=_show_relations(document, findings, passages, entity_of),
        amounts=[_show_amount(document, amount) for amount in amounts],
        disputes=[*disputes, *list_differences(document, findings)],
        alignment=list_alignment(findings),
        notes=list(document.notes),
        text=document.text if carries_text else UNSET,
        original=OriginalOut(sha256=document.sha256, media_type=document.media_type, address=document.address)
        if carries_text
        else UNSET,
    )


def _show_events(
    document: Document, findings: Sequence[AnyFinding], passages: Sequence[Passage], entity_of: Mapping[str, str]
) -> list[EventOut]:
    amounts = [finding for finding in findings if isinstance(finding, Amount)]
    return [
        show_event(document, f, find_lang(passages, f.trigger), entity_of, amounts)
        for f in findings
        if isinstance(f, Event)
    ]


def _show_relations(
    document: Document, findings: Sequence[AnyFinding], passages: Sequence[Passage], entity_of: Mapping[str, str]
) -> list[RelationOut]:
    return [
        show_relation(document, f, find_lang(passages, f.clause), entity_of)
        for f in findings
        if isinstance(f, Relation)
    ]


def find_lang(passages: Sequence[Passage], span: Span) -> str:
    """The language of the passage that holds the span."""
    return next((p.lang for p in passages if p.span.start <= span.start < p.span.end), "und")


def _join_langs(passages: Sequence[Passage]) -> str:
    """The languages of a document in order of first use; those under a tenth of its characters are left out."""
    sizes: dict[str, int] = {}
    for passage in passages:
        sizes[passage.lang] = sizes.get(passage.lang, 0) + passage.span.end - passage.span.start
    total = sum(sizes.values())
    return "+".join(lang for lang, size in sizes.items() if size * 10 >= total) or "und"


def _words(document: Document, spans: Iterable[Span]) -> list[Words]:
    return [Words(start=s.start, end=s.end, quote=document.text[s.start : s.end]) for s in spans]


def _show(
    document: Document, statement: Statement, passages: Sequence[Passage], entity_of: Mapping[str, str]
) -> StatementOut:
    about = dict.fromkeys(entity_of[mention] for mention in statement.about if mention in entity_of)
    return StatementOut(
        id=statement.id,
        lang=find_lang(passages, (statement.cue or statement.content)[0]),
        source=_words(document, statement.source),
        source_entity=entity_of.get(statement.speaker) if statement.speaker else None,
        cue=_words(document, statement.cue),
        content=_words(document, statement.content),
        form=statement.form,
        act=statement.act,
        polarity=statement.polarity,
        inside=statement.inside,
        about=list(about),
        made_by=statement.made_by,
        score=statement.score,
    )


def _show_entities(
    document: Document,
    entities: Sequence[Entity],
    mentions: Mapping[str, Mention],
    passages: Sequence[Passage],
    entity_of: Mapping[str, str],
) -> list[EntityOut]:
    """The document's entities, those of one shared id put together."""
    groups: dict[str, list[Entity]] = {}
    for entity in entities:
        groups.setdefault(entity_of.get(entity.mentions[0], entity.id) if entity.mentions else entity.id, []).append(
            entity
        )
    return [_show_entity(document, id, group, mentions, passages) for id, group in groups.items()]


def _list_forms(words: str, schema: str, lang: str) -> list[str]:
    """The name in the nominative where its words tell that they stand in another case, and as it is written."""
    language = load(lang)
    return list(dict.fromkeys((guess_name(words, schema, language.naming), words))) if language else [words]


def _show_entity(
    document: Document,
    id: str,
    group: Sequence[Entity],
    mentions: Mapping[str, Mention],
    passages: Sequence[Passage],
) -> EntityOut:
    held = sorted(
        (mentions[mention] for entity in group for mention in entity.mentions if mention in mentions),
        key=lambda mention: (mention.span.start, mention.span.end),
    )
    names: dict[str, list[str]] = {}
    for mention in held:
        if mention.form == "name":
            words = document.text[mention.span.start : mention.span.end]
            lang = find_lang(passages, mention.span)
            known = names.setdefault(lang, [])
            known += [name for name in _list_forms(words, mention.schema, lang) if name not in known]
    return EntityOut(
        id=id,
        type=group[0].schema,
        names=names,
        mentions=[
            MentionOut(start=m.span.start, end=m.span.end, quote=document.text[m.span.start : m.span.end], form=m.form)
            for m in held
        ],
        country=next((entity.country for entity in group if entity.country), None),
        sector=next((entity.sector for entity in group if entity.sector), None),
        reasons=list(dict.fromkeys(reason for entity in group for reason in entity.reasons)),
        made_by=group[0].made_by,
        score=min(entity.score for entity in group),
    )


def _show_amount(document: Document, amount: Amount) -> AmountOut:
    span = amount.value.span
    return AmountOut(
        id=amount.id,
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
        value=amount.number,
        currency=amount.currency,
        unit=amount.unit,
        made_by=amount.made_by,
        score=amount.score,
    )
