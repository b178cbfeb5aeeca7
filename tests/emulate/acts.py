"""What the emulator's people do beside writing: the payloads of Slack's documentation.

The emulator opens and keeps views, but it sends no interactions. The trigger that allows a view
is its own; a view that is acted on is as the emulator returned it, a message as it is kept there.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fake_slack_interactions import acted, element_of, filled
from slack_workspace import signed

from bot.slack.http import PATH
from tests.emulate.office import Office
from tests.emulate.room import APP, TEAM, Message, Room, call, person

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Acting:
    """One of the emulator's people, before the desk.

    Attributes:
        name: their name, as in the seed.
    """

    desk: Office
    name: str

    @property
    def id(self) -> str:
        """Their id."""
        return person(self.desk.slack, self.name)

    def opens(self, tab: str, channel: str) -> None:
        """Open the desk's Home or its messages."""
        home = Room(self.desk.slack, channel, "im")
        self.desk.deliver(
            home.told({"ts": f"{time.time():.6f}", "user": self.id}, "app_home_opened", tab=tab)
        )

    def runs(self, text: str, room: Room) -> None:
        """Run `/desk`."""
        self._post(
            {
                "token": "verification", "team_id": TEAM, "team_domain": "jiafang",
                "channel_id": room.channel, "channel_name": "room", "user_id": self.id,
                "user_name": self.name, "command": "/desk", "text": text, "api_app_id": APP,
                "is_enterprise_install": "false", "response_url": self._used_up(),
                "trigger_id": self._trigger(),
            }
        )  # fmt: skip

    def clicks(self, room: Room, message: Message, action: str) -> None:
        """Press a button of a message."""
        # Slack gives each block an id where the app gave none; the emulator does not.
        blocks = [{"block_id": f"b{at}"} | block for at, block in enumerate(message["blocks"])]
        in_thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts") else {}
        container = {
            "type": "message", "message_ts": message["ts"], "channel_id": room.channel,
            "is_ephemeral": False,
        } | in_thread  # fmt: skip
        self._acts(
            blocks, action, self._trigger(), container=container, state={"values": {}},
            channel={"id": room.channel, "name": "room"}, response_url=self._used_up(),
            message=message | {"blocks": blocks},
        )  # fmt: skip

    def clicks_in(self, view: Message, action: str) -> None:
        """Press a button of a modal."""
        container = {"type": "view", "view_id": view["id"]}
        blocks = [{"block_id": f"b{at}"} | block for at, block in enumerate(view["blocks"])]
        self._acts(
            blocks, action, self._trigger(view_id=view["id"]), container=container, view=view
        )

    def submits(self, view: Message, values: Mapping[str, Any]) -> Any:
        """Fill a modal in and send it; return how the desk answers."""
        sent = view | {"state": filled(_with_ids(view), values)}
        return self._interacts(
            {"type": "view_submission", "view": sent, "response_urls": [],
             "trigger_id": self._trigger()}
        )  # fmt: skip

    def _acts(self, blocks: list[Message], action: str, trigger: str, **more: Any) -> None:
        block, element = element_of(blocks, action)
        at = f"{time.time():.6f}"
        self._interacts(
            {"type": "block_actions", "trigger_id": trigger,
             "actions": [acted(block, element, None, at)], **more}
        )  # fmt: skip

    def _interacts(self, payload: Message) -> Any:
        who = {"id": self.id, "username": self.name, "name": self.name, "team_id": TEAM}
        whole = {
            "token": "verification", "team": {"id": TEAM, "domain": "jiafang"}, "user": who,
            "api_app_id": APP, "is_enterprise_install": False, "enterprise": None, **payload,
        }  # fmt: skip
        return self._post({"payload": json.dumps(whole)})

    def _post(self, form: Message) -> Any:
        raw = urlencode(form)
        headers = signed(raw) | {"Content-Type": _FORM}
        answer = self.desk.http.post(PATH, content=raw, headers=headers)
        assert answer.status_code == 200
        return answer.json() if answer.content else None

    def _trigger(self, **view: str) -> str:
        made = call(self.desk.slack, self.name, "views.generateTriggerId", **view)
        return str(made["trigger_id"])

    def _used_up(self) -> str:
        """Return a response_url: the emulator has none, so this one is as after its five uses."""
        return f"{self.desk.slack}/commands/used-up"


def opened(desk: Office, method: str = "views.open") -> Message:
    """Return the view that was opened last, as the emulator keeps it."""
    answer = desk.front.made(method)[-1].answer
    assert answer["ok"], answer
    return dict(answer["view"])


def _with_ids(view: Message) -> Message:
    blocks = [{"block_id": f"b{at}"} | block for at, block in enumerate(view["blocks"])]
    return view | {"blocks": blocks}
