"""What can go wrong with a request, each with its HTTP status and words that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from bot.answer.question import Language
from bot.words import Words


@dataclass
class ProblemError(Exception):
    """A request that cannot be served.

    Attributes:
        status: the HTTP status of the response.
        code: a stable name for programs; its text stands in `page.*.yaml` as `problem-<code>`.
        fields: what the text is filled in with; never an exception's own words.
        retry_after: seconds after which the same request may succeed, or None.
        language: the language that the request's body asked for, where it did.
    """

    status: int
    code: str
    fields: Mapping[str, object] = field(default_factory=dict)
    retry_after: int | None = None
    language: Language | None = None

    def message(self, words: Words) -> str:
        """Say in the visitor's language what is wrong and what to do."""
        return words(f"problem-{self.code}", **self.fields)

    @property
    def headers(self) -> dict[str, str]:
        """The response headers that the problem brings with it."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def internal(request_id: str) -> ProblemError:
    """Return the problem of an unexpected exception, which the logs hold under the request id."""
    return ProblemError(500, "internal", {"request": request_id})


def from_status(status: int, request_id: str) -> ProblemError:
    """Return the problem for a status that the framework itself gave."""
    if status == HTTPStatus.NOT_FOUND:
        return ProblemError(status, "not_found")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        return ProblemError(status, "method_not_allowed")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return ProblemError(status, "bad_request")
    return internal(request_id)
