"""schemathesis over the OpenAPI: no 5xx, and every answer is what the description says.

Run for longer by hand: `KAOHE_EXAMPLES=300 pytest tests/service/web/test_openapi.py`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.service.web.asking import BEARER, assessment_folder, running

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
EXAMPLES = int(os.environ.get("KAOHE_EXAMPLES", "8"))
CHECKS = [
    not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance,
]  # fmt: skip


@pytest.fixture(scope="module")
def described() -> Iterator[schemathesis.schemas.BaseSchema]:
    with tempfile.TemporaryDirectory() as home, running(assessment_folder(Path(home))) as key:
        found = schemathesis.openapi.from_url(f"http://127.0.0.1:{key.port}/api/v1/openapi.json", headers=BEARER)
        # Events do not end.
        yield found.exclude(path="/api/v1/events")


def operations(described: schemathesis.schemas.BaseSchema) -> list[Any]:
    found: list[Any] = list(described.get_all_operations())
    return [each.ok() for each in found]


def test_every_endpoint_is_described(described: schemathesis.schemas.BaseSchema) -> None:
    assert len(operations(described)) >= 26


@pytest.mark.parametrize("number", range(26))
def test_answers_are_what_is_described(number: int, described: schemathesis.schemas.BaseSchema) -> None:
    operation = operations(described)[number]

    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:  # noqa: ANN401  a generic of another version of schemathesis
        case.call_and_validate(headers=BEARER, checks=CHECKS)

    answers()
