"""What `import sayso` gives."""

import importlib

import sayso


def test_extract_is_the_function_whatever_was_imported_before() -> None:
    importlib.import_module("sayso.extract.statements")
    assert len(sayso.extract("The pilot said the ice was thin.").statements) == 1
    assert len(sayso.extract("The pilot said the ice was thin.").statements) == 1


def test_every_public_name_is_there() -> None:
    assert all(getattr(sayso, name) is not None for name in sayso.__all__)
