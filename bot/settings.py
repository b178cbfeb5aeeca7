"""The one table of settings: environment variables or `.env`, each with its default."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    SettingsConfigDict,
)

from knowledge.knowledge_base import GUIDELINE

OpenCC = Literal["s2t", "s2tw", "s2twp", "s2hk"]


class Settings(BaseSettings):
    """What can be set; every name begins with DESK_, but HOST and PORT."""

    model_config = SettingsConfigDict(
        env_prefix="DESK_", env_file=".env", env_file_encoding="utf-8-sig", env_ignore_empty=True,
        extra="ignore", frozen=True, populate_by_name=True,
    )  # fmt: skip

    data: Path = Field(Path(".data"), description="Folder for the encoder, the index and state.")
    knowledge: Path = Field(GUIDELINE, description="Folder of the knowledge files.")
    encoder: str = Field(
        "builtin", description="`builtin`, or the name or folder of a sentence-transformers model."
    )
    chroma: str | None = Field(
        None, description="URL of a Chroma server for the index's vectors; unset, they are in data."
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

    @field_validator("data")
    @classmethod
    def _no_file_in_the_way(cls, folder: Path) -> Path:
        for path in (folder, *folder.parents):
            if path.is_file():
                raise ValueError(f"{path.absolute()} is a file; name a folder")
        return folder

    @field_validator("knowledge")
    @classmethod
    def _folder_there(cls, folder: Path) -> Path:
        if not folder.is_dir():
            raise ValueError(f"there is no folder {folder.absolute()}; check the path")
        return folder

    @field_validator("chroma")
    @classmethod
    def _a_server(cls, url: str | None) -> str | None:
        url = (url or "").strip().rstrip("/")
        if not url:
            return None
        try:
            parts = urlsplit(url)
            plain = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            plain = False
        if not plain or parts.username or parts.query or parts.fragment:
            raise ValueError("write it as http://HOST:PORT, of a Chroma server")
        return url

    @field_validator("host")
    @classmethod
    def _an_address(cls, host: str) -> str:
        """An empty host would serve on every interface; brackets belong to URLs."""
        host = host.strip().removeprefix("[").removesuffix("]")
        if not host:
            raise ValueError("it is empty; 127.0.0.1 serves this machine alone")
        return host

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _blank_is_unset(cls, secret: SecretStr | None) -> SecretStr | None:
        text = secret.get_secret_value().strip() if secret else ""
        return SecretStr(text) if text else None

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_small_letters(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level


def variable(name: str) -> str:
    """Return the environment variable that sets a field."""
    return name.upper() if name in ("host", "port") else f"DESK_{name.upper()}"


def unknown_variables() -> list[str]:
    """Return the DESK_ names in the environment and in `.env` that set nothing."""
    known = {variable(name).lower() for name in Settings.model_fields}
    given = {
        *EnvSettingsSource(Settings).env_vars,
        *DotEnvSettingsSource(Settings).env_vars,
    }
    return sorted(n.upper() for n in given if n.lower().startswith("desk_") and n not in known)
