"""Two versions of a text side by side: those that one document holds, or two documents."""

from msgspec import Struct

from sayso.records import Difference, Versions
from sayso.store.asking import find_document, load_document
from sayso.store.database import explain_errors
from sayso.store.saving import Store, load_findings
from sayso.weigh.gaps import find_gaps
from sayso.weigh.versions import Side, align_sides, find_differences, make_side, pair_sides


class Comparison(Struct, frozen=True, kw_only=True):
    """Two versions, where they differ, and the texts that the left and right spans point into."""

    text: str
    other_text: str
    versions: tuple[Versions, ...]
    differences: tuple[Difference, ...]


def load_comparison(store: Store, document: str, other: str | None = None) -> Comparison:
    """What differs between the two versions that a document holds; empty where it holds but one.

    Args:
        other: a second document; then the two are compared.
    """
    with explain_errors(store.path):
        if other is None:
            number = find_document(store, document)
            text = load_document(store, number)[1]
            sides = pair_sides(text, tuple(load_findings(store.connection, number)))
            return _compare(sides, text.text, text.text, related=False)
        left, right = (_load_side(store, id) for id in (document, other))
        texts = [load_document(store, find_document(store, id))[1].text for id in (document, other)]
        return _compare([(left, right)] if left and right else [], texts[0], texts[1], related=True)


def _load_side(store: Store, id: str) -> Side | None:
    number = find_document(store, id)
    return make_side(load_document(store, number)[1], load_findings(store.connection, number))


def _compare(sides: list[tuple[Side, Side]], text: str, other_text: str, *, related: bool) -> Comparison:
    versions: list[Versions] = []
    differences: list[Difference] = []
    for pair in sides:
        aligned = align_sides(*pair, related=related)
        if aligned is not None:
            versions.append(aligned)
            differences += [*find_differences(pair, aligned), *find_gaps(pair, aligned)]
    return Comparison(text=text, other_text=other_text, versions=tuple(versions), differences=tuple(differences))
