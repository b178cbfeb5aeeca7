"""Index versions: built beside the live one, switched by a pointer, never half seen."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.question import Question
from ingest.check import check_folder
from ingest.encode import VectorCache
from ingest.publish import publish
from ingest.run import ingest
from knowledge.errors import KnowledgeError
from knowledge.knowledge_base import load_knowledge
from knowledge.search.encoder import OnnxEncoder
from knowledge.search.index import (
    IndexUnusableError,
    condemn,
    current_version,
    open_index,
    read_manifest,
)
from knowledge.search.vectors import copy_for_this_process
from tests.ingest.tiny_knowledge import write_tiny_knowledge


@pytest.fixture(scope="module")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_tiny_knowledge(tmp_path / "garden")


def lines() -> tuple[list[str], object]:
    said: list[str] = []
    return said, said.append


def test_another_document_is_answered_from(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    assert check_folder(folder).problems == ()
    ingest(folder, tmp_path / "index", encoder, print)
    engine = Engine(
        load_knowledge(folder), open_index(tmp_path / "index", encoder.identity, lambda: encoder)
    )
    opening, _ = engine.answer(Question("on which date does the garden open"))
    assert opening.status == "answered"
    assert opening.citations[0].quote == "The garden opens on March 3rd 2020."
    fee, _ = engine.answer(Question("门票价格是多少"))
    assert fee.status == "not_specified"
    item, _ = engine.answer(Question("what does item 1 say?"))
    assert "Dogs must be on a lead" in item.text
    missing, _ = engine.answer(Question("what does item 7 say?"))
    assert missing.status == "clarify"


def test_an_unchanged_folder_is_not_built_again(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    first = publish(root, folder, encoder, print)
    stamp = (first / "manifest.json").stat().st_mtime_ns
    assert publish(root, folder, encoder, print) == first
    assert (first / "manifest.json").stat().st_mtime_ns == stamp


def test_a_change_makes_a_new_version_and_keeps_what_was_encoded(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    first = publish(root, folder, encoder, print)
    path = folder / "answers" / "garden.yaml"
    path.write_text(path.read_text("utf-8").replace("opening day?", "what is the opening day"))
    said: list[str] = []
    second = publish(root, folder, encoder, said.append)
    assert second != first
    assert current_version(root) == second
    assert first.exists()
    assert [line for line in said if line.startswith("encoding")] == [
        "encoding: 1 of 1 texts as query",
    ]


def test_faulty_data_leaves_the_live_version(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (folder / "notes.yaml").write_text("notes: [")
    with pytest.raises(KnowledgeError, match="well-formed"):
        ingest(folder, root, encoder, print)
    assert current_version(root) == live
    open_index(root, encoder.identity, lambda: encoder)


def test_a_half_built_version_is_never_opened_and_is_built_anew(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (live / "manifest.json").unlink()
    with pytest.raises(IndexUnusableError, match="desk ingest"):
        open_index(root, encoder.identity, lambda: encoder)
    publish(root, folder, encoder, print)
    open_index(root, encoder.identity, lambda: encoder)


def test_an_interrupted_build_leaves_the_live_version(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (folder / "contacts.yaml").write_text(
        'contacts:\n- {key: keeper, name: {en: "keeper", zh: "园长"}}\n', "utf-8"
    )

    def stop(line: str) -> None:
        if line == "fitting the classifier":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(root, folder, encoder, stop)
    assert current_version(root) == live
    assert publish(root, folder, encoder, print) != live


def test_a_file_cut_short_is_noticed_and_the_version_built_anew(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (live / "classifier.npz").write_bytes(b"cut short")
    assert read_manifest(live) is None
    publish(root, folder, encoder, print)
    open_index(root, encoder.identity, lambda: encoder)


@pytest.mark.parametrize(
    "name", ["classifier.npz", "chroma/chroma.sqlite3", "keywords/vocab.index.json"]
)
def test_a_damaged_version_is_refused_and_can_be_built_anew(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, name: str
) -> None:
    root = tmp_path / "index"
    damaged = publish(root, folder, encoder, print) / name
    damaged.write_bytes(b"?" * damaged.stat().st_size)
    with pytest.raises(IndexUnusableError, match="damaged"):
        open_index(root, encoder.identity, lambda: encoder)
    condemn(root)
    publish(root, folder, encoder, print)
    open_index(root, encoder.identity, lambda: encoder)


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../..", b"0123"])
def test_a_damaged_pointer_is_mended(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, pointer: bytes
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (root / "current").write_bytes(pointer)
    assert publish(root, folder, encoder, print) == live
    assert current_version(root) == live


def test_damaged_kept_vectors_are_encoded_anew(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    (kept,) = (root / "encoded").iterdir()
    (live / "manifest.json").unlink()
    for content in (b"", b"PK\x03\x04 cut short", b"garbage"):
        kept.write_bytes(content)
        assert VectorCache(root / "encoded", encoder, print).passages(["a lead"]).shape == (1, 384)


def test_a_read_only_version_is_opened(folder: Path, tmp_path: Path, encoder: OnnxEncoder) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    folders = [live, *(path for path in live.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    try:
        copied = copy_for_this_process(live / "chroma")
        modes = [path.stat().st_mode for path in (copied, *copied.rglob("*"))]
        assert all(mode & stat.S_IWUSR for mode in modes)
    finally:
        for path in folders:
            path.chmod(0o755)


def test_no_index_says_what_to_do(tmp_path: Path, encoder: OnnxEncoder) -> None:
    with pytest.raises(IndexUnusableError, match="desk ingest"):
        open_index(tmp_path, encoder.identity, lambda: encoder)


def test_two_builds_at_once_make_one_version(
    folder: Path, tmp_path: Path, encoder_folder: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from ingest.publish import publish;"
        "from knowledge.search.encoder import OnnxEncoder;"
        "publish(Path(sys.argv[1]), Path(sys.argv[2]), OnnxEncoder(Path(sys.argv[3])), print)"
    )
    command = [
        sys.executable,
        "-c",
        code,
        str(tmp_path / "index"),
        str(folder),
        str(encoder_folder),
    ]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert sum("is live" in text for text in said) == 1
    folders = list((tmp_path / "index" / "versions").iterdir())
    assert len(folders) == 1
    assert read_manifest(folders[0]) is not None
