"""The vectors of index versions on a Chroma server, which several replicas may share.

A version's collection is named `desk-<version>-<name>`. It is written under a name of its own and
gets that name once all its documents are counted, so nobody searches half of one; of two replicas
that write the same version at once, the second finds it there and drops its own.
"""

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from knowledge.search.server_index import BEGUN, USED, ServerIndex, away, connect, connected
from knowledge.search.vectors import Collection, VectorIndex, VectorsAwayError, fill

_SEARCH, _WRITE = 30.0, 600.0
"""Seconds that a request may take; Chroma's own client would wait for ever."""

_UNFINISHED, _UNUSED = 3600, 30 * 24 * 3600
"""Seconds after which a collection that nobody finished or opened is removed."""

_OURS = "desk-"

_PAGE = 100


class ServerVectors:
    """Keeps vectors on a Chroma server.

    Args:
        url: the server's, http or https.
        progress: told when the server goes away and when it is back.
    """

    def __init__(self, url: str, progress: Callable[[str], None]) -> None:
        self._url = url
        self._progress = progress

    def holds(self, folder: Path, sizes: Mapping[str, int]) -> bool:
        """Tell whether the server has a version's collections and can search them."""
        prefix = _prefix(folder)
        try:
            with connected(self._url, _SEARCH) as client:
                return all(_whole(client, prefix + name, size) for name, size in sizes.items())
        except VectorsAwayError:
            raise
        except Exception as error:
            raise VectorsAwayError(away(self._url)) from error

    def write(self, folder: Path, collections: Sequence[Collection]) -> None:
        """Write those of a version's collections that the server does not have whole."""
        prefix = _prefix(folder)
        try:
            with connected(self._url, _WRITE) as client:
                _drop_abandoned(client)
                for collection in collections:
                    name, size = prefix + collection.name, len(collection.ids)
                    if not _whole(client, name, size):
                        _write_whole(client, name, collection)
                    if not _whole(client, name, size):
                        raise VectorsAwayError(
                            f"The Chroma server of DESK_CHROMA ({self._url}) did not keep what was "
                            "written; look at its log and its disk, then start again."
                        )
        except VectorsAwayError:
            raise
        except Exception as error:
            raise VectorsAwayError(away(self._url)) from error

    def open(self, folder: Path) -> VectorIndex:
        """Open a version's collections; they are watched from now on."""
        return ServerIndex(connect(self._url, _SEARCH), _prefix(folder), self._url, self._progress)

    def forget(self, folder: Path) -> None:
        """Remove a version's collections; a server that does not answer keeps them."""
        try:
            with connected(self._url, _SEARCH) as client:
                for name in _names(client, _prefix(folder)):
                    client.delete_collection(name)
        except Exception as error:  # what httpx and Chroma raise shares no class
            self._progress(
                f"old vectors {_prefix(folder)}* stay on the Chroma server "
                f"({type(error).__name__}); they do no harm"
            )


def _prefix(folder: Path) -> str:
    return f"{_OURS}{folder.stem}-"  # a version that is being built has a suffix


def _whole(client: Any, name: str, size: int) -> bool:
    """Tell whether a collection is there, has so many documents and can be searched."""
    from chromadb.errors import ChromaError

    try:
        if client.get_collection(name, embedding_function=None).count() != size:
            return False
        VectorIndex(client).warm((name,))
        return True
    except ChromaError:  # what the server itself says, of a collection missing or damaged
        return False


def _write_whole(client: Any, name: str, collection: Collection) -> None:
    """Write a collection under a name of its own, count it, then give it its name."""
    from chromadb.errors import ChromaError

    partial = client.create_collection(
        f"{name}.partial-{uuid.uuid4().hex[:8]}", embedding_function=None,
        configuration={"hnsw": {"space": "cosine"}}, metadata={BEGUN: int(time.time())},
    )  # fmt: skip
    fill(partial, collection)
    if partial.count() != len(collection.ids):
        return
    if not _whole(client, name, len(collection.ids)):
        if name in _names(client, name):
            client.delete_collection(name)
        with suppress(ChromaError):  # the name was taken at this moment
            partial.modify(name=name)
            return
    client.delete_collection(partial.name)  # another replica was faster


def _drop_abandoned(client: Any) -> None:
    """Remove what nobody finished and what no desk has opened for long, of any version."""
    for name in _names(client, _OURS):
        metadata = client.get_collection(name, embedding_function=None).metadata or {}
        seen = max(metadata.get(BEGUN, 0), metadata.get(USED, 0))
        allowed = _UNFINISHED if ".partial-" in name else _UNUSED
        if seen and time.time() - seen > allowed:
            client.delete_collection(name)


def _names(client: Any, prefix: str) -> list[str]:
    """Return the names of all collections that begin so."""
    names: list[str] = []
    while page := client.list_collections(limit=_PAGE, offset=len(names)):
        names += [collection.name for collection in page]
    return [name for name in names if name.startswith(prefix)]
