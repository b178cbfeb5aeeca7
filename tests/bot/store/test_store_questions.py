"""Questions: each is accepted once, edited in order, and forgotten where it is deleted."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine
from stored import QUESTION, accepted, answered, at_once, kept

from bot.store.answers import Answers
from bot.store.questions import Asked, Questions

MESSAGE = "message:T1:C1:1.0"


def test_what_was_accepted_is_read_back_whole(database: Engine) -> None:
    new = replace(QUESTION, thread_ts="0.5", language="zh-Hant", details={"unaddressed": True})
    asked = Questions(database).accept(new, [])
    assert asked is not None
    assert Questions(database).get(asked.id) == asked
    assert replace(new, event="Ev1") == type(new)(
        **{name: getattr(asked, name) for name in type(new).__dataclass_fields__}
    )
    assert (asked.state, asked.revision, asked.frame, asked.root) == ("accepted", 0, None, "0.5")


def test_the_same_event_again_is_the_same_question(database: Engine) -> None:
    questions = Questions(database)
    first, second = (questions.accept(QUESTION, [MESSAGE]) for _ in range(2))
    assert first == second
    assert first is not None


def test_another_event_about_the_same_message_is_refused(database: Engine) -> None:
    questions = Questions(database)
    assert questions.accept(QUESTION, [MESSAGE]) is not None
    assert questions.accept(replace(QUESTION, event="Ev2"), [MESSAGE]) is None
    assert len(questions.in_thread(QUESTION.thread)) == 1


def test_of_many_events_at_once_about_one_message_one_is_the_question(database: Engine) -> None:
    questions = Questions(database)

    def accept(number: int) -> Asked | None:
        return questions.accept(replace(QUESTION, event=f"Ev{number % 4}"), [MESSAGE])

    found = [asked for asked in at_once(12, accept) if asked is not None]
    assert len({asked.event for asked in found}) == 1
    assert len(found) == 3
    assert len(questions.in_thread(QUESTION.thread)) == 1


def test_a_message_that_was_deleted_first_is_asked_no_more(database: Engine) -> None:
    questions = Questions(database)
    assert questions.bar(MESSAGE)
    assert questions.bar(MESSAGE)
    assert questions.accept(QUESTION, [MESSAGE]) is None


def test_a_message_that_is_a_question_already_cannot_be_barred(database: Engine) -> None:
    questions = Questions(database)
    questions.accept(QUESTION, [MESSAGE])
    assert not questions.bar(MESSAGE)


def test_a_message_names_the_question_that_was_written_in_it(database: Engine) -> None:
    accepted(database, "click:1", place="button")
    written = accepted(database, "Ev2")
    assert Questions(database).of_message("T1", "C1", "1.0") == written
    for elsewhere in (("T2", "C1", "1.0"), ("T1", "C2", "1.0"), ("T1", "C1", "2.0")):
        assert Questions(database).of_message(*elsewhere) is None


@pytest.mark.parametrize(
    ("edits", "text", "revision"),
    [
        ([("Who pays now?", "5.0")], "Who pays now?", 1),
        ([("Who pays?", "5.0")], "Who pays?", 0),
        ([("B", "5.0"), ("Who pays?", "6.0")], "Who pays?", 2),
        ([("newer", "6.0"), ("older", "5.0")], "newer", 1),
        ([("B", "5.0"), ("B", "5.0")], "B", 1),
        ([("B", "9.5"), ("C", "10.0")], "C", 2),
    ],
)
def test_the_text_is_that_of_the_latest_edit(
    database: Engine, edits: list[tuple[str, str]], text: str, revision: int
) -> None:
    questions, asked = Questions(database), accepted(database)
    for words, at in edits:
        questions.revise(asked.id, words, at, addressed=True)
    now = questions.get(asked.id)
    assert now is not None
    assert (now.text, now.revision) == (text, revision)


def test_edits_at_once_are_each_counted(database: Engine) -> None:
    questions, asked = Questions(database), accepted(database)
    at_once(6, lambda at: questions.revise(asked.id, f"text {at}", "5.0", addressed=True))
    now = questions.get(asked.id)
    assert now is not None
    assert now.revision == 6


def test_what_was_not_meant_is_forgotten_and_stays_so_until_it_is_addressed(
    database: Engine,
) -> None:
    questions = Questions(database)
    asked = accepted(database, details={"unaddressed": True})
    questions.keep_silent(asked.id, 0)
    assert questions.revise(asked.id, "lunch?", "5.0", addressed=False) is None
    silent = questions.get(asked.id)
    assert silent is not None
    assert (silent.state, silent.text) == ("silent", "")
    called = questions.revise(asked.id, "Who pays?", "6.0", addressed=True)
    assert called is not None
    assert (called.text, called.revision) == ("Who pays?", 1)
    assert "unaddressed" not in (called.details or {})


def test_an_edit_that_came_meanwhile_is_not_forgotten_with_what_it_changed(
    database: Engine,
) -> None:
    questions = Questions(database)
    asked = accepted(database, details={"unaddressed": True})
    questions.revise(asked.id, "Who pays?", "5.0", addressed=True)
    questions.keep_silent(asked.id, asked.revision)
    now = questions.get(asked.id)
    assert now is not None
    assert (now.state, now.text) == ("silent", "Who pays?")


def test_a_deleted_question_says_nothing_and_has_no_answer(database: Engine) -> None:
    questions, asked = Questions(database), accepted(database)
    stored = answered(database, asked)
    questions.blank(asked.id)
    gone = questions.get(asked.id)
    assert gone is not None
    assert (gone.state, gone.text) == ("deleted", "")
    assert Answers(database).by_code(stored.kept.code) is None
    questions.set_state(asked.id, "answered")
    questions.keep_silent(asked.id, 0)
    assert questions.revise(asked.id, "again", "9.0", addressed=True) is None
    assert questions.word(asked.id, "again") is None
    assert questions.get(asked.id) == gone


def test_the_frame_that_was_kept_first_stays(database: Engine) -> None:
    questions, asked = Questions(database), accepted(database)
    frames = at_once(6, lambda at: questions.keep_frame(asked.id, {"number": at}))
    assert len({str(one.frame) for one in frames if one is not None}) == 1
    assert questions.keep_frame(asked.id + 1, {}) is None


def test_a_thread_knows_its_order(database: Engine) -> None:
    questions = Questions(database)
    first, second = accepted(database, "Ev1"), accepted(database, "Ev2", ts="2.0")
    other = accepted(database, "Ev3", thread="T1:C1:9.0")
    assert questions.earlier_open(second)
    assert not questions.earlier_open(first)
    assert not questions.earlier_open(other)
    questions.set_state(first.id, "answered")
    assert not questions.earlier_open(second)
    assert questions.is_last(first)
    questions.set_state(second.id, "answered")
    assert not questions.is_last(first)
    assert questions.is_last(second)
    assert [one.id for one in questions.in_thread(first.thread)] == [first.id, second.id]


def test_what_waits_and_what_a_person_asked_last(database: Engine) -> None:
    questions = Questions(database)
    made = [accepted(database, f"Ev{at}", user="U2" if at == 3 else "U1") for at in range(5)]
    for asked in made[:4]:
        questions.set_state(asked.id, "answered")
    assert [one.id for one in questions.waiting()] == [made[4].id]
    assert [one.id for one in questions.recent("T1", "U1", 2)] == [made[2].id, made[1].id]
    assert questions.recent("T2", "U1", 2) == []


def test_a_text_of_many_scripts_and_40000_characters_is_kept_whole(database: Engine) -> None:
    text = ("谁出钱？🏙️ \\ ' \" % " * 4_000)[:40_000]
    asked = accepted(database, text=text)
    now = Questions(database).get(asked.id)
    assert now is not None
    assert now.text == text


def test_of_two_answers_to_one_question_the_first_kept_stays(database: Engine) -> None:
    asked, answers = accepted(database), Answers(database)
    made = [kept(f"answer {at}") for at in range(6)]
    stored = at_once(6, lambda at: answers.put(asked.id, 0, *made[at]))
    assert len({one.kept.code for one in stored}) == 1
    assert len({one.answer.text for one in stored}) == 1
    code = stored[0].kept.code
    found = answers.by_code(code)
    assert found is not None
    assert found.answer.text == stored[0].answer.text
    assert (found.question_id, found.revision, found.topic) == (asked.id, 0, "answer:who-pays")
    assert answers.by_code("none") is None


def test_each_revision_has_its_answer(database: Engine) -> None:
    questions, answers, asked = Questions(database), Answers(database), accepted(database)
    first = answered(database, asked, "one")
    edited = questions.revise(asked.id, "And now?", "5.0", addressed=True)
    assert edited is not None
    assert answers.to(asked.id, 1) is None
    last = answers.last_to(asked.id)
    assert last is not None
    assert last.kept.code == first.kept.code
    second = answered(database, edited, "two")
    assert second.kept.code != first.kept.code
    last = answers.last_to(asked.id)
    assert last is not None
    assert last.kept.code == second.kept.code
