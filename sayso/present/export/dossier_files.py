"""A report as a file: HTML and Markdown by templates, Word by `dossier_word`; written beside its place, then moved."""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sayso.errors import SaysoError
from sayso.present import wording
from sayso.present.export.dossier import Dossier, DossierOptions
from sayso.present.export.dossier_weighed import read_claims, read_disputes
from sayso.present.export.dossier_word import METHOD, describe_scope, write_word
from sayso.present.writing import replace_file

TEMPLATES = {".html": "dossier.html", ".md": "dossier.md"}
SHAPES = (*TEMPLATES, ".docx")
_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]|~$^"} | {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
_OPENERS = re.compile(r"^([-+#=]|\d+(?=[.)](?:\s|$)))")  # what makes a list or a heading at the beginning of a line


def check_shape(suffix: str, options: DossierOptions) -> None:
    """SaysoError for an ending that no report is written as."""
    if suffix.lower() not in SHAPES:
        hint = f"End the file's name in {', '.join(SHAPES[:-1])} or {SHAPES[-1]}"
        raise SaysoError(f"{suffix or 'no ending'} is not known", where="-o", hint=hint)
    if options.numbered and suffix.lower() == ".md":
        raise SaysoError("Markdown has no numbers in the margin", where="--number-lines", hint="Use .html or .docx")


def write_shape(dossier: Dossier, path: Path) -> None:
    """The report is in the file, whole, or nothing is."""
    with replace_file(path) as file:
        if path.suffix.lower() == ".docx":
            write_word(dossier, file)
        else:
            for piece in render_text(dossier, path.suffix):
                file.write(piece.encode("utf-8", "replace"))


def render_text(dossier: Dossier, suffix: str) -> Iterator[str]:
    """The report as HTML (".html") or Markdown (".md"), piece by piece."""
    check_shape(suffix, dossier.options)
    template = TEMPLATES[suffix.lower()]
    markdown = template.endswith(".md")
    environment = Environment(
        loader=PackageLoader("sayso.present.export"),
        autoescape=not markdown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_show_in_markdown if markdown else _show_in_html,
    )
    stream = environment.get_template(template).stream(
        dossier=dossier,
        scope=dossier.scope,
        options=dossier.options,
        scope_words=describe_scope(dossier),
        method=METHOD.format(version=dossier.scope.version),
        claims=read_claims(dossier),
        disputes=read_disputes(dossier),
    )
    stream.enable_buffering(200)
    return iter(stream)


def _show_in_html(value: object) -> object:
    return wording.show_in_xml(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _show_in_markdown(value: object) -> object:
    """One line in which no sign of the document is taken as Markdown or HTML."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    line = " ".join(wording.make_visible(value).split()).translate(_MARKDOWN)
    return _OPENERS.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", line)
