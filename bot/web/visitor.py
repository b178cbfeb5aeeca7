"""What a request tells of its visitor: the language, which is remembered, address, request id."""

from starlette.requests import Request
from starlette.responses import Response

from bot.answer.question import LANGUAGES, Language
from bot.web.problems import ProblemError
from bot.words import Words

COOKIE = "language"
_YEAR = 365 * 24 * 3600


def interface_language(request: Request) -> Language:
    """Return the language chosen in the address or the cookie, else what the browser prefers."""
    query = request.query_params
    for choice in (query.get("lang"), query.get("language"), request.cookies.get(COOKIE)):
        for language in LANGUAGES:
            if choice == language:
                return language
    return preferred_language(request.headers.get("accept-language", ""))


def asked_language(request: Request) -> Language:
    """Return the language that a program asks for: `?language=`, else its interface's.

    Raises:
        ProblemError: 422, where it is none of the desk's.
    """
    asked = request.query_params.get("language")
    if asked is not None and asked not in LANGUAGES:
        raise ProblemError(422, "invalid_language")
    return interface_language(request)


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


def remembering(response: Response, request: Request) -> Response:
    """Set the cookie of a language that the address chose."""
    if "lang" in request.query_params:
        language = interface_language(request)
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True)
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def client_address(request: Request) -> str:
    """Return the address that the rate limit counts by."""
    return request.client.host if request.client else "unknown"


def request_id(request: Request) -> str:
    """Return the id that the logs hold this request under."""
    return str(getattr(request.state, "request_id", "-"))


def wants_fragment(request: Request) -> bool:
    """Tell whether the page's script asks, and puts the answer into the page itself."""
    return request.headers.get("x-fragment") in ("1", "steps")


def wants_steps(request: Request) -> bool:
    """Tell whether it wants to be told, before the answer, what is being done."""
    return request.headers.get("x-fragment") == "steps"


def wants_html(request: Request) -> bool:
    """Tell whether a person's browser asks, and not a program."""
    page = not request.url.path.startswith(("/api", "/slack"))
    return page and ("text/html" in request.headers.get("accept", "") or wants_fragment(request))
