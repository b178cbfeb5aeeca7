"""An answer for the page's script, with the steps before it where answering takes a while.

Each line is a JSON object: `{"step": …}` in words, and at the end `{"ok": …, "markup": …}`.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from bot.engines import Step, Tell
from bot.store.answers import StoredAnswer
from bot.web.html import problem_fragment
from bot.web.problems import ProblemError
from bot.words import Words

MEDIA = "application/x-ndjson"


async def lines(
    answering: Callable[[Tell], Awaitable[StoredAnswer]],
    shown: Callable[[StoredAnswer], str],
    words: Words,
) -> AsyncIterator[str]:
    """Yield the steps as they come, each once, then the answer or what went wrong.

    Args:
        answering: answers, and tells what it is doing, from any thread.
        shown: lays the answer out.
        words: the visitor's language.
    """
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[Step | None] = asyncio.Queue()

    def tell(step: Step | None) -> None:
        with suppress(RuntimeError):  # what a model that was left behind does is told to nobody
            loop.call_soon_threadsafe(told.put_nowait, step)

    task = asyncio.ensure_future(answering(tell))
    task.add_done_callback(lambda _: told.put_nowait(None))
    seen: set[Step] = set()
    while (step := await told.get()) is not None:
        if step not in seen:
            seen.add(step)
            yield _line(step=words(f"model-step-{step}"))
    try:
        yield _line(ok=True, markup=shown(await task))
    except ProblemError as problem:
        yield _line(ok=False, markup=str(problem_fragment(problem.message(words), words)))


def _line(**data: object) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"
