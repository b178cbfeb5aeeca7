"""The server that a test starts."""

import threading
from types import TracebackType

from tests.model_server.http_server import HttpServer
from tests.model_server.provider import Provider
from tests.model_server.replies import Script
from tests.model_server.turns import ProtocolName, Turn

_POLL = 0.02  # seconds; how long closing it may take


class ModelServer:
    """A provider on a free port of this machine, in three protocols; it takes any API key.

    Attributes:
        url: Its address, without a path.
    """

    def __init__(self, script: Script) -> None:
        self._provider = Provider(script)
        self._http = HttpServer(self._provider)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(_POLL,))
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> "ModelServer":
        """Start it."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop it.

        Raises:
            Exception: What the script raised first, unless another error is on its way; the
                client only heard that the provider failed.
        """
        self.close()
        raised = self._provider.error
        if raised is not None and error is None:
            raise raised

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The calls so far, in the order they came in."""
        return self._provider.turns

    def base_url(self, protocol: ProtocolName) -> str:
        """Return the address as the clients of a protocol take it."""
        return f"{self.url}/v1" if protocol == "openai" else self.url

    def close(self) -> None:
        """Stop it and what stalls; the next call finds nobody there."""
        self._provider.close()
        if self._thread.is_alive():
            self._http.shutdown()
            self._thread.join()
        self._http.server_close()
