"""What askers read of their handover, in the language of their question."""

from collections.abc import Callable, Sequence

from bot.answer.question import Language
from bot.asking import Asking
from bot.handover.states import Asker, Handover
from bot.slack.blocks import Block, Message
from bot.slack.foot import button
from bot.slack.handover.blocks import ANEW, OBJECT, day, person, told
from bot.store.handover_events import Event
from bot.store.questions import Asked
from bot.words import Words

_PERSONS = frozenset({"answered", "resolved"})


class Notices:
    """Lays out messages to askers.

    Args:
        asking: the questions and their answers.
        language: tells the language of a question that has no answer.
        opencc: the OpenCC configuration for Traditional Chinese.
    """

    def __init__(self, asking: Asking, language: Callable[[Asked], Language], opencc: str) -> None:
        self._asking = asking
        self._language = language
        self._opencc = opencc

    def words(self, question_id: int) -> Words:
        """Return the interface's words in the language of a question."""
        answer = self._asking.answers.last_to(question_id)
        if answer is not None:
            return Words(answer.kept.record["language"], self._opencc)
        asked = self._asking.questions.get(question_id)
        return Words(self._language(asked) if asked is not None else "en", self._opencc)

    def of_event(
        self, event: Event, handover: Handover, askers: Sequence[Asker], dm: bool
    ) -> Message:
        """Return the message that tells askers of an event."""
        words = self.words(askers[0].question_id)
        if event.kind in _PERSONS:
            text = words("handover-told-answered", person=person(event.person))
            after = words("handover-by-person" + ("-closed" if event.kind == "resolved" else ""))
            offered = [button(words(OBJECT), OBJECT, str(handover.id))]
            return self._message(askers, dm, text, words, event.text, after, offered)
        if event.kind == "opened":
            return self._message(askers, dm, words("handover-received"), words)
        kind = event.kind
        if kind == "objected" and all(asker.user != event.person for asker in askers):
            kind = "reopened"
        text = words(f"handover-told-{kind}", person=person(event.person))
        said = event.text if kind == "closed" else ""
        return self._message(askers, dm, text, words, said)

    def unreachable(self, handover: Handover, askers: Sequence[Asker], dm: bool) -> Message:
        """Return the message that a question could not be handed over yet."""
        words = self.words(askers[0].question_id)
        return self._message(askers, dm, words("handover-unreachable"), words)

    def earlier(self, handover: Handover, askers: Sequence[Asker], dm: bool) -> Message:
        """Return the message that shows an answer which a person gave before."""
        asker = askers[0]
        words = self.words(asker.question_id)
        assert handover.answered_by is not None
        assert handover.answered_at is not None
        on = day(handover.answered_at, words)
        text = words("handover-earlier", person=person(handover.answered_by), date=on)
        answer = self._asking.answers.last_to(asker.question_id)
        offered = []
        if handover.waits(asker.user):
            offered.append(button(words(OBJECT), OBJECT, str(handover.id)))
        elif answer is not None:
            offered.append(button(words(ANEW), ANEW, answer.kept.code))
        said, after = handover.answer or "", words("handover-by-person")
        return self._message(askers, dm, text, words, said, after, offered)

    def _message(
        self,
        askers: Sequence[Asker],
        dm: bool,
        text: str,
        words: Words,
        said: str = "",
        after: str = "",
        buttons: Sequence[Block] = (),
    ) -> Message:
        """Lay a message out; in a channel it names whom it is for, in a DM their question."""
        about = ""
        if dm:
            asked = self._asking.questions.get(askers[0].question_id)
            if asked is not None and asked.text:
                about = words("handover-your-question", question=asked.text)
        elif not askers[0].channel.startswith("D"):
            text = f"{' '.join(person(asker.user) for asker in askers)}: {text}"
        return told(text, said, after, buttons, about)
