"""What people think of answers: kept with the click, a reason may follow."""

from typing import Any

from bot.answer.personal import mask_personal_data
from bot.asking import Asking
from bot.slack.feedback_view import LONGEST_REASON, REASON, feedback_view, thanks_view
from bot.slack.interaction import Click, Submission
from bot.slack.opening import Opener
from bot.slack.people import People
from bot.slack.whispers import Whispers
from bot.store.answers import StoredAnswer
from bot.store.feedback import Feedback


class Verdicts:
    """Takes feedback.

    Args:
        asking: what was asked and answered.
        feedback: keeps it.
        people: logs what is refused.
        whispers: thanks.
        opener: opens the modal that asks for a reason.
    """

    def __init__(
        self, asking: Asking, feedback: Feedback, people: People, whispers: Whispers,
        opener: Opener,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._feedback = feedback
        self._people = people
        self._whispers = whispers
        self._opener = opener

    def give(self, click: Click) -> bool:
        """Keep a verdict; a later one takes its place. True where a reason may be asked for."""
        verdict, _, code = click.value.partition(":")
        answer = self._seen_by(click, code)
        if answer is None:
            return False
        self._feedback.give(answer.id, click.user, verdict == "yes")
        if verdict == "yes":
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-thanks")
        return verdict != "yes"

    def ask_why(self, click: Click) -> None:
        """Open the modal that asks for a reason, after a verdict that was kept."""
        _, _, code = click.value.partition(":")
        words = self._whispers.words(click.team, click.user)
        if not self._opener.open(click.team, click.trigger, feedback_view(code, words)):
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-thanks-no")

    def explain(self, sent: Submission) -> dict[str, Any]:
        """Keep the reason that was given; return how the modal is answered."""
        code, _, language = sent.carried.partition(":")
        reason = str(sent.state(REASON).get("value") or "").strip()[:LONGEST_REASON]
        answer = self._asking.answers.by_code(code)
        if answer is None or not reason:
            return {}
        self._feedback.give(answer.id, sent.user, False, mask_personal_data(reason))
        words = self._whispers.words_in(language)
        return {"response_action": "update", "view": thanks_view(words)}

    def _seen_by(self, click: Click, code: str) -> StoredAnswer | None:
        """Return an answer that a person may have seen; None, and they are told, otherwise."""
        answer = self._asking.answers.by_code(code)
        asked = self._asking.questions.get(answer.question_id) if answer else None
        if answer is None or asked is None:
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-answer-gone")
            return None
        if asked.team != click.team or (click.private and asked.user != click.user):
            self._people.refused("feedback", click.team, click.user)
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-only-asker")
            return None
        return answer
