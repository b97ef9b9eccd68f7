"""Every data type that the parts of sayso share, and nothing else.

Found (what a text says), concluded (what follows from several findings) and decided (what a
person judged) are three kinds of record. All are frozen; all survive JSON through msgspec.
Offsets count code points of `Document.text`; ends are exclusive.
"""

from typing import Literal

from msgspec import Struct

Act = Literal[
    "say", "claim", "deny", "accuse", "announce", "report",
    "promise", "demand", "warn", "predict", "believe", "call",
]  # fmt: skip
Polarity = Literal["positive", "negative", "uncertain"]
Form = Literal["direct", "indirect", "mixed"]
Role = Literal["headline", "body", "caption", "comment"]
MentionForm = Literal["name", "nominal", "pronoun"]
Factuality = Literal["asserted", "planned", "hypothetical", "denied"]
Precision = Literal[
    "time", "day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century", "range",
]  # fmt: skip
OriginWhy = Literal["copy", "translation", "retelling", "correction", "decision", "own reporting"]
SelfMark = Literal["correction", "translated"]
Trait = Literal[
    "negated", "untrue", "reply", "reading", "explained", "anaphor", "death", "possessive", "contrast", "ourselves"
]
DisputeKind = Literal["conflict", "interpretation", "correction"]
Aspect = Literal["number", "date", "meaning", "act", "name", "missing"]
RelationType = Literal["role", "affiliation", "membership", "family", "supply", "alliance", "agreement", "ownership"]
TimeRelation = Literal["in", "since", "until", "by", "before", "after"]
Question = Literal["right as found", "stated here", "same entity", "same origin", "in dispute", "remark"]
Judgement = Literal["positive", "negative", "unsure"]


class Span(Struct, frozen=True, array_like=True):
    """A stretch of one document's text."""

    document: str
    start: int
    end: int


class Value(Struct, frozen=True, kw_only=True):
    """A date or an amount: the words that give it and what they come to.

    A date is ISO 8601 or EDTF ("2023-05", "2024-07-12/2024-07-14"), an amount a number with a
    currency or unit ("406000000 USD"). None where the words do not come to a value.
    """

    span: Span
    normal: str | None


class Original(Struct, frozen=True, kw_only=True):
    """Bytes as they were captured, and the circumstances."""

    content: bytes
    address: str  # a path, a URL, or a member: "news.warc.gz#<urn:uuid:...>", "list.jsonl#line=7"
    captured_at: str  # ISO 8601, UTC
    media_type: str | None = None  # as declared by a server, an archive or a file's ending
    charset: str | None = None  # as declared
    url: str | None = None  # where it was published, when the bytes came from the web or an archive of it
    headers: tuple[tuple[str, str], ...] = ()
    collector: str = ""  # what fetched it: "sayso 0.1.0 file"


class Failure(Struct, frozen=True, kw_only=True, tag=True):
    """Something that could not be read: where, and why in one line."""

    address: str
    reason: str


class Part(Struct, frozen=True, kw_only=True):
    """A stretch of a document's text with one role; text outside all parts is not read."""

    start: int
    end: int
    role: Role = "body"


class Document(Struct, frozen=True, kw_only=True, tag=True):
    """A text as published; never edited, never normalised."""

    id: str
    text: str
    parts: tuple[Part, ...] = ()  # none: the whole text is body
    lang: str | None = None  # as declared; passages have the language that was found
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None  # ISO 8601, as precise as the page says and no more
    url: str | None = None
    address: str | None = None  # where the bytes were: path, URL or archive member
    sha256: str | None = None  # of the original bytes
    media_type: str | None = None  # as found, not as declared
    notes: tuple[str, ...] = ()  # what a reader must know: "Burmese text in a PDF is often damaged"


class Finding(Struct, frozen=True, kw_only=True):
    """Whatever a step made."""

    id: str
    made_by: str  # step, language, version: "extract.statements zh 0.1"
    score: float = 1.0  # the chance that a careful reader agrees, as far as measured


# found


class Passage(Finding, frozen=True, kw_only=True, tag=True):
    """A stretch in one language with one role; a page may hold several."""

    span: Span
    lang: str  # ISO 639-1, "zh" for both scripts; "und" when unknown
    role: Role = "body"


class Mention(Finding, frozen=True, kw_only=True, tag=True):
    """A name, title or pronoun that stands for somebody or something."""

    span: Span
    schema: str  # Person, PublicBody, Organization, Company, Group, Country, Place, Document
    form: MentionForm = "name"


class Statement(Finding, frozen=True, kw_only=True, tag=True):
    """One attribution: who says it, the words that say that it is said, what is said."""

    source: tuple[Span, ...]  # the words that name who speaks; empty when there are none
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    act: Act = "say"
    polarity: Polarity = "positive"  # of the source towards the content as written
    speaker: str | None = None  # the id of the mention that heads the source
    about: tuple[str, ...] = ()  # ids of the mentions inside the content
    inside: str | None = None  # the statement whose content holds this one


