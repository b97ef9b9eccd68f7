"""What people judged: appended to the custody log and never changed; undoing is one more decision."""

import hashlib
from collections.abc import Iterator

import msgspec

from sayso.errors import CaseError, ConflictError, NotFoundError, SaysoError
from sayso.records import Decision
from sayso.store.database import explain_errors, fetch, fetch_one, transaction
from sayso.store.log import append_entry, draft_entry, now, read_head, save_head
from sayso.store.saving import ENCODER, Store

_DECODER = msgspec.json.Decoder(Decision)


def make_decision_id(decision: Decision, head: str) -> str:
    """An id made from everything that the decision says, and the head of the log before it.

    Without the head, to accept, undo and accept within one second would give the same id twice.
    """
    content = ENCODER.encode(msgspec.structs.replace(decision, id=""))
    return f"j-{hashlib.sha256(head.encode() + content).hexdigest()[:12]}"


def save_decision(store: Store, decision: Decision, seen: str | None = None) -> Decision:
    """The decision as it now stands in the case and its log; it gets an id where it has none, and a time.

    Args:
        seen: the id of the decision on the same question that the reviewer had before their eyes, "" for none;
            ConflictError, and nothing is added, when another has come in since. None asks for no such check.
    """
    if not decision.about or not decision.reviewer.strip():
        hint = "Give the ids of the records, and a name"
        raise SaysoError("a decision needs records and a reviewer", where="decision", hint=hint)
    if not decision.made_at:
        decision = msgspec.structs.replace(decision, made_at=now())
    with transaction(store.connection, store.path):
        if not decision.id:
            id = make_decision_id(decision, read_head(store.connection)[1])
            decision = msgspec.structs.replace(decision, id=id)
        if seen is not None:
            _check_seen(store, decision, seen)
        for id in decision.about:
            if not is_record(store, id):
                raise NotFoundError(f"no record has the id {id!r}", where=str(store.folder), hint="Look it up again")
        if fetch_one(store.connection, tuple[str], "SELECT id FROM decisions WHERE id = ?", (decision.id,)):
            hint = "Nothing was added: the case holds it already"
            raise CaseError(f"decision {decision.id} was made before", where=str(store.folder), hint=hint)
        number = append_entry(store.connection, msgspec.structs.replace(draft_entry("decision"), decision=decision))
        store.connection.execute(
            "INSERT INTO decisions VALUES(?, ?, ?)", (number, decision.id, ENCODER.encode(decision))
        )
    save_head(store.connection, store.folder)
    return decision


def _check_seen(store: Store, decision: Decision, seen: str) -> None:
    last = find_decision(store, decision)
    if (last.id if last else "") != seen:
        what = f"{last.reviewer} decided {last.judgement} at {last.made_at}" if last else "the decision is gone"
        raise ConflictError(what, where=", ".join(decision.about), hint="Look at it and decide again if need be")


def find_decision(store: Store, asked: Decision) -> Decision | None:
    """The last decision on the same question about the same records."""
    return next((d for d in reversed(list(read_decisions(store))) if _is_same_question(d, asked)), None)


def undo_decision(store: Store, id: str, reviewer: str) -> Decision:
    """A new decision on the same question that restores what was decided before, or "unsure" where nothing was."""
    decisions = list(read_decisions(store))
    undone = next((decision for decision in decisions if decision.id == id), None)
    if undone is None:
        raise NotFoundError(f"no decision has the id {id!r}", where=str(store.folder), hint="List the decisions")
    same = [decision for decision in decisions if _is_same_question(decision, undone)]
    if same[-1].id != id:
        hint = f"Undo {same[-1].id} instead"
        raise CaseError(f"decision {id} is no longer in force", where=str(store.folder), hint=hint)
    earlier = same[-2] if len(same) > 1 else None
    restored = Decision(
        id="",
        about=undone.about,
        question=undone.question,
        judgement=earlier.judgement if earlier else "unsure",
        reviewer=reviewer,
        made_at="",
        note=f"undoes {id}",
    )
    return save_decision(store, restored)


def read_decisions(store: Store) -> Iterator[Decision]:
    """Every decision in the order in which they were made."""
    with explain_errors(store.path):
        for (record,) in fetch(store.connection, tuple[bytes], "SELECT record FROM decisions ORDER BY log"):
            yield _DECODER.decode(record)


def find_valid_decisions(store: Store) -> list[Decision]:
    """The last decision on each question about each set of records."""
    last: dict[tuple[str, frozenset[str]], Decision] = {}
    for decision in read_decisions(store):
        key = (decision.question, frozenset(decision.about))
        last.pop(key, None)
        last[key] = decision
    return list(last.values())


def find_lost_decisions(store: Store) -> tuple[str, ...]:
    """The ids of the decisions in force that name a record which the case no longer finds."""
    return tuple(
        decision.id
        for decision in find_valid_decisions(store)
        if not all(is_record(store, id) for id in decision.about)
    )


def is_record(store: Store, id: str) -> bool:
    """Whether a finding or a document has this id."""
    sql = "SELECT id FROM findings WHERE id = ? UNION ALL SELECT id FROM documents WHERE id = ? LIMIT 1"
    return fetch_one(store.connection, tuple[str], sql, (id, id)) is not None


def _is_same_question(left: Decision, right: Decision) -> bool:
    return left.question == right.question and set(left.about) == set(right.about)
