"""Where sentences begin and end, as offsets; nothing is lost and nothing normalised."""

from sentencex import segment  # type: ignore[attr-defined]

MAX_SENTENCE = 5_000  # characters; longer runs without a full stop are cut at white space or, failing that, hard


def find_sentences(text: str, start: int, end: int, lang: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, without the white space around them.

    A closing quotation mark stays with its sentence; a line break with an empty line after it ends one.
    """
    sentences: list[tuple[int, int]] = []
    position = start
    for piece in segment(lang, text[start:end]):
        found = text.find(piece, position, end)
        if found < 0 or not piece.strip():
            continue
        position = found + len(piece)
        first = found + len(piece) - len(piece.lstrip())
        sentences.append((first, first + len(piece.strip())))
    return sentences
