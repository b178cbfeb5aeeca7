"""Sends to the address that Slack gives for responding to a person's command."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.webhook import WebhookClient

_TIMEOUT = 15
_OK, _WRONG = 200, 500


def responded(address: str, text: str, form: Mapping[str, Any]) -> bool:
    """Send a message to the address that came with a command; False where it is used up.

    It reaches the person also where the desk is no member of the channel.
    """
    webhook = WebhookClient(address, timeout=_TIMEOUT, retry_handlers=[])
    answered = webhook.send(text=text, response_type="ephemeral", replace_original=False, **form)
    if answered.status_code >= _WRONG:
        raise OSError(f"status {answered.status_code}")
    return answered.status_code == _OK
