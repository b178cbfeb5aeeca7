"""The API's description: with the funding rules, each with the schema of its own inputs."""

from copy import deepcopy
from typing import Any

from bot.rule_form import offered_rules
from bot.web.rule_api import ADDRESS, schema_in
from bot.web.rule_inputs import RuleBody
from bot.words import Words
from knowledge.knowledge_base import KnowledgeBase

_ANY_RULE = f"{ADDRESS}/{{key}}"


def with_rules(
    description: dict[str, Any], knowledge: KnowledgeBase, words: Words
) -> dict[str, Any]:
    """Return an OpenAPI description whose path of any rule has become one path for each.

    Args:
        description: as FastAPI makes it of the routes; it is left as it is.
        knowledge: whose rules there are words for.
        words: the language of the rules' labels.
    """
    paths = dict(description["paths"])
    any_rule = paths.pop(_ANY_RULE)
    for rule, entry in offered_rules(knowledge):
        schema = schema_in(rule, entry, words)
        path = deepcopy(any_rule)
        for method, operation in path.items():
            operation["parameters"] = [
                one for one in operation.get("parameters", ()) if one["in"] != "path"
            ]
            operation["summary"] = schema["title"]
            operation["operationId"] = f"{method}_rule_{rule.key}"
            operation["responses"].pop("404")  # the rule is there
        body = RuleBody.model_json_schema()
        body["properties"]["inputs"] |= schema
        path["post"]["requestBody"] = {
            "required": True, "content": {"application/json": {"schema": body}},
        }  # fmt: skip
        paths[f"{ADDRESS}/{rule.key}"] = path
    return description | {"paths": paths}
