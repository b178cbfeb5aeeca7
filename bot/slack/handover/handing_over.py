"""Takes what people do about handovers: kept before Slack is told so, then done as durable work."""

from collections.abc import Callable, Collection

import structlog
from slack_sdk.errors import SlackApiError

from bot.answer.personal import mask_personal_data
from bot.asking import Asking
from bot.handover.handovers import Handovers, clock
from bot.handover.joining import WISH, NewAsker
from bot.handover.reminding import Waits
from bot.handover.states import Asker, Handover, Refused, Step, StepKind, take
from bot.slack.clients import Clients
from bot.slack.errors import described
from bot.slack.handover.blocks import (
    ANEW,
    ANSWER,
    CLAIM,
    CLOSE,
    GIVE_BACK,
    OBJECT,
    REOPEN,
    person,
    told,
)
from bot.slack.handover.clicks import Click, Json
from bot.slack.handover.notices import Notices
from bot.slack.handover.staff import StaffChannel
from bot.slack.handover.telling import Telling
from bot.slack.handover.views import View, form
from bot.slack.people import People
from bot.slack.posting import Address, Poster
from bot.store.answers import StoredAnswer
from bot.store.channels import Channels
from bot.store.questions import Asked
from bot.store.work import Payload, Work
from bot.words import Words

log = structlog.get_logger()

STEPS: dict[str, StepKind] = {
    CLAIM: "claim", GIVE_BACK: "give-back", ANSWER: "answer", CLOSE: "close", REOPEN: "reopen",
    OBJECT: "object",
}  # fmt: skip


