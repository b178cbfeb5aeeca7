"""The part of a draft that a rule's result makes."""

from bot.answer.draft import Cite, Piece, Remark, Say, Show
from bot.answer.figures import result_spans, working_lines
from bot.answer.parts import Part
from bot.answer.record import Route, Status
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase
from knowledge.rules import RuleResult

_STATUS: dict[str, Status] = {
    "computed": "answered", "not_in_force": "answered", "not_specified": "not_specified",
    "needs_input": "clarify", "out_of_range": "clarify",
}  # fmt: skip


def rule_part(result: RuleResult, place: int, knowledge: KnowledgeBase, words: Words) -> Part:
    """Say a result: its verdict and last line first, then the quotes, the working, the notes.

    Args:
        result: what the rule gave.
        place: the result's place among the draft's results.
        knowledge: the rule's words and quotes.
        words: the reader's language.
    """
    entry = knowledge.rules[result.rule]
    status = _STATUS[result.status]
    route: Route = "clarify" if status == "clarify" else "rule"
    pieces: list[Piece] = []
    lines = working_lines(result, knowledge, words.language)
    said = lines[-1:]
    if result.verdict is not None:
        verdict = entry.verdicts[result.verdict].in_language(words.language)
        said.insert(len(said) if entry.lead == "working" else 0, verdict)
    pieces += [Say(f"**{text}**" if at == 0 else text) for at, text in enumerate(said)]
    for key in result.missing:
        asked = entry.questions.get(key) or entry.inputs[key].question
        question = asked.in_language(words.language)
        pieces.append(Say(words("needs-input", question=question)))
    pieces += [Cite(span) for span in result_spans(result, knowledge)]
    if len(lines) > 1:
        pieces.append(Show(place))
    for key in result.notes:
        shared = key.replace("_", "-")
        if shared in knowledge.notes:
            pieces.append(Remark(shared))
        else:
            pieces.append(Remark(key, entry.notes[key].in_language(words.language)))
    return Part(status, route, tuple(pieces), (result,))
