"""The one table of settings: environment variables or `.env`, each with its default."""

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from knowledge.knowledge_base import GUIDELINE

OpenCC = Literal["s2t", "s2tw", "s2twp", "s2hk"]


class Settings(BaseSettings):
    """What can be set; every name begins with DESK_, but HOST and PORT."""

    model_config = SettingsConfigDict(
        env_prefix="DESK_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    data: Path = Field(Path(".data"), description="Folder for the encoder, the index and state.")
    knowledge: Path = Field(GUIDELINE, description="Folder of the knowledge files.")
    encoder: str = Field(
        "builtin", description="`builtin`, or the name or folder of a sentence-transformers model."
    )
    opencc: OpenCC = Field("s2tw", description="OpenCC configuration for Traditional Chinese.")
    host: str = Field(
        "127.0.0.1", validation_alias=AliasChoices("HOST", "host"),
        description="Address to serve on.",
    )  # fmt: skip
    port: int = Field(
        8000, ge=0, le=65535, validation_alias=AliasChoices("PORT", "port"),
        description="Port to serve on.",
    )  # fmt: skip
    rate_limit: int = Field(
        120, ge=1, description="Questions that one address may ask in a minute."
    )
    body_limit: int = Field(65_536, ge=1_024, description="Largest request body, in bytes.")
    threads: int = Field(10_000, ge=1, description="How many threads are remembered.")
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (xoxb-…).")
    slack_app_token: SecretStr | None = Field(
        None, description="Slack app token (xapp-…); Socket Mode is used where it is set."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Slack signing secret; events over HTTP are served where it is set."
    )
    slack_api: str = Field(
        "https://slack.com/api/", description="Slack's Web API; tests set a local one."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged."
    )
