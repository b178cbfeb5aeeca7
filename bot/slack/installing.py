"""Several workspaces: whose tokens are kept, who may add the app, and when they are forgotten.

The tables hold bot tokens in plain text, as the SDK's stores keep them.
"""

from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.error import BoltError
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy.exc import DBAPIError

from bot.settings import Settings, listed
from bot.slack.errors import SlackSettingsError
from bot.slack.manifest import REDIRECT_PATH, bot_scopes

log = structlog.get_logger()

INSTALL_PATH = "/slack/install"
_STATE_SECONDS = 600


class ForeignWorkspaceError(BoltError):
    """A workspace that is not among those served wants to add the app.

    Args:
        team_id: the workspace, or the organisation where it has none.
    """

    def __init__(self, team_id: str) -> None:
        super().__init__("the workspace is not listed")
        self.team_id = team_id


class Installations(SQLAlchemyInstallationStore):
    """The installations, of the workspaces that are served only.

    Args:
        client_id: the app's.
        engine: the database.
        served: ids of workspaces and organisations; none at all is any.
    """

    def __init__(self, client_id: str, engine: sqlalchemy.Engine, served: frozenset[str]) -> None:
        super().__init__(client_id, engine)
        self._served = served

    def serves(self, enterprise_id: str | None, team_id: str | None) -> bool:
        """Tell whether a workspace is among those served."""
        return not self._served or bool({enterprise_id, team_id} & self._served)

    def save(self, installation: Installation) -> None:
        """Keep an installation in place of the workspace's earlier ones.

        Raises:
            ForeignWorkspaceError: the workspace is not among those served; nothing is kept.
        """
        place = {"enterprise_id": installation.enterprise_id, "team_id": installation.team_id}
        if not self.serves(**place):
            log.warning("a workspace that is not listed wants to add the app", **place)
            raise ForeignWorkspaceError(installation.team_id or installation.enterprise_id or "")
        super().save(installation)
        self._drop_earlier(installation)
        log.info("a workspace added the app", **place)

    def token(self, team_id: str) -> str | None:
        """Return the bot token of a workspace, of whatever organisation it is; None for none."""
        c = self.bots.c
        with self.engine.connect() as connection:
            found: str | None = connection.scalar(
                sqlalchemy.select(c.bot_token)
                .where(c.client_id == self.client_id, c.team_id == team_id)
                .order_by(c.installed_at.desc())
            )
        return found

    def workspaces(self) -> list[tuple[str | None, str | None, str | None]]:
        """Return the enterprise id, the team id and the name of every workspace kept."""
        c = self.bots.c
        with self.engine.connect() as connection:
            rows = connection.execute(
                sqlalchemy.select(c.enterprise_id, c.team_id, c.team_name)
                .where(c.client_id == self.client_id)
                .order_by(c.installed_at)
            ).all()
        return list({(row[0], row[1]): (row[0], row[1], row[2]) for row in rows}.values())

    def _drop_earlier(self, installation: Installation) -> None:
        """Keep no token longer than it is needed: the SDK's store adds a row each time."""
        latest = datetime.fromtimestamp(installation.installed_at, UTC).replace(tzinfo=None)
        with self.engine.begin() as connection:
            for table in (self.installations, self.bots):
                connection.execute(
                    table.delete().where(
                        table.c.client_id == self.client_id,
                        table.c.enterprise_id.is_not_distinct_from(installation.enterprise_id),
                        table.c.team_id.is_not_distinct_from(installation.team_id),
                        table.c.installed_at < latest,
                    )
                )


class States(SQLAlchemyOAuthStateStore):
    """The states of installations under way; each is good once, also of two requests at once."""

    def issue(self, *args: object, **kwargs: object) -> str:
        """Return a new state, and drop those that are past."""
        with self.engine.begin() as connection:
            connection.execute(
                self.oauth_states.delete().where(self.oauth_states.c.expire_at < _now())
            )
        return str(super().issue(*args, **kwargs))

    def consume(self, state: str) -> bool:
        """Use a state up, and tell whether it was good."""
        c = self.oauth_states.c
        with self.engine.begin() as connection:
            used = connection.execute(
                self.oauth_states.delete().where(c.state == state, c.expire_at > _now())
            )
            return used.rowcount == 1


