"""What the OpenAPI says of each endpoint's answers."""

from __future__ import annotations

from typing import Any

from service.web.api.shapes import (
    AUDIT,
    CONFLICT,
    DIFF,
    FACTS,
    FORMATTED,
    FORMS,
    HOVER,
    ITEMS,
    OUTLINE,
    PROBLEM,
    PROBLEMS,
    READ,
    SCHEME,
    SCORE,
    SYMBOL,
    TRACE,
    WHATIF,
    Shape,
)

_MESSAGES = {
    400: "请求的写法不对",
    401: "没有带令牌",
    403: "不许可：只读、演示，或不是从本服务发来的",
    404: "没有这个单位、这一项或这个文件",
    409: "文件已经被别的程序改过",
    413: "内容太大",
    415: "内容的类型不对",
    421: "这个地址不是本服务的地址",
    422: "内容有错误，没有执行",
    500: "程序内部出错",
}

# By these names the OpenAPI has them.
NAMED: dict[str, Shape] = {
    "Problems": PROBLEMS,
    "Problem": PROBLEM,
    "Score": SCORE,
    "Trace": TRACE,
    "Facts": FACTS,
    "Diff": DIFF,
    "WhatIf": WHATIF,
    "Scheme": SCHEME,
    "Conflict": CONFLICT,
    "Text": FORMATTED,
    "Items": ITEMS,
    "Hover": HOVER,
    "Read": READ,
    "Symbol": SYMBOL,
    "Outline": OUTLINE,
    "Forms": FORMS,
    "Audit": AUDIT,
}
_BY_SHAPE = {id(shape): {"$ref": f"#/components/schemas/kaohe.{name}"} for name, shape in NAMED.items()}


def reference(shape: Shape) -> Shape:
    """Return the reference to a shape that has a name, or the shape itself."""
    return _BY_SHAPE.get(id(shape), shape)


def components() -> dict[str, Shape]:
    """Return the shapes by their full names, each with references to the others."""
    return {f"kaohe.{name}": {key: _referring(value) for key, value in shape.items()} for name, shape in NAMED.items()}


def _referring(value: Any) -> Any:  # noqa: ANN401  whatever JSON holds
    if isinstance(value, dict):
        known = _BY_SHAPE.get(id(value))
        return known or {key: _referring(each) for key, each in value.items()}
    return [_referring(each) for each in value] if isinstance(value, list) else value


def answers(shape: Shape, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what an endpoint answers: a shape where all is well, and problems with these statuses."""
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": "结果", "content": {"application/json": {"schema": reference(shape)}}}
    }
    return {**found, **problem_answers(*statuses)}


def file_answers(media_type: str, *statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what an endpoint answers that gives a file."""
    schema = {"type": "string"} if media_type.startswith("text/") else {"type": "string", "format": "binary"}
    found: dict[int | str, dict[str, Any]] = {200: {"description": "文件", "content": {media_type: {"schema": schema}}}}
    return {**found, **problem_answers(*statuses)}


def problem_answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the answers that say what is wrong; the gate's and those of unforeseen errors are everybody's."""
    every = sorted({400, 401, 403, 413, 421, 500, *statuses})
    content = {"application/json": {"schema": reference(PROBLEMS)}}
    return {each: {"description": _MESSAGES[each], "content": content} for each in every}
