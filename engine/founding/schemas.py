"""The JSON Schemas that a folder carries for editors."""

from __future__ import annotations

import json

from engine.cases.vocabulary import CASE_FILE
from engine.founding.draft import CASES_SCHEMA, FACTS_SCHEMA, SCHEME_SCHEMA
from engine.reading.schema import FILES, json_schema


def schema_files() -> dict[str, bytes]:
    """Return the schemas of scheme, unit file and case file, by their paths in the folder."""
    concepts = {SCHEME_SCHEMA: FILES["scheme"], FACTS_SCHEMA: FILES["facts"], CASES_SCHEMA: CASE_FILE}
    return {
        path: (json.dumps(json_schema(concept), ensure_ascii=False, indent=2) + "\n").encode()
        for path, concept in concepts.items()
    }
