"""The API does what its own description says, on inputs that schemathesis makes of it."""

from typing import Any

import pytest
import schemathesis
import structlog
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from tests.bot.robustness.budget import count, generated
from tests.bot.robustness.in_process import Desk
from tests.bot.robustness.properties import faults, logged_errors, told_internals
from tests.bot.robustness.test_robust_web import texts_in

# A schema cannot say which texts are amounts, and every door reads more than one form of a value
# ("yes" for a flag): what may be refused or taken is not the schema's to say for the rules.
NOT_OF_RULES = [positive_data_acceptance, negative_data_rejection]


@pytest.fixture(scope="module")
def cases(desk: Desk) -> st.SearchStrategy[Case]:
    """Requests for every operation of the description, sound ones and others."""
    described = schemathesis.openapi.from_asgi("/api/openapi.json", desk.app)
    operations = [found.ok() for found in described.get_all_operations()]
    assert {operation.path for operation in operations} >= {"/api/ask", "/api/rules/co-funding"}
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    posts = [one for one in operations if one.method == "post"]
    return st.one_of(
        *(one.as_strategy(generation_mode=mode) for one in posts for mode in modes),
        *(one.as_strategy() for one in operations if one.method != "post"),
    )


@generated("API by its schema")
@given(data=st.data())
def test_every_response_is_as_described(
    cases: st.SearchStrategy[Case], desk: Desk, data: st.DataObject
) -> None:
    case: Any = data.draw(cases)
    count("API by its schema", case.method, case.path, case.query, case.body)
    with structlog.testing.capture_logs() as logs:
        response = case.call()
    case.validate_response(response, excluded_checks=NOT_OF_RULES if "/rules" in case.path else [])
    assert list(logged_errors(logs)) == []
    sent = texts_in(case.body)
    assert list(told_internals(response.text, sent)) == []
    if response.status_code == 200 and case.method == "POST":
        assert faults(response.json(), sent, desk.source) == []
