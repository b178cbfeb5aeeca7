"""The pages that people see: ask, the answer, and the release with a quote marked."""

import secrets

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from markupsafe import Markup

from bot.engines import Tell
from bot.settings import Settings
from bot.store.answers import StoredAnswer
from bot.web.asked import Asked, read_form
from bot.web.conversation import Conversation
from bot.web.html import answer_fragment, ask_page
from bot.web.limits import RateLimit
from bot.web.problems import ProblemError
from bot.web.progress import MEDIA, lines
from bot.web.source_view import asked_span, source_page
from bot.web.visitor import (
    client_address,
    interface_words,
    remembering,
    request_id,
    wants_fragment,
    wants_steps,
)
from bot.words import Words
from bot.words.unofficial import unofficial_line

_READ = ["GET", "HEAD"]


def page_router(conversation: Conversation, limit: RateLimit, settings: Settings) -> APIRouter:
    """Return the routes that people use."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.api_route("/", methods=_READ)
    async def home(request: Request) -> Response:
        """Show the page, remembering a language chosen in its address."""
        words = interface_words(request, settings.opencc)
        page = ask_page(words, _unofficial(conversation, words), secrets.token_urlsafe())
        return remembering(HTMLResponse(page), request)

    @router.get("/ask")
    async def ask_again() -> Response:
        """Lead back to the page whoever opens the answer's address by itself."""
        return RedirectResponse("/", 303)

    @router.post("/ask")
    async def ask(request: Request) -> Response:
        """Answer the page's form: a fragment for its script, else the page with the answer."""
        asked = read_form(request.headers.get("content-type", ""), await request.body())
        words = interface_words(request, settings.opencc)
        try:
            limit.take(client_address(request))
            if wants_steps(request):
                return _with_steps(asked, words, request_id(request))
            given = await conversation.answer(asked, "page", request_id(request))
        except ProblemError as problem:
            if wants_fragment(request):
                raise
            return _refused(problem, asked, words)
        knowledge, turn = conversation.engine().knowledge, _turn(given)
        if wants_fragment(request):
            return HTMLResponse(turn)
        page = ask_page(
            words, unofficial_line(knowledge, words), asked.thread or secrets.token_urlsafe(),
            turn=turn, earlier=asked.question.history, asked=given.answer.question,
        )  # fmt: skip
        return HTMLResponse(page)

    @router.api_route("/source", methods=_READ)
    async def source(request: Request) -> Response:
        """Show the release, with the span that the address names marked."""
        words = interface_words(request, settings.opencc)
        knowledge = conversation.engine().knowledge
        query = request.query_params
        span = asked_span(query.get("start"), query.get("end"), len(knowledge.source.text))
        default = "off" if words.language == "en" else "on"
        beside = query.get("rendering", default) == "on"
        unofficial = unofficial_line(knowledge, words)
        page = source_page(knowledge, words, unofficial, span, beside)
        return remembering(HTMLResponse(page), request)

    def _turn(given: StoredAnswer) -> Markup:
        """Lay an answer out."""
        anchor = f"a{secrets.token_hex(4)}"
        knowledge = conversation.engine().knowledge
        return answer_fragment(given, knowledge, settings.opencc, anchor)

    def _with_steps(asked: Asked, words: Words, id: str) -> Response:
        """Answer line by line: what is being done, then the answer."""
        conversation.engine()  # where it is not ready, the status says so

        async def answering(tell: Tell) -> StoredAnswer:
            return await conversation.answer(asked, "page", id, tell)

        return StreamingResponse(lines(answering, _turn, words), media_type=MEDIA)

    def _refused(problem: ProblemError, asked: Asked, words: Words) -> Response:
        """Show the page with what went wrong, and with the question still in its place."""
        page = ask_page(
            words, _unofficial(conversation, words), asked.thread or secrets.token_urlsafe(),
            earlier=asked.question.history, typed=asked.question.text,
            problem=problem.message(words),
        )  # fmt: skip
        return HTMLResponse(page, problem.status, problem.headers)

    return router


def _unofficial(conversation: Conversation, words: Words) -> str:
    if conversation.ready():
        return unofficial_line(conversation.engine().knowledge, words)
    return words("page-unofficial-undated")
