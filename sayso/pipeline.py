"""The whole system in two functions: one reads a document, one puts documents together.

read_document   text ─▶ passages ─▶ readings ─▶ mentions, dates, amounts ─▶ statements ─▶ entities, events
combine         findings of many documents ─▶ entities across documents, origins, disputes, claims

Both are pure: no disk, clock, network or global state (language tables and weights are loaded once).
"""

from collections.abc import Iterable

from sayso.extract.events import Evidence, find_events
from sayso.extract.relations import find_relations
from sayso.extract.statements import find_statements
from sayso.link.across import join_documents
from sayso.link.entities import link_document
from sayso.read.names import find_mentions
from sayso.read.reading import read_passage
from sayso.read.values import find_values
from sayso.records import AnyFinding, Decision, Document, Entity, Fingerprint, Mention
from sayso.text.passages import split_passages
from sayso.weigh.fingerprints import find_fingerprints
from sayso.weigh.gists import find_gists
from sayso.weigh.origins import group_origins
from sayso.weigh.standing import weigh
from sayso.weigh.telling import tell_documents
from sayso.weigh.versions import compare_versions


def read_document(document: Document, *, weighted: bool = True) -> list[AnyFinding]:
    """Everything that can be found in one document alone, in order of kind and place.

    Args:
        weighted: False reads by rules alone, without trained weights.
    """
    passages = split_passages(document)
    found = (read_passage(document, passage, weighted=weighted) for passage in passages)
    readings = [reading for reading in found if reading]
    mentions = find_mentions(readings)
    statements = find_statements(readings)
    mentions, statements, entities = link_document(readings, mentions, statements)
    values = [find_values(reading, document.published) for reading in readings]
    dates = [date for found, _ in values for date in found]
    amounts = [amount for _, found in values for amount in found]
    evidence = Evidence(mentions=mentions, statements=statements, entities=entities, dates=dates, amounts=amounts)
    found_events = find_events(readings, evidence)
    mentions, entities = found_events.mentions, found_events.entities
    amounts = sorted([*amounts, *found_events.counts], key=lambda amount: amount.value.span.start)
    evidence = Evidence(mentions=mentions, statements=statements, entities=entities, dates=dates, amounts=amounts)
    found_relations = find_relations(readings, evidence)
    mentions, entities = found_relations.mentions, found_relations.entities
    told: list[AnyFinding] = [*statements, *found_events.events, *found_relations.relations]
    findings: list[AnyFinding] = [*passages, *mentions, *dates, *amounts, *told, *entities]
    gists = find_gists(document, passages, findings)
    versions = compare_versions(document, [*findings, *gists])
    return [*findings, *gists, *versions, *find_fingerprints(document, passages, findings)]


def combine(findings: Iterable[AnyFinding], decisions: Iterable[Decision] = ()) -> list[AnyFinding]:
    """What follows from the findings of several documents: entities over documents, origins, disputes, claims."""
    found, judged = list(findings), list(decisions)
    entities = join_documents(
        (finding for finding in found if isinstance(finding, Entity)),
        (finding for finding in found if isinstance(finding, Mention)),
        judged,
    )
    origins = group_origins((finding for finding in found if isinstance(finding, Fingerprint)), judged)
    return [*entities, *origins, *weigh(tell_documents(found, entities), origins, judged)]
