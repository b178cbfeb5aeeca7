"""The image and the compose file keep to what the desk promises: closed, pinned, no secrets."""

import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings, variable
from tests.chroma_server import ChromaServer
from tests.deploy.dockerfile import DOCKERFILE, ROOT, environment, is_sent, read_dockerfile

BIN = Path(sys.executable).parent
COMPOSE = ROOT / "deploy" / "compose.yaml"
PINS = dict(
    line.split("==") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if line
)
INSTRUCTIONS = read_dockerfile()
LAST = max(instruction.stage for instruction in INSTRUCTIONS)


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    services: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    return services


def lint(file: Path) -> subprocess.CompletedProcess[str]:
    if file.suffix == ".yaml":
        schema = ["--builtin-schema", "vendor.compose-spec", "--no-cache"]
        command = [BIN / "check-jsonschema", *schema, file]
    else:
        command = [BIN / "hadolint", "--failure-threshold", "style", file]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("file", [DOCKERFILE, COMPOSE], ids=lambda path: path.name)
def test_the_linters_find_nothing(file: Path) -> None:
    linted = lint(file)
    assert linted.returncode == 0, linted.stdout + linted.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dockerfile", "FROM python\nCMD desk serve\n"),
        ("compose.yaml", "services: {desk: {ports: 8}}"),
    ],
)
def test_the_linters_find_what_is_wrong(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert lint(tmp_path / name).returncode != 0


def of(name: str) -> list[Any]:
    return [instruction for instruction in INSTRUCTIONS if instruction.name == name]


def test_every_stage_begins_with_the_same_pinned_python() -> None:
    bases = {instruction.value.split()[0] for instruction in of("FROM")}
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.11(\.\d+)?-slim-\w+", bases.pop())


def test_the_image_is_run_by_nobody_special() -> None:
    last = of("USER")[-1]
    assert last.stage == LAST
    assert int(last.value.partition(":")[0]) > 0


def test_its_commands_are_read_by_no_shell_and_a_stop_is_a_plain_one() -> None:
    for name in ("CMD", "HEALTHCHECK"):
        (instruction,) = of(name)
        assert instruction.exec_form(), name
    assert of("CMD")[0].words() == ["desk", "serve"]
    assert [instruction.value for instruction in of("STOPSIGNAL")] == ["SIGTERM"]


def test_the_packages_are_those_of_the_pins() -> None:
    (installed,) = [i for i in of("RUN") if "pip install" in i.value]
    assert "--constraint constraints.txt" in installed.value


def test_it_serves_the_network_of_its_container_from_a_folder_that_can_be_written() -> None:
    env = environment(INSTRUCTIONS, LAST)
    assert (env["HOST"], env["PORT"], env["DESK_DATA"]) == ("0.0.0.0", "8000", "/data")
    (data,) = [i for i in of("COPY") if i.words()[-1] == "/data"]
    assert data.flags()["chown"] == of("USER")[-1].value


def test_what_is_copied_is_there_and_sent() -> None:
    for instruction in of("COPY"):
        *sources, _ = instruction.words()
        for source in sources if "from" not in instruction.flags() else ():
            path = ROOT / source
            assert path.exists(), source
            inner = next(path.rglob("*.py"), path) if path.is_dir() else path
            assert is_sent(inner.relative_to(ROOT).as_posix()), source


@pytest.mark.parametrize(
    "path",
    [".env", "bot/.env", "deploy/.env", ".data/index/current", ".git/config", ".venv/pyvenv.cfg",
     "tests/prove.py", "bot/__pycache__/settings.cpython-311.pyc"],
)  # fmt: skip
def test_secrets_and_what_is_made_are_not_sent(path: str) -> None:
    assert not is_sent(path)


@pytest.mark.parametrize(
    "path", ["bot/settings.py", "bot/words/page.en.yaml", "knowledge/guideline/facts.yaml"]
)
def test_the_code_and_the_data_are_sent(path: str) -> None:
    assert (ROOT / path).exists()
    assert is_sent(path)


@pytest.mark.parametrize(
    "file", [DOCKERFILE, COMPOSE, ROOT / "deploy" / ".env.example"], ids=lambda path: path.name
)
def test_no_file_names_a_registry_of_packages_or_holds_a_secret(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r"https?://(?!chroma:8000)", text)
    assert not re.search(r"://\w+:(?!\$\{)[^/]*@", text)
    for name, value in re.findall(r"(?m)^[ #]*(\w*(?:PASSWORD|TOKEN|SECRET))[=:][ ]*(\S*)", text):
        assert value in ("", "xoxb-...", "xapp-...") or value.startswith("${"), name


def test_images_are_pinned_and_chroma_to_the_version_of_its_client(
    services: dict[str, Any],
) -> None:
    assert services["chroma"]["image"] == f"chromadb/chroma:{PINS['chromadb']}"
    assert re.fullmatch(r"postgres:\d+(-\w+)?", services["postgres"]["image"])


def test_only_the_desk_is_published_and_only_on_this_machine(services: dict[str, Any]) -> None:
    ports = {name: service.get("ports", []) for name, service in services.items()}
    assert [name for name, published in ports.items() if published] == ["desk"]
    assert all(port.startswith("127.0.0.1:") for port in ports["desk"])


def test_every_service_starts_again_and_waits_for_what_it_needs(services: dict[str, Any]) -> None:
    assert {service["restart"] for service in services.values()} == {"unless-stopped"}
    needed = services["desk"]["depends_on"]
    assert needed.keys() == services.keys() - {"desk"}
    for name, how in needed.items():
        assert how == {"condition": "service_healthy"}
        assert services[name]["healthcheck"]["test"]
        assert services[name]["volumes"]


def test_what_the_compose_file_sets_are_settings(services: dict[str, Any]) -> None:
    known = {variable(name) for name in Settings.model_fields}
    assert services["desk"]["environment"].keys() - known == set()


class Answers(BaseHTTPRequestHandler):
    """Is ready or not, as its server is."""

    def do_GET(self) -> None:  # the name that http.server calls
        ready = self.path == "/readyz" and self.server.ready  # type: ignore[attr-defined]
        self.send_response(200 if ready else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def ready() -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_the_image_is_healthy_where_the_desk_is_ready(ready: HTTPServer) -> None:
    program, *arguments = of("HEALTHCHECK")[0].words()
    assert program == "python"

    def healthy(port: int) -> bool:
        env = {"PORT": str(port), "HTTP_PROXY": "http://127.0.0.1:9"}
        return not subprocess.run(
            [sys.executable, *arguments], env=env, capture_output=True
        ).returncode

    ready.ready = True  # type: ignore[attr-defined]
    assert healthy(ready.server_port)
    ready.ready = False  # type: ignore[attr-defined]
    assert not healthy(ready.server_port)
    assert not healthy(1)


def test_the_chroma_service_is_healthy_where_chroma_answers(
    services: dict[str, Any], chroma: ChromaServer
) -> None:
    kind, *command = services["chroma"]["healthcheck"]["test"]
    assert kind == "CMD"

    def healthy(port: str) -> bool:
        words = [word.replace("/8000", f"/{port}") for word in command]
        env = {"PATH": os.environ["PATH"]}
        return not subprocess.run(words, env=env, capture_output=True, timeout=60).returncode

    assert healthy(chroma.url.rpartition(":")[2])
    assert not healthy("1")
