"""What a folder holds, as one word that any change of it changes."""

import hashlib
from pathlib import Path


def folder_digest(folder: Path) -> str:
    """Return a digest of the names, sizes and contents of a folder's files."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
