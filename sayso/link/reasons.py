"""Reasons to say that two mentions are one: each a function whose docstring is the sentence shown.

The functions look at folded names (see `folding`): tuples of words, or of parts of a foreign name.
"""

from collections.abc import Callable

Name = tuple[str, ...]
Reason = Callable[[Name, Name], bool]


def is_same_name(left: Name, right: Name) -> bool:
    """The same name."""
    return left == right


def is_part_of_name(left: Name, right: Name) -> bool:
    """A part of the full name that the text gives elsewhere."""
    short, full = sorted((left, right), key=len)
    if len(short) >= len(full):
        return False
    return any(full[start : start + len(short)] == short for start in range(len(full) - len(short) + 1))


def is_short_form(left: Name, right: Name) -> bool:
    """The beginning or the end of the full name that the text gives elsewhere."""
    short, full = sorted((left, right), key=len)
    return len(short) < len(full) and short in (full[: len(short)], full[-len(short) :])


def is_same_country(left: Name, right: Name) -> bool:
    """Two names of one country."""
    return bool(left) and left == right


def is_glossed(left: Name, right: Name) -> bool:
    """The text itself gives both names, one in brackets behind the other."""
    return bool(left) and bool(right)


def is_same_letters(left: Name, right: Name) -> bool:
    """The same name, spaced or accented in another way."""
    return bool(left) and left == right


def is_same_in_letters(left: Name, right: Name) -> bool:
    """One name in two scripts, letter by letter."""
    return bool(left) and left == right


def is_same_body(left: Name, right: Name) -> bool:
    """The same kind of public body of the same country."""
    return bool(left) and left == right


def is_listed(left: Name, right: Name) -> bool:
    """A name of this entry of an imported list."""
    return bool(left) and bool(right)


def is_decided(left: Name, right: Name) -> bool:
    """A person decided that they are the same."""
    return bool(left) and bool(right)


def is_same_pinyin(left: Name, right: Name) -> bool:
    """The characters of one name are read as the other is spelled, and the documents name the same others."""
    return bool(left) and bool(right)


def is_same_sound(left: Name, right: Name) -> bool:
    """One name in two scripts: long, and alike in every part."""
    return bool(left) and bool(right)


def is_similar_sound(left: Name, right: Name) -> bool:
    """Alike in every part in two scripts, and the documents name the same others."""
    return bool(left) and bool(right)


def is_spelled_alike(left: Name, right: Name) -> bool:
    """Spelled nearly alike in one script."""
    return bool(left) and bool(right)


def is_read_alike(left: Name, right: Name) -> bool:
    """The characters of one name are read as the other is spelled."""
    return bool(left) and bool(right)


def sounds_alike(left: Name, right: Name) -> bool:
    """Alike in every part in two scripts."""
    return bool(left) and bool(right)


def shares_others(left: Name, right: Name) -> bool:
    """Their documents name the same others."""
    return bool(left) and bool(right)


def lacks_context(left: Name, right: Name) -> bool:
    """Too little else that is named with both."""
    return bool(left) and bool(right)


def has_rivals(left: Name, right: Name) -> bool:
    """Another name fits as well, or nearly as well."""
    return bool(left) and bool(right)


def is_other_name(left: Name, right: Name) -> bool:
    """A letter or more differs, and sometimes that is another person."""
    return bool(left) and bool(right)


def has_other_names(left: Name, right: Name) -> bool:
    """Their other names in one script differ."""
    return bool(left) and bool(right)


def is_pronoun_for(left: Name, right: Name) -> bool:
    """A pronoun for the one last spoken of whom it fits."""
    return bool(left) and bool(right)


def is_in_turn(left: Name, right: Name) -> bool:
    """The same letter over what is said: all answers of a conversation are of one."""
    return bool(left) and bool(right)


def is_named_in_turn(left: Name, right: Name) -> bool:
    """The one who answers in a conversation, by a name over another answer or before the first question."""
    return bool(left) and bool(right)


def is_title_of(left: Name, right: Name) -> bool:
    """A title or noun that the text gives to the same one."""
    return bool(left) and bool(right)


def is_publisher(left: Name, right: Name) -> bool:
    """ "We" in a text that this body publishes."""
    return bool(left) and bool(right)


def is_issuer(left: Name, right: Name) -> bool:
    """A statement, standing for the body that issued it."""
    return bool(left) and bool(right)


def explain(reason: Reason) -> str:
    """The sentence that a reason shows."""
    return (reason.__doc__ or "").strip()
