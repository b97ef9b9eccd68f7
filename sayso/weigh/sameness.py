"""Reasons to say that two statements say the same thing: each a function whose docstring is the sentence shown.

`FREE` hold of any two statements, those of `SOON` where their documents were published within days of each other;
those of `IN_AFFAIR` need two documents that tell of one affair, or one document.
"""

from collections.abc import Callable

from sayso.languages.concepts import are_opposite
from sayso.weigh.contradiction import Meeting
from sayso.weigh.naming import is_like_named, name_others

SAME_WORDS = 0.6  # of all stems of two statements, those that both have
FEW_WORDS = 4  # of both, with those of names; fewer are a phrase, and count where one speaker says it twice
FEWEST_PLAIN = 2  # of both, beside names
OTHER_WORDS = 0.5  # of all stems and concepts of two statements of one speaker, those that both have
OTHER_LANGUAGE = 0.5  # of all concepts, figures and months of two statements of one speaker in two languages
NEARLY_ALL = 0.75  # of the topics of two statements, so that they are of one thing though each names another beside
FEW_TOPICS, MORE_TOPICS = 2, 3  # in common: of one speaker, of two of like names
FEW = frozenset(["1", "2", "3"])
_LOOSE = frozenset(["demand", "call"])  # the same words may demand something else of somebody else

Reason = Callable[[Meeting], bool]


def says_it_in_these_words(meeting: Meeting) -> bool:
    """They say it in mostly the same words."""
    one, other = meeting.left, meeting.right
    if one.lang != other.lang or meeting.inside_one or _differ_in_negation(meeting):
        return False
    same = one.words == other.words and bool(one.words)
    if {one.statement.act, other.statement.act} & _LOOSE:
        return same
    if same and one.statement.form == other.statement.form == "direct" and _is_one_voice(meeting):
        return True
    if not _has_same_words(meeting) or _differ_in_figures(meeting) or meeting.days_apart:
        return False
    return same or not (_is_of_others(meeting) or _is_of_another_thing(meeting))


def _has_same_words(meeting: Meeting) -> bool:
    """Whether most stems of both stand in both, and not only names; few where one voice says just these."""
    sizes = len(meeting.left.words), len(meeting.right.words)
    shared = len(meeting.words)
    if 2 * shared < SAME_WORDS * sum(sizes) or len(meeting.plain) < FEWEST_PLAIN:
        return False
    return shared >= FEW_WORDS or (shared == min(sizes) and _is_one_voice(meeting))


def says_it_in_other_words(meeting: Meeting) -> bool:
    """The same speaker says it in other words."""
    one, other = meeting.left, meeting.right
    if one.lang != other.lang or not _is_own(meeting):
        return False
    shared = len(meeting.words) + len(one.concepts & other.concepts)
    size = len(one.words) + len(other.words) + len(one.concepts) + len(other.concepts)
    return 2 * shared >= OTHER_WORDS * size


def says_it_in_another_language(meeting: Meeting) -> bool:
    """The same speaker says it in another language."""
    one, other = meeting.left, meeting.right
    if one.lang == other.lang or not _is_own(meeting):
        return False
    return 2 * len(one.topics & other.topics) >= OTHER_LANGUAGE * (len(one.topics) + len(other.topics))


def gives_the_same_figure_for_the_day(meeting: Meeting) -> bool:
    """They give the same figure for the same time."""
    same = set(meeting.left.gist.figures) & set(meeting.right.gist.figures)
    times = set(meeting.left.gist.dates) & set(meeting.right.gist.dates)
    if not times or not any(unit for _, unit in same) or not _are_plain(meeting) or _differ_in_negation(meeting):
        return False
    return not _is_of_others(meeting)


def gives_the_same_toll(meeting: Meeting) -> bool:
    """They give the same number of dead."""
    if not (meeting.left.has("death") and meeting.right.has("death")) or not _are_plain(meeting):
        return False
    one, other = meeting.left.people, meeting.right.people
    return one is not None and one == other and not _is_of_others(meeting)


