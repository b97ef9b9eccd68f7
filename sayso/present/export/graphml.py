"""The speakers' network as GraphML, for Gephi, yEd, Cytoscape, igraph and networkx: all of it, however large.

A node is an entity that speaks or is spoken of, an edge leads from who speaks to who is spoken of and carries how many
statements, denials and documents stand behind it.
"""

from collections.abc import Iterator
from typing import BinaryIO

from sayso.case import Case, Filters
from sayso.present.plots.svg import make_element
from sayso.store.network import Node, Tie, find_ties, load_node

_NODE_KEYS = {"label": "string", "schema": "string", "country": "string", "sector": "string"}
_EDGE_KEYS = {"weight": "int", "denials": "int", "documents": "int"}


def write_graphml(case: Case, file: BinaryIO, filters: Filters | None = None) -> dict[str, int]:
    """How many nodes and edges are in the file now."""
    ids: dict[str, None] = {}
    for tie in find_ties(case.store, filters or Filters()):
        ids[tie.speaker] = ids[tie.about] = None
    edges = 0
    file.write(_make_head().encode())
    for id in ids:
        file.write(_make_node(load_node(case.store, id)).encode() + b"\n")
    for tie in find_ties(case.store, filters or Filters()):
        edges += 1
        file.write(_make_edge(tie, edges).encode() + b"\n")
    file.write(b"</graph>\n</graphml>\n")
    return {"nodes": len(ids), "edges": edges}


def _make_head() -> str:
    keys = "\n".join(_list_keys())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
        f'{keys}\n<graph id="speakers" edgedefault="directed">\n'
    )


def _list_keys() -> Iterator[str]:
    for kind, keys in (("node", _NODE_KEYS), ("edge", _EDGE_KEYS)):
        for name, type in keys.items():
            yield f'<key id="{name}" for="{kind}" attr.name="{name}" attr.type="{type}"/>'


def _make_node(node: Node) -> str:
    values = {"label": node.name, "schema": node.schema, "country": node.country, "sector": node.sector}
    data = (make_element("data", value, key=key) for key, value in values.items() if value)
    return make_element("node", *data, id=node.id)


def _make_edge(tie: Tie, number: int) -> str:
    values = {"weight": tie.count, "denials": tie.denials, "documents": tie.documents}
    data = (make_element("data", str(value), key=key) for key, value in values.items())
    return make_element("edge", *data, id=f"e{number}", source=tie.speaker, target=tie.about)