class DateValue(Finding, frozen=True, kw_only=True, tag=True):
    """A point or stretch of time that the text names; the span holds the words that `value.normal` comes from.

    `normal` is ISO 8601 or EDTF: "2024-07-12", "2024-07", "2024-07-12T23:40", "2024-07-12/2024-07-14" (also for
    weeks), "2026-23" (autumn), "2024-34" (second quarter), "2024-40" (first half), "199X", "19XX", and open at
    one end "2021-02/.." (since, after) or "../2027" (until, by, before). The end that is named is always the one
    in the words: "before 2020" is "../2020" with the relation "before". It is None where the words need a
    publication date that is not known, name a day that does not exist, or can be read in two ways.
    """

    value: Value
    precision: Precision  # of the words: "since 2021" has a year's, "from 12 to 14 July" is a range
    relation: TimeRelation = "in"
    part: Literal["early", "mid", "late"] | None = None  # "late last month": the month, late
    approximate: bool = False  # "around 2000"
    relative: bool = False  # rests on the publication date: "yesterday", "12 July" without a year


class Amount(Finding, frozen=True, kw_only=True, tag=True):
    """A sum, quantity or percentage; the span holds number and unit, not words such as "about" beside them.

    `value.normal` is the number and the currency or unit ("406000000 USD", "6 percent", "1/3 share"), or two
    numbers with a slash for a range ("10000000/15000000 USD"); None where the words do not come to a number.
    A sum whose currency the words leave open ("pesos") has the currency None and the noun as unit.
    """

    value: Value
    number: float | None  # None where the words do not come to one number ("dozens", "10 to 15")
    currency: str | None = None  # ISO 4217
    unit: str | None = None  # English, the same for all languages: person, tonne, percent
    low: float | None = None  # the bounds of a range
    high: float | None = None
    approximate: bool = False  # about, nearly, some
    bound: Literal["at least", "at most"] | None = None  # more than, up to


class Fingerprint(Finding, frozen=True, kw_only=True, tag=True):
    """What copies, translations and retellings of a passage are known by, small enough to keep for every passage."""

    passage: str
    document: str
    lang: str
    runs: bytes  # a sample of hashes of its runs of words, in order: 32-bit numbers, little-endian
    step: int = 1  # kept are the hashes divisible by it
    words: int = 0  # of the passage; characters where words are not separated
    values: tuple[str, ...] = ()  # numbers, amounts and dates in order, written the same in all languages
    turns: tuple[str, ...] = ()  # what its statements do, in order
    names: tuple[str, ...] = ()  # of persons, bodies and countries, folded
    speakers: tuple[str, ...] = ()  # names of those who speak in a short one, folded
    credits: tuple[str, ...] = ()  # whom its credit lines name
    retells: tuple[str, ...] = ()  # names of the one whose words make up most of it
    marks: tuple[SelfMark, ...] = ()  # what it says of itself
    publisher: str | None = None
    published: str | None = None


class Versions(Finding, frozen=True, kw_only=True, tag=True):
    """Two passages of one document that say the same in two languages, and which statements are versions of which."""

    left: str  # passage
    right: str
    statements: tuple[tuple[str, str], ...]
    left_only: tuple[str, ...] = ()  # statements without a version on the other side
    right_only: tuple[str, ...] = ()


class Difference(Finding, frozen=True, kw_only=True, tag=True):
    """A place where the two versions of a document say different things."""

    aspect: Aspect
    langs: tuple[str, str]
    left: Span
    right: Span
    reason: str


class Interpretation(Struct, frozen=True, kw_only=True):
    """What a statement makes of an event, and of which."""

    kinds: tuple[str, ...]  # of event, as the words call it: visit; empty where they say only "this", "the move"
    ends: tuple[str, ...]  # what it is said to be for or to show, by English names that are the same in all languages
    rejected: tuple[str, ...]  # what it is said not to be for
    told: tuple[Span, ...]  # the sentence that tells the event, where one does
    dates: tuple[str, ...]  # in that sentence


class Gist(Finding, frozen=True, kw_only=True, tag=True):
    """What a statement comes to, without its words: by this, statements of different documents are compared."""

    statement: str
    document: str
    lang: str
    place: int  # where it begins in the text
    sentence: int  # the number of the sentence its cue stands in
    words: tuple[str, ...] = ()  # stems, or pairs of characters, that say what it is about; in order
    figures: tuple[tuple[str, str], ...] = ()  # number and unit; "" where a number stands alone
    dates: tuple[str, ...] = ()
    times: tuple[str, ...] = ()  # of the day: "23:40"
    turned: tuple[str, ...] = ()  # the words of clauses that a negation turns about
    traits: tuple[Trait, ...] = ()
    concepts: tuple[str, ...] = ()  # what its words mean, alike in all languages; in order
    reads: Interpretation | None = None


