"""`desk serve`: the page, the API and Slack in one process."""

import errno
import socket
from threading import Thread

import uvicorn
from fastapi import FastAPI

from bot.answer.frame import MemoryThreads, Threads
from bot.cli.console import StartError, say
from bot.settings import Settings, unknown_variables
from bot.slack.app import create_slack_app
from bot.slack.errors import SlackSettingsError
from bot.slack.http import PATH, create_slack_router
from bot.slack.socket import SocketMode
from bot.starting import StartingEngine
from bot.web.app import create_app
from bot.wiring import build_engine


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
    starting = StartingEngine(lambda: build_engine(settings, say))
    threads = MemoryThreads(settings.threads)
    app = create_app(starting, threads, settings, beside=(PATH,))
    connection = _connect_slack(app, starting, threads, settings)
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, server_header=False)
    )

    def when_built() -> None:
        starting.wait()
        if starting.error is not None:
            server.should_exit = True
            return
        say(f"Guideline Desk is ready: {shown}")
        if connection is not None:
            connection.start()

    Thread(target=when_built, daemon=True).start()
    say(f"starting on {shown}")
    server.run(sockets=[listening])
    if connection is not None:
        connection.stop()
    if starting.error is not None:
        raise starting.error


def _connect_slack(
    app: FastAPI, engine_source: StartingEngine, threads: Threads, settings: Settings
) -> SocketMode | None:
    """Take Slack's events over HTTP, over Socket Mode or both, as the tokens allow."""
    missing = missing_for_slack(settings)
    if missing:
        say(f"warning: Slack is off: {missing} is not set")
    if missing or settings.slack_bot_token is None:
        return None
    try:
        slack = create_slack_app(engine_source, threads, settings)
        if settings.slack_signing_secret is not None:
            app.include_router(create_slack_router(slack, settings))
        return SocketMode(slack, settings) if settings.slack_app_token is not None else None
    except SlackSettingsError as error:
        raise StartError(str(error)) from error


def missing_for_slack(settings: Settings) -> str | None:
    """Name what is missing where Slack is half set."""
    inward = settings.slack_app_token or settings.slack_signing_secret
    if settings.slack_bot_token is None:
        return "DESK_SLACK_BOT_TOKEN" if inward else None
    if inward:
        return None
    return "DESK_SLACK_APP_TOKEN (Socket Mode) or DESK_SLACK_SIGNING_SECRET (HTTP)"


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
