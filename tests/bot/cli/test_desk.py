"""The command as people run it: clear messages, exit statuses, nothing else on standard output."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

DESK = Path(sys.executable).parent / "desk"
ROOT = Path(__file__).parents[3]


# Root may write everywhere, unless it starts a process without its capabilities.
UNPRIVILEGED = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def desk(
    *words: str, text: str = "", cwd: Path = ROOT, before: Sequence[str] = (), **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, DESK, *words], input=text, capture_output=True, encoding="utf-8", cwd=cwd,
        env={**os.environ, **settings}, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.usefixtures("engine")
def test_ask_prints_the_answer_or_its_record() -> None:
    shown = desk("ask", "When", "does", "it", "take", "effect?")
    assert shown.returncode == 0
    assert "February 1st 2018" in shown.stdout
    record = json.loads(desk("ask", "--json", "什麼時候生效？").stdout)
    assert record["language"] == "zh-Hant"
    trace = json.loads(desk("ask", "--json", "--trace", "什么时候生效？").stdout)["trace"]
    assert list(trace) == ["understand", "retrieve", "decide", "compute", "verify", "model"]
    explained = desk("ask", "--trace", "什么时候生效？").stdout
    why = explained.partition("\n为什么这样回答\n")[2]
    assert [line for line in why.splitlines() if line[0].isdigit()] == [
        "1. 理解到什么", "2. 查了什么", "3. 如何选定", "4. 规则算出什么", "5. 核对了什么",
    ]  # fmt: skip
    assert "   选定：“《实施意见》什么时候开始施行？” · 已整理的答复" in why


@pytest.mark.usefixtures("engine")
def test_batch_reads_standard_input_and_fixes_the_day() -> None:
    line = json.dumps({"id": "a", "turns": ["Is it in force today?"]})
    ran = desk("batch", "-", "--asked-on", "2018-03-01", text=line + "\nbroken\n")
    records = [json.loads(row) for row in ran.stdout.splitlines()]
    assert [record["status"] for record in records] == ["answered", "error"]
    assert ran.returncode == 0


def no_traceback(ran: subprocess.CompletedProcess[str]) -> str:
    assert "Traceback" not in ran.stderr
    assert ran.returncode != 0
    return ran.stderr


@pytest.mark.usefixtures("engine")
def test_a_missing_file_is_said() -> None:
    assert "There is no file nowhere.jsonl" in no_traceback(desk("batch", "nowhere.jsonl"))


@pytest.mark.parametrize(
    ("words", "settings", "said"),
    [
        (["config"], {"PORT": "seventy"}, "setting PORT cannot be used"),
        (["config"], {"DESK_RATE_LIMIT": "0"}, "setting DESK_RATE_LIMIT cannot be used"),
        (["config"], {"DESK_DATA": __file__}, f"DESK_DATA cannot be used: {__file__} is a file"),
        (["config"], {"DESK_KNOWLEDGE": "nowhere"}, f"there is no folder {ROOT / 'nowhere'}"),
        (["serve", "--host", ""], {}, "setting HOST cannot be used: it is empty"),
        (["serve", "--port", "70000"], {}, "setting PORT cannot be used"),
        (["serve", "--host", "no such host"], {}, "cannot serve on no such host"),
        (["serve", "--host", "a" * 70], {}, "cannot serve on aaa"),
        (["batch", "/"], {}, "/ is a folder"),
    ],
)
def test_what_cannot_be_used_is_named(
    words: list[str], settings: dict[str, str], said: str
) -> None:
    assert said in no_traceback(desk(*words, **settings))


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "structure.yaml").write_text("source: [")
    ran = desk("ask", "x", DESK_KNOWLEDGE=str(tmp_path), DESK_DATA=str(ROOT / ".data"))
    assert "structure.yaml" in no_traceback(ran)


def test_a_port_in_use_is_said_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"port {port} is in use" in no_traceback(desk("serve", "--port", str(port)))


def test_config_names_the_variables_and_masks_secrets() -> None:
    shown = desk("config", DESK_SLACK_BOT_TOKEN="xoxb-secret", DESK_SLACK_APP_TOKEN="").stdout
    assert "DESK_SLACK_BOT_TOKEN = ***" in shown
    assert "xoxb-secret" not in shown
    assert "DESK_SLACK_APP_TOKEN = (not set)" in shown


def test_an_env_file_that_is_not_utf8_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"DESK_DATA=caf\xe9")
    assert "`.env` is not UTF-8" in no_traceback(desk("config", cwd=tmp_path))


def test_a_check_that_cannot_load_says_only_why(tmp_path: Path) -> None:
    ran = desk("check", "knowledge", DESK_KNOWLEDGE=str(tmp_path))
    assert ran.returncode == 1
    assert ran.stdout == "structure.yaml: is missing; restore it\n"


def test_help_has_a_short_name() -> None:
    assert desk("-h").returncode == desk("batch", "-h").returncode == 0


def test_check_knowledge_reports_the_counts() -> None:
    ran = desk("check", "knowledge")
    assert ran.returncode == 0
    assert "112 units" in ran.stdout


def test_a_folder_without_write_permission_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    said = no_traceback(desk("ingest", before=UNPRIVILEGED, DESK_DATA=str(tmp_path)))
    assert str(tmp_path) in said
    assert "cannot be read or written. Allow it, or set DESK_DATA" in said
    tmp_path.chmod(0o755)
