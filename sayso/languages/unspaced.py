"""What the engine for languages without spaces asks of a language, beside its cues and word lists.

What that engine (`extract/unspaced.py`) makes of a row of `cues.tsv`:

place     after source    the source stands before the cue, in its clause or before; `称…为` names something
          around source   `据…报道`: the source stands in the gap, at the head of a clause
          before source   `根据`: the source follows; a verb-final language has its "according to" here
          no source       `据悉`: nobody is named; with `passive` the subject belongs to what is said (被控)
takes     clause          what is said may follow at once
          infinitive      so does what is demanded or promised; no other cue of its clause reports
          object          a noun phrase may follow, or stand in front behind 对; with nothing else it must stand there
          quote           alone: only behind a comma, a colon or a quotation mark
          addressee       who is told may follow first
          passive         被 in front of the cue makes it a passive
negated   what a negator in front of it makes of it.

From the word lists it takes conjunctions, lead_ins, pronouns, modals, negators, passive_auxiliaries, prepositions,
times, adverbs and not_statements. All lists are in the script that `matching` converts to (simplified for
Chinese), with half-width marks. Longer words win over shorter ones at the same place, so a list may hold
both 在 and 在任.
"""

from msgspec import Struct


class Unspaced(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lists and patterns for text without spaces; each is empty where a language has no use for it."""

    linker: str = ""  # 的: ties what stands before it to the noun behind it
    conjoiners: tuple[str, ...] = ()  # 和, 与: between two nouns
    no_source_heads: tuple[str, ...] = ()  # what no source begins with
    agent_nouns: tuple[str, ...] = ()  # 者, 会, 局: behind a verb they make a noun of it
    matching: str = ""  # OpenCC conversion for matching only ("t2s"); offsets stay those of the original
    cue_endings: tuple[str, ...] = ()  # 说 in 警告说: joins the cue before it and opens what is said
    aspects: tuple[str, ...] = ()  # patterns for 了, 过(?!于): belong to the cue before them
    protected: tuple[str, ...] = ()  # 面对, 以色列: hold a preposition or verb that is none there
    time_patterns: tuple[str, ...] = ()  # regular expressions for dates and times of day
    phrase_ends: tuple[str, ...] = ()  # 上, 中: close a phrase that 在 opened
    occasion_ends: tuple[str, ...] = ()  # 时, 之际: close a clause that tells the occasion
    subject_ends: tuple[str, ...] = ()  # verbs behind which no more of the subject comes
    carrier_verbs: tuple[str, ...] = ()  # 发表 ... and
    carrier_nouns: tuple[str, ...] = ()  # ... 声明: together between source and cue
    inside_marks: tuple[str, ...] = ()  # 中, 上: behind a document that is the source (声明中说)
    carriers: tuple[str, ...] = ()  # 致函, 发文: between source and cue, complete by themselves
    manner_patterns: tuple[str, ...] = ()  # 笑着, 坚定地: how it was said
    addressees: tuple[str, ...] = ()  # who is told, where no comma parts it from the content
    questions: tuple[str, ...] = ()  # 是否, 为什么: a question begins here
    nouns_before: tuple[str, ...] = ()  # 做出, 这一, 的: a cue word behind one of them is a noun
    nouns_after: tuple[str, ...] = ()  # patterns behind a cue word that make it a noun: 书, 声(?!称)
    contrasts: tuple[str, ...] = ()  # 则, 却: the clause has a new subject of its own
    joins: tuple[str, ...] = ()  # 并, 还: the clause goes on with the subject before it
    leavings: tuple[str, ...] = ()  # 转身, 出示: with a join in front the reporter tells on himself
    partings: tuple[str, ...] = ()  # 随即挂断, 拒绝置评: the same at the head of a clause, without a join
    weak_sources: tuple[str, ...] = ()  # 这, 此举: no speaker
    causatives: tuple[str, ...] = ()  # 让, 使: the speaker stands behind them
    object_markers: tuple[str, ...] = ()  # 把, 将: what is called something stands behind them
    topic_markers: tuple[str, ...] = ()  # 对, 就: what an attitude is about stands behind them
    not_grounds: tuple[str, ...] = ()  # 规定, 法律: 根据 with one of them names no speaker
    outlet_patterns: tuple[str, ...] = ()  # where the name of an outlet ends before a place (…社北京)
    relays: tuple[str, ...] = ()  # verbs with which one passes on what another says: 援引
    documents: tuple[str, ...] = ()  # 报道, 声明: cue words that are the source when nothing stands before them
    attitudes: tuple[str, ...] = ()  # 欢迎, 遗憾: what 表示 expresses
    first_persons: tuple[str, ...] = ()  # 我, 我们: inside a quotation they are the speaker already known
    source_words: tuple[tuple[str, str], ...] = ()  # (cue, pattern its source must end in): 发现 and 研究|调查
    phrases: tuple[str, ...] = ()  # verb-final: particles that close what is said (ဟု, ကြောင်း)
    tight_phrases: tuple[str, ...] = ()  # verb-final: patterns of those that may be written onto the next word
    kept_phrases: tuple[str, ...] = ()  # verb-final: particles that belong to what is said (ရန်)
    source_marks: tuple[str, ...] = ()  # verb-final: particles behind the source (က, ကမူ)
    head_marks: tuple[str, ...] = ()  # verb-final: particles behind a source at the head of the sentence (သည်)
    object_marks: tuple[str, ...] = ()  # verb-final: particles behind what is denied or who is told (ကို)
    owner_marks: tuple[str, ...] = ()  # verb-final: between a source and its words (၏)
    verb_helpers: tuple[str, ...] = ()  # verb-final: patterns of what may stand between a verb and its ending
    verb_endings: tuple[str, ...] = ()  # verb-final: patterns of the endings that close a sentence
    verb_links: tuple[str, ...] = ()  # verb-final: behind a verb the sentence goes on (ပြီး)
