"""What people do to a message after it was answered: they edit it, or they delete it."""

from threading import Lock

import structlog

from bot.asking import Asking
from bot.slack.answering import Answering
from bot.slack.errors import described
from bot.slack.incoming import Deleted, Written
from bot.slack.replying import Replying
from bot.store.questions import Asked
from bot.store.work import Payload, Work, wait_until

log = structlog.get_logger()

EDITABLE = 5 * 60.0
"""Seconds after which an edit of a question changes nothing any more."""

_PATIENCE = 120.0
_LOCKS = 64


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
        # Two changes of one reply at once would leave its parts mixed.
        self._locks = [Lock() for _ in range(_LOCKS)]
        work.task("edit", self._edit)
        work.task("delete", self._delete)

    def edit(self, message: Written) -> None:
        """Take an edit: of a question, the reply follows it; else it may become one."""
        place, edited = message.place, message.edited or ""
        questions = self._asking.questions
        found = questions.of_message(place.team, place.channel, place.ts)
        if found is None:
            if message.addressed:
                self._answering.take_up(message)
            return
        if message.user != found.user or _seconds(edited) - _seconds(place.ts) > EDITABLE:
            return
        asked = questions.revise(found.id, message.text, edited, message.addressed)
        if asked is not None:
            # The mention and the change of one edit are one piece of work.
            self._work.do("edit", f"{asked.id}:{edited}", {"question": asked.id})

    def delete(self, message: Deleted) -> None:
        """Take a deletion: of a question, the reply goes too; what comes late is not asked."""
        place, questions = message.place, self._asking.questions
        asked = questions.of_message(place.team, place.channel, place.ts)
        if asked is None and not questions.bar(place.message):
            asked = questions.of_message(place.team, place.channel, place.ts)
        if asked is not None:
            self._work.do("delete", str(asked.id), {"question": asked.id})

    def _edit(self, payload: Payload) -> None:
        questions, id = self._asking.questions, payload["question"]
        wait_until(lambda: self._is_settled(id), _PATIENCE)
        with self._locks[id % _LOCKS]:
            asked = questions.get(id)
            while asked is not None and asked.state == "answered":
                self._follow(asked)
                now = questions.get(id)
                if now is None or now.revision == asked.revision:
                    break
                asked = now
        if asked is not None and asked.state == "silent":
            self._answering.call(asked)

    def _follow(self, asked: Asked) -> None:
        """Let the reply say what the question as it reads now is answered."""
        try:
            answer = self._answering.find(asked)
            if answer is not None:
                self._replying.update(asked, answer)
            else:  # it was asked of nobody, and is no question for the desk any more
                self._asking.questions.keep_silent(asked.id, asked.revision)
                self._replying.take_back(asked)
            now = self._asking.questions.get(asked.id)
            if now is not None and now.state == "deleted":  # while the reply was changed
                self._replying.take_back(now)
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
        if asked is not None:
            with self._locks[asked.id % _LOCKS]:
                self._answering.withdraw(asked)


def _seconds(stamp: str) -> float:
    try:
        return float(stamp)
    except ValueError:
        return 0.0
