"""The engine is opened whatever state its data folder is in."""

import os
import shutil
from pathlib import Path

from bot.answer.question import Question
from bot.settings import Settings
from bot.wiring import build_engine
from tests.ingest.tiny_knowledge import write_tiny_knowledge


def damage(path: Path) -> None:
    """Put garbage of the same size in a file's place, as no check of sizes can notice."""
    size = path.stat().st_size
    path.unlink()  # it may be a link to another folder's file
    path.write_bytes(b"?" * size)


def test_a_damaged_encoder_and_a_damaged_index_are_made_anew(
    encoder_folder: Path, tmp_path: Path
) -> None:
    data, said = tmp_path / "data", list[str]()
    shutil.copytree(encoder_folder, data / "encoder", copy_function=os.link)
    settings = Settings(data=data, knowledge=write_tiny_knowledge(tmp_path / "garden"))
    damage(data / "encoder" / "pieces.model")
    build_engine(settings, said.append)
    assert "the encoder is damaged; it is made anew" in said
    for path in (data / "index" / "versions").glob("*/classifier.npz"):
        damage(path)
    said.clear()
    answer, _ = build_engine(settings, said.append).answer(Question("门票价格是多少"))
    assert "the index is damaged; it is made anew" in said
    assert answer.status == "not_specified"
