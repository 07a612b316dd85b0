"""schemathesis over the OpenAPI: no 5xx, and every answer is what the description says.

Run for longer by hand: `KAOHE_EXAMPLES=300 pytest tests/service/web/test_openapi.py`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.web.app import make_app
from tests.service.web.asking import BASE, BEARER, KEY, assessment_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.web.folder import Folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
EXAMPLES = int(os.environ.get("KAOHE_EXAMPLES", "8"))
CHECKS = (
    not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def served() -> Iterator[Folder]:
    with tempfile.TemporaryDirectory() as home:
        yield assessment_folder(Path(home))


@pytest.fixture(scope="module")
def described(served: Folder) -> schemathesis.schemas.BaseSchema:
    app = make_app(served, KEY, "1.0")
    found = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, base_url=BASE, headers=BEARER)
    # It does not end.
    return found.exclude(path="/api/v1/events")


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)
def test_answers_are_what_is_described(case: schemathesis.Case) -> None:
    case.call_and_validate(headers=BEARER, checks=CHECKS, base_url=BASE)
