"""What the answers look like; the JSON itself is written by the engine, as for the commands."""

from __future__ import annotations

from typing import Any

Shape = dict[str, Any]


def _object(required: dict[str, Shape], **others: Shape) -> Shape:
    return {"type": "object", "properties": {**required, **others}, "required": list(required)}


def _listed(each: Shape) -> Shape:
    return {"type": "array", "items": each}


def _or_null(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


def _named(name: str) -> Shape:
    return {"const": name}


_TEXT: Shape = {"type": "string"}
_TEXT_OR_NULL: Shape = {"type": ["string", "null"]}
_YES_NO: Shape = {"type": "boolean"}
_COUNT: Shape = {"type": "integer", "minimum": 0}
_ANYTHING: Shape = {}
_SHA: Shape = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}

_AT = _or_null(_object({"file": _TEXT}, line=_COUNT, col=_COUNT, sheet=_TEXT_OR_NULL, cell=_TEXT))
_PLACE = _object({"line": _COUNT, "col": _COUNT})
PROBLEM = _object(
    {
        "code": {"type": "string", "pattern": "^[A-Z][0-9]{3}$"},
        "severity": {"enum": ["error", "warning", "hint"]},
        "message": _TEXT,
        "help": _TEXT,
        "file": _TEXT_OR_NULL,
        "at": _AT,
        "also": _listed(_object({"label": _TEXT, "at": _AT})),
        "edits": _listed(_object({"file": _TEXT, "start": _PLACE, "end": _PLACE, "text": _TEXT})),
    },
    reason=_TEXT,
)
PROBLEMS = _object(
    {
        "schema": _named("kaohe/problems@1"),
        "errors": _COUNT,
        "warnings": _COUNT,
        "hints": _COUNT,
        "problems": _listed(PROBLEM),
        "silenced": _listed(PROBLEM),
    }
)
_SCHEME_HEAD = _object({"id": _TEXT, "title": _TEXT, "sha256": _SHA}, file=_TEXT)
_STATUS: Shape = {"enum": ["rated", "exempt", "incomplete", "undecided"]}
_STANDING = _object({"status": _STATUS, "score": _TEXT_OR_NULL, "rank": _TEXT_OR_NULL, "tier": _TEXT_OR_NULL})
SCORE = _object(
    {
        "schema": _named("kaohe/score@1"),
        "scheme": _SCHEME_HEAD,
        "illustrative": _YES_NO,
        "provisional": _YES_NO,
        "units": _listed(
            _object(
                {
                    "unit": _TEXT,
                    "group": _TEXT_OR_NULL,
                    "status": _STATUS,
                    "score": _TEXT_OR_NULL,
                    "rank": _TEXT_OR_NULL,
                    "score_tier": _TEXT_OR_NULL,
                    "tier": _TEXT_OR_NULL,
                    "vetoes": _listed(_object({"id": _TEXT, "effect": _TEXT})),
                    "displaced": _or_null(
                        _object(
                            {
                                "tier": _TEXT,
                                "reason": _TEXT,
                                "ahead": _listed(_TEXT),
                                "gap": _TEXT,
                                "places_empty": _TEXT,
                            }
                        )
                    ),
                }
            )
        ),
    },
    as_of=_TEXT,
)
_PART = _object(
    {
        "id": _TEXT,
        "kind": _TEXT,
        "title": _TEXT,
        "value": _TEXT_OR_NULL,
        "exact": _TEXT_OR_NULL,
        "max": _TEXT_OR_NULL,
        "facts": _listed(_object({"name": _TEXT, "value": _TEXT, "origin": _TEXT_OR_NULL, "at": _TEXT_OR_NULL})),
        "steps": _listed(_TEXT),
        "clause": _TEXT_OR_NULL,
        "at": _AT,
        "parts": _listed({"type": "object"}),
    }
)
TRACE = _object(
    {
        "schema": _named("kaohe/trace@1"),
        "unit": _TEXT,
        "value": _TEXT_OR_NULL,
        "parts": _listed(_PART),
        "judgement": _listed(
            _object(
                {
                    "id": _TEXT_OR_NULL,
                    "kind": _TEXT,
                    "outcome": _TEXT,
                    "because": _listed(_TEXT),
                    "clause": _TEXT_OR_NULL,
                    "at": _AT,
                }
            )
        ),
    },
    as_of=_TEXT,
)
FACTS = _object(
    {
        "schema": _named("kaohe/facts@1"),
        "illustrative": _YES_NO,
        "units": _listed(
            _object(
                {
                    "unit": _TEXT,
                    "files": _listed(_object({"file": _TEXT, "sha256": _SHA})),
                    "facts": _listed(
                        _object(
                            {
                                "name": _TEXT,
                                "value": _TEXT,
                                "origin": _TEXT_OR_NULL,
                                "at": _AT,
                                "others": _listed(_object({"origin": _TEXT, "value": _TEXT, "at": _AT})),
                            }
                        )
                    ),
                }
            )
        ),
    }
)
_MOVED = _object(
    {
        "unit": _TEXT,
        "group": _TEXT_OR_NULL,
        "changed": _YES_NO,
        "old": _STANDING,
        "new": _STANDING,
        "difference": _TEXT_OR_NULL,
    }
)
_PLACES = _object(
    {
        "tier": _TEXT,
        "group": _TEXT_OR_NULL,
        "old": _TEXT_OR_NULL,
        "new": _TEXT_OR_NULL,
        "came": _listed(_TEXT),
        "left": _listed(_TEXT),
    }
)
DIFF = _object(
    {
        "schema": _named("kaohe/diff@1"),
        "old": _SCHEME_HEAD,
        "new": _SCHEME_HEAD,
        "changes": _or_null(
            _listed(
                _object(
                    {
                        "number": _COUNT,
                        "kind": {"enum": ["changed", "added", "removed", "moved", "renamed"]},
                        "path": _listed(_TEXT),
                        "text": _TEXT,
                        "old": _TEXT_OR_NULL,
                        "new": _TEXT_OR_NULL,
                        "old_at": _AT,
                        "new_at": _AT,
                    }
                )
            )
        ),
        "illustrative": {"type": ["boolean", "null"]},
        "provisional": {"type": ["boolean", "null"]},
        "units": _or_null(_listed(_MOVED)),
        "only_old": _or_null(_listed(_TEXT)),
        "only_new": _or_null(_listed(_TEXT)),
        "places": _or_null(_listed(_PLACES)),
        "steps": _or_null(_listed(_object({"changes": _listed(_COUNT), "because": _TEXT_OR_NULL}))),
        "shares": _or_null(
            _listed(_object({"unit": _TEXT, "parts": _or_null(_listed(_TEXT)), "after": _listed(_STANDING)}))
        ),
        "problems": _listed(PROBLEM),
    }
)
WHATIF = _object(
    {
        "schema": _named("kaohe/whatif@1"),
        "illustrative": _YES_NO,
        "provisional": _YES_NO,
        "units": _listed(_MOVED),
        "places": _listed(_PLACES),
        "problems": _listed(PROBLEM),
    }
)
SCHEME = _object(
    {
        "schema": _named("kaohe/scheme@1"),
        "file": _TEXT,
        "text": _TEXT,
        "sha256": _SHA,
        "writable": _YES_NO,
        "problems": _listed(PROBLEM),
    }
)
CONFLICT = _object(
    {"schema": _named("kaohe/conflict@1"), "message": _TEXT, "mine": _TEXT, "theirs": _TEXT, "sha256": _SHA}
)
FORMATTED = _object({"schema": _named("kaohe/text@1"), "text": _TEXT, "changed": _YES_NO, "mended": _COUNT})
ITEMS = _object(
    {
        "schema": _named("kaohe/complete@1"),
        "items": _listed(
            _object(
                {
                    "label": _TEXT,
                    "kind": {"enum": ["key", "word", "name", "function", "operator"]},
                    "text": _TEXT,
                    "start": _COUNT,
                    "end": _COUNT,
                    "detail": _TEXT,
                    "documentation": _TEXT,
                }
            )
        ),
        "more": _YES_NO,
    }
)
HOVER = _object({"schema": _named("kaohe/hover@1"), "markdown": _TEXT_OR_NULL, "start": _COUNT, "end": _COUNT})
READ = _object(
    {
        "schema": _named("kaohe/read@1"),
        "scheme": _SCHEME_HEAD,
        "parts": _listed(_object({"id": _TEXT, "chapter": _TEXT, "text": _TEXT})),
    }
)
SYMBOL = _object(
    {
        "name": _TEXT,
        "detail": _TEXT,
        "line": _COUNT,
        "end_line": _COUNT,
        "parts": _listed({"$ref": "#/components/schemas/kaohe.Symbol"}),
    }
)
OUTLINE = _object({"schema": _named("kaohe/outline@1"), "symbols": _listed(SYMBOL)})
FORMS = _object(
    {
        "schema": _named("kaohe/forms@1"),
        "doing": {"enum": ["status", "dry run", "import"]},
        "illustrative": _YES_NO,
        "files": _listed(
            _object(
                {
                    "file": _TEXT,
                    "sha256": _TEXT_OR_NULL,
                    "fate": _TEXT,
                    "word": _TEXT,
                    "units": _listed(_ANYTHING),
                    "problems": _listed(PROBLEM),
                },
                kind=_TEXT_OR_NULL,
                origin=_TEXT_OR_NULL,
                instead=_TEXT_OR_NULL,
            )
        ),
        "missing": _listed(_TEXT),
        "problems": _listed(PROBLEM),
    },
    received=_listed(_object({"name": _TEXT, "saved_as": _TEXT_OR_NULL, "message": _TEXT})),
)
AUDIT = _object(
    {
        "schema": _named("kaohe/audit@1"),
        "entries": _listed(
            _object({}, time=_ANYTHING, what=_ANYTHING, file=_ANYTHING, old=_ANYTHING, new=_ANYTHING, size=_ANYTHING)
        ),
    }
)
