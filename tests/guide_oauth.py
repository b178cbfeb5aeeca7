"""The way by which the admin of another workspace adds the app of the guide."""

import re
import urllib.request
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fake_slack import (
    FakeSlack,
)

from tests.guide_copy import WorkingCopy


class _Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def add_app(slack: FakeSlack, copy: WorkingCopy, team: str) -> tuple[int, str]:
    """Go the way of a workspace's admin: the desk's page, Slack's, and back."""
    with get(f"{copy.url}/slack/install") as page:
        (there,) = re.findall(
            r'href="https://slack\.com/oauth[^"?]+\?([^"]+)"', page.read().decode()
        )
        cookie = page.headers["Set-Cookie"].partition(";")[0]
    state = parse_qs(there.replace("&amp;", "&"))["state"][0]
    redirect = "https://desk.example.org/slack/oauth_redirect"
    agreed = f"{slack.url.removesuffix('api/')}oauth?team={team}&state={state}"
    with get(f"{agreed}&redirect_uri={redirect}") as answer:
        back = urlsplit(answer.headers["Location"])
    # The proxy with the certificate is left out; what it passes on is the path.
    with get(f"{copy.url}{back.path}?{back.query}", Cookie=cookie) as page:
        return page.status, page.read().decode()


def get(url: str, **headers: str) -> Any:
    opener = urllib.request.build_opener(_Unfollowed)
    try:
        return opener.open(urllib.request.Request(url, headers=headers), timeout=30)
    except urllib.error.HTTPError as error:
        return error