def stands_by_the_figure(meeting: Meeting) -> bool:
    """The same speaker gives the same figure elsewhere on this affair."""
    one, other = meeting.left, meeting.right
    same = {number for number, _ in one.gist.figures} & {number for number, _ in other.gist.figures}
    known = one.speaker is not None and one.speaker == other.speaker
    return (
        known
        and not meeting.inside_one
        and bool(same - FEW)
        and _are_plain(meeting)
        and not _differ_in_negation(meeting)
        and not _is_of_others(meeting)
        and not _is_of_another_thing(meeting)
    )


def is_told_in_another_language(meeting: Meeting) -> bool:
    """The same speaker names the same time or figure in another language."""
    one, other = meeting.left, meeting.right
    if one.lang == other.lang or one.speaker is None or one.speaker != other.speaker or meeting.inside_one:
        return False
    times = bool(set(one.gist.dates) & set(other.gist.dates))
    if not (meeting.figures or times) or not _are_plain(meeting) or _differ_in_negation(meeting):
        return False
    return not _is_of_others(meeting) and not _is_of_another_thing(meeting)


FREE: tuple[Reason, ...] = (says_it_in_these_words, gives_the_same_figure_for_the_day)
SOON: tuple[Reason, ...] = (says_it_in_other_words, says_it_in_another_language)
IN_AFFAIR: tuple[Reason, ...] = (*FREE, gives_the_same_toll, stands_by_the_figure, is_told_in_another_language)


def find_reason(meeting: Meeting, reasons: tuple[Reason, ...]) -> Reason | None:
    """The first reason that holds; None where the two say different things."""
    one, other = meeting.left, meeting.right
    if one.denies != other.denies or other.id in (one.id, one.statement.inside) or one.id == other.statement.inside:
        return None
    return next((reason for reason in reasons if reason(meeting)), None)


def _is_own(meeting: Meeting) -> bool:
    """Whether one speaker speaks in two documents of the same things, and nothing says that it is not the same.

    What is asked of the few topics that a statement is kept by is asked by the sieve too.
    """
    one, other = meeting.left, meeting.right
    topics = len(one.kept_topics & other.kept_topics)
    if topics < FEW_TOPICS or meeting.inside_one or one.gist.times != other.gist.times:
        return False
    if one.speaker is None or one.speaker != other.speaker:
        langs = one.lang, other.lang
        if topics < MORE_TOPICS or langs[0] == langs[1]:
            return False
        if not is_like_named(one.speaker_names, other.speaker_names, langs):
            return False
    acts = {one.statement.act, other.statement.act}
    if (acts & _LOOSE and len(acts) > 1) or _differ_in_negation(meeting) or _differ_in_figures(meeting):
        return False
    return not (meeting.days_apart or _is_of_others(meeting) or _is_of_another_thing(meeting))


def _is_one_voice(meeting: Meeting) -> bool:
    """Whether one speaks in both, somebody of the same name, or somebody for the other: a spokesman for the army."""
    one, other = meeting.left, meeting.right
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    pairs = ((f" {mine} ", f" {theirs} ") for mine in one.speaker_names for theirs in other.speaker_names)
    return any(mine in theirs or theirs in mine for mine, theirs in pairs)


def _is_of_others(meeting: Meeting) -> bool:
    """Whether they name others: another place, other people; or one says the opposite of what the other says."""
    one, other = meeting.left, meeting.right
    return are_opposite(one.concepts, other.concepts) or name_others(one.named, other.named)


def _is_of_another_thing(meeting: Meeting) -> bool:
    """Whether each speaks of something of which the other does not, and little else: of planes, of trains."""
    one, other = meeting.left, meeting.right
    shared = 2 * len(one.topics & other.topics)
    apart = bool(one.concepts - other.concepts) and bool(other.concepts - one.concepts)
    return apart and shared <= NEARLY_ALL * (len(one.topics) + len(other.topics))


def _are_plain(meeting: Meeting) -> bool:
    """Whether neither demands or names, and no figure says otherwise."""
    acts = {meeting.left.statement.act, meeting.right.statement.act}
    return not acts & _LOOSE and not _differ_in_figures(meeting)


def _differ_in_negation(meeting: Meeting) -> bool:
    return meeting.left.has("negated") != meeting.right.has("negated")


def _differ_in_figures(meeting: Meeting) -> bool:
    left, right = ({number for number, _ in saying.gist.figures} for saying in (meeting.left, meeting.right))
    return bool(left and right) and not left & right
