"""Builds the encoder's folder once, whole or not at all."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ingest.encoder.weights import PACKAGE, find_weights, hash_weights, read_weights
from ingest.lock import one_at_a_time
from knowledge.search.encoder import STANDARD, EncoderError, read_manifest

_FORMAT = 1
"""Raised whenever the same weights would be written otherwise."""


def is_current(target: Path) -> bool:
    """Whether a folder holds a whole encoder of the installed package; reads no weights."""
    try:
        return read_manifest(target).stamp == _stamp()
    except (EncoderError, PackageNotFoundError):
        return False


def build_encoder(
    target: Path, progress: Callable[[str], None], source: Path | None = None
) -> Path:
    """Makes sure that the encoder stands in a folder; some 10 s and 0.5 GB of disk the first time.

    Safe to call at every start and from several processes: one builds, the others wait for it. An
    interrupted build leaves nothing in `target`, and the next call begins anew.

    Args:
        target: The folder, replaced if it holds another encoder: serving form, and the standard
            folder in `standard`.
        progress: Called with a line for people before each step; not at all if nothing is to do.
        source: The weights' file, if not the installed package's.

    Returns:
        `target`.

    Raises:
        EncoderBuildError: The weights are missing, damaged, or of another format.
    """
    source = source or find_weights()
    identity = hashlib.sha256(f"{hash_weights(source)} format {_FORMAT}".encode()).hexdigest()
    if _is_built(target, identity):
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    with one_at_a_time(target.with_name(f".{target.name}.lock")):
        if not _is_built(target, identity):  # another process may have, meanwhile
            _build(source, target, identity, progress)
    return target


def _is_built(target: Path, identity: str) -> bool:
    return is_current(target) and read_manifest(target).identity == identity


def _stamp() -> str:
    return f"{PACKAGE} {version(PACKAGE)}, format {_FORMAT}"


def _build(source: Path, target: Path, identity: str, progress: Callable[[str], None]) -> None:
    prefix = f".{target.name}-building-"
    for abandoned in target.parent.glob(f"{prefix}*"):  # under the lock, nobody works in it
        shutil.rmtree(abandoned)
    progress("Encoder: reading the weights")
    weights = read_weights(source)
    # Imported here so that a start that finds the encoder built does not pay for torch.
    from ingest.encoder.serving import write_serving
    from ingest.encoder.standard import write_standard

    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=target.parent))
    try:
        folder.chmod(0o755)  # mkdtemp's 0700 would shut out a server run by another user
        progress("Encoder: writing the standard folder")
        (folder / STANDARD).mkdir()
        write_standard(weights, folder / STANDARD)
        progress("Encoder: writing the serving form")
        write_serving(weights, folder, identity, _stamp())
        if target.exists():
            target.rename(folder / "replaced")  # readers keep what they have mapped
        folder.rename(target)
        shutil.rmtree(target / "replaced", ignore_errors=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    progress("Encoder: ready")
