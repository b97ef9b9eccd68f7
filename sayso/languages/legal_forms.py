"""Legal forms of companies, which one text gives and another leaves out: Ltd, ООО, 有限公司; one a line, folded."""

from functools import cache
from importlib.resources import files


@cache
def list_legal_forms() -> tuple[str, ...]:
    """The forms in lower case and without full stops, the longest first."""
    lines = (files("sayso.languages") / "legal_forms.txt").read_text("utf-8").splitlines()
    return tuple(sorted({line for line in lines if line}, key=lambda form: (-len(form), form)))
