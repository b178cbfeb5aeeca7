"""Carries out commands, after `/desk` and in messages that begin with the same words."""

from collections.abc import Sequence
from dataclasses import asdict

import structlog

from bot.answer.personal import mask_personal_data
from bot.asking import Asking
from bot.receipts.tell import check_lines
from bot.rule_form import offered_rules
from bot.slack.answering import Answering
from bot.slack.blocks import Message, plain_message, text_messages
from bot.slack.choosing import Choosing
from bot.slack.commands import Command, plainly, read_command
from bot.slack.errors import described
from bot.slack.form_buttons import rules_message
from bot.slack.gate import Gate
from bot.slack.help_message import help_message
from bot.slack.incoming import Written
from bot.slack.interaction import Slash
from bot.slack.landing import Landing
from bot.slack.mrkdwn import plain_text
from bot.slack.posting import Address
from bot.slack.rule_forms import RuleForms, form_of
from bot.slack.rule_names import rule_named
from bot.slack.whispers import Whispers
from bot.store.channels import Channels
from bot.store.homes import Homes
from bot.store.questions import NewQuestion
from bot.store.work import Payload, Work, wait_until
from bot.words import Words
from bot.words.unofficial import unofficial_line

log = structlog.get_logger()

_START = 600.0
_ALWAYS = frozenset({"settings", "workspace"})  # where answering is off, it is switched on there
_BY_KNOWLEDGE = frozenset({"rules", "rule", "check"})


class Commanding:
    """Takes commands; what is accepted is kept when a method returns.

    Args:
        asking: what was asked and answered.
        answering: takes up questions.
        gate: says what is taken up.
        channels: the settings.
        homes: knows people's DMs with the desk.
        forms: opens the rules' forms.
        choosing: opens the settings.
        whispers: tells the person.
        work: runs what must survive a kill.
    """

    def __init__(
        self, asking: Asking, answering: Answering, gate: Gate, channels: Channels, homes: Homes,
        forms: RuleForms, choosing: Choosing, whispers: Whispers, work: Work,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._answering = answering
        self._gate = gate
        self._channels = channels
        self._homes = homes
        self._forms = forms
        self._choosing = choosing
        self._whispers = whispers
        self._work = work
        work.task("command", self._carry_out)

    def slash(self, slash: Slash) -> Command:
        """Take a slash command; `open` then opens the view that it may ask for."""
        command = self._read(plain_text(slash.text))
        if command.kind == "ask":
            self._ask(slash, command.text)
        elif command.kind not in ("rule", "settings", "workspace"):
            landing = Landing(slash.channel, respond=slash.respond)
            self._do(command, slash.aside(), slash.user, slash.trigger, slash.channel, landing)
        return command

    def open(self, slash: Slash, command: Command) -> None:
        """Open the view that a slash command asks for, if any; the trigger is fresh."""
        if command.kind == "rule":
            opening = form_of(command.text, Landing(slash.channel, respond=slash.respond))
            self._forms.open(opening, slash.aside(), slash.user, slash.trigger)
        elif command.kind in ("settings", "workspace"):
            channel = "" if command.kind == "workspace" else slash.channel
            self._choosing.open(slash.aside(), slash.user, slash.trigger, channel)

    def message(self, message: Written) -> bool:
        """Take a message that is a command; False where it is none: it may be a question."""
        if not message.addressed or (message.text.strip() and not plainly(message.text)):
            return False
        command = self._read(message.text)
        if command.kind == "ask":
            return False
        place = message.place
        if not self._gate.allows(place.team):
            return True
        if message.kind == "im":
            to = Address(place.team, place.channel, place.root)
            landing = Landing(place.channel, place.root, "public")
        else:
            to = Address(place.team, place.channel, place.thread_ts, message.user)
            answers = self._channels.channel(place.team, place.channel).answers
            landing = Landing(place.channel, place.root, answers)
        self._do(command, to, message.user, place.message, place.channel, landing)
        return True

    def _read(self, text: str) -> Command:
        source = self._asking.source

        def named(name: str) -> str | None:
            return rule_named(name, source.engine().knowledge if source.ready() else None)

        return read_command(text, named)

    def _ask(self, slash: Slash, text: str) -> None:
        refusal = self._gate.refusal(slash.team, slash.channel)
        own = self._homes.dm(slash.team, slash.user) == slash.channel
        details: dict[str, object] = {"response_url": slash.respond, "loose": True}
        if refusal is not None:
            details["refusal"] = f"slack-{refusal}"
        self._answering.ask(
            NewQuestion(
                event=f"command:{slash.trigger}",
                thread=f"{slash.team}:{slash.channel}:command:{slash.trigger}",
                place="command", team=slash.team, channel=slash.channel, user=slash.user,
                ts=slash.at, thread_ts=None, text=mask_personal_data(text),
                language=self._channels.channel(slash.team, slash.channel).language,
                shown_to="public" if own else "private", details=details,
            )
        )  # fmt: skip

    def _do(
        self, command: Command, to: Address, user: str, event: str, channel: str, landing: Landing
    ) -> None:
        payload = {"command": asdict(command), "to": asdict(to), "user": user, "event": event}
        self._work.do("command", event, payload | {"channel": channel, "landing": landing.text()})

    def _carry_out(self, payload: Payload) -> None:
        command, to = Command(**payload["command"]), Address(**payload["to"])
        user, channel = str(payload["user"]), str(payload["channel"])
        name = f"command:{payload['event']}"
        try:
            words = self._whispers.words(to.team, user)
            messages = self._messages(command, to.team, user, channel, payload["landing"], words)
            self._whispers.send(to, user, name, messages)
        except Exception as error:  # the last frame of a task: what it lets go is lost unseen
            log.error("command not done", command=command.kind, team=to.team, **described(error))

    def _messages(
        self, command: Command, team: str, user: str, channel: str, landing: str, words: Words
    ) -> Sequence[Message]:
        if command.kind in _ALWAYS:
            workspace = command.kind == "workspace"
            return [self._choosing.message(team, user, "" if workspace else channel, words)]
        refusal = self._gate.refusal(team, channel)
        if refusal is not None:
            return [plain_message(words(f"slack-{refusal}"))]
        source = self._asking.source
        if command.kind in _BY_KNOWLEDGE:
            wait_until(lambda: source.ready() or source.problem() is not None, _START)
            if not source.ready():
                return [plain_message(words("slack-not-ready"))]
        if command.kind == "help":
            knowledge = source.engine().knowledge if source.ready() else None
            line = unofficial_line(knowledge, words) if knowledge else ""
            return [help_message(words, line, landing)]
        if command.kind == "check":
            return self._check(command.text, words)
        knowledge = source.engine().knowledge
        rules = offered_rules(knowledge)
        if command.kind == "rule":
            rules = [(rule, entry) for rule, entry in rules if rule.key == command.text]
        return [rules_message(rules, words, unofficial_line(knowledge, words), landing)]

    def _check(self, code: str, words: Words) -> Sequence[Message]:
        answer = self._asking.answers.by_code(code) if code else None
        if answer is None:
            key = "places-no-such-receipt" if code else "places-mistyped-receipt"
            return [plain_message(words(key, code=code))]
        return text_messages(
            check_lines(answer.kept, self._asking.source.engine().knowledge, words)
        )
