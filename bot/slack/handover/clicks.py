"""What people do with the buttons and forms of handovers, read out of Slack's payloads."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Click:
    """A click on a button, or a form that was sent.

    Attributes:
        action: the button's or the form's id.
        value: what the button is about: a receipt's code, or a handover's id.
        cause: what makes it this click; the same again is the same click.
        channel, thread_ts: the thread that the button's message stands in or may begin, ""
            where there is none.
        below: it stands in that thread, and is not its first message.
        private: one person alone sees the message with the button.
        respond: the address that Slack gave for responding, "" for none.
    """

    team: str
    user: str
    action: str
    value: str
    cause: str
    channel: str = ""
    thread_ts: str = ""
    below: bool = False
    private: bool = False
    respond: str = ""

    def to_json(self) -> Json:
        """Return it as plain JSON types."""
        return asdict(self)

    @property
    def handover(self) -> int:
        """The handover that it is about; 0, which is none's id, for a value that names none."""
        return int(self.value) if self.value.isascii() and self.value.isdigit() else 0


def read_click(body: Mapping[str, Any]) -> Click:
    """Read the payload of a click on a button of a message, a form or a home tab."""
    action, container = body["actions"][0], body.get("container") or {}
    message = body.get("message") or {}
    ts = str(container.get("message_ts") or message.get("ts") or "")
    root = str(container.get("thread_ts") or message.get("thread_ts") or ts)
    private = bool(container.get("is_ephemeral"))
    return Click(
        _team(body), str(body["user"]["id"]), str(action["action_id"]),
        str(action.get("value") or ""), f"click:{_team(body)}:{body['trigger_id']}",
        str(container.get("channel_id") or (body.get("channel") or {}).get("id") or ""),
        "" if private and root == ts else root, root != ts, private,
        str(body.get("response_url") or "") if private else "",
    )  # fmt: skip


def read_form(body: Mapping[str, Any]) -> tuple[Click, Mapping[str, str], Json]:
    """Read the payload of a form that was sent.

    Returns:
        What it is about, as the click that opened it; the texts typed, by their block; and all
        that the form carried.
    """
    view = body["view"]
    carried: Json = json.loads(view["private_metadata"])
    opened = Click(**carried["click"])
    click = replace(
        opened, team=_team(body), user=str(body["user"]["id"]), action=str(view["callback_id"]),
        cause=f"form:{_team(body)}:{view['id']}:{body['user']['id']}",
    )  # fmt: skip
    typed: dict[str, str] = {}
    for block, elements in view["state"]["values"].items():
        for element in elements.values():
            chosen = "yes" if element.get("selected_options") else ""
            typed[block] = str(element.get("value") or chosen).strip()
    return click, typed, carried


def _team(body: Mapping[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or body["user"].get("team_id") or "")
