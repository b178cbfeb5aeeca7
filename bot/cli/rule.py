"""`desk rule`: a rule worked out on what is given; each command is made from its definition.

Typer has its own copy of click inside, so that commands of click proper cannot stand beside its
own. A command is therefore a function whose signature is made from the rule's fields.
"""

import inspect
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from bot.cli.console import fail_clearly, leave, read_settings, say
from bot.cli.options import AsJson, LanguageName, as_language
from bot.settings import Settings
from knowledge.entries import RuleEntry
from knowledge.knowledge_base import KnowledgeBase, load_knowledge
from knowledge.rules import RULES, AnyRule, InputField
from knowledge.rules.given import GivenError
from knowledge.rules.kinds import KINDS, expected, range_of
from knowledge.rules.schema import choice_label


class RuleGroup(TyperGroup):
    """The rules as commands, made when they are asked for: their words take a while to read."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the keys of the rules that have words."""
        return [key for key in RULES if key in self._knowledge.rules]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of a rule; one that there is not ends the program with a line."""
        if cmd_name not in self.list_commands(ctx):
            names = ", ".join(self.list_commands(ctx))
            leave(f"there is no rule “{cmd_name}”; the rules are {names}", 2)
        return _command(RULES[cmd_name], self._knowledge, self._settings)

    def listing(self) -> str:
        """Return a line for each rule: its key and what it works out."""
        rules = {key: self._knowledge.rules[key] for key in self.list_commands(None)}
        width = max(map(len, rules), default=0)
        return "\n".join(f"{key:{width}}  {words.summary.en}" for key, words in rules.items())

    @cached_property
    def _settings(self) -> Settings:
        with fail_clearly():
            return read_settings()

    @cached_property
    def _knowledge(self) -> KnowledgeBase:
        with fail_clearly():
            return load_knowledge(self._settings.knowledge)


rule = typer.Typer(cls=RuleGroup)


@rule.callback(invoke_without_command=True)
def list_rules(context: typer.Context) -> None:
    """Work out a funding rule; without a name, list the rules."""
    if context.invoked_subcommand is None and isinstance(context.command, RuleGroup):
        print(context.command.listing())
        say("`desk rule NAME --help` shows what a rule takes")


def _command(definition: AnyRule, knowledge: KnowledgeBase, settings: Settings) -> Any:
    """Make the command of a rule, with an option for each of its inputs."""
    words = knowledge.rules[definition.key]

    def run(*, language: str | None, as_json: bool, **given: Any) -> None:
        from bot.answer.by_rule import answer_by_rule
        from bot.cli.asking import print_answer
        from bot.words import Words

        written_in = as_language(language) or "en"
        with fail_clearly():
            try:
                answer = answer_by_rule(
                    definition.key, _joined(given), knowledge, written_in, settings.opencc
                )
            except GivenError as error:
                leave(_refusal(definition, error, given[error.field]), 2)
            shown_in = Words(written_in, settings.opencc)
            print_answer(answer, shown_in, as_json=as_json, with_trace=False)

    fields = [_parameter(f.key, _annotation(f, words), None) for f in definition.fields]
    fields += [
        _parameter("language", LanguageName, None), _parameter("as_json", AsJson, False),
    ]  # fmt: skip
    run.__signature__ = inspect.Signature(fields)  # type: ignore[attr-defined]  # Typer reads it
    alone = typer.Typer(add_completion=False)
    said = f"{words.label.en}. {words.summary.en}"
    alone.command(definition.key, help=said, epilog=_how_written(definition))(run)
    return get_command(alone)


def _parameter(name: str, annotation: Any, default: object) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def _annotation(field: InputField, words: RuleEntry) -> Any:
    """Return the type of an option and what its help says; districts' amounts may be repeated."""
    option = typer.Option(
        _option(field.key), help=_help(field, words), metavar=KINDS[field.kind].placeholder
    )
    kind = list[str] if field.kind == "moneys" else str
    return Annotated[kind | None, option]


def _option(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _help(field: InputField, words: RuleEntry) -> str:
    """Say what an input is and what is computed of it, or which choices it has."""
    named = words.inputs[field.key]
    said = f"{named.label.en}. {named.question.en}"
    if field.kind == "choice":
        choices = [f"{key} ({choice_label(field, key, words, 'en')})" for key in field.choices]
        return f"{said} One of: {'; '.join(choices)}."
    bounds = range_of(field)
    again = " May be repeated, once a district." if field.kind == "moneys" else ""
    return f"{said}{f' {bounds}.' if bounds else ''}{again}"


def _how_written(definition: AnyRule) -> str:
    """Say how a value of each kind that the rule takes is written, a paragraph each."""
    kinds = [KINDS[field.kind] for field in definition.fields if field.kind != "choice"]
    return "\n\n".join(dict.fromkeys(f"{kind.placeholder}: {kind.written}." for kind in kinds))


def _joined(given: Mapping[str, Any]) -> dict[str, object]:
    """Repeated values as one text, a line each, so that each may also hold several."""
    return {
        key: "\n".join(value) if isinstance(value, list) else value for key, value in given.items()
    }


def _refusal(definition: AnyRule, error: GivenError, value: object) -> str:
    """Name the option whose value cannot be read, and what is expected of it."""
    field = next(field for field in definition.fields if field.key == error.field)
    shown = "; ".join(value) if isinstance(value, list) else value
    return f"{_option(field.key)}: “{shown}” cannot be read; give {expected(field)}"
