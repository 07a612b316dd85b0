"""The JSON Schema of a file, generated from the vocabulary: for editors and for our own check.

Draft 7, because editors' YAML servers read it everywhere. `x-kind` carries what a value should be,
in words, so that an error message can say it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from engine.number import MOST_DIGITS, QUANTITY
from engine.scheme.unit_vocabulary import UNIT_FILE
from engine.scheme.vocabulary import REFS, SCHEME
from engine.vocabulary.shape import (
    YES_NO,
    Amount,
    Choice,
    Concept,
    Either,
    Formula,
    ListOf,
    MapOf,
    Number,
    Ref,
    Text,
    Variants,
    Whole,
    YesNo,
)

if TYPE_CHECKING:
    from engine.vocabulary.shape import Field, Kind

Schema = dict[str, Any]

# JSON Schema patterns are searched, not matched whole, and know no named groups. More digits than
# `parse_quantity` reads are refused here: there is nobody after this to say so.
_AMOUNT_PATTERN = (
    f"^(?!(?:[^0-9]*[0-9]){{{MOST_DIGITS + 1}}})"
    + QUANTITY.pattern.replace("?P<number>", "").replace("?P<unit>", "")
    + "$"
)


def json_schema(concept: Concept) -> Schema:
    """Return the JSON Schema of a file whose top level is `concept`."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://kaohe.invalid/schema/{concept.name}-1.json",
        **_of_concept(concept),
    }
    whole = json.dumps(schema)
    used = {name: ref for name, ref in REFS.items() if f"#/definitions/{name}" in whole}
    return {**schema, "definitions": {name: _of_concept(ref) for name, ref in used.items()}}


FILES = {"scheme": SCHEME, "facts": UNIT_FILE}


def _of(kind: Kind) -> Schema:
    return {**_form(kind), "x-kind": kind.says}


def _form(kind: Kind) -> Schema:  # noqa: C901  one case for each kind
    match kind:
        case Text() | Formula():
            return {"type": ["string", "number"]}
        case Number():
            return {"type": "number"}
        case Whole(most, sample):
            limit = {} if most is None else {"maximum": most}
            return {"type": "integer", "minimum": 0, **limit} | ({} if sample is None else {"examples": [sample]})
        case Amount():
            return {"type": ["number", "string"], "pattern": _AMOUNT_PATTERN}
        case YesNo():
            return {"enum": list(YES_NO)}
        case Choice(words):
            return {"enum": list(words)}
        case ListOf(item):
            return {"type": "array", "items": _of(item), "minItems": 1}
        case MapOf(item):
            return {"type": "object", "additionalProperties": _of(item), "minProperties": int(not kind.may_be_empty)}
        case Either(kinds):
            return {"anyOf": [_of(each) for each in kinds]}
        case Ref(name):
            return {"$ref": f"#/definitions/{name}"}
        case Variants():
            return _of_variants(kind)
        case Concept():
            return _of_concept(kind)


def _of_concept(concept: Concept, *also: Schema) -> Schema:
    schema: Schema = {
        "type": "object",
        "title": concept.title,
        "description": concept.help,
        "properties": {field.key: _of_field(field) for field in concept.fields},
        "required": [field.key for field in concept.fields if field.required],
        "additionalProperties": False,
        "x-kind": concept.says,
    }
    choices = [[concept.by_name[name].key for name in names] for names in concept.exclusive]
    conditions = [
        {"oneOf": [{"required": [key]} for key in keys], "x-one-of": keys, "x-known": concept.keys} for keys in choices
    ]
    if conditions or also:
        schema["allOf"] = [*conditions, *also]
    return schema


def _of_field(field: Field) -> Schema:
    required = "（必须写）" if field.required else ""
    return {
        **_of(field.kind),
        "title": field.key,
        "description": field.help,
        "markdownDescription": f"{field.help}{required}\n\n写法：{field.kind.says}",
    }


def _of_variants(variants: Variants) -> Schema:
    key = variants.key
    cases = []
    for word, concept in variants.concepts.items():
        then = _of_concept(concept)
        then["properties"][key] = {"const": word}
        cases.append({"if": {"properties": {key: {"const": word}}, "required": [key]}, "then": then})
    words = list(variants.concepts)
    return {
        "type": "object",
        "title": variants.title,
        "description": variants.help,
        "properties": {
            key: {
                "enum": words,
                "title": key,
                "description": variants.help,
                # What an editor shows beside each word of its list.
                "enumDescriptions": [concept.help for concept in variants.concepts.values()],
                "x-kind": Choice(dict.fromkeys(words, "")).says,
            }
        },
        "required": [key],
        "allOf": cases,
    }
