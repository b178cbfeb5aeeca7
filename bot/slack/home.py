"""The desk's Home and the prompts of its DM: shown when opened, and anew when they change."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import structlog

from bot.asking import Asking
from bot.slack.blocks import Block
from bot.slack.clients import Clients
from bot.slack.errors import described
from bot.slack.home_view import HomeContent, Recent, home_view
from bot.slack.landing import Landing
from bot.slack.people import People
from bot.slack.whispers import Whispers
from bot.store.channels import Channels
from bot.store.homes import Homes
from bot.words import Words
from bot.words.unofficial import unofficial_line

log = structlog.get_logger()

Part = Callable[[str, str, Words], Sequence[Block]]
"""Gives a part of a person's Home: the workspace, the person, their words."""
_RECENT = 5
_PROMPTS = 4


def nothing(team: str, user: str, words: Words) -> Sequence[Block]:
    """Give no part of Home."""
    return ()


class Home:
    """Publishes Home in the background.

    Args:
        asking: what was asked and answered.
        homes: remembers who opened it.
        channels: the settings.
        people: knows admins and staff.
        whispers: knows people's languages.
        clients: the workspaces' clients.
    """

    def __init__(
        self, asking: Asking, homes: Homes, channels: Channels, people: People,
        whispers: Whispers, clients: Clients,
    ) -> None:  # fmt: skip
        self._asking = asking
        self._homes = homes
        self._channels = channels
        self._people = people
        self._whispers = whispers
        self._clients = clients
        self._own: Part = nothing
        self._queue: Part = nothing
        self._beside = ThreadPoolExecutor(2, thread_name_prefix="slack-home")
        self._waiting: set[tuple[str, str]] = set()
        self._lock = Lock()
        self._closed = False

    def show(self, own: Part, queue: Part) -> None:
        """Let further parts stand on Home.

        Args:
            own: gives the open handovers of a person.
            queue: gives the queue; it is asked for staff alone.
        """
        self._own, self._queue = own, queue

    def opened(self, team: str, user: str, dm: str, tab: str) -> None:
        """Show a person who opened the desk its Home, or the prompts of its DM."""
        self._homes.opened(team, user, dm, tab == "home")
        if tab == "home":
            self._publish_soon(team, user)
        elif tab == "messages":
            self._submit(self._show_prompts, team, user, dm)

    def changed(self, team: str, people: Collection[str] | None = None) -> None:
        """Show Home anew to those of these people, or (None) of the workspace, who opened it."""
        for user in self._homes.lookers(team, people):
            self._publish_soon(team, user)

    def close(self) -> None:
        """Publish nothing more."""
        self._closed = True
        self._beside.shutdown(wait=False, cancel_futures=True)

    def _publish_soon(self, team: str, user: str) -> None:
        with self._lock:
            if (team, user) in self._waiting:
                return
            self._waiting.add((team, user))
        self._submit(self._publish, team, user)

    def _submit(self, do: Callable[..., None], *given: str) -> None:
        if not self._closed:
            self._beside.submit(do, *given)

    def _publish(self, team: str, user: str) -> None:
        with self._lock:
            self._waiting.discard((team, user))
        try:
            words = self._whispers.words(team, user)
            view = home_view(self._content(team, user, words), words)
            self._clients.of(team).views_publish(user_id=user, view=view)
        except Exception as error:  # the last frame of a worker: what it lets go is lost unseen
            log.warning("home not published", team=team, user=user, **described(error))

    def _content(self, team: str, user: str, words: Words) -> HomeContent:
        source, workspace = self._asking.source, self._channels.workspace(team)
        recent = []
        for asked in self._asking.questions.recent(team, user, _RECENT):
            answer = self._asking.answers.last_to(asked.id)
            recent.append(Recent(asked.text, asked.asked_at, answer.kept.code if answer else None))
        staff = self._queue(team, user, words) if self._people.is_staff(team, user) else ()
        dm = self._homes.dm(team, user) or ""
        return HomeContent(
            unofficial=unofficial_line(source.engine().knowledge, words) if source.ready() else "",
            answering=workspace.answering,
            recent=tuple(recent),
            own=tuple(self._own(team, user, words)),
            staff=tuple(staff),
            settings=workspace if self._people.is_admin(team, user) else None,
            landing=Landing(dm, None, "public" if dm else "dm").text(),
        )

    def _show_prompts(self, team: str, user: str, dm: str) -> None:
        """Suggest what to ask; a thread's stamp would make the call fail unseen."""
        try:
            words = self._whispers.words(team, user)
            prompts = [
                {
                    "title": words(f"places-prompt-{number}"),
                    "message": words(f"places-prompt-{number}-message"),
                }
                for number in range(1, _PROMPTS + 1)
            ]
            self._clients.of(team).assistant_threads_setSuggestedPrompts(
                channel_id=dm, title=words("places-prompts"), prompts=prompts
            )
        except Exception as error:  # the last frame of a worker: what it lets go is lost unseen
            log.info("prompts not shown", team=team, **described(error))
