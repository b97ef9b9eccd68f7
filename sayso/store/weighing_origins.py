"""Origins of a case, kept up to date: what changes with a few documents is looked at again, and nothing else."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from zlib import crc32

import msgspec
from msgspec import Struct

from sayso.records import Decision, Fingerprint, Origin
from sayso.store.database import fetch
from sayso.store.meetings import add_marks, change_marks, find_frequent, order_keys, pack, unpack
from sayso.store.saving import Store
from sayso.store.weighed_tables import save_origins
from sayso.store.weighing_prints import FINGERPRINT, Credits, Print, Prints, count_days
from sayso.weigh.fingerprints import fold_words
from sayso.weigh.marks import Pair, Pile, list_marks, list_runs, make_key
from sayso.weigh.origins import find_pairs, is_pair, join_origins, measure_ties
from sayso.weigh.ties import Tie, find_common, list_credits

_ORIGIN = msgspec.json.Decoder(Origin)
_TIE = msgspec.msgpack.Decoder(Tie)
_ENCODER = msgspec.msgpack.Encoder()
_TABLES = ("prints", "credits", "ties", "origins", "origin_of")


def rebuild_origins(store: Store, numbers: dict[str, int], decisions: Sequence[Decision]) -> None:
    """The origins of the whole case.

    Args:
        numbers: for each document its number.
    """
    for table in _TABLES:
        store.connection.execute(f"DELETE FROM {table}")
    held = sorted(
        (
            (FINGERPRINT.decode(record), document, position, crc32(record))
            for document, position, record in _read(store)
        ),
        key=lambda item: (item[0].document, item[0].id),
    )
    fingerprints = [item[0] for item in held]
    pairs = find_pairs(fingerprints)
    keys = [make_key(fingerprint.id) for fingerprint in fingerprints]
    pile = Pile()
    for (fingerprint, document, position, digest), key in zip(held, keys, strict=True):
        _save_print(store, fingerprint, key, (document, position, digest))
        pile.add(key, list_marks(fingerprint))
    add_marks(store, pile.lay_out())
    found = ((fingerprints[one], fingerprints[other]) for one, other in pairs)
    ties = list(measure_ties(found, find_common(fingerprints)))
    rows = ((*order_keys(keys[one], keys[other]), _encode(tie)) for (one, other), tie in zip(pairs, ties, strict=True))
    store.connection.executemany("INSERT INTO ties VALUES(?, ?, ?)", rows)
    save_origins(store, join_origins(fingerprints, [tie for tie in ties if tie], decisions), numbers)


def _encode(tie: Tie | None) -> bytes | None:
    return _ENCODER.encode(tie) if tie else None


def _read(store: Store) -> Iterable[tuple[int, int, bytes]]:
    sql = "SELECT document, position, record FROM findings WHERE type = 'Fingerprint' ORDER BY document, position"
    return fetch(store.connection, tuple[int, int, bytes], sql)


def _save_print(store: Store, fingerprint: Fingerprint, key: int, place: tuple[int, int, int]) -> None:
    publisher = fold_words(fingerprint.publisher) if fingerprint.publisher else None
    store.connection.execute(
        "INSERT INTO prints(key, document, position, digest, publisher, day, marks) VALUES(?, ?, ?, ?, ?, ?, ?)",
        (key, *place, publisher, count_days(fingerprint), pack(list_marks(fingerprint))),
    )
    store.connection.executemany(
        "INSERT OR IGNORE INTO credits VALUES(?, ?)", ((name, key) for name in list_credits(fingerprint))
    )


def _is_elsewhere(print: Print, fingerprint: Fingerprint) -> bool:
    publisher = fold_words(fingerprint.publisher) if fingerprint.publisher else None
    return (publisher, count_days(fingerprint)) != (print.publisher, print.day)


def update_origins(
    store: Store, changed: Collection[int], decisions: Sequence[Decision], judged: Iterable[int]
) -> "Moves | None":
    """What has moved, now that some documents have come or changed, or people have judged some.

    None where a document that was there before has other passages, another publisher or day: then what credits lead
    to may have changed anywhere, and the origins are to be found anew.

    Args:
        changed: the numbers of documents that are new or were read anew.
        decisions: all that are in force.
        judged: documents about which something was decided, or is no longer.
    """
    affected = {*changed, *judged}
    prints = Prints(store)
    before = {print.key: print for number in changed for print in prints.list_kept(number)}
    fresh = {make_key(f.id): (f, place) for number in changed for f, place in prints.list_found(number)}
    same = {key for key, print in before.items() if key in fresh and fresh[key][1][2] == print.digest}
    old, new = before.keys() - same, fresh.keys() - same
    if old - new or any(_is_elsewhere(before[key], fresh[key][0]) for key in old):
        return None
    affected |= _drop_ties(store, old)
    gone = {key: unpack(before[key].marks) for key in old}
    come = {key: list_marks(fresh[key][0]) for key in new}
    for key in old:
        store.connection.execute("DELETE FROM prints WHERE key = ?", (key,))
        store.connection.execute("DELETE FROM credits WHERE key = ?", (key,))
    for key in new:
        _save_print(store, fresh[key][0], key, fresh[key][1])
    changes = change_marks(store, gone, come)
    credited = Credits(prints)
    pairs = {pair for pair, more in changes.moved.items() if more > 0 and prints.meet(pair)}
    pairs |= changes.met.keys() | {pair for key in new for pair in credited.list_pairs(key)}
    pairs |= credited.list_pairs_of_new(new)
    ceased = {pair for pair, more in changes.moved.items() if more < 0}
    lost = {pair for pair in ceased | credited.list_broken(new - old) if not {*pair} & new}
    affected |= _lose_ties(prints, credited, lost)
    tied = {pair for pair in pairs if is_pair(prints.load(pair[0]), prints.load(pair[1]))}
    affected |= _save_ties(prints, sorted(tied | _list_shaken(store, changes.crossed)))
    return _join_again(prints, affected, decisions, set(changed))


def _list_shaken(store: Store, marks: Iterable[int]) -> set[Pair]:
    """The ties of passages with a run that has become, or is no longer, one that very many have."""
    sql = (
        "SELECT t.one, t.other FROM json_each(?1) k JOIN marks m ON m.mark = k.value JOIN ties t ON t.one = m.key "
        "UNION SELECT t.one, t.other FROM json_each(?1) k JOIN marks m ON m.mark = k.value "
        "JOIN ties t ON t.other = m.key"
    )
    return {(one, other) for one, other in store.connection.execute(sql, (json.dumps([*marks]),))}


class Moves(Struct, frozen=True, kw_only=True):
    """What has changed for the documents that were there before, when origins were found again."""

    moved: set[int]  # documents that others have joined or left, but for those that are new or read anew
    tied: set[Pair]  # documents between which there is other evidence than before


def _drop_ties(store: Store, keys: Iterable[int]) -> set[int]:
    """The documents that were tied to passages that are no longer there; the ties are gone."""
    affected: set[int] = set()
    for key in keys:
        for column, other in (("one", "other"), ("other", "one")):
            sql = f"SELECT p.document FROM ties t JOIN prints p ON p.key = t.{other} WHERE t.{column} = ?"
            affected |= {row[0] for row in store.connection.execute(sql, (key,))}
            store.connection.execute(f"DELETE FROM ties WHERE {column} = ?", (key,))
    return affected


def _save_ties(prints: Prints, pairs: Sequence[Pair]) -> set[int]:
    """The documents of the pairs that are tied, or no longer, or for other reasons than before; these are kept."""
    connection = prints.store.connection
    held = [(prints.load(one), prints.load(other)) for one, other in pairs]
    marks = {mark for pair in held for fingerprint in pair for mark in list_runs(fingerprint).tolist()}
    affected: set[int] = set()
    for pair, tie in zip(pairs, measure_ties(held, find_frequent(prints.store, marks)), strict=True):
        row = connection.execute("SELECT record FROM ties WHERE one = ? AND other = ?", pair).fetchone()
        record = _encode(tie)
        if row is None or row[0] != record:
            connection.execute("INSERT OR REPLACE INTO ties VALUES(?, ?, ?)", (*pair, record))
            affected |= {prints.find_document(pair[0]), prints.find_document(pair[1])}
    return affected


def _lose_ties(prints: Prints, credited: Credits, pairs: Iterable[Pair]) -> set[int]:
    """The documents whose tie has nothing left by which they would meet; it is gone."""
    affected: set[int] = set()
    for pair in pairs:
        known = prints.store.connection.execute("SELECT 1 FROM ties WHERE one = ? AND other = ?", pair).fetchone()
        if known is None or prints.meet(pair) or any(pair in credited.list_pairs(key) for key in pair):
            continue
        prints.store.connection.execute("DELETE FROM ties WHERE one = ? AND other = ?", pair)
        affected |= {prints.find_document(pair[0]), prints.find_document(pair[1])}
    return affected


def _join_again(prints: Prints, affected: set[int], decisions: Sequence[Decision], changed: set[int]) -> Moves:
    """Finds the origins of all documents that are reached from these by ties, former origins or decisions."""
    store = prints.store
    documents, ties = _reach(store, affected, decisions)
    names = _name_documents(store, documents)
    fingerprints = [prints.load(key) for number in sorted(documents) for key in _list_keys(store, number)]
    origins = join_origins(fingerprints, [_TIE.decode(record) for _, record in sorted(ties.items())], decisions)
    former = _take_former(store, documents)
    numbers = {id: number for number, id in names.items()}
    save_origins(store, origins, numbers)
    return _compare(former, origins, numbers, changed)


def _reach(store: Store, affected: Iterable[int], decisions: Iterable[Decision]) -> tuple[set[int], dict[Pair, bytes]]:
    """The documents that hang together with these, and the ties between their passages."""
    beside: defaultdict[int, set[int]] = defaultdict(set)
    for decision in decisions:
        if decision.question == "same origin" and len(decision.about) == 2 and decision.judgement == "positive":
            found = [_find_number(store, id) for id in decision.about]
            if found[0] is not None and found[1] is not None:
                beside[found[0]].add(found[1])
                beside[found[1]].add(found[0])
    reached, waiting = set(affected), list(affected)
    ties: dict[Pair, bytes] = {}
    sql = (
        "SELECT t.one, t.other, t.record, q.document FROM prints p JOIN ties t ON t.one = p.key "
        "JOIN prints q ON q.key = t.other WHERE p.document = ?1 AND t.record IS NOT NULL UNION ALL "
        "SELECT t.one, t.other, t.record, q.document FROM prints p JOIN ties t ON t.other = p.key "
        "JOIN prints q ON q.key = t.one WHERE p.document = ?1 AND t.record IS NOT NULL"
    )
    members = "SELECT m.document FROM origin_of o JOIN origin_of m ON m.origin = o.origin WHERE o.document = ?"
    while waiting:
        number = waiting.pop()
        rows = store.connection.execute(sql, (number,)).fetchall()
        ties |= {(one, other): record for one, other, record, _ in rows}
        held = store.connection.execute(members, (number,)).fetchall()
        more = {row[3] for row in rows} | {row[0] for row in held} | beside[number]
        waiting += more - reached
        reached |= more
    return reached, ties


def _find_number(store: Store, document: str) -> int | None:
    row = store.connection.execute("SELECT number FROM documents WHERE id = ?", (document,)).fetchone()
    return row[0] if row else None


def _list_keys(store: Store, document: int) -> list[int]:
    return [row[0] for row in store.connection.execute("SELECT key FROM prints WHERE document = ?", (document,))]


def _name_documents(store: Store, numbers: Iterable[int]) -> dict[int, str]:
    sql = "SELECT number, id FROM documents WHERE number = ?"
    rows = (store.connection.execute(sql, (number,)).fetchone() for number in numbers)
    return {row[0]: row[1] for row in rows if row}


def _take_former(store: Store, documents: Iterable[int]) -> list[Origin]:
    """The origins that the documents had, which are no longer in the tables."""
    numbers: dict[int, None] = {}
    for document in sorted(documents):
        row = store.connection.execute("SELECT origin FROM origin_of WHERE document = ?", (document,)).fetchone()
        if row:
            numbers[row[0]] = None
        store.connection.execute("DELETE FROM origin_of WHERE document = ?", (document,))
    former = []
    for number in numbers:
        row = next(fetch(store.connection, tuple[bytes], "SELECT record FROM origins WHERE number = ?", (number,)))
        former.append(_ORIGIN.decode(row[0]))
        store.connection.execute("DELETE FROM origins WHERE number = ?", (number,))
    return former


def _compare(former: Iterable[Origin], now: Iterable[Origin], numbers: dict[str, int], changed: set[int]) -> Moves:
    """What is not as it was, apart from what concerns the changed documents."""
    was: dict[int, int] = {
        numbers[id]: place for place, origin in enumerate(former) for id in origin.documents if id in numbers
    }
    held: defaultdict[int, int] = defaultdict(int)
    for number, place in was.items():
        held[place] += number not in changed
    moved: set[int] = set()
    for origin in now:
        parts: defaultdict[int | None, set[int]] = defaultdict(set)
        for number in (numbers[id] for id in origin.documents):
            if number not in changed:
                parts[was.get(number)].add(number)
        largest = max(parts.values(), key=lambda part: (len(part), -min(part)), default=set())
        for former_place, part in parts.items():
            if part is not largest or (former_place is not None and len(part) < held[former_place]):
                moved |= part
    evidence = [_list_tied(origins, numbers) for origins in (former, now)]
    tied = {pair[:2] for pair in evidence[0] ^ evidence[1] if not {*pair[:2]} & changed}
    return Moves(moved=moved, tied=tied)


def _list_tied(origins: Iterable[Origin], numbers: dict[str, int]) -> set[tuple[int, int, bool]]:
    """The pairs of documents with evidence between them, and whether one is the other's correction."""
    return {
        (*order_keys(numbers[item.left], numbers[item.right]), item.why == "correction")
        for origin in origins
        for item in origin.evidence
        if item.left in numbers and item.right in numbers
    }
