"""The sizes of a made folder's files, by which a half-copied or damaged folder is noticed."""

from collections.abc import Mapping
from pathlib import Path


def sizes_of(folder: Path) -> dict[str, int]:
    """Return the size of every file of a folder in bytes, by its path in the folder."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def damaged(folder: Path, sizes: Mapping[str, int]) -> list[str]:
    """Return the files that are missing or not of the size they were made with."""
    return [name for name, size in sizes.items() if _size(folder / name) != size]


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
