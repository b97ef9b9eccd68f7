"""The built-in demo: twelve invented documents about one invented affair.

Arvenia, its port of Halmere, the Beiling Harbour Group and everybody who speaks are made up.
Two documents are copies of a wire story, one denies, one corrects; four are in Chinese (one in
traditional characters, one beside its English version), one is in Russian.
"""

from importlib.resources import as_file, files
from pathlib import Path


def find_demo_folder() -> Path:
    """The folder with the demo's documents."""
    with as_file(files(__name__) / "documents") as folder:
        return folder
