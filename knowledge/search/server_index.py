"""One index version's vectors on a Chroma server that may go away and come back."""

import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vectors import Hit, VectorIndex, VectorsAwayError

ALIVE = 5.0
"""Seconds in which a server tells that it is alive."""

BEGUN, USED = "begun", "used"
"""Metadata of a collection, in seconds since 1970: when its writing began, when it was in use."""

_WATCH_EVERY = 5.0
_MARK_EVERY = 24 * 3600
_SAID = "The server of the search index does not answer; the log says more."


class ServerIndex(VectorIndex):
    """A version's collections on a server; a thread looks whether they are still there.

    Args:
        client: Chroma's.
        prefix: stands before a collection's name.
        url: the server's.
        progress: told when the server goes away and when it is back.
    """

    def __init__(self, client: Any, prefix: str, url: str, progress: Callable[[str], None]) -> None:
        super().__init__(client, prefix)
        self._url = url
        self._progress = progress
        self._warmed: tuple[str, ...] = ()
        self._problem: str | None = None
        self._marked = 0.0
        weakref.finalize(self, disconnect, client)
        Thread(target=_watch, args=(weakref.ref(self),), daemon=True).start()

    def nearest(
        self, collection: str, vectors: NDArray[np.float32], count: int
    ) -> tuple[tuple[Hit, ...], ...]:
        """Return the nearest documents as `VectorIndex.nearest` does."""
        try:
            return super().nearest(collection, vectors, count)
        except Exception:
            # A server that was just started again has dropped the connections that were kept.
            self.look()
            if self._problem is not None:
                raise VectorsAwayError(self._problem) from None
        try:
            return super().nearest(collection, vectors, count)
        except Exception as error:
            self._note(away(self._url))
            raise VectorsAwayError(away(self._url)) from error

    def warm(self, collections: Sequence[str]) -> None:
        """Have the server read the collections, and look after these from now on."""
        from chromadb.errors import ChromaError

        try:
            super().warm(collections)
        except ChromaError:
            raise  # they are missing or damaged
        except Exception as error:
            raise VectorsAwayError(away(self._url)) from error
        self._warmed = tuple(collections)
        self.look()

    def problem(self) -> str | None:
        """Say, to anybody, that the server cannot be asked, as far as is known now."""
        return None if self._problem is None else _SAID

    def look(self) -> None:
        """Look whether the server answers and has the collections."""
        from chromadb.errors import NotFoundError

        try:
            ask_alive(self._url)
            if self._problem is not None:
                super().warm(self._warmed)
            mark = time.time() - self._marked > _MARK_EVERY
            for name in self._warmed:
                held = self._client.get_collection(self._prefix + name, embedding_function=None)
                if mark:  # what is in use is not removed
                    held.modify(metadata={USED: int(time.time())})
                    self._marked = time.time()
            self._note(None)
        except NotFoundError:
            self._note(
                f"The Chroma server of DESK_CHROMA ({self._url}) no longer has the vectors of this "
                "index; start the desk again, which writes them anew."
            )
        except Exception:  # what httpx and Chroma raise shares no class
            self._note(away(self._url))

    def _note(self, problem: str | None) -> None:
        before, self._problem = self._problem, problem
        if problem != before:
            self._progress(problem or "The Chroma server answers again.")


def _watch(opened: "weakref.ref[ServerIndex]") -> None:
    """Look after an index as long as somebody holds it."""
    while (index := opened()) is not None:
        index.look()
        del index
        time.sleep(_WATCH_EVERY)


def away(url: str) -> str:
    """Say that a server does not answer, and what to do."""
    return (
        f"The Chroma server of DESK_CHROMA ({url}) does not answer as it should; start it, mend "
        "the setting, or remove it to keep the vectors in DESK_DATA."
    )


def connect(url: str, timeout: float) -> Any:
    """Return Chroma's client of a server, whose requests take so many seconds at most.

    Raises:
        VectorsAwayError: the server does not answer.
    """
    import chromadb  # heavy; loaded where vectors are used
    import httpx
    from chromadb.config import Settings

    try:
        ask_alive(url)
        client: Any = chromadb.HttpClient(
            url, ssl=url.startswith("https:"),
            # The host, too: else Chroma reads one from the environment and complains of two.
            settings=Settings(anonymized_telemetry=False, chroma_server_host=url),
        )  # fmt: skip
    except Exception as error:
        raise VectorsAwayError(away(url)) from error
    for session in _sessions(client):
        session.timeout = httpx.Timeout(timeout, connect=ALIVE)
    return client


def disconnect(client: Any) -> None:
    """Close a client and its connections."""
    for session in _sessions(client):
        session.close()
    client.close()


@contextmanager
def connected(url: str, timeout: float) -> Iterator[Any]:
    """Connect for a while; as `connect`."""
    client = connect(url, timeout)
    try:
        yield client
    finally:
        disconnect(client)


def _sessions(client: Any) -> list[Any]:
    """Return what sends a client's requests; Chroma sets no limit of time and closes none."""
    return [part._server._session for part in (client, client._admin_client)]


def ask_alive(url: str) -> None:
    """Ask a server whether it is alive; what httpx raises says that it is not."""
    import httpx

    httpx.get(f"{url}/api/v2/heartbeat", timeout=ALIVE).raise_for_status()
