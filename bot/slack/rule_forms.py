"""The funding rules' forms in Slack: opened by a button or a command, answered as questions are."""

from dataclasses import replace
from typing import Any

from bot.answer.personal import mask_personal_data
from bot.asking import Asking
from bot.rule_form import label_of, offered_rules, options_of
from bot.slack.answering import Answering
from bot.slack.form_buttons import read_button, rules_view
from bot.slack.form_values import FormValues, Opening, field_errors, read_view
from bot.slack.form_view import rule_view
from bot.slack.gate import Gate
from bot.slack.interaction import Click, Submission
from bot.slack.landing import Landing, read_landing
from bot.slack.opening import Opener
from bot.slack.posting import Address
from bot.slack.whispers import Whispers
from bot.store.questions import NewQuestion
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RULES


class RuleForms:
    """Opens the forms and takes what they bring.

    Args:
        asking: gives the rules' words.
        answering: takes up what a form asks.
        gate: says what is taken up.
        whispers: tells the person what is in the way.
        opener: opens the modals.
    """

    def __init__(
        self, asking: Asking, answering: Answering, gate: Gate, whispers: Whispers, opener: Opener
    ) -> None:
        self._asking = asking
        self._answering = answering
        self._gate = gate
        self._whispers = whispers
        self._opener = opener

    def press(self, click: Click) -> None:
        """Open the form of the button that was pressed, filled with what it carries."""
        opening = read_button({"action_id": click.action, "value": click.value})
        landing = read_landing(opening.context)
        if landing.shown_to == "private" and click.respond is not None:
            landing = replace(landing, respond=click.respond)
        opening = replace(opening, context=landing.text())
        self.open(opening, click.aside(), click.user, click.trigger, click.surface == "modal")

    def open(
        self, opening: Opening, aside: Address, user: str, trigger: str, above: bool = False
    ) -> None:
        """Open a rule's form, or tell the person why not.

        Args:
            opening: the rule, what the form is filled with, and where the result goes.
            aside: where the person is told.
            user: the person.
            trigger: what allows a view.
            above: it opens above another modal.
        """
        refusal = self._gate.refusal(aside.team, read_landing(opening.context).channel)
        if refusal is not None:
            self._whispers.tell(aside, user, trigger, f"slack-{refusal}")
            return
        knowledge = self._knowledge()
        if knowledge is None or opening.rule not in knowledge.rules:
            self._whispers.tell(aside, user, trigger, "places-not-ready")
            return
        words = self._words(opening.language, aside.team, user)
        view = rule_view(
            RULES[opening.rule], knowledge.rules[opening.rule], words,
            unofficial_line(knowledge, words), opening.given, opening.only, opening.context,
        )  # fmt: skip
        if not self._opener.open(aside.team, trigger, view, above):
            self._whispers.tell(aside, user, trigger, "places-not-opened")

    def open_list(self, click: Click) -> None:
        """Open the list of the rules above Home; their results go where the button says."""
        knowledge = self._knowledge()
        if knowledge is None:
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-not-ready")
            return
        words = self._whispers.words(click.team, click.user)
        rules, line = offered_rules(knowledge), unofficial_line(knowledge, words)
        if not self._opener.open(
            click.team, click.trigger, rules_view(rules, words, line, click.value)
        ):
            self._whispers.tell(click.aside(), click.user, click.trigger, "places-not-opened")

    def take(self, sent: Submission) -> dict[str, Any]:
        """Take a form that was sent; return how it is answered. What it asks is kept by then."""
        values, knowledge = read_view(sent.view), self._knowledge()
        words = self._whispers.words_in(values.language)
        rule = RULES[values.rule]
        if knowledge is None:
            blocks = [one for one in sent.view["blocks"] if one["type"] == "input"]
            return _errors({blocks[0]["block_id"]: words("places-not-ready")})
        errors = field_errors(rule, knowledge.rules[rule.key], values.given, words)
        if errors:
            return _errors(errors)
        landing = read_landing(values.context)
        refusal = self._gate.refusal(sent.team, landing.channel)
        details: dict[str, Any] = {
            "rule": rule.key, "given": values.given, "loose": True,
        }  # fmt: skip
        if refusal is not None:
            details["refusal"] = f"slack-{refusal}"
        if landing.respond is not None:
            details["response_url"] = landing.respond
        place = f"{sent.team}:{landing.channel}"
        self._answering.ask(
            NewQuestion(
                event=f"form:{sent.team}:{sent.id}",
                thread=f"{place}:{landing.thread_ts or 'form:' + sent.id}",
                place="form", team=sent.team, channel=landing.channel, user=sent.user, ts=sent.at,
                thread_ts=landing.thread_ts, text=form_text(values, knowledge, words),
                language=values.language, shown_to=landing.shown_to, details=details,
            )
        )  # fmt: skip
        return {"response_action": "clear"}

    def _knowledge(self) -> KnowledgeBase | None:
        source = self._asking.source
        return source.engine().knowledge if source.ready() else None

    def _words(self, language: str | None, team: str, user: str) -> Words:
        if language is not None:
            return self._whispers.words_in(language)
        return self._whispers.words(team, user)


def form_of(rule: str, landing: Landing) -> Opening:
    """Return the opening of a rule's empty form."""
    return Opening(rule, {}, None, landing.text(), None)


def form_text(values: FormValues, knowledge: KnowledgeBase, words: Words) -> str:
    """Return what a form asks as a line of text: the rule, and each input with its value."""
    entry, rule = knowledge.rules[values.rule], RULES[values.rule]
    told = []
    for field in rule.fields:
        if value := values.given.get(field.key):
            named = dict(options_of(field, entry, words)).get(value, value)
            told.append(words("places-given", label=label_of(field, entry, words), value=named))
    label = words.script(entry.label.in_language(words.language))
    return mask_personal_data(
        words("places-form", rule=label, given=words("places-and").join(told))
    )


def _errors(errors: dict[str, str]) -> dict[str, Any]:
    return {"response_action": "errors", "errors": errors}
