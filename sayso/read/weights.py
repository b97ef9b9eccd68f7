"""Trained parameters of a language: loaded once, or found missing.

A folder `sayso/weights/<name>/` holds the encoder's graph (`weights.onnx`), the one that names the relations
of a tree (`relations.onnx`), small tables beside them (`tables.npz`), the word pieces (`vocabulary`), what the
numbers mean (`settings.toml`), and where they come from (`card.md`, its figures also in `card.toml`).
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from sayso.read.wordpieces import Vocabulary, make_vocabulary

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """What the heads tell apart, in the order of their numbers."""

    roles: tuple[str, ...]
    links: tuple[str, ...]
    names: tuple[str, ...]
    parts_of_speech: tuple[str, ...]
    relations: tuple[str, ...]


class Decoding(Struct, frozen=True, forbid_unknown_fields=True):
    """Cut-offs, each the best of a few tried on development data."""

    begin: float = 0.0  # added to the score of a role's first word: above 0 finds more spans
    source: float = 0.2  # a source less probable than this under its cue is left out
    content: float = 0.2
    unseen: float = 1.0  # words that a cue claims by more than this are taken though no tag marks them
    same_cue: float = 1.0  # two pieces are one cue when they claim each other by more than this in sum
    context: int = 0  # pieces of earlier paragraphs read again before each window
    attribution: float = 0.0  # an attribution less certain than this is dropped
    slope: float = 1.0  # a score's log odds times slope, plus shift, is the log odds of being right
    shift: float = 0.0


class WordPattern(Struct, frozen=True, forbid_unknown_fields=True):
    """How a text is cut into words."""

    pattern: str


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """What the numbers of a set of weights mean."""

    words: WordPattern
    labels: Labels
    decoding: Decoding = Decoding()


class Card(Struct, frozen=True, forbid_unknown_fields=True):
    """When some weights were trained, and their headline figures on development data."""

    date: str
    licence: str
    scores: Mapping[str, float]  # such as "attribution_f1"; all between 0 and 1


class Weights(Struct, frozen=True, kw_only=True):
    """Everything that reads one language with trained parameters."""

    name: str
    settings: Settings
    pattern: re.Pattern[str]
    vocabulary: Vocabulary
    session: "InferenceSession"
    relating: "InferenceSession"
    tables: Mapping[str, Floats]

    def run(self, **inputs: Integers) -> dict[str, Floats]:
        """The graph's answers to a batch of windows, by name."""
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(names, inputs), strict=True))

    def relate(self, words: Floats, heads: Floats) -> Floats:
        """(words, relations): the scores of what each word is to its head, from their rows of the graph's answers."""
        return np.asarray(self.relating.run(["relations"], {"words": words, "heads": heads})[0], np.float32)


@cache
def load_weights(name: str, threads: int = 1) -> Weights | None:
    """The weights of that name, or None where the package has none."""
    folder = find_folder(name)
    return open_weights(folder, name, threads) if folder else None


def open_weights(folder: Traversable, name: str, threads: int = 1, graph: str = "weights.onnx") -> Weights:
    """The weights in a folder anywhere."""
    settings = msgspec.convert(tomllib.loads((folder / "settings.toml").read_text("utf-8")), Settings)
    with (folder / "tables.npz").open("rb") as file, np.load(file) as stored:
        tables = {key: stored[key].astype(np.float32) for key in stored.files}
    return Weights(
        name=name,
        settings=settings,
        pattern=re.compile(settings.words.pattern, re.VERBOSE),
        vocabulary=make_vocabulary((folder / "vocabulary").read_text("utf-8").split("\n")),
        session=open_session((folder / graph).read_bytes(), threads),
        relating=open_session((folder / "relations.onnx").read_bytes(), threads),
        tables=tables,
    )


def describe_weights(name: str) -> Card | None:
    """The card of the weights of that name, without loading them; None where the package has none."""
    folder = find_folder(name)
    if folder is None:
        return None
    return msgspec.convert(tomllib.loads((folder / "card.toml").read_text("utf-8")), Card)


def find_folder(name: str) -> Traversable | None:
    """The folder of the weights of that name, or None where the package has none."""
    if not re.fullmatch(r"[\w-]+", name):
        return None
    folder = files("sayso") / "weights" / name
    return folder if (folder / "weights.onnx").is_file() else None


def open_session(graph: bytes, threads: int) -> "InferenceSession":
    """A graph ready to run on the CPU with that many threads."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # onnxruntime's node for a sum and its norm together takes three times as long as the two nodes alone
    plain = ["SkipLayerNormFusion"]
    return InferenceSession(graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=plain)
