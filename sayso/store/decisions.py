"""What people judged: appended to the custody log and never changed; undoing is one more decision.

What a decision changes in a document is written into the case's tables in the same transaction
(`store/holding.py`), so that no list can show one without the other.
"""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from sayso.errors import CaseError, ConflictError, NotFoundError, SaysoError
from sayso.records import Decision, Judgement
from sayso.store.correcting import check_decision, complete_correction, find_before, find_home, fits, is_record
from sayso.store.database import explain_errors, fetch, fetch_one, transaction
from sayso.store.holding import find_homes, hold
from sayso.store.log import append_entry, draft_entry, now, read_head, save_head
from sayso.store.saving import ENCODER, Store

UNDOES = "undoes "
_DECODER = msgspec.json.Decoder(Decision)


def make_decision_id(decision: Decision, head: str) -> str:
    """An id made from everything that the decision says, and the head of the log before it.

    Without the head, to accept, undo and accept within one second would give the same id twice.
    """
    content = ENCODER.encode(msgspec.structs.replace(decision, id=""))
    return f"j-{hashlib.sha256(head.encode() + content).hexdigest()[:12]}"


def save_decision(store: Store, decision: Decision, seen: str | None = None) -> Decision:
    """The decision as it now stands in the case and its log, and what it changes is changed.

    It gets an id and a time where it has none. What it corrects is added to what was corrected before in the same
    statement, and what the case held until then is written down beside it.

    Args:
        seen: the id of the decision on the same question that the reviewer had before their eyes, "" for none;
            ConflictError, and nothing is added, when another has come in since. None asks for no such check.
    """
    if not decision.about or not decision.reviewer.strip():
        hint = "Give the ids of the records, and a name"
        raise SaysoError("a decision needs records and a reviewer", where="decision", hint=hint)
    with transaction(store.connection, store.path):
        last = find_decision(store, decision)
        if seen is not None and (last.id if last else "") != seen:
            what = f"{last.reviewer} decided {last.judgement} at {last.made_at}" if last else "the decision is gone"
            hint = "Look at it and decide again if need be"
            raise ConflictError(what, where=", ".join(decision.about), hint=hint)
        decision = msgspec.structs.replace(decision, after=complete_correction(store, decision, last))
        kept = append_decision(store, decision, last)
        hold_decided(store, [kept])
    save_head(store.connection, store.folder)
    return kept


def append_decision(store: Store, decision: Decision, last: Decision | None) -> Decision:
    """The decision with all that belongs to it, at the end of the log; to be called inside a transaction.

    Args:
        last: the decision in force on the same question.
    """
    decision = msgspec.structs.replace(decision, made_at=decision.made_at or now(), replaces=last.id if last else "")
    check_decision(store, decision)
    decision = msgspec.structs.replace(decision, before=find_before(store, decision))
    if not decision.id:
        id = make_decision_id(decision, read_head(store.connection)[1])
        decision = msgspec.structs.replace(decision, id=id)
    if fetch_one(store.connection, tuple[str], "SELECT id FROM decisions WHERE id = ?", (decision.id,)):
        hint = "Nothing was added: the case holds it already"
        raise CaseError(f"decision {decision.id} was made before", where=str(store.folder), hint=hint)
    number = append_entry(store.connection, msgspec.structs.replace(draft_entry("decision"), decision=decision))
    store.connection.execute("INSERT INTO decisions VALUES(?, ?, ?)", (number, decision.id, ENCODER.encode(decision)))
    return decision


def hold_decided(store: Store, decisions: Iterable[Decision]) -> None:
    """The documents that these decisions are about hold what follows; to be called inside a transaction."""
    made = list(decisions)
    homes = find_homes(store.connection, {id for d in made if d.question in _CHANGING for id in d.about})
    homes |= {home for d in made if (home := find_home(store, d)) is not None}
    valid = find_valid_decisions(store) if homes else []
    for number in sorted(homes):
        hold(store, number, valid)


_CHANGING = ("right as found", "stated here", "same entity")


def find_decision(store: Store, asked: Decision) -> Decision | None:
    """The last decision on the same question about the same records."""
    return next((d for d in reversed(list(read_decisions(store))) if _is_same_question(d, asked)), None)


def undo_decision(store: Store, id: str, reviewer: str) -> Decision:
    """A new decision on the same question that restores what was decided before, or "unsure" where nothing was."""
    with transaction(store.connection, store.path):
        decisions = list(read_decisions(store))
        undone = next((decision for decision in decisions if decision.id == id), None)
        if undone is None:
            raise NotFoundError(f"no decision has the id {id!r}", where=str(store.folder), hint="List the decisions")
        if undone.question == "remark":
            raise SaysoError("a remark stays in the log", where=id, hint="Add another that says what is wrong with it")
        same = [decision for decision in decisions if _is_same_question(decision, undone)]
        if same[-1].id != id:
            hint = f"Undo {same[-1].id} instead"
            raise CaseError(f"decision {id} is no longer in force", where=str(store.folder), hint=hint)
        earlier = same[-2] if len(same) > 1 else None
        judgement: Judgement = earlier.judgement if earlier else "unsure"
        # What a statement that a person added consists of must stay known: the next undo brings it back.
        after = undone.after if undone.question == "stated here" else earlier.after if earlier else None
        restored = Decision(
            id="",
            about=undone.about,
            question=undone.question,
            judgement=judgement,
            reviewer=reviewer,
            made_at="",
            note=f"{UNDOES}{id}",
            after=after,
        )
        kept = append_decision(store, restored, undone)
        hold_decided(store, [kept])
    save_head(store.connection, store.folder)
    return kept


def read_decisions(store: Store) -> Iterator[Decision]:
    """Every decision in the order in which they were made."""
    with explain_errors(store.path):
        for (record,) in fetch(store.connection, tuple[bytes], "SELECT record FROM decisions ORDER BY log"):
            yield _DECODER.decode(record)


def find_valid_decisions(store: Store) -> list[Decision]:
    """The last decision on each question about each set of records, and every remark."""
    last: dict[tuple[str, frozenset[str]], Decision] = {}
    carried: set[str] = set()
    for decision in read_decisions(store):
        if decision.carried_from:
            carried.add(decision.carried_from)
        mine = frozenset((decision.id,)) if decision.question == "remark" else frozenset(decision.about)
        key = (decision.question, mine)
        last.pop(key, None)
        last[key] = decision
    return [decision for decision in last.values() if decision.id not in carried]


def find_lost_decisions(store: Store) -> tuple[str, ...]:
    """The ids of the decisions in force whose record or words the case no longer finds."""
    return tuple(
        decision.id
        for decision in find_valid_decisions(store)
        if decision.judgement != "unsure"
        and not (all(is_record(store, id) for id in decision.about) and fits(store, decision))
    )


def _is_same_question(left: Decision, right: Decision) -> bool:
    return left.question == right.question and left.question != "remark" and set(left.about) == set(right.about)
