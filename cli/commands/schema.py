"""`kaohe schema`: the JSON Schema of the files that users write, and the settings of an editor."""

from __future__ import annotations

from pathlib import Path

import click

from cli.chinese import Argument, Command, did_you_mean
from cli.console import Console
from cli.ends import Misuse, Unwritable
from cli.exits import Exit
from cli.options import out_options, speech_options
from cli.output import check_target, deliver, write_file
from engine.editor.setup import FILES, schema_files, schema_text, settings_files
from engine.problem.refusals import reason

_HELP = """\
输出方案文件（scheme）、单位数据文件（facts）、用例文件（cases）或文书（papers）的 JSON Schema，编辑器据此提示和检查。

加 --vscode 则写到考核文件夹里，连同 VS Code 的设置；已有的设置不改动，只说要添上什么。"""
_USUAL = "scheme"
_KIND = "scheme 方案文件（不写即此）、facts 单位数据文件、cases 用例文件、papers 文书"
_FOLDER = click.Path(path_type=Path)
_VSCODE = "在这个文件夹里写好 VS Code 要用的设置和全部 JSON Schema"


@click.command(cls=Command, name="schema", help=_HELP)
@click.argument("kind", cls=Argument, metavar="[scheme|facts|cases|papers]", default=_USUAL, says=_KIND)
@click.option("--vscode", type=_FOLDER, metavar="文件夹", help=_VSCODE)
@out_options
@speech_options
@click.pass_context
def command(ctx: click.Context, kind: str, *, vscode: Path | None, out: Path | None, force: bool) -> int:
    """Show or write a JSON Schema."""
    console = ctx.ensure_object(Console)
    if vscode is not None:
        if out is not None or kind != _USUAL:
            raise Misuse("--vscode 写好全部四种文件的 JSON Schema；不能再写是哪一种，也不能与 --out 一起写", ctx)
        return _set_up(console, vscode)
    console.as_json = True
    if kind not in FILES:
        raise Misuse(f"没有“{kind}”这种文件{did_you_mean(kind, FILES) or '。'}可以写：{_KIND}", ctx)
    if out is not None:
        check_target(out, force=force)
    deliver(console, schema_text(kind), out, "已写入“{}”")
    return Exit.OK


def _set_up(console: Console, folder: Path) -> int:
    """Write schemas, which are ours, and settings, unless the user has some."""
    if not folder.is_dir():
        raise Unwritable(f"没有文件夹“{folder}”", "请先建好文件夹，或核对路径")
    settings = settings_files()
    kept = {path: text for path, text in settings.items() if (folder / path).exists() and _held(folder / path) != text}
    for path, text in {**schema_files(), **settings}.items():
        target = folder / path
        if path not in kept:
            _make_folder(target.parent)
            check_target(target, force=True)
            write_file(target, text)
            console.note(f"已写入“{target}”")
    for path, text in kept.items():
        console.result(f"“{folder / path}”是已有的设置，没有改动；请自己添上：\n{text}")
    return Exit.OK


def _held(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _make_folder(path: Path) -> None:
    if path.exists() and not path.is_dir():
        raise Unwritable(f"建不了文件夹“{path}”：已经有一个同名的文件", "请先把它改名或移走")
    try:
        path.mkdir(exist_ok=True)
    except OSError as error:
        raise Unwritable(f"建不了文件夹“{path}”：{reason(error)}", "请检查权限，或换一个位置") from error
