"""The pages on which a workspace adds the app: the way in, and how it went."""

import logging
import re
from collections.abc import Callable, Sequence

import structlog
from fastapi import FastAPI, Request, Response
from slack_bolt.adapter.starlette.handler import to_bolt_request, to_starlette_response
from slack_bolt.oauth import OAuthFlow
from slack_bolt.oauth.callback_options import CallbackOptions, FailureArgs, SuccessArgs
from slack_bolt.oauth.oauth_settings import OAuthSettings
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk import WebClient
from slack_sdk.oauth.installation_store import Installation

from bot.settings import Settings
from bot.slack.errors import described
from bot.slack.installing import ForeignWorkspaceError
from bot.web.templating import render
from bot.web.visitor import preferred_language
from bot.words import Words

log = structlog.get_logger()

_TIMEOUT = 15
_WORDED = {
    "access_denied": "installing-cancelled",
    "invalid_browser": "installing-stale",
    "invalid_state": "installing-stale",
    "invalid_code": "installing-trouble",
    "missing_code": "installing-stale",
}


def mount_oauth(web: FastAPI, oauth: OAuthSettings, settings: Settings) -> None:
    """Serve the way in (`/slack/install`) and the address that Slack sends browsers back to.

    Args:
        web: the application.
        oauth: of `oauth_settings`; what its callbacks say is set here.
        settings: the address of Slack's Web API, and the script of Traditional Chinese.
    """
    pages = _Pages(settings.opencc, oauth.install_path)
    oauth.callback_options = CallbackOptions(success=pages.done, failure=pages.failed)
    flow = _Flow(oauth, settings, pages)

    @web.get(oauth.install_path, include_in_schema=False)
    def install(request: Request) -> Response:
        return _answered(flow.handle_installation, request, pages)

    @web.get(oauth.redirect_uri_path, include_in_schema=False)
    def come_back(request: Request) -> Response:
        return _answered(flow.handle_callback, request, pages)


def _answered(
    handle: Callable[[BoltRequest], BoltResponse], request: Request, pages: "_Pages"
) -> Response:
    asked = to_bolt_request(request, b"")
    try:
        answer = handle(asked)
    except Exception as error:  # of any kind: a browser must not be shown it
        log.error("adding the app failed", **described(error))
        answer = pages.problem(asked, "installing-trouble", 503)
    response = to_starlette_response(answer)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept-Language"
    return response


class _Flow(OAuthFlow):
    """Bolt's flow, on the desk's own pages."""

    def __init__(self, oauth: OAuthSettings, settings: Settings, pages: "_Pages") -> None:
        client = WebClient(base_url=settings.slack_api, timeout=_TIMEOUT, retry_handlers=[])
        # Below an error Bolt logs the code that a token is given for.
        logger = logging.getLogger("bot.slack.sdk.oauth")
        logger.setLevel(logging.ERROR)
        super().__init__(client=client, logger=logger, settings=oauth)
        self._pages = pages

    def build_install_page_html(self, url: str, request: BoltRequest) -> str:
        return self._pages.way_in(url, request)

    def store_installation(self, request: BoltRequest, installation: Installation) -> None:
        try:
            super().store_installation(request, installation)
        except ForeignWorkspaceError:
            self._remove(installation)
            raise

    def _remove(self, installation: Installation) -> None:
        """Leave no app in a workspace whose token nobody keeps."""
        try:
            self.client.apps_uninstall(
                token=installation.bot_token,
                client_id=self.settings.client_id,
                client_secret=self.settings.client_secret,
            )
        except Exception as error:  # of any kind: the refusal stands without it
            log.warning("the app stays in a workspace that is not listed", **described(error))


class _Pages:
    """What a browser is shown, in the language that it asks for."""

    def __init__(self, opencc: str, install_path: str) -> None:
        self._opencc = opencc
        self._install_path = install_path

    def way_in(self, url: str, request: BoltRequest) -> str:
        """Return the page that leads to Slack."""
        words = self._words(request)
        sentences = words("installing-lead"), words("installing-who")
        link = words("installing-add"), url
        return self._page(words, words("installing-title"), sentences, link)

    def done(self, args: SuccessArgs) -> BoltResponse:
        """Return the page of an installation that succeeded."""
        words, installation = self._words(args.request), args.installation
        name = installation.team_name or installation.enterprise_name
        where = (
            words("installing-done", workspace=name) if name else words("installing-done-unnamed")
        )
        url = f"https://slack.com/app_redirect?app={installation.app_id}"
        if installation.team_id:
            url += f"&team={installation.team_id}"
        page = self._page(
            words, words("installing-done-title"), (where, words("installing-next")),
            (words("installing-open"), url),
        )  # fmt: skip
        return _response(200, page, args.settings.state_utils.build_set_cookie_for_deletion())

    def failed(self, args: FailureArgs) -> BoltResponse:
        """Return the page of an installation that failed, by why it did."""
        forget = args.settings.state_utils.build_set_cookie_for_deletion()
        if isinstance(args.error, ForeignWorkspaceError):
            return self.problem(
                args.request, "installing-foreign", 403, forget, team=args.error.team_id
            )
        # The reason may be of the address, where anybody may write anything.
        reason = args.reason if re.fullmatch(r"[a-z_]{1,40}", args.reason) else "unknown"
        log.warning("a workspace did not add the app", reason=reason)
        key = _WORDED.get(reason, "installing-trouble")
        return self.problem(args.request, key, args.suggested_status_code, forget)

    def problem(
        self, request: BoltRequest, key: str, status: int, cookie: str = "", **fields: object
    ) -> BoltResponse:
        """Return a page that says what went wrong, with the way back."""
        words = self._words(request)
        page = self._page(
            words, words("installing-failed-title"), (words(key, **fields),),
            (words("installing-again"), self._install_path), failed=True,
        )  # fmt: skip
        return _response(status, page, cookie)

    def _words(self, request: BoltRequest) -> Words:
        accepted = request.headers.get("accept-language") or [""]
        return Words(preferred_language(accepted[0]), self._opencc)

    @staticmethod
    def _page(
        words: Words,
        title: str,
        sentences: tuple[str, ...],
        link: tuple[str, str],
        failed: bool = False,
    ) -> str:
        return str(
            render(
                "slack_install.html",
                words=words, languages=(), title=title, sentences=sentences, link=link,
                failed=failed,
            )
        )  # fmt: skip


def _response(status: int, page: str, cookie: str) -> BoltResponse:
    headers: dict[str, str | Sequence[str]] = {"Content-Type": "text/html; charset=utf-8"}
    if cookie:
        headers["Set-Cookie"] = cookie
    return BoltResponse(status=status, body=page, headers=headers)
