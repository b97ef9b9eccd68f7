"""Who said what about whom, according to whom, with the exact words that prove it.

    import sayso
    for statement in sayso.extract("The port office denied that the quay was closed.").statements:
        print(statement.act, statement.content)

`extract` reads one text, `extract_sources` files, folders, addresses and archives; `create_case`
and `open_case` keep what was read. Everything else is in the modules, which docs/reference lists.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.case import Case, Filters, create_case, open_case
    from sayso.errors import SaysoError
    from sayso.extraction import Extraction, extract, extract_sources
    from sayso.pipeline import combine, read_document
    from sayso.records import Document, Entity, Mention, Span, Statement

__version__ = "0.1.0"

_HOMES = {
    "Case": "case",
    "Filters": "case",
    "create_case": "case",
    "open_case": "case",
    "SaysoError": "errors",
    "Extraction": "extraction",
    "extract": "extraction",
    "extract_sources": "extraction",
    "combine": "pipeline",
    "read_document": "pipeline",
    "Document": "records",
    "Entity": "records",
    "Mention": "records",
    "Span": "records",
    "Statement": "records",
}
__all__ = [
    "Case",
    "Document",
    "Entity",
    "Extraction",
    "Filters",
    "Mention",
    "SaysoError",
    "Span",
    "Statement",
    "combine",
    "create_case",
    "extract",
    "extract_sources",
    "open_case",
    "read_document",
]


def __getattr__(name: str) -> object:
    """The public names, imported when first used, so that `import sayso` costs next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    return getattr(import_module(f"sayso.{_HOMES[name]}"), name)


class _Face(ModuleType):
    """The module as its users see it: `sayso.extract` is the function, not the package of that name.

    Importing a package sets it as an attribute of the module above it; so `extract` is a property that keeps
    the function whatever was imported before.
    """

    @property
    def extract(self) -> object:
        return __getattr__("extract")

    @extract.setter
    def extract(self, package: ModuleType) -> None:
        """The package is found through `sys.modules`."""


sys.modules[__name__].__class__ = _Face
