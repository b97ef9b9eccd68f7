"""Whether a decision can be meant, what it corrects and what the case held before."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from sayso.errors import NotFoundError, SaysoError
from sayso.records import Correction, Decision, Mention, Span, Statement
from sayso.store.database import fetch_one
from sayso.store.effective import make_statement_id, make_text_id, show_correction
from sayso.store.holding import find_homes, load_rejected, load_text
from sayso.store.saving import Store, load_placed

SCHEMATA = ("Person", "PublicBody", "Organization", "Company", "Group", "Country", "Place")
SPANNED = ("source", "cue", "content", "speaker")
FIELDS = (*SPANNED, "form", "act", "polarity", "schema")
LONGEST_NOTE = 10_000  # characters
LONGEST_NAME = 200
_CHARACTER = re.compile(r"\S")


def check_decision(store: Store, decision: Decision) -> None:
    """SaysoError for a decision that cannot be meant, NotFoundError where it names what is not there."""
    try:
        msgspec.convert(msgspec.to_builtins(decision), Decision)
    except msgspec.ValidationError as error:
        raise SaysoError(str(error), where="decision", hint="See docs/reference/records.md") from None
    if len(decision.note) > LONGEST_NOTE or len(decision.reviewer) > LONGEST_NAME:
        hint = "Shorten it"
        raise SaysoError(
            f"a note may have {LONGEST_NOTE} characters, a name {LONGEST_NAME}", where="decision", hint=hint
        )
    if decision.question == "stated here":
        _check_new(store, decision)
        return
    for id in decision.about:
        if not is_record(store, id):
            raise NotFoundError(f"no record has the id {id!r}", where=str(store.folder), hint="Look it up again")
    if decision.after is None:
        return
    if decision.question != "right as found" or len(decision.about) != 1:
        hint = "Ask 'right as found' about one statement"
        raise SaysoError(f"{decision.question!r} corrects nothing", where="decision", hint=hint)
    statement, _ = load_statement(store, decision.about[0])
    spans = (*statement.source, *statement.cue, *statement.content)
    _check_correction(store, decision.after, spans[0].document)


def _check_new(store: Store, decision: Decision) -> None:
    given = decision.after
    spans = (*(given.source or ()), *(given.cue or ()), *(given.content or ())) if given else ()
    if given is None or not given.content:
        raise SaysoError("a new statement needs the words that are said", where="decision", hint="Select them")
    known = find_homes(store.connection, decision.about) and not decision.replaces
    if known and not decision.carried_from:
        hint = "Correct the one that is there"
        raise SaysoError("there is a statement of these words", where=decision.about[0], hint=hint)
    if decision.about != (make_statement_id(given),):
        raise SaysoError("the id is not that of these words", where="decision", hint="Leave the id to Case.state")
    _check_correction(store, given, spans[0].document)


def _check_correction(store: Store, given: Correction, document: str) -> None:
    text = load_text(store.connection, _find_number(store, document)).text
    for name in SPANNED:
        spans: tuple[Span, ...] | None = getattr(given, name)
        for span in spans or ():
            inside = span.document == document and 0 <= span.start < span.end <= len(text)
            if not inside or not _CHARACTER.search(text, span.start, span.end):
                what = f"characters {span.start} to {span.end} are no words of document {document}"
                raise SaysoError(what, where=name, hint="Select the words in the text of the document")
        if any(left.end > right.start for left, right in pairwise(spans or ())):
            raise SaysoError("its pieces overlap or are not in order", where=name, hint="Give them from left to right")
    if given.content == ():
        raise SaysoError("a statement says something", where="content", hint="Reject it, or give the words")
    if given.speaker and len(given.speaker) > 1:
        raise SaysoError("a speaker is one mention", where="speaker", hint="Give the words of one")
    if given.schema is not None and given.schema not in SCHEMATA:
        raise SaysoError(f"{given.schema!r} is not known", where="schema", hint=f"Use one of: {', '.join(SCHEMATA)}")


def is_record(store: Store, id: str) -> bool:
    """Whether a finding, also one that was rejected, or a document has this id."""
    sql = (
        "SELECT id FROM findings WHERE id = ?1 UNION ALL SELECT id FROM found WHERE id = ?1 "
        "UNION ALL SELECT id FROM documents WHERE id = ?1 LIMIT 1"
    )
    return fetch_one(store.connection, tuple[str], sql, (id,)) is not None


def load_statement(store: Store, id: str) -> tuple[Statement, Mention | None]:
    """The statement as it holds, or as it was found where it was rejected, and the mention of its speaker."""
    for number in sorted(find_homes(store.connection, [id])):
        held = load_placed(store.connection, number)
        rejected = load_rejected(store.connection, number)
        for finding in (*held.values(), *rejected.values()):
            if isinstance(finding, Statement) and finding.id == id:
                mentions = {f.id: f for f in held.values() if isinstance(f, Mention)}
                return finding, mentions.get(finding.speaker or "")
    raise NotFoundError(f"no statement has the id {id!r}", where=str(store.folder), hint="Look it up again")


def find_before(store: Store, decision: Decision) -> Correction | None:
    """What the case holds in the fields that a decision changes; None where the statement is not there yet."""
    if decision.after is None:
        return None
    try:
        return show_correction(*load_statement(store, decision.about[0]), decision.after)
    except NotFoundError:
        return None


def find_home(store: Store, decision: Decision) -> int | None:
    """The document in which a person adds a statement."""
    if decision.question != "stated here" or not decision.after or not decision.after.content:
        return None
    sql = "SELECT number FROM documents WHERE id = ?"
    row = fetch_one(store.connection, tuple[int], sql, (decision.after.content[0].document,))
    return row[0] if row else None


def complete_correction(store: Store, decision: Decision, last: Decision | None) -> Correction | None:
    """What the decision corrects, over what was corrected before in the same statement; with the name of its text."""
    given = decision.after
    first = last.after if last and decision.question == "right as found" else None
    if given is None and first is None:
        return None
    homes = find_homes(store.connection, decision.about)
    spans = [span for name in SPANNED for span in getattr(given, name) or ()] if given else []
    number = _find_number(store, spans[0].document) if spans else next(iter(sorted(homes)), None)
    if number is None:
        return given  # names a record that is not there, which is refused
    text = make_text_id(load_text(store.connection, number).text)
    if first is not None and first.text not in ("", text):  # its spans count in a text that was read anew since
        first = msgspec.structs.replace(first, text="", **dict.fromkeys(SPANNED))
    joined = _join(first, given)
    has_spans = any(getattr(joined, name) for name in SPANNED)
    return msgspec.structs.replace(joined, text=text if has_spans else "")


def _join(first: Correction | None, second: Correction | None) -> Correction:
    """What both change; where both change the same, the second."""
    given = {name: value for name in FIELDS if (value := getattr(second, name, None)) is not None}
    return msgspec.structs.replace(first or Correction(), **given)


def _find_number(store: Store, document: str) -> int:
    row = fetch_one(store.connection, tuple[int], "SELECT number FROM documents WHERE id = ?", (document,))
    if row is None:
        raise NotFoundError(f"no document has the id {document!r}", where=str(store.folder))
    return row[0]


def fits(store: Store, decision: Decision) -> bool:
    """Whether the words of a correction stand in the text that the case now holds."""
    given = decision.after
    if given is None or not given.text or decision.judgement == "negative":
        return True
    number = next(iter(find_homes(store.connection, decision.about)), None) or find_home(store, decision)
    return number is not None and make_text_id(load_text(store.connection, number).text) == given.text


def sort_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans from left to right, those that touch or overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(span.document, joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return tuple(joined)
