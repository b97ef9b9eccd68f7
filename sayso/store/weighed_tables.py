"""What stands up in a case, in tables: origins, claims and disputes, made again where documents or decisions changed.

What the documents say stays in `findings`; these tables hold only what follows from it, and may be thrown away at
any time. Whoever asks first after a change waits for the weighing.
"""

from collections.abc import Iterable, Mapping

from sayso.records import Origin
from sayso.store.saving import ENCODER, Store

LAYOUT = (
    # what the tables were made from
    "CREATE TABLE IF NOT EXISTS weighed_state(way TEXT NOT NULL, documents INTEGER NOT NULL, log INTEGER NOT NULL, "
    "decisions INTEGER NOT NULL, listed INTEGER NOT NULL)",
    # by which passages, documents and tellings meet, and what each tells
    "CREATE TABLE IF NOT EXISTS marks(mark INTEGER, key INTEGER, PRIMARY KEY(mark, key)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS prints(key INTEGER PRIMARY KEY, document INTEGER NOT NULL, position INTEGER NOT NULL, "
    "digest INTEGER NOT NULL, publisher TEXT, day INTEGER, marks BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS prints_document ON prints(document)",
    "CREATE INDEX IF NOT EXISTS prints_publisher ON prints(publisher, day)",
    "CREATE TABLE IF NOT EXISTS credits(name TEXT NOT NULL, key INTEGER NOT NULL, PRIMARY KEY(name, key)) "
    "WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS ties(one INTEGER, other INTEGER, record BLOB, PRIMARY KEY(one, other)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS ties_other ON ties(other)",
    "CREATE TABLE IF NOT EXISTS told(document INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, log INTEGER NOT NULL, "
    "published TEXT, record BLOB NOT NULL)",
    "CREATE TABLE IF NOT EXISTS told_entities(entity INTEGER PRIMARY KEY, first INTEGER NOT NULL)",
    # what follows for documents
    "CREATE TABLE IF NOT EXISTS origins(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, "
    "first_day TEXT, record BLOB NOT NULL)",
    "CREATE INDEX IF NOT EXISTS origins_size ON origins(size DESC, first_day, id)",
    "CREATE TABLE IF NOT EXISTS origin_of(document INTEGER PRIMARY KEY, origin INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS origin_of_origin ON origin_of(origin)",
    # which tellings are the same, which contradict each other
    "CREATE TABLE IF NOT EXISTS tellings(key INTEGER PRIMARY KEY, id TEXT NOT NULL, document INTEGER NOT NULL, "
    "position INTEGER NOT NULL, place INTEGER NOT NULL, lang TEXT NOT NULL, voice TEXT NOT NULL, claim INTEGER, "
    "start INTEGER NOT NULL, size INTEGER NOT NULL, grain BLOB, told_in INTEGER)",
    "CREATE INDEX IF NOT EXISTS tellings_document ON tellings(document, position)",
    "CREATE INDEX IF NOT EXISTS tellings_claim ON tellings(claim)",
    "CREATE INDEX IF NOT EXISTS tellings_id ON tellings(id)",
    # by: 0 what two documents, or one, are to each other; 1 two tellings that meet under marks of this weight
    "CREATE TABLE IF NOT EXISTS links(one INTEGER, other INTEGER, by INTEGER, reason TEXT NOT NULL, "
    "weight INTEGER NOT NULL, PRIMARY KEY(one, other, by, reason)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS links_other ON links(other)",
    "CREATE TABLE IF NOT EXISTS contrasts(one INTEGER, other INTEGER, by INTEGER, record TEXT NOT NULL, "
    "weight INTEGER NOT NULL, PRIMARY KEY(one, other, by, record)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS contrasts_other ON contrasts(other)",
    "CREATE TABLE IF NOT EXISTS compared(one INTEGER, other INTEGER, weight INTEGER NOT NULL, "
    "PRIMARY KEY(one, other)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS compared_other ON compared(other)",
    # what follows for tellings
    "CREATE TABLE IF NOT EXISTS claims(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, head INTEGER NOT NULL, "
    "tellings INTEGER NOT NULL, documents INTEGER NOT NULL, origins INTEGER NOT NULL, speakers INTEGER NOT NULL, "
    "denials INTEGER NOT NULL, disputes INTEGER NOT NULL, langs TEXT NOT NULL, first_day TEXT, last_day TEXT, "
    "reasons TEXT NOT NULL)",
    "CREATE INDEX IF NOT EXISTS claims_fewest ON claims(origins, tellings DESC, id)",
    "CREATE INDEX IF NOT EXISTS claims_most ON claims(origins DESC, tellings DESC, id)",
    "CREATE INDEX IF NOT EXISTS claims_denied ON claims(denials DESC, tellings DESC, id)",
    "CREATE INDEX IF NOT EXISTS claims_latest ON claims(last_day DESC, tellings DESC, id)",
    "CREATE INDEX IF NOT EXISTS claims_earliest ON claims(first_day, tellings DESC, id)",
    "CREATE TABLE IF NOT EXISTS disputes(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, "
    "one INTEGER NOT NULL, other INTEGER NOT NULL, score REAL NOT NULL, inside INTEGER NOT NULL, "
    "weight INTEGER NOT NULL, clash_one INTEGER NOT NULL, clash_other INTEGER NOT NULL, reasons TEXT NOT NULL, "
    "lead INTEGER)",
    "CREATE INDEX IF NOT EXISTS disputes_one ON disputes(one)",
    "CREATE INDEX IF NOT EXISTS disputes_other ON disputes(other)",
    "CREATE INDEX IF NOT EXISTS disputes_lead ON disputes(lead)",
    "CREATE INDEX IF NOT EXISTS disputes_weight ON disputes(weight DESC, score DESC, id)",
)
TABLES = ("weighed_state", "marks", "prints", "credits", "ties", "told", "told_entities", "origins", "origin_of",
          "tellings", "links", "contrasts", "compared", "claims", "disputes")  # fmt: skip


def save_origins(store: Store, origins: Iterable[Origin], numbers: Mapping[str, int]) -> None:
    """The origins stand in their tables; those that their documents had before must be gone.

    Args:
        numbers: of the documents.
    """
    sql = "SELECT first_day FROM documents WHERE number = ? AND first_day > ''"
    for origin in origins:
        held = [numbers[id] for id in origin.documents]
        known = [day for number in held for (day,) in store.connection.execute(sql, (number,))]
        row = store.connection.execute(
            "INSERT INTO origins(id, size, first_day, record) VALUES(?, ?, ?, ?)",
            (origin.id, len(held), min(known) if known else None, ENCODER.encode(origin)),
        )
        store.connection.executemany("INSERT INTO origin_of VALUES(?, ?)", ((number, row.lastrowid) for number in held))


def count_against(store: Store, claims: Iterable[int]) -> None:
    """These claims know how many disputes they are in, and how many tellings say otherwise.

    An event counts with the statement that tells it: a denial is one, though it tells of what did not happen.
    """
    sides = "SELECT x.other AS against, x.kind FROM disputes x WHERE x.one = claims.number UNION ALL "
    sides += "SELECT x.one, x.kind FROM disputes x WHERE x.other = claims.number"
    store.connection.executemany(
        f"UPDATE claims SET disputes = (SELECT COUNT(*) FROM ({sides})), "
        "denials = (SELECT COUNT(DISTINCT COALESCE(t.told_in, t.key)) "
        f"FROM ({sides}) s JOIN tellings t ON t.claim = s.against WHERE s.kind <> 'interpretation') WHERE number = ?",
        ((number,) for number in claims),
    )
