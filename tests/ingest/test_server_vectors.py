"""An index whose vectors are on a Chroma server, named by version and never seen half written."""

import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ingest.publish import publish
from knowledge.search.encoder import OnnxEncoder
from knowledge.search.index import (
    EMBEDDED,
    Index,
    IndexUnusableError,
    collection_sizes,
    condemn,
    has_vectors,
    open_index,
    read_manifest,
)
from knowledge.search.server_index import away, connected
from knowledge.search.vector_server import ServerVectors
from knowledge.search.vectors import Collection, VectorsAwayError
from tests.chroma_server import ChromaServer
from tests.ingest.tiny_knowledge import write_tiny_knowledge

ASKED = ["门票价格是多少", "on which date does the garden open"]


@pytest.fixture(scope="module")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(encoder_folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A knowledge folder whose version no other test has."""
    folder = write_tiny_knowledge(tmp_path / "garden")
    change(folder)
    return folder


@pytest.fixture
def client(chroma: ChromaServer) -> Iterator[Any]:
    with connected(chroma.url, 60) as client:
        yield client


def change(folder: Path) -> None:
    with (folder / "contacts.yaml").open("a", encoding="utf-8") as file:
        file.write(f"# {uuid.uuid4()}\n")


def names(client: Any, version: Path) -> list[str]:
    found = [collection.name for collection in client.list_collections(limit=1000)]
    return sorted(name for name in found if name.startswith(f"desk-{version.name}"))


def same_evidence(one: Index, other: Index) -> bool:
    return all(
        a.probabilities == pytest.approx(b.probabilities, abs=1e-4)
        and [name for name, _ in a.sentences] == [name for name, _ in b.sentences]
        for a, b in zip(one.search(ASKED), other.search(ASKED), strict=True)
    )


def test_a_version_on_the_server_finds_what_an_embedded_one_finds(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any
) -> None:
    store = ServerVectors(chroma.url, print)
    live = publish(tmp_path / "index", folder, encoder, print, store)
    assert names(client, live) == [f"desk-{live.name}-sentences", f"desk-{live.name}-topics"]
    assert not (live / "chroma").exists()
    served = open_index(tmp_path / "index", encoder.identity, lambda: encoder, store)
    publish(tmp_path / "embedded", folder, encoder, print)
    embedded = open_index(tmp_path / "embedded", encoder.identity, lambda: encoder)
    assert same_evidence(served, embedded)
    assert served.vectors.problem() is None


@pytest.mark.parametrize("to_server", [True, False], ids=["to the server", "from the server"])
def test_a_change_of_the_store_writes_the_vectors_alone(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, to_server: bool
) -> None:
    root, server = tmp_path / "index", ServerVectors(chroma.url, print)
    before, after = (EMBEDDED, server) if to_server else (server, EMBEDDED)
    live = publish(root, folder, encoder, print, before)
    fitted = (live / "classifier.npz").stat().st_mtime_ns
    assert not has_vectors(root, after)
    said: list[str] = []
    assert publish(root, folder, encoder, said.append, after) == live
    assert said == ["writing vectors", f"index version {live.name} is live: its vectors are there"]
    assert (live / "classifier.npz").stat().st_mtime_ns == fitted
    manifest = read_manifest(live)
    assert manifest is not None
    assert ("chroma/chroma.sqlite3" in manifest.bytes) == (live / "chroma").is_dir()
    one, other = (
        open_index(root, encoder.identity, lambda: encoder, store) for store in (before, after)
    )
    assert same_evidence(one, other)


def short(client: Any, name: str) -> None:
    client.get_collection(name, embedding_function=None).delete(ids=["answer:opening:text:0"])


def gone(client: Any, name: str) -> None:
    client.delete_collection(name)


def half_written_long_ago(client: Any, name: str) -> None:
    held = client.get_collection(name, embedding_function=None)
    held.modify(name=f"{name}.partial-0", metadata={"begun": 1})


@pytest.mark.parametrize("harm", [short, gone, half_written_long_ago])
def test_a_collection_that_is_not_whole_is_written_anew(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any,
    harm: Callable[[Any, str], None],
) -> None:  # fmt: skip
    root, store = tmp_path / "index", ServerVectors(chroma.url, print)
    live = publish(root, folder, encoder, print, store)
    harm(client, f"desk-{live.name}-topics")
    assert not has_vectors(root, store)
    publish(root, folder, encoder, print, store)
    assert store.holds(live, collection_sizes(live))
    assert names(client, live) == [f"desk-{live.name}-sentences", f"desk-{live.name}-topics"]


def test_collections_that_are_missing_when_it_is_opened_make_it_unusable(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any
) -> None:
    root, store = tmp_path / "index", ServerVectors(chroma.url, print)
    live = publish(root, folder, encoder, print, store)
    gone(client, f"desk-{live.name}-sentences")
    with pytest.raises(IndexUnusableError, match="damaged"):
        open_index(root, encoder.identity, lambda: encoder, store)
    condemn(root)
    publish(root, folder, encoder, print, store)
    open_index(root, encoder.identity, lambda: encoder, store)


def test_what_another_replica_is_writing_is_left_alone(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any
) -> None:
    live = publish(tmp_path / "index", folder, encoder, print)
    partial = f"desk-{live.name}-topics.partial-abcdef"
    client.create_collection(partial, embedding_function=None, metadata={"begun": int(time.time())})
    publish(tmp_path / "index", folder, encoder, print, ServerVectors(chroma.url, print))
    assert partial in names(client, live)
    assert f"desk-{live.name}-topics" in names(client, live)


def test_what_no_desk_has_used_for_long_is_removed_and_what_is_in_use_is_not(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any
) -> None:
    store = ServerVectors(chroma.url, print)
    used, unused = (
        publish(tmp_path / place, folder, encoder, print, store)
        for place in ("used", "unused")
        if change(folder) is None
    )
    for version in (used, unused):
        for name in names(client, version):
            client.get_collection(name, embedding_function=None).modify(metadata={"used": 1})
    client.create_collection(f"other-{unused.name}", embedding_function=None, metadata={"used": 1})
    open_index(tmp_path / "used", encoder.identity, lambda: encoder, store)
    change(folder)
    publish(tmp_path / "new", folder, encoder, print, store)
    assert len(names(client, used)) == 2
    assert names(client, unused) == []
    assert client.get_collection(f"other-{unused.name}", embedding_function=None)


def test_old_versions_are_forgotten_with_their_folders(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, chroma: ChromaServer, client: Any
) -> None:
    root, store = tmp_path / "index", ServerVectors(chroma.url, print)
    versions = []
    for _ in range(3):
        change(folder)
        versions.append(publish(root, folder, encoder, print, store))
    assert [len(names(client, version)) for version in versions] == [0, 2, 2]
    assert [version.exists() for version in versions] == [False, True, True]


def few(name: str) -> Collection:
    """A collection of eight documents."""
    ids = [f"d{at}" for at in range(8)]
    return Collection(name, ids, [{"role": "text"}] * 8, ids, np.eye(8, dtype=np.float32))


@pytest.mark.parametrize("damaged", [False, True], ids=["nothing there", "a damaged one there"])
def test_replicas_that_write_at_once_leave_one_whole_version(
    chroma: ChromaServer, client: Any, damaged: bool
) -> None:
    store = ServerVectors(chroma.url, print)
    for _ in range(5):
        version = Path(uuid.uuid4().hex[:16])
        if damaged:
            client.create_collection(f"desk-{version.name}-topics", embedding_function=None)
        begin = threading.Barrier(4)

        def write(_: int, version: Path = version, begin: threading.Barrier = begin) -> None:
            begin.wait()
            store.write(version, [few("topics"), few("sentences")])

        with ThreadPoolExecutor(4) as replicas:
            list(replicas.map(write, range(4)))
        assert store.holds(version, {"topics": 8, "sentences": 8})
        found = names(client, version)
        assert found == [f"desk-{version.name}-sentences", f"desk-{version.name}-topics"]


@pytest.mark.parametrize("silent", [False, True], ids=["stopped", "silent"])
def test_a_server_that_is_away_is_told_with_what_to_do_and_the_live_version_stays(
    folder: Path, tmp_path: Path, encoder: OnnxEncoder, silent: bool
) -> None:
    root = tmp_path / "index"
    live = publish(root, folder, encoder, print)
    with ChromaServer() as chroma:
        store = ServerVectors(chroma.url, print)
        chroma.silence() if silent else chroma.stop()
        for attempt in (
            lambda: publish(root, folder, encoder, print, store),
            lambda: open_index(root, encoder.identity, lambda: encoder, store),
        ):
            with pytest.raises(VectorsAwayError, match="DESK_CHROMA") as raised:
                attempt()
            assert str(raised.value) == away(chroma.url)
    assert publish(root, folder, encoder, print) == live


def test_another_server_behind_the_setting_is_told(tmp_path: Path) -> None:
    with HTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        store = ServerVectors(f"http://127.0.0.1:{other.server_port}", print)
        with pytest.raises(VectorsAwayError, match="DESK_CHROMA"):
            store.holds(tmp_path / "abc", {"topics": 1})
        other.shutdown()
