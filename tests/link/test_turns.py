import sayso

INTERVIEW = """Mara Quill has kept the light at Torvik since 2019. She spoke to us on the quay.

Q: You said in May that the lamp would fail. Did it?

A: It did. I believe that Renn saw my letter about it.

Q: What did the office answer?

A: Nothing. He says that the oil was thin.

Q: And the harbour master?

A: I have not met him."""


def _find_speakers(text: str) -> dict[str, str | None]:
    """The name of the speaker of each statement, by the words of its source."""
    found = sayso.extract(text)
    names = {mention: entity.names[0] for entity in found.entities for mention in entity.mentions}
    return {
        found.document.text[statement.source[0].start : statement.source[0].end]: names.get(statement.speaker or "")
        for statement in found.statements
        if statement.source
    }


def test_who_answers_is_the_only_one_named_before_the_first_question() -> None:
    speakers = _find_speakers(INTERVIEW)
    assert speakers["A"] == speakers["I"] == "Mara Quill"


def test_who_speaks_in_his_own_words_is_not_called_he() -> None:
    assert _find_speakers(INTERVIEW)["He"] != "Mara Quill"


def test_a_name_over_an_answer_says_who_answers() -> None:
    text = INTERVIEW.replace("Mara Quill has", "Ada Lind asked Mara Quill, who has", 1).replace(
        "A: It did", "Quill: It did"
    )
    assert _find_speakers(text)["A"] == "Mara Quill"


def test_nobody_answers_where_two_are_named_before() -> None:
    text = INTERVIEW.replace("Mara Quill has", "Ada Lind asked Mara Quill, who has", 1)
    assert _find_speakers(text)["A"] not in ("Mara Quill", "Ada Lind")


def test_the_owner_of_a_speaker_is_not_who_he_is() -> None:
    speakers = _find_speakers("Kemmer's lawyer, Ivar Stenn, rejected the charge. He said nobody had asked.")
    assert speakers["He"] == "Ivar Stenn"


def test_whoever_doubts_him_does_not_doubt_the_writer() -> None:
    found = sayso.extract("I am not sure that the pilot is right. The pilot's own crew doubt him, they say.")
    together = [
        {found.document.text[one.span.start : one.span.end] for one in found.mentions if one.id in entity.mentions}
        for entity in found.entities
    ]
    assert not any({"I", "him"} <= words for words in together)
