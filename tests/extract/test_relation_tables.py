"""Every row of the tables for relations is found in its example, with the type and the phase that the row names."""

import pytest

from sayso import languages
from sayso.languages.relating import RoleNoun, Tie
from sayso.pipeline import read_document
from sayso.records import Document, Relation


def list_rows(kind: str) -> list[tuple[str, RoleNoun | Tie]]:
    found: list[tuple[str, RoleNoun | Tie]] = []
    for code in languages.list_languages():
        language = languages.load(code)
        assert language is not None
        found += [(code, row) for row in (language.roles if kind == "roles" else language.ties)]
    return found


def name(value: object) -> str:
    return value if isinstance(value, str) else getattr(value, "forms")[0]  # noqa: B009


def read(code: str, text: str) -> list[Relation]:
    document = Document(id="d", text=text, lang=code, published="2027-06-10")
    language = languages.load(code)
    assert language is not None
    ours = bool(language.settings.weights or language.naming.weights)  # a package for names may not be installed
    return [finding for finding in read_document(document, weighted=ours) if isinstance(finding, Relation)]


@pytest.mark.parametrize(("code", "row"), list_rows("roles"), ids=name)
def test_the_engine_finds_the_role_of_each_example(code: str, row: RoleNoun) -> None:
    text = row.example
    assert any(form.lower() in text.lower() for form in row.forms) or code == "ru"
    found = read(code, text)
    if row.type in ("successor", "predecessor"):
        assert len({relation.subject for relation in found}) == 2, found
        return
    roles = [text[r.role.start : r.role.end].lower() for r in found if r.role and r.relation_type == row.type]
    assert any(form.split()[-1][:4].lower() in role for role in roles for form in row.forms), found


@pytest.mark.parametrize(("code", "row"), list_rows("ties"), ids=name)
def test_the_engine_finds_the_tie_of_each_example(code: str, row: Tie) -> None:
    found = read(code, row.example)
    assert found
    if row.type != "any":
        assert row.type in {relation.relation_type for relation in found}, found
    if row.phase == "ends":
        assert any(relation.ended for relation in found), found
