"""A Chroma server that goes away while the desk serves, and comes back."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.settings import Settings
from bot.starting import StartingEngine
from bot.web.app import create_app
from bot.wiring import build_engine
from tests.bot.remembering import asking_of
from tests.chroma_server import ChromaServer
from tests.ingest.tiny_knowledge import write_tiny_knowledge

ASKED = {"question": "门票价格是多少"}


@pytest.fixture(scope="module")
def server() -> Iterator[ChromaServer]:
    with ChromaServer() as server:
        yield server


@pytest.fixture(scope="module")
def settings(
    server: ChromaServer, encoder_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("away")
    shutil.copytree(encoder_folder, folder / "data" / "encoder", copy_function=os.link)
    knowledge = write_tiny_knowledge(folder / "garden")
    return Settings(data=folder / "data", knowledge=knowledge, chroma=server.url)


def until(happens: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 120
    while not happens() and time.monotonic() < deadline:
        time.sleep(0.1)
    return happens()


@pytest.mark.parametrize("silent", [False, True], ids=["stopped", "silent"])
def test_answers_fail_politely_while_it_is_away_and_come_back_by_themselves(
    server: ChromaServer, settings: Settings, silent: bool
) -> None:
    said: list[str] = []
    starting = StartingEngine(lambda: build_engine(settings, said.append))
    starting.wait()
    client = TestClient(create_app(asking_of(starting), settings))
    assert client.get("/readyz").json() == {"ready": True}
    assert client.post("/api/ask", json=ASKED).json()["status"] == "not_specified"

    server.silence() if silent else server.stop()
    failed = client.post("/api/ask", json=ASKED)
    assert failed.status_code == 503
    assert failed.headers["retry-after"]
    assert "search index" in failed.json()["error"]["message"]
    unready = client.get("/readyz")
    assert (unready.status_code, unready.json()["ready"]) == (503, False)
    assert client.get("/healthz").status_code == 200
    for text in (failed.text, unready.text):
        assert server.url not in text
    assert any("DESK_CHROMA" in line for line in said)

    server.stop()
    server.start()
    assert until(lambda: client.get("/readyz").status_code == 200)
    assert client.post("/api/ask", json=ASKED).json()["status"] == "not_specified"
    assert said[-1] == "The Chroma server answers again."


def test_that_it_is_away_is_noticed_without_a_question(
    server: ChromaServer, settings: Settings
) -> None:
    said: list[str] = []
    engine = build_engine(settings, said.append)
    assert engine.problem() is None
    server.stop()
    assert until(lambda: engine.problem() is not None)
    server.start()
    assert until(lambda: engine.problem() is None)


def test_a_server_that_was_only_started_again_costs_no_answer(
    server: ChromaServer, settings: Settings
) -> None:
    starting = StartingEngine(lambda: build_engine(settings, print))
    starting.wait()
    client = TestClient(create_app(asking_of(starting), settings))
    assert client.post("/api/ask", json=ASKED).status_code == 200
    server.stop()
    server.start()
    assert until(lambda: client.get("/readyz").status_code == 200)
    assert client.post("/api/ask", json=ASKED).status_code == 200


def test_a_desk_that_cannot_start_without_it_says_what_to_do(
    server: ChromaServer, settings: Settings
) -> None:
    server.stop()
    starting = StartingEngine(lambda: build_engine(settings, print))
    starting.wait()
    assert "DESK_CHROMA" in str(starting.error)
    server.start()
