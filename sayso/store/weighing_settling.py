"""What no longer holds between documents and tellings, after others have come between them or have gone."""

import json
from collections.abc import Collection, Iterable, Mapping

from sayso.store.meetings import Weights, order_keys, weigh_pair
from sayso.store.saving import Store
from sayso.store.weighing_pairs import OF_DOCUMENTS, OF_TELLINGS
from sayso.store.weighing_told import Library, list_marks_of_document, list_marks_of_tellings
from sayso.weigh.marks import FEWEST_SHARED, Pair, make_key

_FOUND = ("links", "contrasts")


def find_numbers(store: Store, keys: Collection[int]) -> Mapping[int, int]:
    """For the key of each document its number."""
    sql = "SELECT t.key, t.document FROM json_each(?) k JOIN told t ON t.key = k.value"
    return dict(store.connection.execute(sql, (json.dumps(sorted(keys)),)).fetchall())


def forget_documents(store: Store, documents: Collection[int]) -> set[int]:
    """The tellings of documents, and those that were linked or contrasted with them; nothing of that is left."""
    own = "SELECT key FROM tellings WHERE document IN (SELECT value FROM json_each(?1))"
    values = (json.dumps(sorted(documents)),)
    affected = {row[0] for row in store.connection.execute(own, values)}
    for table in _FOUND:
        for column, beside in (("one", "other"), ("other", "one")):
            sql = f"SELECT x.{beside} FROM {table} x WHERE x.{column} IN ({own})"
            affected |= {row[0] for row in store.connection.execute(sql, values)}
            store.connection.execute(f"DELETE FROM {table} WHERE {column} IN ({own})", values)
    for column in ("one", "other"):
        sql = f"DELETE FROM compared WHERE {column} IN (SELECT value FROM json_each(?))"
        store.connection.execute(sql, values)
    return affected


def forget_tellings(store: Store, keys: Collection[int]) -> set[int]:
    """These tellings and those that were linked or contrasted with them by themselves; nothing of that is left."""
    values = (json.dumps(sorted(keys)), OF_TELLINGS)
    affected = set(keys)
    for table in _FOUND:
        for column, beside in (("one", "other"), ("other", "one")):
            found = f"FROM {table} WHERE {column} IN (SELECT value FROM json_each(?)) AND by = ?"
            affected |= {row[0] for row in store.connection.execute(f"SELECT {beside} {found}", values)}
            store.connection.execute(f"DELETE {found}", values)
    return affected


def forget_pair(store: Store, pair: Pair) -> set[int]:
    """The tellings that were linked or contrasted because of what two documents are; they are no longer."""
    affected: set[int] = set()
    for table in _FOUND:
        for left, right in (pair, pair[::-1]):
            sql = (
                f"SELECT x.one, x.other FROM tellings t JOIN {table} x ON x.one = t.key JOIN tellings u "
                "ON u.key = x.other WHERE t.document = ? AND u.document = ? AND x.by = ?"
            )
            rows = store.connection.execute(sql, (left, right, OF_DOCUMENTS)).fetchall()
            affected |= {key for row in rows for key in row}
            gone = f"DELETE FROM {table} WHERE one = ? AND other = ? AND by = ?"
            store.connection.executemany(gone, ((*row, OF_DOCUMENTS) for row in rows))
    return affected


def settle_documents(store: Store, library: Library, moved: Weights, again: Iterable[Pair]) -> Weights:
    """The pairs of documents, touched by nobody, that are to be compared again, with the weight they have now.

    Args:
        moved: by how much the weights of pairs have grown, by number.
        again: pairs that are to be compared anyway.
    """
    weights = _find_compared(store, {*moved, *again})
    found: Weights = {pair: weights.get(pair, 0) for pair in again}
    for pair, more in moved.items():
        known = weights.get(pair)
        if known is None and more <= 0:
            continue
        weight = _weigh_documents(store, library, pair) if known is None else known + more
        weight = weight if weight >= FEWEST_SHARED else 0
        if (known is None) != (weight == 0) or pair in found:
            found[pair] = weight
        _save_compared(store, pair, weight)
    return found


def _find_compared(store: Store, pairs: Iterable[Pair]) -> Weights:
    """The weights of those of the pairs that were compared as documents of one affair."""
    _line_up(store, ((*pair, 0) for pair in pairs))
    found: Weights = {}
    for one, other in (("one", "other"), ("other", "one")):
        sql = "SELECT c.one, c.other, c.weight FROM temp.moved m JOIN compared c "
        sql += f"ON c.one = m.{one} AND c.other = m.{other}"
        found |= {order_keys(*row[:2]): row[2] for row in store.connection.execute(sql)}
    return found


def _save_compared(store: Store, pair: Pair, weight: int) -> None:
    for one, other in (pair, pair[::-1]):
        if weight:
            sql = "UPDATE compared SET weight = ? WHERE one = ? AND other = ?"
            store.connection.execute(sql, (weight, one, other))
        else:
            store.connection.execute("DELETE FROM compared WHERE one = ? AND other = ?", (one, other))


def _weigh_documents(store: Store, library: Library, pair: Pair) -> int:
    told = [library.load(number) for number in pair]
    keys = make_key(told[0].document), make_key(told[1].document)
    return weigh_pair(store, keys, (list_marks_of_document(told[0]), list_marks_of_document(told[1])))


def settle_tellings(store: Store, library: Library, moved: Weights) -> tuple[list[tuple[int, int, int]], set[int]]:
    """The pairs of tellings, touched by nobody, that may have begun to meet, and those that have lost each other.

    What was found for others is kept, with the weight they have now.
    """
    _line_up(store, ((*pair, more) for pair, more in moved.items()))
    lost: set[int] = set()
    known: set[Pair] = set()
    for table in _FOUND:
        sql = f"SELECT x.one, x.other, x.weight + m.weight FROM temp.moved m JOIN {table} x "
        sql += "ON x.one = m.one AND x.other = m.other WHERE x.by = ?"
        for one, other, weight in store.connection.execute(sql, (OF_TELLINGS,)).fetchall():
            known.add((one, other))
            if weight >= FEWEST_SHARED:
                sql = f"UPDATE {table} SET weight = ? WHERE one = ? AND other = ? AND by = ?"
                store.connection.execute(sql, (weight, one, other, OF_TELLINGS))
            else:
                sql = f"DELETE FROM {table} WHERE one = ? AND other = ? AND by = ?"
                store.connection.execute(sql, (one, other, OF_TELLINGS))
                lost |= {one, other}
    begun = [pair for pair, more in moved.items() if more > 0 and pair not in known]
    weighed = ((*pair, _weigh_tellings(store, library, pair)) for pair in begun)
    return [row for row in weighed if row[2] >= FEWEST_SHARED], lost


def _weigh_tellings(store: Store, library: Library, pair: Pair) -> int:
    sql = "SELECT document FROM tellings WHERE key = ?"
    homes = [store.connection.execute(sql, (key,)).fetchone()[0] for key in pair]
    marks = [list_marks_of_tellings(library.load(home))[key] for home, key in zip(homes, pair, strict=True)]
    return weigh_pair(store, pair, (marks[0], marks[1]))


def _line_up(store: Store, rows: Iterable[tuple[int, int, int]]) -> None:
    """A table of these pairs stands ready to be joined with others."""
    store.connection.execute("CREATE TEMP TABLE IF NOT EXISTS moved(one INTEGER, other INTEGER, weight INTEGER)")
    store.connection.execute("DELETE FROM temp.moved")
    store.connection.executemany("INSERT INTO temp.moved VALUES(?, ?, ?)", rows)
