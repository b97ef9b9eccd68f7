"""Findings as flat rows: what tables, CSV and JSON Lines show."""

from collections.abc import Iterable, Iterator, Mapping

from sayso import languages
from sayso.contract import DocumentOut, EntityOut, StatementOut
from sayso.languages import Language
from sayso.present.terminal import Cell
from sayso.present.wording import show_title
from sayso.store.rows import DocumentRow, EntityRow, ProposedLink, SearchHit, StatementRow

UNNAMED = "(unnamed)"


def make_rows(output: DocumentOut) -> Iterator[Mapping[str, Cell]]:
    """One row a statement of a document; who is quoted by another stands indented under them."""
    entities = {entity.id: entity for entity in output.entities}
    depths: dict[str, int] = {}
    for statement in sorted(output.statements, key=_find_place):
        depths[statement.id] = depth = depths.get(statement.inside or "", -1) + 1
        speaker = find_name(entities.get(statement.source_entity or "")) or _join(w.quote for w in statement.source)
        yield {
            "id": statement.id,
            "speaker": "  " * depth + (speaker or UNNAMED),
            "act": show_act(statement.act, statement.polarity),
            "content": _join(words.quote for words in statement.content),
            "form": statement.form,
        }


def _find_place(statement: StatementOut) -> tuple[int, int]:
    """An outer statement stands before the ones inside it."""
    spans = [*statement.source, *statement.cue, *statement.content]
    return min(span.start for span in spans), -max(span.end for span in spans)


def _join(pieces: Iterable[str]) -> str:
    return " … ".join(pieces)


def show_act(act: str, polarity: str) -> str:
    """The act, and the polarity where it is not the usual one: "deny", "report (uncertain)"."""
    return act if polarity == "positive" or act == "deny" else f"{act} ({polarity})"


def make_statement_rows(rows: Iterable[StatementRow]) -> Iterator[Mapping[str, Cell]]:
    """One row a statement of a case."""
    depths: dict[str, int] = {}
    for row in rows:
        statement = row.statement
        depths[statement.id] = depth = depths.get(statement.inside or "", -1) + 1
        yield {
            "heading": describe_document(row.document),
            "id": statement.id,
            "speaker": "  " * depth + (row.speaker or _join(row.source_words) or UNNAMED),
            "source": list(row.source_words),
            "cue": list(row.cue_words),
            "content": _join(row.content_words),
            "act": show_act(statement.act, statement.polarity),
            "form": statement.form,
            "polarity": statement.polarity,
            "inside": statement.inside,
            "lang": row.lang,
            "sentence": row.sentence_words,
            "start": statement.content[0].start,
            "end": statement.content[-1].end,
            "document": row.document.id,
            "title": row.document.title,
            "publisher": row.document.publisher,
            "date": row.document.published,
            "url": row.document.url,
            "sha256": row.document.sha256,
            "captured_at": row.document.captured_at,
            "made_by": statement.made_by,
            "score": statement.score,
        }


def describe_document(document: DocumentRow) -> str:
    """A document in one line: who published it, when, under which title."""
    day = (document.published or "")[:10]
    return " · ".join(part for part in (document.publisher, day, show_title(document)) if part)


def make_document_rows(rows: Iterable[DocumentRow]) -> Iterator[Mapping[str, Cell]]:
    """One row a document."""
    for row in rows:
        yield {
            "document": row.id,
            "title": show_title(row),
            "publisher": row.publisher,
            "author": row.author,
            "date": (row.published or "")[:10] or None,
            "published": row.published,
            "lang": "+".join(row.langs) or row.lang,
            "url": row.url,
            "address": row.address,
            "media_type": row.media_type,
            "sha256": row.sha256,
            "captured_at": row.captured_at,
            "characters": row.characters,
            "notes": list(row.notes),
        }


def make_entity_rows(rows: Iterable[EntityRow]) -> Iterator[Mapping[str, Cell]]:
    """One row an entity."""
    for row in rows:
        yield {
            "id": row.id,
            "type": row.schema,
            "names": list(row.names),
            "statements": row.statements,
            "mentions": row.mentions,
            "documents": row.documents,
        }


def make_proposed_rows(links: Iterable[ProposedLink]) -> Iterator[Mapping[str, Cell]]:
    """One row a link that a person may decide."""
    for link in links:
        yield {
            "left": link.left,
            "right": link.right,
            "left names": list(link.left_names),
            "right names": list(link.right_names),
            "type": link.schema,
            "score": link.score,
            "for": " ".join(link.reasons),
            "against": " ".join(link.doubts),
            "left documents": link.left_documents,
            "right documents": link.right_documents,
        }


def make_hit_rows(hits: Iterable[SearchHit]) -> Iterator[Mapping[str, Cell]]:
    """One row a sentence; the words that were asked for stand in 〔 〕 in a table."""
    for hit in hits:
        yield {
            "heading": describe_document(hit.document),
            "document": hit.document.id,
            "publisher": hit.document.publisher,
            "date": hit.document.published,
            "lang": hit.lang,
            "words": _mark_words(hit),
            "start": hit.sentence.start,
            "end": hit.sentence.end,
            "url": hit.document.url,
        }


def _mark_words(hit: SearchHit) -> str:
    pieces, position = [], 0
    for start, end in hit.marks:
        pieces += [hit.snippet[position:start], "〔", hit.snippet[start:end], "〕"]
        position = end
    return "".join([*pieces, hit.snippet[position:]])


def find_name(entity: EntityOut | None) -> str | None:
    """The longest name of an entity in its first language, or None when it has no name."""
    if entity is None or not entity.names:
        return None
    return max(next(iter(entity.names.values())), key=len)


def make_language_rows() -> Iterator[Mapping[str, Cell]]:
    """One row a language: what reads it."""
    for code in languages.list_languages():
        language = languages.load(code)
        if language is not None:
            yield {
                "code": code,
                "language": language.settings.name,
                "own name": language.settings.own_name,
                "read by": describe_reader(language),
                "cues": len(language.cues),
            }


def describe_reader(language: Language) -> str:
    """What reads a language here: rules, weights with their date and scores, and its extra or how to get it."""
    from sayso.read.names_extra import has_extra

    parts = ["rules"]
    if scores := _describe_scores(language.settings.weights):
        parts.append(f"weights of {scores}")
    if scores := _describe_scores(language.naming.weights):
        parts.append(f"weights for names of {scores}")
    extra = language.naming.extra
    if extra and has_extra(extra):
        parts.append(f"{extra} for names")
    elif extra:
        parts[-1] += f" (pip install 'sayso[{language.code}]' adds names)"
    return ", ".join(parts)


def _describe_scores(weights: str) -> str:
    """The date of some weights and their scores on development data; nothing where there are no such weights."""
    from sayso.read.weights import describe_weights

    card = describe_weights(weights)
    if card is None:
        return ""
    scores = (f"{name.replace('_f1', ' F1')} {score:.2f}" for name, score in card.scores.items())
    return f"{card.date} ({', '.join(scores)})"
