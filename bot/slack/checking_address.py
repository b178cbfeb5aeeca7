"""Whether Slack's requests reach the desk: the one that Slack makes itself, made from here."""

import json
import secrets
import ssl
import time
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk.signature import SignatureVerifier

from bot.slack.manifest import EVENTS_PATH

_TIMEOUT = 10


class _NoRedirects(HTTPRedirectHandler):
    """Slack follows none either."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def check_address(public_url: str, secret: str) -> tuple[bool, str]:
    """Send Slack's challenge, signed, to the public address; say how that went.

    Args:
        public_url: the desk's address as Slack knows it.
        secret: the signing secret.

    Returns:
        Whether the challenge came back, and in words what is right or what to mend.
    """
    url = f"{public_url}{EVENTS_PATH}"
    if not url.startswith("https://"):
        return False, f"Slack sends nothing to {url}: DESK_PUBLIC_URL must be https"
    return send_challenge(url, secret)


def send_challenge(url: str, secret: str) -> tuple[bool, str]:
    """Do the same with a full address of any scheme."""
    challenge = secrets.token_urlsafe(16)
    body = json.dumps({"type": "url_verification", "challenge": challenge})
    stamp = str(int(time.time()))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    request = Request(
        url, body.encode(), method="POST",
        headers={
            "Content-Type": "application/json",
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature or "",
        },
    )  # fmt: skip
    try:
        with build_opener(_NoRedirects()).open(request, timeout=_TIMEOUT) as response:
            answered = json.loads(response.read(10_000))
    except HTTPError as error:
        error.close()
        return False, f"{url}: {_by_status(error.code)}"
    except (URLError, OSError, HTTPException) as error:
        return False, f"{url}: {_by_reason(error)}"
    except ValueError:
        answered = None
    if isinstance(answered, dict) and answered.get("challenge") == challenge:
        return True, f"Slack's events reach the desk at {url}"
    return False, f"{url}: something else than the desk answers there; look at the proxy"


def _by_status(status: int) -> str:
    if status in (401, 403):
        return (
            "the signature is refused; the desk there was started with another "
            "DESK_SLACK_SIGNING_SECRET, or its clock is wrong"
        )
    if status == 404:
        return (
            "there is no such page; let the proxy pass on /slack/events, and start the desk with "
            "DESK_SLACK_BOT_TOKEN or OAuth and DESK_SLACK_SIGNING_SECRET"
        )
    if 300 <= status < 400:
        return "it is redirected, which Slack does not follow; set the address that it leads to"
    return f"it answers with status {status}; is the desk started, and does the proxy find it?"


def _by_reason(error: Exception) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return "its certificate is not valid; Slack takes none that is expired or self-signed"
    if isinstance(reason, ssl.SSLError):
        return "it does not speak TLS as it should; look at the proxy"
    if isinstance(reason, TimeoutError):
        return f"it does not answer within {_TIMEOUT} seconds"
    return "it cannot be reached; look at the name, the port and the firewall"
