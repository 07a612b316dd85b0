"""What requests ask of: the folder that is served, what is in it now, and the units that are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Depends, Request

from engine.problem.codes import Code
from engine.problem.problem import Problem
from engine.scheme.model import unit_called
from engine.text.suggest import suggest
from service.web.answers import FORBIDDEN, NOT_FOUND, RefusedError, refusal
from service.web.folder import Folder, State

if TYPE_CHECKING:
    from engine.judge.assessment import Assessment
    from engine.scheme.model import Scheme


def folder_of(request: Request) -> Folder:
    """Return the folder that is served."""
    return cast("Folder", request.app.state.folder)


Served = Annotated[Folder, Depends(folder_of)]


def version_of(request: Request) -> str:
    """Return the version of kaohe that serves; empty where the source is run."""
    return cast("str", request.app.state.version)


Version = Annotated[str, Depends(version_of)]


def state_of(folder: Served) -> State:
    """Return what is in the folder now."""
    return folder.state()


Now = Annotated[State, Depends(state_of)]


def assessed(state: State) -> Assessment:
    """Return the result of what is in the files; raises RefusedError with what is wrong with them."""
    if state.assessment is None:
        raise RefusedError(state.problems)
    return state.assessment


def writable(folder: Served) -> Folder:
    """Return the folder where anything may be written; raises RefusedError."""
    if not folder.writable:
        how = "演示" if folder.masked else "只读"
        raise refusal(
            f"现在是{how}方式，什么都不写入", "要改，请不加 --read-only、--demo 重新运行 kaohe serve", FORBIDDEN
        )
    return folder


Writable = Annotated[Folder, Depends(writable)]


def unit_named(scheme: Scheme, named: str) -> str:
    """Return the name of the unit with that name or code; raises RefusedError."""
    found = unit_called(scheme, named)
    if found is None:
        names = [unit.name for unit in scheme.units]
        raise RefusedError([_no_such(Code.NO_SUCH_UNIT, f"方案里没有“{named}”这个单位", named, names)], NOT_FOUND)
    return found


def no_item(unit: str, item: str, known: list[str]) -> RefusedError:
    """Return what to raise where a unit has no such item."""
    return RefusedError([_no_such(Code.NO_SUCH_ITEM, f"“{unit}”没有“{item}”这一项", item, known)], NOT_FOUND)


def _no_such(code: Code, message: str, named: str, known: list[str]) -> Problem:
    near = suggest(named, known)
    return Problem(code, f"{message}，是不是“{near}”？" if near else message, help="请核对名称，一字不差")
