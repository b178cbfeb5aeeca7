"""The one table of settings: environment variables or `.env`, each with its default."""

import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, ValidationInfo, field_validator
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
    database: str | None = Field(
        None, description="Database address, such as postgresql://…; SQLite in DESK_DATA if unset."
    )
    retention_days: int = Field(
        365, ge=0, description="Days after which questions and answers are deleted; 0 is never."
    )
    slack_bot_token: SecretStr | None = Field(None, description="Slack bot token (xoxb-…).")
    slack_app_token: SecretStr | None = Field(
        None, description="Slack app token (xapp-…); Socket Mode is used where it is set."
    )
    slack_signing_secret: SecretStr | None = Field(
        None, description="Slack signing secret; events over HTTP are served where it is set."
    )
    slack_client_id: str | None = Field(
        None, description="Slack client id; several workspaces may install the app where it is set."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Slack client secret.")
    slack_workspaces: str = Field(
        "", description="Workspaces that may install it: team ids with commas; empty is any."
    )
    slack_admins: str = Field(
        "", description="People who count as admins beside the workspace's own: user ids, commas."
    )
    public_url: str | None = Field(
        None, description="The https address at which Slack and browsers reach the desk."
    )
    slack_api: str = Field(
        "https://slack.com/api/", description="Slack's Web API; tests set a local one."
    )
    model: str | None = Field(
        None, description="Language model as PROVIDER:NAME, such as ollama:NAME; unset, none."
    )
    model_url: str | None = Field(
        None, description="Address of the model's service, where it is not the provider's own."
    )
    model_key: SecretStr | None = Field(None, description="API key of the model's service.")
    model_judge: str | None = Field(
        None, description="A second model, as PROVIDER:NAME, that checks each statement; or none."
    )
    model_send_question: bool = Field(
        True, description="Whether the question itself, personal data masked, goes to the model."
    )
    model_seconds: float = Field(
        20.0, gt=0, le=120, description="Seconds after which the desk answers without the model."
    )
    model_tokens: int = Field(30_000, ge=1_000, description="Tokens that one question may use.")
    model_daily_questions: int = Field(
        2_000, ge=0, description="Questions a day that the model is asked; 0 is no limit."
    )
    model_daily_tokens: int = Field(
        5_000_000, ge=0, description="Tokens a day, over all questions; 0 is no limit."
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

    @field_validator("slack_workspaces", "slack_admins")
    @classmethod
    def _ids(cls, text: str, info: ValidationInfo) -> str:
        letters = "TE" if info.field_name == "slack_workspaces" else "UW"
        named = [word.strip() for word in text.split(",") if word.strip()]
        for word in named:
            if not re.fullmatch(f"[{letters}][A-Z0-9]+", word):
                raise ValueError(f"“{word}” is no id; an id looks like {letters[0]}0123ABCD")
        return ",".join(named)

    @field_validator("public_url", "model_url")
    @classmethod
    def _an_address_of(cls, url: str | None, info: ValidationInfo) -> str | None:
        url = (url or "").strip().rstrip("/")
        if url and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
            one = "models.example.org/v1" if info.field_name == "model_url" else "desk.example.org"
            raise ValueError(f"it is no address; it looks like https://{one}")
        return url or None

    @field_validator("model", "model_judge")
    @classmethod
    def _a_model(cls, name: str | None) -> str | None:
        name = (name or "").strip()
        if name and not re.fullmatch(r"[a-z_]+:[^\s]+", name):
            raise ValueError("write it as PROVIDER:NAME, such as openai:NAME or ollama:NAME")
        return name or None

    @field_validator("slack_client_id")
    @classmethod
    def _blank_id_is_unset(cls, text: str | None) -> str | None:
        return (text or "").strip() or None

    @field_validator(
        "slack_bot_token",
        "slack_app_token",
        "slack_signing_secret",
        "slack_client_secret",
        "model_key",
    )
    @classmethod
    def _blank_is_unset(cls, secret: SecretStr | None) -> SecretStr | None:
        text = secret.get_secret_value().strip() if secret else ""
        return SecretStr(text) if text else None

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_small_letters(cls, level: object) -> object:
        return level.lower() if isinstance(level, str) else level


def listed(ids: str) -> frozenset[str]:
    """Return the ids of a setting that holds several."""
    return frozenset(filter(None, ids.split(",")))


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
