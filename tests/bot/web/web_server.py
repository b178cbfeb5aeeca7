"""A real uvicorn server on a free port."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

Serve = Callable[..., str]


@dataclass
class Running:
    """A server in a thread of its own."""

    server: uvicorn.Server
    thread: threading.Thread

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(5)


def start(app: FastAPI) -> Running:
    """Serve an application, and return once it answers."""
    config = uvicorn.Config(app, port=0, ws="none", log_config=None, access_log=False)
    server = uvicorn.Server(config)
    running = Running(server, threading.Thread(target=server.run, daemon=True))
    running.thread.start()
    deadline = time.monotonic() + 10
    while not server.started:
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not start within 10 seconds")
        time.sleep(0.02)
    return running
