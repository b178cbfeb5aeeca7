"""`desk serve`: the page, the API and Slack in one process."""

import errno
import socket
from concurrent.futures import Future
from threading import Thread

import uvicorn
from sqlalchemy import Engine as Database

from bot.cli.console import StartError, say
from bot.cli.slack_serving import connect_slack
from bot.settings import Settings, unknown_variables
from bot.slack.http import PATH
from bot.starting import StartingEngine
from bot.store.retention import Retention
from bot.web.app import create_app
from bot.wiring import build_answering, build_asking, build_database


def serve_until_stopped(settings: Settings) -> None:
    """Serve until the process is told to stop.

    The port is taken first, so that a port in use is said at once; the page is there while
    the index is still being made, and says so.

    Raises:
        StartError: the address is in use or not this machine's.
        Exception: whatever kept the engine from being built.
    """
    listening = _listen(settings.host, settings.port)
    shown = address(settings.host, listening.getsockname()[1])
    if unknown := unknown_variables():
        say(f"warning: no setting has the name {', '.join(unknown)}; see `.env.example`")
    opened: Future[Database] = Future()  # the engine is begun first: it takes longer
    starting = StartingEngine(lambda: build_answering(settings, say, opened.result))
    database = build_database(settings)
    opened.set_result(database)
    asking = build_asking(starting, database, settings)
    app = create_app(asking, settings, beside=(PATH,))
    slack = connect_slack(app, asking, database, settings)
    forget_work = (slack.work.forget_ended,) if slack is not None else ()
    retention = Retention(database, settings.retention_days, *forget_work)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
    )

    def when_built() -> None:
        starting.wait()
        if starting.error is not None:
            server.should_exit = True
            return
        say(f"Guideline Desk is ready: {shown}")

    Thread(target=when_built, daemon=True).start()
    if slack is not None:
        slack.start()
    retention.start()
    say(f"starting on {shown}")
    server.run(sockets=[listening])
    retention.stop()
    if slack is not None:
        slack.stop()
    if starting.error is not None:
        raise starting.error


def address(host: str, port: int) -> str:
    """Return the page's address."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, UnicodeError) as error:  # the latter of a name that no host can have
        listening.close()
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise StartError(
                f"port {port} is in use; stop what uses it, or choose another: make run PORT=8080"
            ) from error
        why = getattr(error, "strerror", None) or "no such address"
        raise StartError(
            f"cannot serve on {host}, port {port} ({why}); set HOST and PORT"
        ) from error
    return listening
