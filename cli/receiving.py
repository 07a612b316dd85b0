"""From what a command line asks for to the forms of a folder, read and compared with the facts that are there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from cli.chinese import Argument, did_you_mean
from cli.ends import Misuse, Stopped
from cli.exits import Exit, exit_for
from cli.options import FACTS_FOLDER, SCHEME_HELP, find_scheme
from engine import api
from engine.dataclass import dataclass
from engine.forms.collect import collect
from engine.forms.outcome import Doing, Outcomes, outcomes_of
from engine.forms.recognise import Intake
from engine.forms.shelf import read_shelf
from engine.problem.codes import Code
from engine.problem.problem import has_errors

if TYPE_CHECKING:
    from cli.console import Console

F = TypeVar("F", bound=Callable[..., Any])
RETURNED_FOLDER = Path("收回")
_RETURNED_HELP = "收回的填报表所在的文件夹，或其中一份；不写则用当前文件夹的“收回”"
_ORIGIN_HELP = "不论表里怎么写，都作为这个来源的数，如 核定"
_NEWEST_HELP = "一个单位交了几份的，取工作簿里记的保存时间最晚的一份"
_MIGRATE_HELP = "别的方案的填报表也收，按数据项的名称对应"


@dataclass(frozen=True, slots=True)
class Receiving:
    """What a command line says of the forms that are to be read."""

    returned: str | None
    scheme: str | None
    to: Path | None
    origin: str | None
    newest: bool
    migrate: bool

    @property
    def facts(self) -> Path:
        """The folder of facts that the forms are for."""
        return self.to or FACTS_FOLDER


def receiving_options(command: F) -> F:
    """Add what says which forms are read, for which scheme and how; the command gets it as one `receiving`."""

    @wraps(command)
    def with_receiving(
        *args: object, returned: str | None, scheme: str | None, to: Path | None, origin: str | None,
        newest: bool, migrate: bool, **given: object,
    ) -> object:  # fmt: skip
        receiving = Receiving(returned, scheme, to, origin, newest, migrate)
        return command(*args, receiving=receiving, **given)

    wrapped = click.option("--migrate", is_flag=True, help=_MIGRATE_HELP)(with_receiving)
    wrapped = click.option("--newest", is_flag=True, help=_NEWEST_HELP)(wrapped)
    wrapped = click.option("--origin", metavar="来源", help=_ORIGIN_HELP)(wrapped)
    path = click.Path(path_type=Path)
    wrapped = click.option("--to", type=path, metavar="事实", help="数据文件夹；不写则用当前文件夹的“事实”")(wrapped)
    wrapped = click.option("-s", "--scheme", metavar="方案", help=SCHEME_HELP)(wrapped)
    folder = click.argument("returned", cls=Argument, metavar="[收回]", required=False, says=_RETURNED_HELP)
    return cast("F", folder(wrapped))


def receive(console: Console, receiving: Receiving, doing: Doing, *, force: bool = False) -> Outcomes:
    """Read the forms; a scheme with errors, or no such folder, ends the command."""
    read, _, problems = api.check(find_scheme(receiving.scheme))
    if read is None or has_errors(problems):
        raise Stopped(problems)
    console.remarks(problems)
    returned, origin = receiving.returned, receiving.origin
    folder = Path(returned) if returned is not None else RETURNED_FOLDER
    if returned is None and not folder.exists():
        raise Misuse(f"没有指明填报表在哪里，当前文件夹里也没有“{folder}”文件夹", click.get_current_context())
    if origin is not None and origin not in read.origins.precedence:
        known = "、".join(read.origins.precedence)
        message = f"方案不认“{origin}”这个来源（可以写：{known}）{did_you_mean(origin, read.origins.precedence)}"
        raise Misuse(message, click.get_current_context())
    intake = Intake(read, origin, receiving.migrate)
    progress = console.progress()
    collected = collect(intake, folder, _shown(folder), newest=receiving.newest, progress=progress)
    if doing is Doing.STATUS:  # nobody has sent anything yet: that is how it stands, and no mistake
        collected.problems = [each for each in collected.problems if each.code is not Code.NO_FORMS]
    if not collected.files and has_errors(collected.problems):
        raise Stopped(collected.problems)
    facts = receiving.facts
    now = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M")
    return outcomes_of(read, collected, read_shelf(facts, _shown(facts)), doing, time=now, force=force)


def _shown(path: Path) -> str:
    return path.as_posix()


def exit_of_forms(outcomes: Outcomes) -> Exit:
    """Say by the exit code whether a form is wrong, or a unit has sent none."""
    if not outcomes.is_clean:
        unreadable = exit_for(outcomes.collected.problems) is Exit.FILE
        return Exit.FILE if unreadable else Exit.PROBLEMS
    blank = any(problem.code is Code.FORM_BLANK for problem in outcomes.problems)
    return Exit.INCOMPLETE if outcomes.collected.missing or blank else Exit.OK
