"""The import directions of the architecture: ingest -> knowledge <- bot."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "knowledge": {"knowledge"},
    "ingest": {"ingest", "knowledge"},
    "bot": {"bot", "knowledge"},
}
MAY_CALL_INGEST = {"bot/cli/main.py", "bot/cli/console.py", "bot/wiring.py"}
ONE_PLACE = {
    "chromadb": {
        "knowledge/search/vectors.py",
        "knowledge/search/vector_server.py",
        "knowledge/search/server_index.py",
    },
    "bm25s": {"knowledge/search/keywords.py"},
    "Stemmer": {"knowledge/search/keywords.py"},
    "onnxruntime": {"knowledge/search/encoder.py"},
    "sentence_transformers": {"knowledge/search/transformer.py"},
    "ir_measures": {"bot/evaluation/retrieval/ranking.py"},
    "opencc": {"bot/words/script.py"},
    "fastapi": {
        "bot/web",
        "bot/slack/http.py",
        "bot/slack/installing_pages.py",
        "bot/cli/slack_serving.py",
    },
    "slack_bolt": {"bot/slack"},
    "slack_sdk": {"bot/slack"},
    "sqlalchemy": {
        "bot/store",
        "bot/slack/installing.py",
        "bot/slack/app.py",
        "bot/slack/known.py",
        "bot/wiring.py",
        "bot/cli/serving.py",
        "bot/cli/slack_serving.py",
    },
    "alembic": {"bot/store"},
    "dbos": {"bot/store"},
    "langchain": {"bot/model"},
    "langchain_core": {"bot/model"},
    "typer": {"bot/cli"},
}


def modules() -> list[Path]:
    folders = [ROOT / package for package in MAY_IMPORT]
    return [path for folder in folders for path in sorted(folder.rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_in_the_allowed_direction(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    package = name.partition("/")[0]
    allowed = MAY_IMPORT[package] | ({"ingest"} if name in MAY_CALL_INGEST else set())
    found = set(imports(path))
    assert found & set(MAY_IMPORT) <= allowed
    for library, places in ONE_PLACE.items():
        if library in found:
            assert any(name == place or name.startswith(f"{place}/") for place in places)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= 300
