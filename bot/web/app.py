"""The web application, made of what it is given; nothing here is global."""

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from bot.asking import Asking
from bot.settings import Settings
from bot.web.api import api_router
from bot.web.check_pages import check_page_router
from bot.web.conversation import Conversation
from bot.web.html import problem_fragment, problem_page
from bot.web.limits import BodyLimit, RateLimit
from bot.web.observe import Observed
from bot.web.pages import page_router
from bot.web.problems import ProblemError, from_status
from bot.web.rule_api import rule_api_router
from bot.web.rule_pages import rule_page_router
from bot.web.templating import STATIC
from bot.web.visitor import interface_language, request_id, wants_fragment, wants_html
from bot.words import Words


def create_app(
    asking: Asking,
    settings: Settings,
    beside: tuple[str, ...] = (),
) -> FastAPI:
    """Return the application: the page, the API, health and static files.

    Args:
        asking: answers and remembers, once the engine's index is there.
        settings: limits and the script of Traditional Chinese.
        beside: paths that others mount, which limit their bodies themselves.
    """
    # FastAPI's own pages of documentation load scripts from another host, and its own description
    # is made before the rules' words are there.
    app = FastAPI(title="Guideline Desk", docs_url=None, redoc_url=None, openapi_url=None)

    def respond(request: Request, problem: ProblemError) -> Response:
        """Put a problem into the form that the client reads: JSON, a fragment or a page."""
        language = problem.language or interface_language(request)
        words = Words(language, settings.opencc)
        message = problem.message(words)
        if not wants_html(request):
            content = {"error": {"code": problem.code, "message": message}}
            return JSONResponse(content, problem.status, problem.headers)
        if wants_fragment(request):
            page = problem_fragment(message, words)
        else:
            page = problem_page(message, words, request.url.path)
        return HTMLResponse(page, problem.status, problem.headers)

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return respond(request, error)

    async def on_status(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        response = respond(request, from_status(error.status_code, request_id(request)))
        response.headers.update(error.headers or {})
        return response

    app.add_exception_handler(ProblemError, on_problem)
    app.add_exception_handler(HTTPException, on_status)
    app.add_middleware(BodyLimit, limit=settings.body_limit, beside=beside)
    app.add_middleware(Observed, respond=respond)
    conversation, limit = Conversation(asking), RateLimit(settings.rate_limit)
    app.include_router(api_router(conversation, limit, settings.opencc))
    app.include_router(rule_api_router(conversation, limit, settings.opencc))
    app.include_router(page_router(conversation, limit, settings))
    app.include_router(rule_page_router(conversation, limit, settings.opencc))
    app.include_router(check_page_router(conversation, limit, settings.opencc))
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app
