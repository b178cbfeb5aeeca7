"""What leaves the house: no personal data, and no question where that is forbidden."""

import json

from bot.answer.engine import Engine
from bot.answer.question import Question
from tests.bot.model.asking_model import arranging, model_desk

PHONE, MAIL, ID = "13812345678", "wang.lei@example.com", "310101199003078888"


def sent(engine: Engine, *turns: str, send_question: bool = True) -> str:
    *history, text = turns
    with model_desk(engine, arranging, send_question=send_question) as desk:
        desk.desk.answer(Question(text, tuple(history)))
        return json.dumps([dict(turn.raw) for turn in desk.server.turns], ensure_ascii=False)


def test_personal_data_stays(engine: Engine) -> None:
    said = sent(
        engine,
        f"I am Wang Lei, call me on {PHONE}. When does the guideline take effect?",
        f"And who pays for the construction? My ID is {ID}, write to {MAIL}",
    )
    assert "who pays for the construction" in said
    for secret in (PHONE, MAIL, ID):
        assert secret not in said


def test_the_question_stays_where_it_may_not_be_sent(engine: Engine) -> None:
    said = sent(engine, "xylophone: when does it take effect, please?", send_question=False)
    assert "xylophone" not in said
    assert "force" in said  # the entry's own question stands in


def test_where_no_entry_stands_in_nothing_is_sent(engine: Engine) -> None:
    assert sent(engine, "zzz yyy xxx www", send_question=False) == "[]"
