"""The funding rules for programs: the list, the schema of a rule's inputs, and its answer."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.rule_form import offered_rules
from bot.web.bodies import read_json_body
from bot.web.conversation import Conversation
from bot.web.described import LANGUAGE, RECEIPT, RULES_LISTED, record_responses, responses
from bot.web.limits import RateLimit
from bot.web.rule_inputs import RuleBody, offered_rule, unreadable_inputs
from bot.web.visitor import asked_language, client_address, request_id
from bot.words import Words
from knowledge.entries import RuleEntry
from knowledge.rules import AnyRule
from knowledge.rules.schema import inputs_schema

ADDRESS = "/api/rules"
_IN_LANGUAGE = {"parameters": [LANGUAGE]}
_LISTED = responses("The funding rules.", RULES_LISTED, 422, 503)
_SCHEMA = responses("The JSON Schema of the rule's inputs.", {"type": "object"}, 404, 422, 503)


def rule_api_router(conversation: Conversation, limit: RateLimit, opencc: str) -> APIRouter:
    """Return the rules' routes that programs use."""
    router = APIRouter(prefix=ADDRESS)

    @router.get("", openapi_extra=_IN_LANGUAGE, responses=_LISTED)
    async def rules(request: Request) -> JSONResponse:
        """List the funding rules, each with what it works out and its address."""
        words = Words(asked_language(request), opencc)
        listed = [
            {
                "key": rule.key,
                "label": words.script(entry.label.in_language(words.language)),
                "summary": words.script(entry.summary.in_language(words.language)),
                "address": f"{ADDRESS}/{rule.key}",
            }
            for rule, entry in offered_rules(conversation.engine().knowledge)
        ]
        return JSONResponse(listed, headers={"Vary": "Accept-Language"})

    @router.get("/{key}", openapi_extra=_IN_LANGUAGE, responses=_SCHEMA)
    async def rule_inputs(request: Request, key: str) -> JSONResponse:
        """Give the JSON Schema of a rule's inputs, in words of the language asked for."""
        words = Words(asked_language(request), opencc)
        rule, entry = offered_rule(key, conversation.engine().knowledge)
        return JSONResponse(schema_in(rule, entry, words), headers={"Vary": "Accept-Language"})

    @router.post("/{key}", openapi_extra=_IN_LANGUAGE, responses=record_responses(404))
    async def rule(request: Request, key: str) -> JSONResponse:
        """Work out a rule; the response is the answer record."""
        limit.take(client_address(request))
        language = asked_language(request)
        rule, entry = offered_rule(key, conversation.engine().knowledge)
        media_type = request.headers.get("content-type", "")
        body = read_json_body(media_type, await request.body(), RuleBody)
        words = Words(body.language or language, opencc)
        problem = unreadable_inputs(rule, entry, body.inputs, words)
        if problem is not None:
            raise problem
        given = await conversation.work_out(rule, body.inputs, words, request_id(request))
        return JSONResponse(given.answer.record(), headers={RECEIPT: given.kept.code})

    return router


def schema_in(rule: AnyRule, entry: RuleEntry, words: Words) -> dict[str, Any]:
    """Return the schema of a rule's inputs with its texts in the reader's language and script."""
    schema: dict[str, Any] = _in_script(inputs_schema(rule, entry, words.language), words)
    return schema


def _in_script(value: Any, words: Words) -> Any:
    """Put every text of a schema into the script; its keys are ASCII, and come out unchanged."""
    if isinstance(value, dict):
        return {key: _in_script(part, words) for key, part in value.items()}
    if isinstance(value, list):
        return [_in_script(part, words) for part in value]
    return words.script(value) if isinstance(value, str) else value
