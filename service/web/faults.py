"""What goes wrong with a request, as problems: never a trace, never a word of English."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeAlias, cast

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from engine.judge.production import RuleEngineError
from engine.problem.codes import Code
from engine.problem.problem import Problem
from service.web.answers import RefusedError, problems_answer
from service.web.gate import TooLargeError

if TYPE_CHECKING:
    from service.web.gate import App, Message, Receive, Scope, Send

Crashed: TypeAlias = Callable[[BaseException], str]
_MOST_NAMED = 5
_SAID = {
    400: "请求读不懂：不是 JSON，或者编码不是 UTF-8",
    404: "没有这个地址",
    405: "这个地址不能这样用",
    413: "内容太大，没有接收",
    415: "内容的类型不对",
}
_KINDS = {
    "missing": "没有写",
    "extra_forbidden": "不认识",
    "string_too_long": "太长",
    "too_long": "太多",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "json_invalid": "不是 JSON",
}


def unforeseen(error: BaseException) -> str:
    """Tell of an unforeseen error where nobody keeps a record of it."""
    return f"程序内部出错（{type(error).__name__}），不是您的操作有误。"


def answer_faults(app: FastAPI, crashed: Crashed) -> None:
    """Let the application answer whatever goes wrong with problems."""

    # Starlette raises the error once more when this is sent: `Watched` takes it.
    @app.exception_handler(Exception)
    async def broken(_request: Request, error: Exception) -> Response:
        return _answer(crashed(error), 500)

    @app.exception_handler(RefusedError)
    async def refused(_request: Request, error: Exception) -> Response:
        told = cast("RefusedError", error)
        return problems_answer(told.problems, told.status)

    @app.exception_handler(RequestValidationError)
    async def malformed(_request: Request, error: Exception) -> Response:
        return problems_answer([_malformed(cast("RequestValidationError", error))])

    @app.exception_handler(RuleEngineError)
    async def no_engine(_request: Request, error: Exception) -> Response:
        return problems_answer([Problem(Code.RULE_ENGINE, str(error), help="怎么办见 kaohe explain U504")], 500)

    @app.exception_handler(HTTPException)
    async def not_done(_request: Request, error: Exception) -> Response:
        told = cast("HTTPException", error)
        return _answer(_SAID.get(told.status_code, HTTPStatus(told.status_code).phrase), told.status_code, told.headers)


class Watched:
    """Answers what nobody foresaw, wherever it was: with a sentence, and with a record. No trace gets out."""

    def __init__(self, app: App, crashed: Crashed) -> None:
        self._app, self._crashed = app, crashed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and see to what becomes of it."""
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http" or isinstance(error, TooLargeError):
                raise
            if not begun:
                await _answer(self._crashed(error), 500)(scope, receive, send)


def _answer(message: str, status: int, headers: object = None) -> Response:
    answer = problems_answer([Problem(Code.NOT_SERVED, message, help="各接口怎样用，见文档“接口”")], status)
    answer.headers.update(cast("dict[str, str]", headers or {}))
    return answer


def _malformed(error: RequestValidationError) -> Problem:
    told = [_said(each) for each in error.errors()[:_MOST_NAMED]]
    return Problem(Code.NOT_SERVED, "请求的写法不对：" + "；".join(told), help="各接口怎样用，见文档“接口”")


def _said(fault: dict[str, object]) -> str:
    where = [str(each) for each in cast("tuple[object, ...]", fault.get("loc", ())) if each not in ("body", "query")]
    return f"“{'.'.join(where) or '内容'}”{_KINDS.get(str(fault.get('type')), '写法不对')}"
