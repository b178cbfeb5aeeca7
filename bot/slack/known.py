"""What the desk's own database knows for `desk check slack`."""

from sqlalchemy import Engine

from bot.settings import Settings
from bot.slack.checking import Known, StaffChannel
from bot.slack.installing import installation_store
from bot.slack.manifest import bot_events
from bot.store.channels import Channels
from bot.store.sightings import Sightings


def known_of(settings: Settings, database: Engine) -> Known:
    """Gather the staff channels, the events that came, and the workspaces that added the app."""
    seen = Sightings(database).all()
    names: dict[str, str | None] = {}
    tokens: dict[str, str] = {}
    if settings.slack_client_id is not None:
        store = installation_store(settings, database)
        for _, team, name in store.workspaces():
            if team and (token := store.token(team)):
                names[team] = name or team
                tokens[name or team] = token
    staff = [
        StaffChannel(channel, names.get(team))
        for team, channel in Channels(database).every_staff_channel()
    ]
    return Known(staff, {event: seen.get(event) for event in bot_events()}, tokens)
