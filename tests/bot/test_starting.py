"""An engine that is being built while the desk serves."""

from threading import Event

from bot.answer.engine import Engine
from bot.starting import StartingEngine


def test_while_it_is_built_it_is_not_ready_and_nothing_is_wrong(engine: Engine) -> None:
    go_on = Event()

    def build() -> Engine:
        go_on.wait(10)
        return engine

    starting = StartingEngine(build)
    assert not starting.ready()
    assert starting.problem() is None
    go_on.set()
    starting.wait()
    assert starting.ready()
    assert starting.engine() is engine


def test_what_kept_it_from_being_built_is_kept_and_said_without_its_text() -> None:
    def build() -> Engine:
        raise ValueError("secret detail")

    starting = StartingEngine(build)
    starting.wait()
    assert not starting.ready()
    assert isinstance(starting.error, ValueError)
    assert "secret" not in str(starting.problem())