class Event(Finding, frozen=True, kw_only=True, tag=True):
    """Who did what to whom."""

    event_type: str  # PLOVER: CONSULT, AGREE, AID, SANCTION
    trigger: Span
    clause: Span | None = None  # the words that tell it
    actors: tuple[str, ...] = ()  # mention ids
    recipients: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()  # of a symmetric event, where no side is the actor; then the two above are empty
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    date: Value | None = None  # None when the text gives none: never the publication date
    precision: Precision | None = None  # of the date
    place: str | None = None  # a mention id
    amounts: tuple[Value, ...] = ()
    factuality: Factuality = "asserted"
    stated_in: str | None = None  # None: told in the reporter's own voice


class Relation(Finding, frozen=True, kw_only=True, tag=True):
    """Somebody's place in a body or country, or a tie between two bodies, and from when to when."""

    relation_type: RelationType
    subject: str  # a mention id
    object: str
    role: Span | None = None  # the words for the place held
    clause: Span
    since: Value | None = None  # None where the text does not say
    since_precision: Precision | None = None
    until: Value | None = None
    until_precision: Precision | None = None
    ended: bool = False  # the words say that it is over: "former", "resigned"
    factuality: Factuality = "asserted"
    stated_in: str | None = None


# concluded


class Entity(Finding, frozen=True, kw_only=True, tag=True):
    """Who or what several mentions stand for; the id is the canonical id."""

    schema: str
    names: tuple[str, ...]
    mentions: tuple[str, ...]
    country: str | None = None  # ISO 3166 alpha-3, or IGO, NGO, MNC
    sector: str | None = None  # PLOVER actor sector
    reasons: tuple[str, ...] = ()  # why these mentions are one, in words


class Evidence(Struct, frozen=True, kw_only=True):
    """Why two documents go back to one report, in words for a reader."""

    left: str  # document
    right: str
    why: OriginWhy
    reasons: tuple[str, ...]


class Origin(Finding, frozen=True, kw_only=True, tag=True):
    """Passages that count once, because they go back to one report."""

    passages: tuple[str, ...]
    documents: tuple[str, ...]
    first: str  # the document the others go back to, as far as credits, dates and length tell
    why: OriginWhy
    evidence: tuple[Evidence, ...] = ()


class Dispute(Finding, frozen=True, kw_only=True, tag=True):
    """Two claims that cannot both be so, or that read the same thing in different ways."""

    question: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]  # the statements and events that stand on each side
    homes: tuple[tuple[str, ...], tuple[str, ...]]  # the document of each
    clashes: tuple[tuple[str, str], ...]  # the pairs that contradict each other word for word
    kind: DisputeKind = "conflict"
    reasons: tuple[str, ...] = ()


class Claim(Finding, frozen=True, kw_only=True, tag=True):
    """Statements and events that say the same thing, and how many stand behind it."""

    members: tuple[str, ...]  # statements and events, by document and place
    homes: tuple[str, ...]  # the document of each
    origins: tuple[str, ...]  # that made it independently
    speakers: tuple[str, ...]  # entities, the words that name them, or the publisher in whose own voice it is told
    denied_by: tuple[str, ...] = ()  # statements and events on the other side of a dispute
    reasons: tuple[str, ...] = ()  # why these are one


# decided


class Correction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a statement is instead of what was found; what is None is as found."""

    text: str = ""  # how the SHA-256 of the text begins in which the spans count: in another text they mean nothing
    source: tuple[Span, ...] | None = None
    cue: tuple[Span, ...] | None = None
    content: tuple[Span, ...] | None = None
    form: Form | None = None
    act: Act | None = None
    polarity: Polarity | None = None
    speaker: tuple[Span, ...] | None = None  # the mention that heads the source; empty: nobody who is named
    schema: str | None = None  # of the speaker, where the words were no mention before


class Decision(Struct, frozen=True, kw_only=True, tag=True):
    """What a person judged; only ever appended. What each question is: docs/decisions/0010-decisions-of-people.md."""

    id: str
    about: tuple[str, ...]
    question: Question
    judgement: Judgement
    reviewer: str
    made_at: str
    note: str = ""
    before: Correction | None = None  # what the case held then in the fields that `after` changes
    after: Correction | None = None
    replaces: str = ""  # the decision that was in force on the same question
    carried_from: str = ""  # the decision on a record that a new reading no longer finds, whose place this one takes


AnyFinding = (
    Passage | Mention | Statement | DateValue | Amount | Fingerprint | Gist | Versions | Difference | Event | Relation
    | Entity | Origin | Dispute | Claim
)  # fmt: skip
