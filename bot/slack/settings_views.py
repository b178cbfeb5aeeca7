"""The modals of the settings, filled with what holds now, and what they bring back."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.slack.blocks import Block
from bot.slack.foot import button
from bot.slack.form_view import plain
from bot.slack.interaction import Submission
from bot.store.channels import ChannelSettings, WorkspaceSettings
from bot.words import Words

CHANNEL_SETTINGS, WORKSPACE_SETTINGS = "channel-settings", "workspace-settings"
"""The ids of the views, and of the buttons that open them."""
READS, FOLLOWS, LANGUAGE, ANSWERS = "reads", "follows", "language", "answers"
ANSWERING, CHANNELS, STAFF, REMIND = "answering", "channels", "staff_channel", "remind_after"
SOONEST, LATEST = 5, 1_440
_ACTION = "value"
_SHOWN = 20
_AUTOMATIC = "auto"
_KINDS = {"include": ["public", "private"], "exclude_bot_users": True}


def channel_settings_view(settings: ChannelSettings, carried: str, words: Words) -> dict[str, Any]:
    """Return the modal of a channel's settings.

    Args:
        settings: what holds now.
        carried: what the view brings back unseen.
        words: the reader's language.
    """
    language = settings.language or _AUTOMATIC
    staff = {"initial_conversation": settings.staff_channel} if settings.staff_channel else {}
    return _modal(
        CHANNEL_SETTINGS,
        carried,
        words,
        [
            _radio(READS, ("mentions", "all"), settings.reads, words),
            _radio(FOLLOWS, ("no", "yes"), "yes" if settings.follows else "no", words),
            _radio(LANGUAGE, (_AUTOMATIC, "en", "zh-Hans", "zh-Hant"), language, words),
            _radio(ANSWERS, ("public", "private", "dm"), settings.answers, words),
            _input(STAFF, {"type": "conversations_select", "filter": _KINDS} | staff, words, True),
            {
                "type": "actions",
                "elements": [
                    button(words("places-settings-workspace"), WORKSPACE_SETTINGS, carried)
                ],
            },
        ],
    )


def workspace_settings_view(
    settings: WorkspaceSettings, carried: str, words: Words
) -> dict[str, Any]:
    """Return the modal of a workspace's settings; the arguments are as of the channel's."""
    channels: Block = {"type": "multi_conversations_select", "filter": _KINDS}
    if settings.channels:
        channels["initial_conversations"] = list(settings.channels)
    staff = {"initial_conversation": settings.staff_channel} if settings.staff_channel else {}
    minutes = {
        "type": "number_input", "is_decimal_allowed": False, "min_value": str(SOONEST),
        "max_value": str(LATEST), "initial_value": str(settings.remind_after),
    }  # fmt: skip
    return _modal(
        WORKSPACE_SETTINGS,
        carried,
        words,
        [
            _radio(ANSWERING, ("on", "off"), "on" if settings.answering else "off", words),
            _input(CHANNELS, channels, words, True),
            _input(STAFF, {"type": "conversations_select", "filter": _KINDS} | staff, words, True),
            _input(REMIND, minutes, words),
        ],
    )


def sentence_view(text: str, words: Words) -> dict[str, Any]:
    """Return a modal that says a sentence in the place of the settings."""
    return {
        "type": "modal",
        "title": plain(words("places-settings-title")),
        "close": plain(words("places-close")),
        "blocks": [{"type": "section", "text": plain(text)}],
    }


def read_channel_settings(sent: Submission) -> ChannelSettings:
    """Read what a channel's modal brought back."""
    language = sent.option(LANGUAGE)
    return ChannelSettings(
        reads="all" if sent.option(READS) == "all" else "mentions",
        follows=sent.option(FOLLOWS) == "yes",
        language=language if language in ("en", "zh-Hans", "zh-Hant") else None,  # type: ignore[arg-type]  # narrowed by the test
        answers=sent.option(ANSWERS) or "public",  # type: ignore[arg-type]  # one of the options
        staff_channel=staff_channel(sent),
    )


def read_workspace_settings(sent: Submission) -> WorkspaceSettings | None:
    """Read what a workspace's modal brought back; None where the minutes are out of bounds."""
    minutes = str(sent.state(REMIND).get("value") or "")
    if not minutes.isdecimal() or not SOONEST <= int(minutes) <= LATEST:
        return None
    return WorkspaceSettings(
        answering=sent.option(ANSWERING) != "off",
        channels=tuple(sent.state(CHANNELS).get("selected_conversations") or ()),
        staff_channel=staff_channel(sent),
        remind_after=int(minutes),
    )


def staff_channel(sent: Submission) -> str:
    """Return the staff channel that was chosen, "" for none."""
    return str(sent.state(STAFF).get("selected_conversation") or "")


def changes(
    before: ChannelSettings | WorkspaceSettings,
    after: ChannelSettings | WorkspaceSettings,
    words: Words,
) -> list[str]:
    """Say each setting that is another now, one line each."""
    return [
        words("places-changed", name=words(f"places-set-{name}"), value=value)
        for (name, old), (_, value) in zip(
            described_settings(before, words), described_settings(after, words), strict=True
        )
        if old != value
    ]


def described_settings(
    settings: ChannelSettings | WorkspaceSettings, words: Words
) -> Iterator[tuple[str, str]]:
    """Give each setting's name, and its value in words; a channel is "#" and its id."""
    none = words("places-set-none")
    if isinstance(settings, ChannelSettings):
        yield READS, words(f"places-set-reads-{settings.reads}")
        yield FOLLOWS, words(f"places-set-follows-{'yes' if settings.follows else 'no'}")
        yield LANGUAGE, words(f"places-set-language-{settings.language or _AUTOMATIC}")
        yield ANSWERS, words(f"places-set-answers-{settings.answers}")
        yield STAFF, _named(settings.staff_channel) or none
        return
    yield ANSWERING, words(f"places-set-answering-{'on' if settings.answering else 'off'}")
    channels = words("comma").join(map(_named, settings.channels[:_SHOWN]))
    if len(settings.channels) > _SHOWN:
        channels = words("places-set-more", some=channels, count=len(settings.channels) - _SHOWN)
    yield CHANNELS, channels or words("places-set-every-channel")
    yield STAFF, _named(settings.staff_channel) or none
    yield REMIND, str(settings.remind_after)


def _named(channel: str) -> str:
    return channel and f"#{channel}"


def _modal(callback: str, carried: str, words: Words, blocks: Sequence[Block]) -> dict[str, Any]:
    lead = {"type": "context", "elements": [plain(words(f"places-{callback}"))]}
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(words("places-settings-title")),
        "submit": plain(words("places-save")),
        "close": plain(words("places-close")),
        "private_metadata": carried,
        "blocks": [lead, *blocks],
    }


def _radio(name: str, values: Sequence[str], chosen: str, words: Words) -> Block:
    options = [
        {"text": plain(words(f"places-set-{name}-{value}")), "value": value} for value in values
    ]
    element = {"type": "radio_buttons", "options": options}
    return _input(name, element | {"initial_option": options[values.index(chosen)]}, words)


def _input(name: str, element: Block, words: Words, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": plain(words(f"places-set-{name}")),
        "hint": plain(words(f"places-hint-{name}")),
        "element": element | {"action_id": _ACTION},
    }
