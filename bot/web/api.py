"""The JSON API, and what a supervisor asks: is the process alive, is the index there."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.web.asked import AskBody, read_json
from bot.web.conversation import Conversation
from bot.web.limits import RateLimit
from bot.web.visitor import client_address, request_id

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": AskBody.model_json_schema()}},
    }
}


def api_router(conversation: Conversation, limit: RateLimit) -> APIRouter:
    """Return the routes that programs use."""
    router = APIRouter()

    @router.post("/api/ask", openapi_extra=_BODY)
    async def ask(request: Request) -> JSONResponse:
        """Answer one question; the response is the answer record."""
        limit.take(client_address(request))
        asked = read_json(request.headers.get("content-type", ""), await request.body())
        answer = await conversation.answer(asked, request_id(request))
        return JSONResponse(answer.record())

    @router.get("/healthz")
    async def health() -> JSONResponse:
        """Tell that the process answers."""
        return JSONResponse({"status": "ok"})

    @router.get("/readyz")
    async def readiness() -> JSONResponse:
        """Tell whether questions can be answered, and if not, why."""
        if conversation.ready():
            return JSONResponse({"ready": True})
        return JSONResponse({"ready": False, "problem": conversation.problem()}, 503)

    return router
