"""From a message to one reply: accepted before Slack is told so, then answered as durable work."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog
from slack_sdk.errors import SlackApiError

from bot.answer.record import Answer
from bot.asking import Asking
from bot.slack.clients import Clients
from bot.slack.errors import described, passes
from bot.slack.gate import Gate
from bot.slack.history import earlier_messages
from bot.slack.incoming import Written
from bot.slack.meaning import is_any, is_meant, question_of
from bot.slack.pointing import only_points
from bot.slack.replying import Replying
from bot.store.answers import StoredAnswer
from bot.store.questions import Asked, NewQuestion
from bot.store.work import Payload, Work, wait_until

log = structlog.get_logger()

_PATIENCE = 120.0  # for the turn before
_START = 900.0  # for an index that is being made
_LONG = 8.0  # what people are told of
_BEGUN = timedelta(minutes=1)  # by then a question is: its event may have come only once
# Where Slack cannot be reached, a reply is sent later; the last is an hour after the first.
_LATER = (60.0, 300.0, 900.0, 2340.0)


class Answering:
    """Accepts questions and answers each of them once.

    Args:
        asking: answers and remembers.
        gate: says what is taken up.
        replying: sends replies.
        clients: the workspaces' clients.
        work: runs what must survive a kill.
        answered: is told of each question that was answered.
    """

    def __init__(
        self, asking: Asking, gate: Gate, replying: Replying, clients: Clients, work: Work,
        answered: Callable[[Asked], None] = lambda _: None,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._gate = gate
        self._replying = replying
        self._clients = clients
        self._work = work
        self._answered = answered
        self._beside = ThreadPoolExecutor(4, thread_name_prefix="slack-status")
        work.task("answer", self._answer)
        work.task("send", self._send)
        work.at_each_look(lambda: self._begin(_BEGUN))

    def take_up(self, message: Written) -> None:
        """Accept a message that is the desk's business; it is kept when this returns."""
        admitted = self._gate.admit(message)
        if admitted is not None:
            self.ask(question_of(message, admitted), [message.place.message])

    def ask(self, new: NewQuestion, names: Sequence[str] = ()) -> Asked | None:
        """Accept a question; None where another event brought it before."""
        asked = self._asking.questions.accept(new, names)
        if asked is not None and asked.state == "accepted":
            self._work.do("answer", asked.event, {"question": asked.id})
        return asked

    def call(self, asked: Asked) -> None:
        """Take up a question that was left alone, where its asker has addressed the desk since."""
        details = asked.details or {}
        if details.get("unaddressed") or "refusal" in details:
            return
        again = f"{asked.event}:{asked.revision}"
        self._work.do("answer", again, {"question": asked.id, "again": again})

    def resume(self) -> None:
        """Take up the questions that were accepted and then never begun."""
        self._begin(timedelta(0))

    def _begin(self, age: timedelta) -> None:
        for asked in self._asking.questions.waiting():
            # Those of the page were lost with the request that brought them.
            if asked.team and datetime.now(UTC) - asked.asked_at >= age:
                self._work.do("answer", asked.event, {"question": asked.id})

    def close(self) -> None:
        """Show no further status."""
        self._beside.shutdown(wait=False, cancel_futures=True)

    def _answer(self, payload: Payload) -> None:
        asked = self._asking.questions.get(payload["question"])
        if asked is None or asked.state == "deleted":
            return
        if "again" in payload:
            # The questions after one that is taken up again wait for it.
            self._work.step(
                "reopen", lambda: self._asking.questions.set_state(asked.id, "accepted")
            )
        if asked.place == "dm":
            with contextlib.suppress(RuntimeError):  # the desk is just being stopped
                self._beside.submit(self._show_status, asked)
        said = self._work.step("answer", lambda: self._find_answer(asked))
        if said == "" or self._is_withdrawn(asked):
            return
        at: float = self._work.step("reserve", lambda: self._replying.reserve(asked) + time.time())
        wait = at - time.time()
        if wait > _LONG:
            self._tell(asked, "slack-queue")
        id = payload.get("again", asked.event)
        payload = {"question": asked.id, "said": said, "at": at, "id": id}
        self._work.do("send", id, payload, wait)

    def _find_answer(self, asked: Asked) -> str:
        """Answer a question, and return what is to be sent: "answer", a key of words, or ""."""
        questions = self._asking.questions
        if refusal := (asked.details or {}).get("refusal"):
            questions.set_state(asked.id, "silent")
            return str(refusal)
        said = "error"
        try:
            if not self._is_ready(asked):
                said = "slack-not-ready"
                return said
            wait_until(lambda: not questions.earlier_open(asked), _PATIENCE)
            asked = questions.get(asked.id) or asked  # it may have been edited meanwhile
            if asked.state == "deleted":
                said = ""
                return said
            said = "answer" if self.find(asked) is not None else ""
        except Exception as error:
            log.error("answering failed", **_where(asked), **described(error, asked.text))
            if not self._asking.source.ready():
                said = "slack-not-ready"  # what the engine needs went away meanwhile
        finally:
            if said:
                questions.set_state(asked.id, "answered")
            else:
                questions.keep_silent(asked.id, asked.revision)
        return said

    def _work_out(self, asked: Asked) -> StoredAnswer:
        """Answer what a rule's form asked."""
        details = asked.details or {}
        language = self._replying.language(asked)
        return self._asking.work_out(asked, details["rule"], details["given"], language)

    def find(self, asked: Asked) -> StoredAnswer | None:
        """Answer a question as it reads now; None where it is not meant for the desk."""
        if "rule" in (asked.details or {}):
            return self._work_out(asked)
        unaddressed = bool((asked.details or {}).get("unaddressed"))
        if not unaddressed and asked.thread_ts and only_points(asked.text):
            pointed = self._find_pointed_at(asked)
            if pointed is not None:
                return pointed
        worth_it = is_meant if unaddressed else is_any
        progress = self._replying.progress(asked)
        try:
            return self._asking.answer(
                asked, lambda: self._history(asked), worth_it, id=asked.event,
                tell=progress.tell if progress is not None else None,
            )  # fmt: skip
        finally:
            if progress is not None:
                progress.end()

    def withdraw(self, asked: Asked) -> None:
        """Forget a question that was deleted, and take back what answered it."""
        self._asking.withdraw(asked)
        try:
            self._replying.take_back(asked)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("reply not taken back", **_where(asked), **described(error))

    def _is_withdrawn(self, asked: Asked) -> bool:
        """Tell whether a question was deleted meanwhile; nothing of it stays then."""
        now = self._asking.questions.get(asked.id)
        if now is not None and now.state == "deleted":
            self.withdraw(now)
        return now is None or now.state == "deleted"

    def _find_pointed_at(self, asked: Asked) -> StoredAnswer | None:
        """Answer the last message of a thread that asks something, or else the last one."""
        said = self._history(asked) or [
            one.text
            for one in self._asking.questions.in_thread(asked.thread)
            if one.id < asked.id and one.text
        ]
        said = [text for text in said if not only_points(text)]
        for at in reversed(range(len(said))):
            answer = self._answer_said(asked, said[at], said[:at], is_meant)
            if answer is not None:
                return answer
        return self._answer_said(asked, said[-1], said[:-1], is_any) if said else None

    def _answer_said(
        self, asked: Asked, text: str, before: Sequence[str], worth_it: Callable[[Answer], bool]
    ) -> StoredAnswer | None:
        answer = self._asking.answer(
            replace(asked, text=text), lambda: before, worth_it, id=asked.event
        )  # fmt: skip
        if answer is not None:
            self._asking.questions.word(asked.id, text)
        return answer

    def _is_ready(self, asked: Asked) -> bool:
        """Wait for the engine while it is being prepared; False where it cannot be had."""
        source = self._asking.source

        def settled() -> bool:
            return source.ready() or source.problem() is not None

        if not wait_until(settled, _LONG):
            self._tell(asked, "slack-starting")
            wait_until(settled, _START)
        if not source.ready():
            log.warning("not ready to answer", problem=source.problem(), **_where(asked))
        return source.ready()

    def _send(self, payload: Payload) -> None:
        asked = self._asking.questions.get(payload["question"])
        if asked is None or self._is_withdrawn(asked):
            return
        time.sleep(max(0.0, min(payload.get("at", 0) - time.time(), _LONG)))
        try:
            self._send_once(asked, payload["said"])
            # Its asker may have deleted it while, or before a kill while, this was being sent.
            self._is_withdrawn(asked)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("reply not sent", **_where(asked), **described(error, asked.text))
            tries = payload.get("tries", 0)
            if passes(error) and tries < len(_LATER):
                again = {**payload, "tries": tries + 1}
                self._work.do("send", f"{payload['id']}/{tries + 1}", again, _LATER[tries])

    def _send_once(self, asked: Asked, said: str) -> None:
        if said == "answer":
            answer = self._asking.answers.last_to(asked.id)
            if answer is not None:  # it is gone where the question was just deleted
                self._replying.send(asked, answer)
                self._answered(asked)
        elif "refusal" in (asked.details or {}):
            self._replying.refuse(asked, said)
        else:
            self._replying.say(asked, said)

    def _history(self, asked: Asked) -> Sequence[str]:
        """Return the thread before a question, where it stands in one that the desk forgot."""
        if asked.thread_ts is None or asked.thread_ts == asked.ts:
            return ()
        client = self._clients.of(asked.team)
        return earlier_messages(client, asked.channel, asked.thread_ts, asked.ts)

    def _tell(self, asked: Asked, key: str) -> None:
        """Tell an asker that the answer takes a while; a notice is worth no second try."""
        if (asked.details or {}).get("unaddressed"):
            return
        try:
            self._replying.notice(asked, key)
        except Exception as error:
            log.info("notice not sent", **_where(asked), **described(error, asked.text))

    def _show_status(self, asked: Asked) -> None:
        """Show in a DM that the desk works, and give its thread a title."""
        try:
            client = self._clients.of(asked.team)
            status, title = self._replying.status(asked)
            client.assistant_threads_setStatus(
                channel_id=asked.channel, thread_ts=asked.root, status=status
            )
            if asked.thread_ts is None:
                client.assistant_threads_setTitle(
                    channel_id=asked.channel, thread_ts=asked.root, title=title
                )
        except (SlackApiError, OSError) as error:
            log.info("status not shown", **_where(asked), **described(error, asked.text))


def _where(asked: Asked) -> Mapping[str, str]:
    return {"event_id": asked.event, "thread": asked.thread}
