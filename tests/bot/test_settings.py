"""Settings: what is empty counts as unset, what is wrong is refused, what is unknown is told."""

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings, listed, unknown_variables


@pytest.fixture(autouse=True)
def no_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", ["HOST", "PORT", "DESK_DATA", "DESK_SLACK_BOT_TOKEN"])
def test_an_empty_variable_is_unset(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "")
    assert Settings() == Settings.model_construct()


@pytest.mark.parametrize("host", ["", "  ", "[]"])
def test_an_empty_host_is_refused(host: str) -> None:
    with pytest.raises(ValidationError, match="it is empty"):
        Settings(host=host)


def test_what_the_command_line_gives_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")
    assert Settings(host="[::1]").host == "::1"


def test_a_blank_token_is_unset_and_a_pasted_one_trimmed() -> None:
    assert Settings(slack_app_token=SecretStr(" ")).slack_app_token is None
    assert Settings(slack_app_token=SecretStr("x\n")).slack_app_token == SecretStr("x")


def test_ids_are_a_list_with_commas() -> None:
    settings = Settings(slack_workspaces=" T1, T2,,E3 ", slack_admins="U1,W2")
    assert listed(settings.slack_workspaces) == {"T1", "T2", "E3"}
    assert listed(settings.slack_admins) == {"U1", "W2"}
    assert listed(Settings().slack_workspaces) == frozenset()


@pytest.mark.parametrize(
    "wrong", [{"slack_workspaces": "acme"}, {"slack_workspaces": "U1"}, {"slack_admins": "T1"}]
)
def test_what_is_no_id_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="an id looks like"):
        Settings(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["desk.example", "ftp://desk.example", "https://u@h", "https://"])
def test_a_public_address_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValidationError, match="it is no address"):
        Settings(public_url=wrong)
    assert Settings(public_url=" https://desk.example/ ").public_url == "https://desk.example"


def test_a_log_level_is_read_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_LOG_LEVEL", "WARNING")
    assert Settings().log_level == "warning"


def test_names_that_set_nothing_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("DESK_RATELIMIT=3\nDESK_RATE_LIMIT=4\nOTHER=5\n", "utf-8-sig")
    monkeypatch.setenv("DESK_PORT", "8080")
    assert unknown_variables() == ["DESK_PORT", "DESK_RATELIMIT"]
    assert Settings().rate_limit == 4


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("http://chroma:8000", "http://chroma:8000"),
        (" https://chroma.example/desk/ ", "https://chroma.example/desk"),
        ("http://[::1]:8001", "http://[::1]:8001"),
        ("  ", None),
    ],
)
def test_a_chroma_server_is_named_by_its_url(given: str, kept: str | None) -> None:
    assert Settings(chroma=given).chroma == kept


@pytest.mark.parametrize(
    "url", ["chroma:8000", "ftp://chroma", "http://", "http://chroma:port", "http://a:b@chroma"]
)
def test_what_is_no_url_of_a_server_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="http://HOST:PORT"):
        Settings(chroma=url)
