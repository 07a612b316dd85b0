"""Why click speaks Chinese: its help pages, wrapped by display width, and its complaints.

click words its messages in English; here each kind of complaint is worded anew from what it is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from cli.ends import Misuse
from engine.text.suggest import suggest
from engine.text.width import display_width, pad

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

WIDEST = 78
_OPENING, _CLOSING = "（“《〔【", "，。：；）”》〕】！？、…"
_PIECE = re.compile(rf"[{_OPENING}]*(?:[!-~]+|[^\s](?:[./][!-~]+)?)[{_CLOSING}]*|\s+")


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph by display width: never inside a Latin word, nor before a closing mark."""
    lines = [""]
    for piece in _PIECE.findall(text):
        if display_width(lines[-1] + piece.rstrip()) > width and lines[-1]:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not piece.isspace():
            lines[-1] += piece if not piece.isspace() else " "
    return [line.rstrip() for line in lines]


class Formatter(click.HelpFormatter):
    """Help pages by display width."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(width=width, max_width=max_width or WIDEST + 2)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        head = f"{prefix or '用法：'}{prog} "
        lines = wrap(args, max(self.width - display_width(head), 20))
        self.write(head + f"\n{' ' * display_width(head)}".join(lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write text; every line of it is a paragraph of its own."""
        margin = " " * self.current_indent
        for paragraph in text.split("\n"):
            indent = " " * (len(paragraph) - len(paragraph.lstrip()))
            for line in wrap(paragraph.strip(), self.width - len(margin) - len(indent)):
                self.write(f"{margin}{indent}{line}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean, in two columns."""
        listed = list(rows)
        column = min(max(display_width(term) for term, _ in listed), col_max) + col_spacing
        margin = " " * self.current_indent
        for term, meaning in listed:
            lines = wrap(meaning, max(self.width - self.current_indent - column, 20))
            if display_width(term) + col_spacing > column:
                self.write(f"{margin}{term}\n")
                term_shown = pad("", column)
            else:
                term_shown = pad(term, column)
            self.write(f"{margin}{term_shown}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{margin}{' ' * column}{line}\n")


class Context(click.Context):
    """A context whose pages are ours."""

    formatter_class = Formatter


class Argument(click.Argument):
    """An argument that says what it is for."""

    def __init__(self, decls: Sequence[str], *, says: str, **attrs: Any) -> None:  # noqa: ANN401  click's own
        super().__init__(decls, **attrs)
        self.says = says


class Command(click.Command):
    """A command with a Chinese help page."""

    context_class = Context

    def __init__(self, *args: Any, **attrs: Any) -> None:  # noqa: ANN401  click's own
        attrs.setdefault("options_metavar", "[选项]")
        attrs.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(*args, **attrs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return -h/--help with Chinese words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这页说明"
        return option

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write nothing: older versions of click do not call this, so `format_options` does it."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what arguments and options mean."""
        params = self.get_params(ctx)
        arguments = [(each.make_metavar(ctx), each.says) for each in params if isinstance(each, Argument)]
        options = [each.get_help_record(ctx) for each in params if isinstance(each, click.Option)]
        for heading, rows in (("参数", arguments), ("选项", options)):
            shown = [row for row in rows if row is not None]
            if shown:
                with formatter.section(heading):
                    formatter.write_dl(shown)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Complain in Chinese about arguments that have no place."""
        ctx.allow_extra_args = True
        rest = parse(ctx, args, super().parse_args)
        if rest and not ctx.resilient_parsing:
            extra = "、".join(f"“{each}”" for each in rest)
            raise Misuse(f"多出了参数：{extra}。名称中有空格的，要用英文双引号括起来", ctx)
        return rest


def parse(ctx: click.Context, args: list[str], parser: Callable[[click.Context, list[str]], list[str]]) -> list[str]:
    """Parse, and see to it that every complaint knows the command that it is about."""
    try:
        return parser(ctx, args)
    except click.UsageError as error:
        error.ctx = error.ctx or ctx
        raise


def complaint(error: click.UsageError) -> str:
    """Return the whole of what a user is told about a wrong command line."""
    lines = [f"错误：{_sentence(error)}"]
    if error.ctx is not None:
        lines += [error.ctx.get_usage(), f"说明见：{error.ctx.command_path} --help"]
    return "\n".join(lines)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence that names the word meant, or nothing."""
    meant = suggest(word, known)
    return f"，是不是“{meant}”？" if meant else ""


def _sentence(error: click.UsageError) -> str:
    match error:
        case Misuse():
            return error.message
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项" + _option_meant(error)
        case click.BadOptionUsage():
            return _option_misused(error)
        case click.MissingParameter(param=click.Parameter() as param):
            return f"缺少{_named(param, error.ctx)}"
        case click.BadParameter(param=click.Parameter() as param):
            return f"{_named(param, error.ctx)}的值不对"
    return "命令的写法不对"


def _named(param: click.Parameter, ctx: click.Context | None) -> str:
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)} "
    shown = param.make_metavar(ctx) if ctx is not None else param.human_readable_name
    return f"参数“{shown.strip('[]')}”" + (f"（{param.says}）" if isinstance(param, Argument) else "")


def _option_meant(error: click.NoSuchOption) -> str:
    known = {name.lstrip("-"): name for name in _option_names(error.ctx)}
    meant = suggest(error.option_name.lstrip("-"), known)
    return f"，是不是 {known[meant]}？" if meant else ""


def _option_names(ctx: click.Context | None) -> Iterator[str]:
    if ctx is not None:
        for param in ctx.command.get_params(ctx):
            if isinstance(param, click.Option) and not param.hidden:
                yield from param.opts


def _option_misused(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.get_params(error.ctx) if error.ctx is not None else []
    flags = {name for each in params if isinstance(each, click.Option) and each.is_flag for name in each.opts}
    if error.option_name in flags:
        return f"选项 {error.option_name} 后面不能带值"
    options = (each for each in params if isinstance(each, click.Option) and error.option_name in each.opts)
    what = next((each.metavar for each in options if each.metavar), "一个值")
    return f"选项 {error.option_name} 后面要写{what}"
