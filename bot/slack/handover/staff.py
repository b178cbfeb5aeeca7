"""The staff's side of handovers: one message each, what happened in the thread below it."""

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.asking import Asking
from bot.handover.handovers import Handovers
from bot.handover.states import Asker, Handover
from bot.slack.blocks import Message
from bot.slack.errors import described
from bot.slack.handover.blocks import Case, duration, person, staff_message, told
from bot.slack.handover.notices import Notices
from bot.slack.posting import Address, Poster
from bot.store.channels import Channels
from bot.store.handover_events import Event
from bot.store.replies import Replies
from bot.words import Words

log = structlog.get_logger()

_SHOWS_TEXT = frozenset({"answered", "resolved", "closed", "objected"})


class StaffChannel:
    """Posts handovers to staff and keeps them as they stand.

    Args:
        handovers: the handovers.
        asking: the questions and their answers.
        channels: the settings: where staff is, and in which language it reads.
        poster: sends messages once.
        replies: what was sent.
        notices: knows the language of questions.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(
        self,
        handovers: Handovers,
        asking: Asking,
        channels: Channels,
        poster: Poster,
        replies: Replies,
        notices: Notices,
        opencc: str,
    ) -> None:
        self._handovers = handovers
        self._asking = asking
        self._channels = channels
        self._poster = poster
        self._replies = replies
        self._notices = notices
        self._opencc = opencc

    def words(self, handover: Handover) -> Words:
        """Return the words for staff: in their channel's language, else in the question's."""
        chosen = self._channels.channel(handover.team, handover.staff_channel).language
        if chosen is not None:
            return Words(chosen, self._opencc)
        return self._notices.words(handover.askers[0].question_id)

    def tell(self, client: WebClient, event: Event, handover: Handover) -> Handover:
        """Tell staff of an event, the handover itself before all else.

        Returns:
            The handover as it was told; another staff channel may be set by now.

        Raises:
            SlackApiError, OSError: as of `Poster.post`.
        """
        if not self._sent(handover):
            handover = self._post(client, handover)
        elif event.kind != "reminded":
            handover = self._update(client, handover)
        if event.kind == "reminded" and handover.state == "open":
            to = Address(handover.team, handover.staff_channel)
        else:
            to = self._below(handover, event)
        note = self._note(client, event, handover)
        if note is not None:
            self._poster.post(client, to, f"handover:{handover.id}:{event.id}:log", [note])
        return handover

    def note_untold(self, client: WebClient, handover: Handover, asker: Asker, name: str) -> None:
        """Tell staff of an asker who cannot be told anything."""
        words = self.words(handover)
        note = told(words("handover-log-untold", person=person(asker.user)))
        self._poster.post(client, self._below(handover), f"{name}:untold", [note])

    def _post(self, client: WebClient, handover: Handover) -> Handover:
        asked = self._asking.questions.get(handover.askers[0].question_id)
        if asked is not None:
            # It may be set anew because the channel that was set cannot be written to.
            now = self._channels.staff_channel(handover.team, asked.channel)
            if now and now != handover.staff_channel:
                handover = self._handovers.move(handover, now)
        to = Address(handover.team, handover.staff_channel)
        self._poster.post(client, to, _name(handover), [self._message(client, handover)])
        return handover

    def _update(self, client: WebClient, handover: Handover) -> Handover:
        """Show a handover as it stands, also where that changes while it is being shown."""
        to = Address(handover.team, handover.staff_channel)
        while True:
            shown = self._handovers.get(handover.team, handover.id) or handover
            sent = self._replies.of_name(_name(shown))
            message = self._message(client, shown)
            self._poster.update(client, to, _name(shown), [message], sent)
            if self._handovers.get(handover.team, handover.id) in (shown, None):
                return shown

    def _message(self, client: WebClient, handover: Handover) -> Message:
        words, first = self.words(handover), handover.askers[0]
        asked = self._asking.questions.get(first.question_id)
        answer = self._asking.answers.last_to(first.question_id)
        case = Case(
            handover, asked.text if asked is not None else "", self._place(client, first, words)
        )
        if answer is not None and asked is not None and asked.text:
            record = answer.kept.record
            case = Case(
                handover, case.question, case.place, str(record["text"]), str(record["status"]),
                answer.kept.code,
            )  # fmt: skip
        return staff_message(case, words)

    def _note(self, client: WebClient, event: Event, handover: Handover) -> Message | None:
        """Return the line that keeps an event below the handover, or reminds of it."""
        words, name = self.words(handover), person(event.person)
        if event.kind == "opened":
            return None
        if event.kind == "reminded":
            time = duration(event.at - handover.opened_at, words)
            if handover.state != "open":
                holder = person(handover.claimed_by or "")
                waits = handover.state == "claimed"
                note = words("handover-log-reminded", person=holder, time=time)
                return told(note) if waits else None
            link = self._link(client, handover.team, handover.staff_channel, self._ts(handover))
            key = "handover-reminder" if link else "handover-reminder-bare"
            return told(words(key, link=link, time=time))
        if event.kind == "joined":
            asker = next((one for one in handover.askers if one.since == event.id), None)
            if asker is None:
                return None
            asked = self._asking.questions.get(asker.question_id)
            place = self._place(client, asker, words)
            text = words("handover-log-joined", person=name, place=place)
            return told(text, asked.text if asked is not None else "")
        if event.kind == "objected" and handover.claimed_by is not None:
            holder = person(handover.claimed_by)
            return told(
                words("handover-log-objected-claimed", holder=holder, person=name), event.text
            )
        said = event.text if event.kind in _SHOWS_TEXT else ""
        return told(words(f"handover-log-{event.kind}", person=name), said)

    def _place(self, client: WebClient, asker: Asker, words: Words) -> str:
        if asker.channel.startswith("D"):
            return words("handover-in-dm")
        if not asker.thread_ts:
            return words("handover-in-private")
        asked = self._asking.questions.get(asker.question_id)
        team = asked.team if asked is not None else ""
        link = self._link(client, team, asker.channel, asker.thread_ts)
        return words("handover-in-thread", link=link) if link else words("handover-in-some-thread")

    def _link(self, client: WebClient, team: str, channel: str, ts: str) -> str:
        try:
            found = client.chat_getPermalink(channel=channel, message_ts=ts)
        except (SlackApiError, OSError) as error:
            log.info("no link to a message", team=team, channel=channel, **described(error))
            return ""
        return str(found.get("permalink") or "")

    def _below(self, handover: Handover, event: Event | None = None) -> Address:
        ts = self._ts(handover)
        # A long history is read from the event on, less what clocks may differ by.
        since = f"{event.at.timestamp() - 60:.6f}" if event is not None else ts
        return Address(handover.team, handover.staff_channel, ts, since=max(since, ts))

    def _sent(self, handover: Handover) -> bool:
        return any(reply.sent for reply in self._replies.of_name(_name(handover)))

    def _ts(self, handover: Handover) -> str:
        return next((one.ts for one in self._replies.of_name(_name(handover)) if one.ts), "")


def _name(handover: Handover) -> str:
    return f"handover:{handover.id}:staff"
