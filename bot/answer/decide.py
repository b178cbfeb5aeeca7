"""Third step: which candidate answers each request of a message."""

from bot.answer.choose import Choice, Chooser
from bot.answer.decide_joined import choose_joined
from bot.answer.frame import Frame
from bot.answer.retrieve import Retrieved
from bot.answer.thresholds import CLEAR, CLEAR_APART, MEANT
from bot.answer.topic_table import TopicTable
from bot.answer.understand import Request, Understanding
from knowledge.rules import RULES
from knowledge.structure import Structure

MOST_ANSWERED = 3


def decide(
    understanding: Understanding,
    retrieved: Retrieved,
    frame: Frame | None,
    table: TopicTable,
    structure: Structure,
) -> tuple[Choice, ...]:
    """Choose a candidate for each request of a message, the first first."""
    if understanding.refusal is not None:
        return (Choice(understanding.text, "clarify", "", 1.0),)
    chooser = Chooser(understanding, retrieved, table, structure)
    whole = chooser.whole(frame)
    if not understanding.several:
        return choose_joined(understanding.requests[0], whole, frame, chooser) or (whole,)
    if whole.in_context or _by_grammar(whole, understanding):
        return (whole,)
    apart: list[Choice] = []
    asked: list[bool] = []
    sure: list[Choice] = []
    for request in understanding.requests:
        alone = chooser.apart(request)
        joined = choose_joined(request, alone, None, chooser)
        apart += joined or (alone,)
        asked += [request.asked] * (len(joined) or 1)
        sure += joined or ((alone,) if _sure(alone, request) else ())
    orders = [
        choice
        for choice in apart
        if choice.probability >= MEANT and table.has(choice.candidate, table.orders)
    ]
    pressed = any(choice.route == "silence" and choice.clarity >= CLEAR for choice in apart)
    if orders and not pressed and not any(asked):
        # Nothing is asked: what stands beside an order is what it wants said.
        return (max(orders, key=lambda choice: choice.probability),)
    distinct = list({choice.candidate: choice for choice in reversed(sure)}.values())[::-1]
    if len(distinct) > 1 and sum(asked) > 1:
        beside = table.orders | table.small_talk
        requests = [choice for choice in distinct if not table.has(choice.candidate, beside)]
        return tuple((requests or distinct)[:MOST_ANSWERED])
    # What surrounds a question ("I think so", "thanks") is no request of its own.
    apart = [choice for choice in apart if choice.route != "scope"]
    if len(apart) == len(asked) == 1 and apart[0].clarity >= CLEAR_APART:
        return (apart[0],)
    return (max([whole, *apart], key=lambda choice: choice.clarity),)


def _sure(choice: Choice, request: Request) -> bool:
    """Tell what may stand beside the answers to other requests."""
    found = bool(choice.candidate) and choice.probability >= MEANT
    return found and (request.asked or choice.route != "scope")


def _by_grammar(choice: Choice, understanding: Understanding) -> bool:
    """Tell what rests on the message as a whole: an item's number, amounts that it states."""
    if choice.route == "rule":
        rule = choice.candidate.partition(":")[2].partition("/")[0]
        return choice.in_context or understanding.states(RULES[rule])
    return choice.route == "item"
