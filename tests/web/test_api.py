"""What programs may send, made from the description of the pages: for neither role does it come to a fault of the server."""

from __future__ import annotations

from collections import Counter

import pytest
import schemathesis
from httpx import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import response_schema_conformance

from .conftest import TOKENS

ROLES = {"reader": "reem", "editor": "adam"}


@pytest.fixture(scope="session")
def api(guarded_address: str) -> BaseSchema:
    """The description, as the guarded explorer gives it."""
    return schemathesis.openapi.from_url(f"{guarded_address}/docs/openapi.json")


@pytest.mark.parametrize("role", sorted(ROLES))
def test_no_request_is_a_fault_of_the_server(api: BaseSchema, role: str, story: str, person: str, harm: str) -> None:
    """Every operation, with parameters made to fit its description; half of the time for things that are there."""
    real = {"story": story, "actor": person, "article": harm}
    headers = {"authorization": f"Bearer {TOKENS[ROLES[role]]}"}
    asked: Counter[int] = Counter()
    operations = [found.ok() for found in api.get_all_operations()]
    for operation in operations:

        @settings(
            max_examples=4, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            if sum(asked.values()) % 2:
                case.path_parameters.update({name: real[name] for name in real if name in case.path_parameters})
            answer = case.call(headers=headers, allow_redirects=False)
            asked[answer.status_code] += 1
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)
            if answer.status_code == 200 and case.path.endswith(".json"):
                case.validate_response(answer, checks=[response_schema_conformance])

        ask()
    assert len(operations) > 35
    assert asked[200] > 60, asked


def test_a_reader_is_refused_what_editors_do(outside: Client) -> None:
    headers = {"authorization": f"Bearer {TOKENS['reem']}"}
    given = {"a": "بوتين", "b": "بايدن", "ruling": "same"}
    assert outside.post("/desk/decide", data=given, headers=headers).status_code == 403
    assert outside.get("/desk/audit.json", headers=headers).status_code == 403
    assert outside.get("/desk/audit.json", headers={"authorization": f"Bearer {TOKENS['adam']}"}).status_code == 200
