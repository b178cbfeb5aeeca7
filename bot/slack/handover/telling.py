"""Tells staff and askers what happened to a handover, each of them once."""

from collections.abc import Callable, Sequence

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.handover.handovers import Handovers
from bot.handover.states import Asker, Handover
from bot.handover.telling import Notice, notices
from bot.slack.blocks import Message
from bot.slack.clients import Clients
from bot.slack.errors import described, error_code
from bot.slack.handover.notices import Notices
from bot.slack.handover.staff import StaffChannel
from bot.slack.posting import Address, Poster
from bot.store.handover_events import Event
from bot.store.replies import Replies
from bot.store.work import wait_until

log = structlog.get_logger()

Layout = Callable[[Sequence[Asker], bool], Message]
"""Lays a message out for askers, in their DM (True) or in the thread of their question."""

_PATIENCE = 30.0  # for the event before
# So often it is tried to tell people of something; what is not handed over yet is tried on.
_MOST_TRIES = 8
# What Slack says of a thread that cannot be written to for good; the asker's DM is left.
_OUT_OF_REACH = frozenset(
    {
        "cannot_reply_to_message", "channel_not_found", "is_archived", "message_not_found",
        "not_in_channel", "restricted_action", "restricted_action_read_only_channel",
        "restricted_action_thread_locked", "restricted_action_thread_only_channel",
        "thread_not_found",
    }
)  # fmt: skip
_NOBODY = _OUT_OF_REACH | {"cannot_dm_bot", "user_disabled", "user_not_found", "users_not_found"}


class Telling:
    """Sends the messages of handovers.

    Args:
        handovers: what happened.
        clients: the workspaces' clients.
        poster: sends messages once.
        replies: what was sent.
        staff: the staff's side.
        notices: lays out what askers read.
    """

    def __init__(
        self,
        handovers: Handovers,
        clients: Clients,
        poster: Poster,
        replies: Replies,
        staff: StaffChannel,
        notices: Notices,
    ) -> None:
        self._handovers = handovers
        self._clients = clients
        self._poster = poster
        self._replies = replies
        self._staff = staff
        self._notices = notices

    def tell(self, event_id: int, teller: str) -> None:
        """Tell everyone of an event whom it concerns; what cannot be told now is put off.

        Args:
            event_id: the event.
            teller: the name of the work that tells it: while it does so, no other may.
        """
        event = self._handovers.event(event_id)
        if event is None or not self._handovers.hold(event, teller):
            return
        try:
            wait_until(lambda: not self._handovers.earlier_untold(event), _PATIENCE)
            whole = self._tell(event, teller)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("handover not told", handover=event.handover_id, **described(error))
            whole = False
        lasting = event.kind in ("opened", "joined") or event.tries < _MOST_TRIES
        if whole or not lasting:
            self._handovers.told(event)
        else:
            self._handovers.put_off(event)

    def show_earlier(self, handover: Handover, asker: Asker, cause: str) -> None:
        """Show an asker the answer that a person gave before.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        notice = Notice(f"handover:{handover.id}:earlier:{cause}", (asker,))
        client = self._clients.of(handover.team)
        self._send(client, handover, notice, lambda to, dm: self._notices.earlier(handover, to, dm))

    def _tell(self, event: Event, teller: str) -> bool:
        handover = self._handovers.get(event.team, event.handover_id)
        if handover is None or not handover.askers:
            return True
        client = self._clients.of(event.team)
        handover, staffed = self._tell_staff(client, event, handover)
        arrived = staffed or event.kind not in ("opened", "joined")
        whole = staffed
        for notice in notices(handover, event.id, event.kind):
            self._handovers.hold(event, teller)
            if not arrived:
                notice = Notice(f"{notice.name}:unreachable", notice.askers)
            try:
                self._send(client, handover, notice, self._layout(event, handover, arrived))
            except (SlackApiError, OSError) as error:
                log.error("asker not told", handover=handover.id, **described(error))
                whole = False
        return whole

    def _layout(self, event: Event, handover: Handover, arrived: bool) -> Layout:
        if arrived:
            return lambda to, dm: self._notices.of_event(event, handover, to, dm)
        return lambda to, dm: self._notices.unreachable(handover, to, dm)

    def _tell_staff(
        self, client: WebClient, event: Event, handover: Handover
    ) -> tuple[Handover, bool]:
        try:
            return self._staff.tell(client, event, handover), True
        except (SlackApiError, OSError) as error:
            log.error(
                "staff channel not reached", handover=handover.id, team=handover.team,
                channel=handover.staff_channel, **described(error),
            )  # fmt: skip
            return handover, False

    def _send(self, client: WebClient, handover: Handover, notice: Notice, layout: Layout) -> None:
        """Send a message to askers: into their thread, or where that is out of reach, to DMs."""
        first = notice.askers[0]
        names = {asker: f"{notice.name}:dm:{asker.id}" for asker in notice.askers}
        # A DM that was begun is gone on with: the thread may be within reach again by now.
        begun = any(self._replies.of_name(name) for name in names.values())
        if first.thread_ts and not begun:
            to = Address(handover.team, first.channel, first.thread_ts, since=first.thread_ts)
            try:
                self._poster.post(client, to, notice.name, [layout(notice.askers, False)])
                return
            except SlackApiError as error:
                if error_code(error) not in _OUT_OF_REACH:
                    raise
                log.warning("thread out of reach", handover=handover.id, **described(error))
        for asker, name in names.items():
            try:
                opened = client.conversations_open(users=[asker.user])
                to = Address(handover.team, str(opened["channel"]["id"]))
                self._poster.post(client, to, name, [layout([asker], True)])
            except SlackApiError as error:
                if error_code(error) not in _NOBODY:
                    raise
                log.error("asker out of reach", handover=handover.id, **described(error))
                self._staff.note_untold(client, handover, asker, name)
