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
_ATTEMPTS = 3
"""How often a name is tried for, which other replicas may take and free meanwhile."""


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
                    for _ in range(_ATTEMPTS):
                        if _whole(client, name, size):
                            break
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
                for collection in _listed(client, _prefix(folder)):
                    _delete(client, collection.name)
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
    size = len(collection.ids)
    for _ in range(_ATTEMPTS if partial.count() == size else 0):
        with suppress(ChromaError):  # the name is taken
            partial.modify(name=name)
            return
        if _whole(client, name, size):
            break  # another replica was faster
        _delete(client, name)
    _delete(client, partial.name)


def _drop_abandoned(client: Any) -> None:
    """Remove what nobody finished and what no desk has opened for long, of any version."""
    for collection in _listed(client, _OURS):
        metadata = collection.metadata or {}
        seen = max(metadata.get(BEGUN, 0), metadata.get(USED, 0))
        allowed = _UNFINISHED if ".partial-" in collection.name else _UNUSED
        if seen and time.time() - seen > allowed:
            _delete(client, collection.name)


def _delete(client: Any, name: str) -> None:
    from chromadb.errors import NotFoundError

    with suppress(NotFoundError):  # another replica removed or renamed it meanwhile
        client.delete_collection(name)


def _listed(client: Any, prefix: str) -> list[Any]:
    """Return all collections whose names begin so."""
    listed: list[Any] = []
    while page := client.list_collections(limit=_PAGE, offset=len(listed)):
        listed += page
    return [collection for collection in listed if collection.name.startswith(prefix)]
