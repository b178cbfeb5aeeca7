"""The funding rules for people: the list, and each rule's form with its answer."""

import secrets
from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from bot.rule_form import offered_rules, unreadable
from bot.web.bodies import read_form_fields
from bot.web.conversation import Conversation
from bot.web.html import answer_fragment
from bot.web.limits import RateLimit
from bot.web.problems import ProblemError
from bot.web.rule_html import rule_page, rules_page
from bot.web.rule_inputs import offered_rule
from bot.web.visitor import client_address, interface_words, remembering, request_id
from bot.words.unofficial import unofficial_line
from knowledge.rules import AnyRule

_READ = ["GET", "HEAD"]
_MOST_FIELDS = 60
_UNPROCESSABLE = 422


def rule_page_router(conversation: Conversation, limit: RateLimit, opencc: str) -> APIRouter:
    """Return the rules' routes that people use."""
    router = APIRouter(
        prefix="/rules", include_in_schema=False, default_response_class=HTMLResponse
    )

    @router.api_route("", methods=_READ)
    async def rules(request: Request) -> Response:
        """List the rules."""
        words, knowledge = interface_words(request, opencc), conversation.engine().knowledge
        page = rules_page(offered_rules(knowledge), words, unofficial_line(knowledge, words))
        return remembering(HTMLResponse(page), request)

    @router.api_route("/{key}", methods=_READ)
    async def form(request: Request, key: str) -> Response:
        """Show a rule's form, filled with what the address gives for its inputs."""
        words, knowledge = interface_words(request, opencc), conversation.engine().knowledge
        rule, entry = offered_rule(key, knowledge)
        unofficial = unofficial_line(knowledge, words)
        page = rule_page(rule, entry, words, unofficial, _of_rule(rule, request.query_params))
        return remembering(HTMLResponse(page), request)

    @router.post("/{key}")
    async def work_out(request: Request, key: str) -> Response:
        """Show the form as it was filled, with the answer or with what cannot be read."""
        words, knowledge = interface_words(request, opencc), conversation.engine().knowledge
        rule, entry = offered_rule(key, knowledge)
        media_type = request.headers.get("content-type", "")
        fields = read_form_fields(media_type, await request.body(), _MOST_FIELDS)
        filled = _of_rule(rule, {name: values[0] for name, values in fields.items()})
        unofficial = unofficial_line(knowledge, words)
        try:
            limit.take(client_address(request))
            refused = unreadable(rule, filled)
            if refused:
                page = rule_page(rule, entry, words, unofficial, filled, refused=refused)
                return HTMLResponse(page, _UNPROCESSABLE)
            given = await conversation.work_out(rule, filled, words, request_id(request))
        except ProblemError as problem:
            why = problem.message(words)
            page = rule_page(rule, entry, words, unofficial, filled, problem=why)
            return HTMLResponse(page, problem.status, problem.headers)
        turn = answer_fragment(given, knowledge, opencc, f"a{secrets.token_hex(4)}")
        return HTMLResponse(rule_page(rule, entry, words, unofficial, filled, answer=turn))

    return router


def _of_rule(rule: AnyRule, given: Mapping[str, str]) -> dict[str, str]:
    """Return what is given for the rule's inputs; anything else in a form is left out."""
    keys = [field.key for field in rule.fields]
    return {key: given[key].replace("\r\n", "\n") for key in keys if key in given}
