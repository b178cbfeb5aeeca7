"""What a request tells of its visitor: the interface's language, address, request id."""

from starlette.requests import Request

from bot.answer.question import LANGUAGES, Language
from bot.words import Words

COOKIE = "language"


def interface_language(request: Request) -> Language:
    """Return the language chosen in the address or the cookie, else what the browser prefers."""
    for choice in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if choice == language:
                return language
    return preferred_language(request.headers.get("accept-language", ""))


def interface_words(request: Request, opencc: str) -> Words:
    """Return the interface's words in its language, Traditional by an OpenCC configuration."""
    return Words(interface_language(request), opencc)


def preferred_language(accepted: str) -> Language:
    """Choose from an Accept-Language header; English where it names none of the desk's."""
    ranked = []
    for entry in accepted.split(","):
        tag, _, quality = entry.strip().lower().partition(";q=")
        try:
            ranked.append((float(quality or 1), tag))
        except ValueError:
            continue
    for _, tag in sorted(ranked, key=lambda pair: -pair[0]):
        if tag.startswith("en"):
            return "en"
        if tag.startswith("zh"):
            traditional = any(part in tag for part in ("hant", "tw", "hk", "mo"))
            return "zh-Hant" if traditional else "zh-Hans"
    return "en"


def client_address(request: Request) -> str:
    """Return the address that the rate limit counts by."""
    return request.client.host if request.client else "unknown"


def request_id(request: Request) -> str:
    """Return the id that the logs hold this request under."""
    return str(getattr(request.state, "request_id", "-"))


def wants_fragment(request: Request) -> bool:
    """Tell whether the page's script asks, and puts the answer into the page itself."""
    return request.headers.get("x-fragment") == "1"


def wants_html(request: Request) -> bool:
    """Tell whether a person's browser asks, and not a program."""
    page = not request.url.path.startswith(("/api", "/slack"))
    return page and ("text/html" in request.headers.get("accept", "") or wants_fragment(request))
