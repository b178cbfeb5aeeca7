"""The page that checks a receipt: whether an answer that was given still holds."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.answer.markdown import place
from bot.receipts.check import check
from bot.receipts.code import read_code
from bot.receipts.tell import difference_line, head_lines
from bot.web.conversation import Conversation
from bot.web.html import language_links, source_address
from bot.web.limits import RateLimit
from bot.web.templating import render
from bot.web.visitor import client_address, interface_words, remembering

_READ = ["GET", "HEAD"]
_LONGEST = 60


def check_page_router(conversation: Conversation, limit: RateLimit, opencc: str) -> APIRouter:
    """Return the routes of receipts."""
    router = APIRouter(
        prefix="/check", include_in_schema=False, default_response_class=HTMLResponse
    )

    @router.api_route("", methods=_READ)
    async def form(request: Request) -> Response:
        """Show the form, or lead to what it was sent with."""
        typed = request.query_params.get("code", "")
        if code := read_code(typed):
            return RedirectResponse(f"/check/{code}", 303)
        return _page(request, typed, "check-unreadable" if typed else None)

    @router.api_route("/{typed}", methods=_READ)
    def receipt(request: Request, typed: str) -> Response:
        """Check an answer, and show what was found; the question is not shown."""
        limit.take(client_address(request))
        code = read_code(typed)
        if code is None:
            return _page(request, typed, "check-unreadable")
        given = conversation.kept(code)
        if given is None:
            return _page(request, code, "check-unknown")
        verdict = check(given.kept, conversation.engine().knowledge)
        words = interface_words(request, opencc)
        lines = head_lines(verdict, words)
        lines += [difference_line(one, words) for one in verdict.differences]
        quotes = [
            (number, one, place(one, words), source_address(one))
            for number, one in enumerate(verdict.citations, 1)
        ]
        return _page(request, code, None, lines=lines, quotes=quotes, holds=verdict.holds)

    def _page(request: Request, typed: str, problem: str | None, **shown: object) -> Response:
        words = interface_words(request, opencc)
        page = render(
            "check.html", words=words, languages=language_links(request.url.path, words),
            typed=typed[:_LONGEST], problem=words(problem) if problem else None, **shown,
        )  # fmt: skip
        return remembering(HTMLResponse(page, 404 if problem else 200), request)

    return router