def missing_for_oauth(settings: Settings) -> str | None:
    """Name what is missing where OAuth is half set; None where it is set, or not at all."""
    if settings.slack_client_id is None:
        return "DESK_SLACK_CLIENT_ID" if settings.slack_client_secret is not None else None
    if settings.slack_client_secret is None:
        return "DESK_SLACK_CLIENT_SECRET"
    return "DESK_PUBLIC_URL" if settings.public_url is None else None


def installation_store(settings: Settings, database: sqlalchemy.Engine) -> Installations:
    """Return the store of installations, its tables made.

    Raises:
        SlackSettingsError: something that OAuth needs is not set.
    """
    client_id = settings.slack_client_id
    if client_id is None or missing_for_oauth(settings) is not None:
        missing = missing_for_oauth(settings) or "DESK_SLACK_CLIENT_ID"
        raise SlackSettingsError(f"{missing} is not set: workspaces cannot add the app without it")
    store = Installations(client_id, database, listed(settings.slack_workspaces))
    _make_tables(store.create_tables)
    return store


def oauth_settings(settings: Settings, database: sqlalchemy.Engine) -> OAuthSettings:
    """Return how workspaces add the app, its tables made in the database.

    Args:
        settings: client id and secret, the public address, the workspaces that are served.
        database: where installations and states are kept.

    Raises:
        SlackSettingsError: something that OAuth needs is not set.
    """
    store = installation_store(settings, database)
    assert settings.slack_client_secret is not None
    states = States(_STATE_SECONDS, database)
    _make_tables(states.create_tables)
    return OAuthSettings(
        client_id=store.client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        scopes=bot_scopes(),
        user_scopes=(),
        redirect_uri=f"{settings.public_url}{REDIRECT_PATH}",
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        installation_store=store,
        state_store=states,
        state_expiration_seconds=_STATE_SECONDS,
    )


def authorized_by(
    store: Installations,
) -> Callable[[str | None, str | None], AuthorizeResult | None]:
    """Return Bolt's `authorize` over the store: no call of Slack before an event is acknowledged.

    It returns None for a workspace that is not there, or no longer among those served.
    """

    def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        found = store.find_installation(enterprise_id=enterprise_id, team_id=team_id)
        if found is None or found.bot_token is None or not store.serves(enterprise_id, team_id):
            return None
        return AuthorizeResult(
            enterprise_id=found.enterprise_id, team_id=found.team_id, bot_id=found.bot_id,
            bot_user_id=found.bot_user_id, bot_token=found.bot_token, bot_scopes=found.bot_scopes,
        )  # fmt: skip

    return authorize


def forget_installation(
    store: SQLAlchemyInstallationStore,
    enterprise_id: str | None,
    team_id: str | None,
    happened: datetime | None = None,
) -> bool:
    """Delete what is kept of a workspace that removed the app; tell whether anything was.

    Args:
        store: the installations.
        enterprise_id: the event's organisation, if any.
        team_id: the event's workspace.
        happened: the event's time (with its zone): it may come after the app was added again,
            and what was added later than that is kept.
    """
    found = store.find_installation(enterprise_id=enterprise_id, team_id=team_id)
    if found is None:
        return False
    added = datetime.fromtimestamp(found.installed_at, UTC)
    if happened is not None and added > happened:
        return False
    store.delete_all(enterprise_id=enterprise_id, team_id=team_id)
    log.info("a workspace removed the app", enterprise_id=enterprise_id, team_id=team_id)
    return True


def _now() -> datetime:
    """Return the time as the SDK's tables hold it: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _make_tables(make: Callable[[], None], tries: int = 5) -> None:
    """Make tables where they are missing; of processes that start at once all but one fail."""
    try:
        make()
    except DBAPIError:
        if tries == 1:
            raise
        _make_tables(make, tries - 1)
