"""What leaves the house: no personal data, and no question where that is forbidden."""

import json
import os

import pytest

from bot.answer.engine import Engine
from bot.answer.question import Question
from bot.model.chat import TRACING, open_chat_model
from bot.model.setting_error import ModelSettingError
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


def test_no_tracing_service_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in TRACING:
        monkeypatch.setenv(variable, "true")
    sent(engine, "When does it take effect?")
    assert {os.environ[variable] for variable in TRACING} == {"false"}


@pytest.mark.parametrize("name", ["nosuch:model", "openai:model", "google_genai:model"])
def test_a_model_that_cannot_be_opened_says_what_to_do(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelSettingError, match="PROVIDER:MODEL"):
        open_chat_model(name)
