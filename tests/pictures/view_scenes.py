"""Windows: a rule's form of which an input cannot be read, and a channel's settings."""

from collections.abc import Mapping

from bot.answer.engine import Engine
from bot.slack.form_values import field_errors
from bot.slack.form_view import rule_view
from bot.slack.landing import Landing
from bot.slack.settings_views import channel_settings_view
from bot.store.channels import ChannelSettings
from bot.words import Words
from bot.words.unofficial import unofficial_line
from knowledge.rules import RULES
from tests.pictures.cast import Scene
from tests.pictures.surfaces import Form, Surface


def _form(engine: Engine) -> Surface:
    words, rule = Words("en"), RULES["diminishing"]
    entry, given = engine.knowledge.rules[rule.key], {"schedule": "10 million; less; 5 million"}
    line = unofficial_line(engine.knowledge, words)
    view = rule_view(rule, entry, words, line, given, context=Landing("CASK").text())
    return Form(view, field_errors(rule, entry, given, words))


def _settings(_: Engine) -> Surface:
    settings = ChannelSettings(follows=True, staff_channel="CDESK")
    return channel_settings_view(settings, "CASK", Words("en"))


VIEWS: Mapping[str, Scene] = {"form": _form, "settings": _settings}