class HandingOver:
    """Hands questions over, and takes the steps of staff and askers.

    Args:
        handovers: the handovers.
        telling: tells people what happened.
        asking: the questions and their answers.
        channels: the settings, which name the staff's channels.
        people: knows who is staff.
        clients: the workspaces' clients.
        poster: sends messages once.
        staff, notices: know the languages to speak in.
        work: runs what must survive a kill.
        changed: is told whom a step concerns, by workspace and people.
    """

    def __init__(
        self,
        handovers: Handovers,
        telling: Telling,
        asking: Asking,
        channels: Channels,
        people: People,
        clients: Clients,
        poster: Poster,
        staff: StaffChannel,
        notices: Notices,
        work: Work,
        changed: Callable[[str, Collection[str]], None] = lambda team, users: None,
    ) -> None:
        self._handovers = handovers
        self._telling = telling
        self._asking = asking
        self._channels = channels
        self._people = people
        self._clients = clients
        self._poster = poster
        self._staff = staff
        self._notices = notices
        self._work = work
        self._changed = changed
        work.task("handover-ask", self._ask)
        work.task("handover-step", self._step)
        work.task("handover-refuse", self._refuse)
        work.task("handover-tell", self._tell)

    def ask(self, click: Click) -> None:
        """Take a wish to ask a person; it is kept when this returns."""
        self._work.do("handover-ask", click.cause, {"click": click.to_json()})

    def step(self, click: Click, text: str = "", closes: bool = False) -> None:
        """Take a step of staff or of an asker; it is kept when this returns."""
        if click.action == OBJECT:
            text = mask_personal_data(text)
        payload: Json = {"click": click.to_json(), "text": text, "closes": closes}
        self._work.do("handover-step", click.cause, payload)

    def form(self, click: Click) -> View | None:
        """Return the form that a button opens; None where the person is told why not."""
        handover = self._handovers.get(click.team, click.handover)
        refused = self._why_not(click, handover)
        if refused is None and handover is not None:
            return form(click, self._words(click, handover))
        self._work.do("handover-refuse", click.cause, {"click": click.to_json()})
        return None

    def tell_again(self, event_id: int, teller: str) -> None:
        """Have people told of an event that they were not told of."""
        self._work.do("handover-tell", teller, {"event": event_id, "teller": teller})

    def _ask(self, payload: Payload) -> None:
        click = Click(**payload["click"])
        answer = self._asking.answers.by_code(click.value)
        asked = self._asking.questions.get(answer.question_id) if answer is not None else None
        if answer is None or asked is None or asked.team != click.team:
            self._people.refused("ask a person", click.team, click.user)
            self._say(click, Words("en"), "handover-gone")
            return
        asked, topic = self._question_meant(asked, answer)
        words = self._notices.words(asked.id)
        staff_channel = self._channels.staff_channel(click.team, asked.channel)
        if not staff_channel:
            log.warning("no staff channel to hand a question to", team=click.team)
            self._say(click, words, "handover-nowhere")
            return
        new = NewAsker(
            click.team, staff_channel, topic, click.user, asked.id,
            click.channel or asked.channel, "" if click.private else click.thread_ts, click.cause,
            click.action == ANEW,
        )  # fmt: skip
        outcome, handover, event = self._handovers.ask(new)
        if event is not None:
            self._telling.tell(event.id, event.cause)
            self._moved(handover)
        elif outcome == "waiting":
            self._say(click, words, "handover-waiting")
        else:
            self._show_earlier(handover, new)

    def _moved(self, handover: Handover) -> None:
        """Say whom a change concerns: who waits, and the staff."""
        staff = self._people.members(handover.team, handover.staff_channel)
        self._changed(handover.team, {*staff, *(asker.user for asker in handover.askers)})

    def _show_earlier(self, handover: Handover, new: NewAsker) -> None:
        asker = Asker(
            0, new.user, new.question_id, new.channel, new.thread_ts, 0, handover.opened_at
        )
        try:
            self._telling.show_earlier(handover, asker, new.cause)
        except (SlackApiError, OSError) as error:
            log.error("answer not shown", handover=handover.id, **described(error))

    def _question_meant(self, asked: Asked, answer: StoredAnswer) -> tuple[Asked, str]:
        """Return the question to hand over and its topic: the wish for a person names none."""
        if answer.topic != WISH:
            return asked, answer.topic
        for before in reversed(self._asking.questions.in_thread(asked.thread)):
            if before.id < asked.id and before.user == asked.user and before.state == "answered":
                found = self._asking.answers.last_to(before.id)
                if found is not None and found.topic != WISH:
                    return before, found.topic
        return asked, ""

    def _step(self, payload: Payload) -> None:
        click = Click(**payload["click"])
        handover = self._handovers.get(click.team, click.handover)
        refused = self._not_theirs(click, handover)
        if refused is None:
            step = Step(STEPS[click.action], click.user, payload["text"], payload["closes"])
            event = self._handovers.step(click.team, click.handover, step, click.cause)
            if event is not None and not isinstance(event, Refused):
                self._telling.tell(event.id, event.cause)
                if handover is not None:
                    self._moved(handover)
                return
            refused = _reason(event)
        self._answer_refusal(click, handover, refused)

    def _refuse(self, payload: Payload) -> None:
        click = Click(**payload["click"])
        handover = self._handovers.get(click.team, click.handover)
        refused = self._why_not(click, handover)
        if refused is not None:
            self._answer_refusal(click, handover, refused)

    def _tell(self, payload: Payload) -> None:
        self._telling.tell(payload["event"], payload["teller"])

    def _why_not(self, click: Click, handover: Handover | None) -> tuple[str, str | None] | None:
        """Return why a step cannot be taken as things stand, as a key of words, or None."""
        refused = self._not_theirs(click, handover)
        if refused is not None or handover is None:
            return refused
        step = Step(STEPS[click.action], click.user)
        taken = take(handover, step, clock(), Waits(0))
        return _reason(taken) if isinstance(taken, Refused) else None

    def _not_theirs(self, click: Click, handover: Handover | None) -> tuple[str, str | None] | None:
        """Return why a handover is not a person's to touch, or None."""
        if handover is None or not handover.askers:
            return "handover-unknown", None
        if click.action == OBJECT:
            return None  # whose own it is, the step itself asks
        if click.user in self._people.members(click.team, handover.staff_channel):
            return None
        return "handover-not-staff", None

    def _answer_refusal(
        self, click: Click, handover: Handover | None, refused: tuple[str, str | None]
    ) -> None:
        key, by = refused
        self._people.refused(f"{click.action}: {key}", click.team, click.user)
        words = self._words(click, handover)
        self._say(click, words, key, person(by) if by is not None else "")

    def _words(self, click: Click, handover: Handover | None) -> Words:
        if handover is None or not handover.askers:
            return Words("en")
        if click.action != OBJECT:
            return self._staff.words(handover)
        own = [asker for asker in handover.askers if asker.user == click.user]
        return self._notices.words((own or handover.askers)[0].question_id)

    def _say(self, click: Click, words: Words, key: str, by: str = "") -> None:
        """Tell the person who clicked something that nobody else needs to know."""
        to = Address(
            click.team, click.channel, click.thread_ts if click.below else None, click.user,
            respond=click.respond or None,
        )  # fmt: skip
        try:
            client = self._clients.of(click.team)
            if not click.channel:
                opened = client.conversations_open(users=[click.user])
                to = Address(click.team, str(opened["channel"]["id"]))
            message = told(words(key, person=by))
            self._poster.post(client, to, f"handover:said:{click.cause}", [message])
        except (SlackApiError, OSError) as error:
            log.error("person not told", what=key, team=click.team, **described(error))


def _reason(refused: Refused | None) -> tuple[str, str | None]:
    if refused is None:
        return "handover-unknown", None
    return f"handover-refused-{refused.reason}", refused.by
