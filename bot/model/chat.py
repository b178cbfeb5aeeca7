"""Opens the configured chat model, whichever provider it is of; nothing is traced anywhere."""

import os

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel

from bot.model.setting_error import ModelSettingError

TRACING = ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING")
"""What langchain's tracing service is switched on by; it would send every question elsewhere."""


def open_chat_model(
    name: str, url: str | None = None, key: str | None = None, seconds: float = 20.0
) -> BaseChatModel:
    """Open a chat model.

    Args:
        name: the provider and the model, such as "openai:NAME", "anthropic:NAME", "ollama:NAME".
        url: the address of its service, where it is not the provider's own.
        key: its API key, where it takes one.
        seconds: how long one of its calls may take.

    Raises:
        ModelSettingError: the provider is unknown, or its package or key is missing.
    """
    for variable in TRACING:
        os.environ[variable] = "false"
    provider, _, model = name.partition(":")
    options: dict[str, object] = {"temperature": 0}
    if provider == "ollama":  # it takes no other options, and heeds no key by itself
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        options["client_kwargs"] = {"timeout": seconds, "headers": headers}
    else:
        # A second try is ours to make, within the time that a person waits.
        options |= {"timeout": seconds, "max_retries": 0}
        if key:
            options["api_key"] = key
    if url:
        options["base_url"] = url
    if provider == "openai" and url:
        options["use_responses_api"] = False  # what is compatible has chat completions alone
    try:
        return init_chat_model(model, model_provider=provider, **options)  # type: ignore[call-overload, no-any-return]  # its overloads know no options by name
    except Exception as error:  # each provider's package has errors of its own
        raise ModelSettingError(
            f"The model {name} cannot be opened: write it as PROVIDER:MODEL (openai, anthropic, "
            "ollama or another that langchain knows, its package installed), and set "
            "DESK_MODEL_KEY where the provider asks for a key."
        ) from error
