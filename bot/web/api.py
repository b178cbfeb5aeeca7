"""The JSON API, and what a supervisor asks: is the process alive, is the index there."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.web.asked import AskBody, read_json
from bot.web.conversation import Conversation
from bot.web.described import ALIVE, READY, RECEIPT, record_responses, responses
from bot.web.limits import RateLimit
from bot.web.rule_openapi import with_rules
from bot.web.visitor import asked_language, client_address, request_id
from bot.words import Words

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": AskBody.model_json_schema()}},
    }
}
_READINESS = responses("Questions can be answered.", READY)
_READINESS[503] = responses("They cannot be answered yet.", READY)[200]


def api_router(conversation: Conversation, limit: RateLimit, opencc: str) -> APIRouter:
    """Return the routes that programs use."""
    router = APIRouter()

    @router.post("/api/ask", openapi_extra=_BODY, responses=record_responses())
    async def ask(request: Request) -> JSONResponse:
        """Answer one question; the response is the answer record."""
        limit.take(client_address(request))
        asked = read_json(request.headers.get("content-type", ""), await request.body())
        given = await conversation.answer(asked, "api", request_id(request))
        return JSONResponse(given.answer.record(), headers={RECEIPT: given.kept.code})

    @router.get("/api/openapi.json", include_in_schema=False)
    async def description(request: Request) -> JSONResponse:
        """Describe the API; the rules' inputs are in it once the rules' words are there."""
        described = request.app.openapi()
        if conversation.ready():
            words = Words(asked_language(request), opencc)
            described = with_rules(described, conversation.engine().knowledge, words)
        return JSONResponse(described, headers={"Vary": "Accept-Language"})

    @router.get("/healthz", responses=responses("The process answers.", ALIVE))
    async def health() -> JSONResponse:
        """Tell that the process answers."""
        return JSONResponse({"status": "ok"})

    @router.get("/readyz", responses=_READINESS)
    async def readiness() -> JSONResponse:
        """Tell whether questions can be answered, and if not, why."""
        if conversation.ready():
            return JSONResponse({"ready": True})
        return JSONResponse({"ready": False, "problem": conversation.problem()}, 503)

    return router
