"""Has a model draft an answer with tools, within its limits, and try once more if refused."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore, Thread
from typing import Any, TypeVar

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware
from langchain.agents.structured_output import ToolStrategy
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AnyMessage, HumanMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from langchain_core.tools import BaseTool
from pydantic import BaseModel

from bot.answer.proposal import NotAcceptedError, Proposal, Refusal
from bot.model.forms import ProposalForm
from bot.model.limits import Limits, ModelFailedError, Usage
from bot.model.outgoing import Outgoing, second_try

T = TypeVar("T")
Form = TypeVar("Form", bound=BaseModel)
_AT_ONCE = 8
"""So many questions may wait for a model; beyond, people get the desk's own answer at once."""

_TRIES = 2


class Session(BaseCallbackHandler):
    """One question's use of a model: counts, and stops at the limits.

    Attributes:
        proposals: each draft, with why it was not taken; empty of the one that was.
    """

    raise_error = True

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.ends = time.monotonic() + limits.seconds
        self.calls = self.tools = self.tokens_in = self.tokens_out = 0
        self.proposals: list[tuple[Proposal, tuple[Refusal, ...]]] = []

    @property
    def usage(self) -> Usage:
        """What was used so far."""
        return Usage(self.calls, self.tools, self.tokens_in, self.tokens_out)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.ends - time.monotonic()

    def before_call(self) -> None:
        """Count a call of the model, or stop."""
        if self.left <= 0:
            raise ModelFailedError("slow")
        if self.calls >= self.limits.calls:
            raise ModelFailedError("limit", "calls")
        if self.usage.tokens >= self.limits.tokens:
            raise ModelFailedError("limit", "tokens")
        self.calls += 1

    def before_tool(self) -> None:
        """Count a call of a tool, or stop."""
        if self.tools >= self.limits.tools:
            raise ModelFailedError("limit", "tools")
        self.tools += 1

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Count the tokens that a provider reports."""
        for generations in response.generations:
            for generation in generations:
                if isinstance(generation, ChatGeneration):
                    used = getattr(generation.message, "usage_metadata", None) or {}
                    self.tokens_in += used.get("input_tokens", 0)
                    self.tokens_out += used.get("output_tokens", 0)


class _WithinLimits(AgentMiddleware[Any, None, Any]):
    """Stops an agent at its session's limits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def wrap_model_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Let a call of the model pass, or stop."""
        self._session.before_call()
        return handler(request)

    def wrap_tool_call(self, request: Any, handler: Callable[[Any], Any]) -> Any:
        """Let a call of a tool pass, or stop."""
        self._session.before_tool()
        return handler(request)


class Drafter:
    """Asks a chat model for drafts; safe to use from several threads."""

    def __init__(self, chat: BaseChatModel, limits: Limits) -> None:
        self._chat = chat
        self.limits = limits
        self._free = BoundedSemaphore(_AT_ONCE)

    def draft(
        self,
        session: Session,
        sent: Outgoing,
        tools: Sequence[BaseTool],
        accept: Callable[[Proposal], T],
    ) -> T:
        """Return what a model's draft is accepted as.

        Args:
            session: counts what is used.
            sent: what the model is told.
            tools: what it may call.
            accept: takes a draft, or raises NotAcceptedError; then it may try once more.

        Raises:
            ModelFailedError: there is no draft in time, within the limits, in the form asked for.
            NotAcceptedError: neither draft was accepted.
        """
        agent = self._agent(session, sent, tools, ProposalForm)
        messages: list[AnyMessage] = [HumanMessage(sent.message)]
        for number in range(_TRIES):
            state = self._run(agent, messages, session)
            form = state.get("structured_response")
            if not isinstance(form, ProposalForm):
                raise ModelFailedError("form")
            proposal = form.proposal()
            try:
                accepted = accept(proposal)
            except NotAcceptedError as error:
                session.proposals.append((proposal, error.refusals))
                if number + 1 == _TRIES:
                    raise
                messages = [*state["messages"], HumanMessage(second_try(error.refusals))]
            else:
                session.proposals.append((proposal, ()))
                return accepted
        raise ModelFailedError("form")

    def ask(self, session: Session, sent: Outgoing, form: type[Form]) -> Form:
        """Return what a model fills into a form, without tools.

        Raises:
            ModelFailedError: it does not in time, within the limits, or in the form.
        """
        agent = self._agent(session, sent, (), form)
        filled = self._run(agent, [HumanMessage(sent.message)], session).get("structured_response")
        if not isinstance(filled, form):
            raise ModelFailedError("form")
        return filled

    def _agent(
        self, session: Session, sent: Outgoing, tools: Sequence[BaseTool], form: type[BaseModel]
    ) -> Any:
        return create_agent(
            self._chat, list(tools), system_prompt=sent.instructions,
            middleware=[_WithinLimits(session)],
            response_format=ToolStrategy(form, handle_errors=True),
        )  # fmt: skip

    def _run(self, agent: Any, messages: list[AnyMessage], session: Session) -> dict[str, Any]:
        """Run an agent to its draft; a model that takes longer than it may is left behind.

        What is left behind ends by itself: its next call finds that its time is over, and a call
        under way by its own limit.
        """
        if not self._free.acquire(blocking=False):
            raise ModelFailedError("slow", "too many questions wait for the model")
        done: list[dict[str, Any]] = []
        failed: list[Exception] = []

        def run() -> None:
            try:
                done.append(
                    agent.invoke(
                        {"messages": messages},
                        {"callbacks": [session], "recursion_limit": 4 * session.limits.calls + 4},
                    )
                )
            except Exception as error:
                failed.append(error)
            finally:
                self._free.release()

        thread = Thread(target=run, name="model", daemon=True)
        thread.start()
        thread.join(max(0.0, session.left))
        if failed:
            error = failed[0]
            if isinstance(error, ModelFailedError):
                raise error
            raise ModelFailedError("provider", type(error).__name__) from error
        if not done:
            raise ModelFailedError("slow")
        return done[0]
