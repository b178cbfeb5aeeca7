"""What the model used in a day, counted over all processes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import Engine

from bot.store.model_use import DailyUse

TODAY, TOMORROW = date(2026, 12, 1), date(2026, 12, 2)


def test_a_day_has_so_many_questions_and_tokens(database: Engine) -> None:
    by_questions, by_tokens = DailyUse(database, 2, 0), DailyUse(database, 0, 1_000)
    assert by_questions.left(TODAY)
    by_questions.use(TODAY, 600)
    assert by_questions.left(TODAY)
    assert by_tokens.left(TODAY)
    by_questions.use(TODAY, 600)
    assert not by_questions.left(TODAY)
    assert not by_tokens.left(TODAY)
    assert DailyUse(database, 0, 0).left(TODAY)
    assert by_questions.left(TOMORROW)


def test_many_at_once_are_all_counted(database: Engine) -> None:
    use = DailyUse(database, 40, 0)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: use.use(TODAY, 5_000_000_000), range(39)))
    assert use.left(TODAY)
    use.use(TODAY, 1)
    assert not use.left(TODAY)
