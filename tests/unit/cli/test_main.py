"""The program as it is started: streams, colours, encodings, imports, and every way to end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

import pytest

from engine import api
from tests.unit.cli.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.unit.cli.conftest import Ran

SAMPLE = ("shili-2022", "shili-2022")
WHY = ("why", "江苏街道", "-s", "changning-2021", "-f", "changning-2021")


def kaohe(*args: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run kaohe as a process of its own, in the repository."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "error", **variables}
    return subprocess.run(
        [sys.executable, "-m", "cli", *args], cwd=ROOT, capture_output=True, env=environment, check=False
    )


def modules_after(*args: str) -> set[str]:
    """Run a command line and return the modules that are imported then."""
    code = f"import sys; from cli.main import main; main({args!r}); sys.stderr.write('|' + ' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return set(ran.stderr.rpartition("|")[2].split())


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("chekc",)])
def test_start_imports_no_heavy_package(args: tuple[str, ...]) -> None:
    heavy = {"numpy", "jsonschema", "lark", "yaml", "cerberus", "clips", "durable", "tabulate"}
    assert heavy & modules_after(*args) == set()


def test_explain_imports_no_numpy() -> None:
    assert {"numpy", "lark", "jsonschema"} & modules_after("explain", "S102") == set()


@pytest.mark.parametrize("args", [("--help",), ("check", *SAMPLE), ("score", *SAMPLE), WHY, ("explain", "S102")])
def test_gbk_console_is_written_without_loss(args: tuple[str, ...]) -> None:
    ran = kaohe(*args, PYTHONIOENCODING="gbk")
    assert ran.returncode in {0, 3}
    assert "?" not in ran.stdout.decode("gbk")
    assert ran.stdout.decode("gbk") == kaohe(*args).stdout.decode("utf-8")


def test_character_that_the_console_lacks_does_not_crash() -> None:
    ran = kaohe("check", "没有✓的文件", PYTHONIOENCODING="gbk")
    assert (ran.returncode, ran.stdout) == (4, b"")
    assert "找不到方案“没有?的文件”" in ran.stderr.decode("gbk")


def test_json_is_readable_whatever_the_encoding() -> None:
    gbk, utf8 = (kaohe("score", *SAMPLE, "--json", PYTHONIOENCODING=each).stdout for each in ("gbk", "utf-8"))
    assert gbk.isascii()
    assert json.loads(gbk) == json.loads(utf8.decode("utf-8"))


@pytest.mark.parametrize(
    ("options", "variables", "colored"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"FORCE_COLOR": ""}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        (("--no-color",), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color_is_the_users_choice(options: tuple[str, ...], variables: dict[str, str], *, colored: bool) -> None:
    for args in ((*options, "check", "没有"), ("check", "没有", *options)):
        assert colored == (b"\x1b[" in kaohe(*args, **variables).stderr)


@pytest.mark.parametrize("args", [("--help",), WHY, ("schema",)])
def test_reader_that_leaves_is_no_failure(args: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cli", *args], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110  no path is built
def test_full_disk_is_told() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123  as above
        ran = subprocess.run(
            [sys.executable, "-m", "cli", *WHY], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (ran.returncode, ran.stderr.decode("utf-8")) == (4, "错误：写不出结果：磁盘已满\n")


def test_version(run: Callable[..., Ran]) -> None:
    ran = run("--version")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("kaohe")


@pytest.fixture
def crashing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Makes the next command end with an exception."""
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    cause = ValueError("应访户数 = 48")

    def plan(error: BaseException) -> None:
        def fail(*_: object) -> None:
            raise error from cause

        monkeypatch.setattr(api, "examine", fail)

    return plan


def test_interrupt(crashing: Callable[[BaseException], None], run: Callable[..., Ran]) -> None:
    crashing(KeyboardInterrupt())
    ran = run("check")
    assert (ran.code, ran.out, ran.err) == (130, "", "已中断\n")


def test_refusal_of_the_system_is_told(crashing: Callable[[BaseException], None], run: Callable[..., Ran]) -> None:
    crashing(PermissionError(13, "Permission denied", "方案.yaml"))
    ran = run("check")
    assert (ran.code, ran.out) == (4, "")
    assert ran.err == "错误：读写“方案.yaml”时出错：没有权限，或文件正被其他程序占用\n"


def test_crash_leaves_a_file_without_data(
    crashing: Callable[[BaseException], None], folder: Path, run: Callable[..., Ran]
) -> None:
    crashing(KeyError("实访户数 = 46"))
    ran = run("check", "方案.yaml")
    (path,) = folder.glob("kaohe-crash-*.txt")
    text = path.read_text("utf-8")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.startswith("程序内部出错（KeyError），不是您的操作有误。")
    assert str(path) in ran.err
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "commands/check.py" in text.replace("\\", "/")
    assert [word for word in ("应访户数", "实访户数", "46", "48") if f"{word} =" in text] == []
    assert "raise error" in text
