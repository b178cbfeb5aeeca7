"""What people do to a message after it was answered: they edit it, or they delete it."""

from datetime import UTC, datetime, timedelta

import structlog

from bot.asking import Asking
from bot.slack.answering import Answering
from bot.slack.errors import described
from bot.slack.incoming import Deleted, Written
from bot.slack.replying import Replying
from bot.store.work import Payload, Work, wait_until

log = structlog.get_logger()

EDITABLE = timedelta(minutes=5)
_PATIENCE = 120.0


class Amending:
    """Keeps replies true to the messages that they answer.

    Args:
        asking: answers and remembers.
        answering: takes up what asks for the first time.
        replying: changes and takes back replies.
        work: runs what must survive a kill.
    """

    def __init__(
        self, asking: Asking, answering: Answering, replying: Replying, work: Work
    ) -> None:
        self._asking = asking
        self._answering = answering
        self._replying = replying
        self._work = work
        work.task("edit", self._edit)
        work.task("delete", self._delete)

    def edit(self, message: Written) -> None:
        """Take an edit: of a question, the reply follows it; else it may become one."""
        place = message.place
        asked = self._asking.questions.of_message(place.team, place.channel, place.ts)
        if asked is None:
            if message.addressed:
                self._answering.take_up(message)
            return
        if datetime.now(UTC) - asked.asked_at > EDITABLE or message.user != asked.user:
            return
        # The mention and the change of one edit are one piece of work.
        self._work.do(
            "edit", f"{asked.id}:{message.edited}", {"question": asked.id, "text": message.text}
        )

    def delete(self, message: Deleted) -> None:
        """Take a deletion: of a question, the reply goes too."""
        place = message.place
        asked = self._asking.questions.of_message(place.team, place.channel, place.ts)
        if asked is not None:
            self._work.do("delete", str(asked.id), {"question": asked.id})

    def _edit(self, payload: Payload) -> None:
        questions = self._asking.questions
        before = questions.get(payload["question"])
        if before is None or before.text == payload["text"]:
            return
        wait_until(lambda: self._is_settled(before.id), _PATIENCE)
        asked = questions.revise(before.id, payload["text"])
        if asked is None or asked.state != "answered":
            return
        try:
            answer = self._asking.answer(asked, id=asked.event)
            if answer is not None:
                self._replying.update(asked, answer)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("edit not followed", thread=asked.thread, **described(error, asked.text))

    def _is_settled(self, id: int) -> bool:
        """Tell whether the first reply is on its way, or none is."""
        asked = self._asking.questions.get(id)
        if asked is None or asked.state != "accepted":
            return asked is None or asked.state != "answered" or self._replying.was_sent(asked)
        return False

    def _delete(self, payload: Payload) -> None:
        asked = self._asking.questions.get(payload["question"])
        if asked is None:
            return
        self._asking.questions.blank(asked.id)
        try:
            self._replying.take_back(asked)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("reply not taken back", thread=asked.thread, **described(error))
