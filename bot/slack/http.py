"""Events over HTTP: one route, open to signed requests only."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from slack_bolt import App
from slack_bolt.adapter.fastapi import SlackRequestHandler
from slack_sdk.signature import SignatureVerifier
from starlette.types import Message, Receive

from bot.settings import Settings
from bot.slack.errors import SlackSettingsError

PATH = "/slack/events"
# A message has 40,000 characters at most, which an event holds twice and escaped.
LARGEST = 1_048_576


def create_slack_router(app: App, settings: Settings) -> APIRouter:
    """Return the router of Slack's events.

    Raises:
        SlackSettingsError: there is no signing secret to verify requests with.
    """
    if settings.slack_signing_secret is None:
        raise SlackSettingsError(
            "DESK_SLACK_SIGNING_SECRET is not set: events over HTTP cannot be verified"
        )
    verifier = SignatureVerifier(settings.slack_signing_secret.get_secret_value())
    handler = SlackRequestHandler(app)
    router = APIRouter()

    @router.post(PATH, include_in_schema=False)
    async def events(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        # Bolt verifies as well, but only after it has parsed what a stranger sent.
        if not _is_signed(verifier, body, request.headers):
            return Response(status_code=401)
        # Bolt only queues an event: that is quicker here than in a pool that answers fill.
        return await handler.handle(Request(request.scope, _once(body)))

    return router


async def _read(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)


def _is_signed(verifier: SignatureVerifier, body: bytes, headers: Mapping[str, str]) -> bool:
    try:
        return verifier.is_valid_request(body, dict(headers))
    except (ValueError, TypeError):  # a stamp that is no number, a signature that is not ASCII
        return False


def _once(body: bytes) -> Receive:
    """Give a body that was read already to the next reader."""

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive
