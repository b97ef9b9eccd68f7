"""Corrections made in brat, read back as decisions: what was changed, taken away or added since it was handed out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from sayso.case import Case
from sayso.errors import ConflictError, NotFoundError, SaysoError, UnreadableError
from sayso.present.export.brat import ATTRIBUTES, CUED, HANDED_OUT, UNCUED, DocumentOut, Folder, HandedOut
from sayso.records import Correction, Decision, Span
from sayso.store.asking import find_document, load_document
from sayso.store.correcting import SCHEMATA, sort_spans
from sayso.store.effective import make_statement_id, make_text_id

_TIED = re.compile(r"^\s*sayso\s+(s-\w+)\s*")
_GAP = re.compile(r"[ \t]*\r?\n[ \t]*")  # what may stand between two pieces that are one


class Annotated(Struct, frozen=True, kw_only=True):
    """One statement as it came back."""

    id: str  # "" for one that was added
    given: Correction
    note: str


class ReadBack(Struct, frozen=True, kw_only=True):
    """How reading a folder ended."""

    corrected: int
    rejected: int
    added: int
    unchanged: int
    conflicts: tuple[str, ...]  # what was not kept because somebody has decided meanwhile


def read_brat(case: Case, folder: Path, reviewer: str) -> ReadBack:
    """The decisions that a folder comes to, kept in the case; every file is read before the first is kept."""
    handed = _read_handed_out(folder)
    drafts: list[tuple[Decision, str]] = []
    unchanged = 0
    for name, document in handed.documents.items():
        path = folder / f"{name}.ann"
        if not path.exists():
            raise NotFoundError(
                "is not there", where=str(path), hint="Copy it back: without it nothing can be compared"
            )
        text = _check_text(case, name, document, folder)
        made, same = _compare(text, document, list(read_annotations(path, name, text)), reviewer)
        drafts += made
        unchanged += same
    counts = {"corrected": 0, "rejected": 0, "added": 0}
    conflicts = []
    for draft, seen in drafts:
        try:
            case.decide(draft, seen=seen)
        except (ConflictError, NotFoundError) as error:
            conflicts.append(str(error))
            continue
        added = draft.question == "stated here"
        counts["added" if added else "rejected" if draft.judgement == "negative" else "corrected"] += 1
    return ReadBack(**counts, unchanged=unchanged, conflicts=tuple(conflicts))


def _read_handed_out(folder: Path) -> Folder:
    path = folder / HANDED_OUT
    try:
        return msgspec.json.decode(path.read_bytes(), type=Folder)
    except OSError:
        hint = "Give a folder that sayso export --format brat made"
        raise NotFoundError("is not there", where=str(path), hint=hint) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableError(str(error), where=str(path), hint="Take it from a copy of the folder") from None


def _check_text(case: Case, name: str, document: DocumentOut, folder: Path) -> str:
    """The text, when it is the same in the case, in the folder and as it was handed out."""
    text = load_document(case.store, find_document(case.store, name))[1].text
    path = folder / f"{name}.txt"
    try:
        here = path.read_bytes().decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        here = ""
    if make_text_id(here) != document.text:
        raise UnreadableError("is not the text that was handed out", where=str(path), hint="Take it from a copy")
    if make_text_id(text) != document.text:
        hint = "Export it again"
        raise UnreadableError("the case has read this document anew", where=str(path), hint=hint)
    return text


def read_annotations(path: Path, document: str, text: str) -> Iterator[Annotated]:
    """The statements of an annotation file; a line that cannot be meant is named by its number."""
    words: dict[str, tuple[str, tuple[Span, ...]]] = {}
    events: dict[str, tuple[int, list[tuple[str, str]]]] = {}
    attributes: dict[str, dict[str, str]] = {}
    notes: dict[str, str] = {}
    try:
        lines = path.read_bytes().decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8", where=str(path), hint="Take it from a copy") from None
    for number, line in enumerate(lines, 1):
        where = f"{path} line {number}"
        id, _, rest = line.rstrip("\r").partition("\t")
        head, _, tail = rest.partition("\t")
        if id.startswith("T"):
            kind, _, places = head.partition(" ")
            words[id] = (kind, _read_places(places, document, text, where))
        elif id.startswith("E"):
            events[id] = (number, [_read_role(role, where) for role in head.split()])
        elif id.startswith(("A", "M")):
            name, _, of = head.partition(" ")
            target, _, value = of.partition(" ")
            if name in ATTRIBUTES:
                if value not in ATTRIBUTES[name]:
                    hint = f"Use one of: {', '.join(ATTRIBUTES[name])}"
                    raise SaysoError(f"{name} {value!r} is not known", where=where, hint=hint)
                attributes.setdefault(target, {})[name.lower()] = value
        elif id.startswith("#") and head.startswith("AnnotatorNotes "):
            notes[head.removeprefix("AnnotatorNotes ").strip()] = tail
    for id, (number, roles) in events.items():
        given = _make_given(roles, words, attributes.get(id, {}), f"{path} line {number}")
        tied = _TIED.match(notes.get(id, ""))
        note = notes.get(id, "")[tied.end() :] if tied else notes.get(id, "")
        yield Annotated(id=tied[1] if tied else "", given=given, note=note.strip())


def _read_places(places: str, document: str, text: str, where: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for place in places.split(";"):
        found = re.fullmatch(r"(\d{1,10}) (\d{1,10})", place.strip())
        if not found or not int(found[1]) < int(found[2]) <= len(text):
            raise SaysoError(f"{place!r} is no place in the text", where=where, hint="Write start and end")
        spans.append(Span(document, int(found[1]), int(found[2])))
    return _join_lines(spans, text)


def _join_lines(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """The pieces in order, those between which there is only a line end as one."""
    joined: list[Span] = []
    for span in sort_spans(spans):
        if joined and _GAP.fullmatch(text, joined[-1].end, span.start):
            joined.append(Span(span.document, joined.pop().start, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _as_read(value: str | tuple[Span, ...], text: str) -> str | tuple[Span, ...]:
    return _join_lines(value, text) if isinstance(value, tuple) else value


def _read_role(role: str, where: str) -> tuple[str, str]:
    name, colon, target = role.partition(":")
    if not colon or not target:
        raise SaysoError(f"{role!r} is no argument", where=where, hint="Write Name:T1")
    return name.rstrip("0123456789"), target


def _make_given(
    roles: list[tuple[str, str]],
    words: Mapping[str, tuple[str, tuple[Span, ...]]],
    attributes: Mapping[str, str],
    where: str,
) -> Correction:
    """Everything that an event says of its statement."""
    parts: dict[str, list[Span]] = {"source": [], "cue": [], "content": [], "speaker": []}
    schema = None
    for name, target in roles:
        if target not in words:
            raise SaysoError(f"{target} is not there", where=where, hint="Every argument names words of the file")
        kind, spans = words[target]
        part = {CUED: "cue", UNCUED: "content"}.get(name, name.lower())
        if part in parts:
            parts[part] += spans
        if part == "speaker":
            schema = kind if kind in SCHEMATA else None
    if not parts["content"]:
        raise SaysoError("a statement says something", where=where, hint="Give it a Content, or take it away")
    fields = {name: sort_spans(spans) for name, spans in parts.items()}
    return msgspec.convert({**msgspec.to_builtins(fields), **attributes, "schema": schema}, Correction)


def _compare(
    text: str, document: DocumentOut, annotated: list[Annotated], reviewer: str
) -> tuple[list[tuple[Decision, str]], int]:
    """The decisions that one file comes to, each with the one its annotator saw; how many statements are as before."""
    drafts: list[tuple[Decision, str]] = []
    same = 0
    left = dict(document.statements)
    for item in annotated:
        id = item.id or make_statement_id(item.given)
        known = left.pop(id, None)
        if known is not None:
            after = _find_changes(text, known, item.given)
            if after is None:
                same += 1
                continue
            drafts.append((_draft((id,), "right as found", after, item.note, reviewer), known.seen))
        else:
            given = msgspec.structs.replace(item.given, speaker=item.given.speaker or None)
            about = (make_statement_id(given),)
            drafts.append((_draft(about, "stated here", given, item.note, reviewer), ""))
    gone = [(_reject(id, reviewer), known.seen) for id, known in left.items()]
    return [*drafts, *gone], same


def _find_changes(text: str, known: HandedOut, given: Correction) -> Correction | None:
    statement = known.statement
    fields: dict[str, object] = {
        name: getattr(given, name)
        for name in ("source", "cue", "content", "act", "polarity", "form")
        if getattr(given, name) is not None and getattr(given, name) != _as_read(getattr(statement, name), text)
    }
    speaker = (known.speaker,) if known.speaker else ()
    if given.speaker is not None and given.speaker != speaker:
        fields |= {"speaker": given.speaker, "schema": given.schema}
    return msgspec.structs.replace(Correction(), **fields) if fields else None


def _draft(about: tuple[str, ...], question: str, after: Correction, note: str, reviewer: str) -> Decision:
    return Decision(
        id="",
        about=about,
        question="stated here" if question == "stated here" else "right as found",
        judgement="positive",
        reviewer=reviewer,
        made_at="",
        note=note,
        after=after,
    )


def _reject(id: str, reviewer: str) -> Decision:
    note = "taken away in brat"
    return Decision(
        id="",
        about=(id,),
        question="right as found",
        judgement="negative",
        reviewer=reviewer,
        made_at="",
        note=note,
    )
