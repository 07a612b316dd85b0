"""A browser, and pages that are watched: nothing may be fetched elsewhere, nothing may be complained of."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.assessing import ROOT
from tests.browser.served import Served, copy_assessment, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NEEDED = os.environ.get("KAOHE_NEED_BROWSER") == "1"
SHOTS = ROOT / "out" / "网页截图"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}
PATIENCE = 15_000
# Chromium says in the console that an answer was a refusal; a save that meets a conflict is meant to get one.
REFUSED = re.compile(r"the server responded with a status of (409|404|422)")
# Every violation of the policy gets into the console, wherever in the page it is.
TELLING = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective))"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@dataclass
class Watched:
    """What a browser window has asked for and complained of."""

    context: BrowserContext
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.search(message.text):
            self.complaints.append(f"{message.type}: {message.text}")

    def assert_quiet(self) -> None:
        elsewhere = {urlsplit(each).hostname for each in self.asked} - {"127.0.0.1", None}
        assert elsewhere == set()
        assert self.complaints == []


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Its loop runs until it is closed, and other tests have loops of their own: one for each module, no longer.
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415  it is not always installed
    except ModuleNotFoundError:
        assert not NEEDED, "KAOHE_NEED_BROWSER=1, and playwright is not installed"
        pytest.skip("playwright is not installed")
    if CHROMIUM is None:
        assert not NEEDED, "KAOHE_NEED_BROWSER=1, and there is no Chromium"
        pytest.skip("there is no Chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield started
        started.close()


@pytest.fixture
def watch(browser: Browser, served: Served) -> Iterator[Callable[..., Page]]:  # noqa: ARG001  it has to outlive this
    """Opens a window of a size; at the end nothing may have been complained of. It is closed before the service."""
    windows: list[Watched] = []

    def opened(size: dict[str, int] = WIDE, **settings: Any) -> Page:  # noqa: ANN401  what playwright takes
        viewport: Any = size
        context = browser.new_context(viewport=viewport, locale="zh-CN", accept_downloads=True, **settings)
        watched = Watched(context)
        context.on("request", lambda request: watched.asked.append(request.url))
        context.add_init_script(TELLING)
        windows.append(watched)
        return watched.page()

    yield opened
    for watched in windows:
        watched.context.close()
    for watched in windows:
        watched.assert_quiet()


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    """A service of its own for each test; its parameter are options of the command."""
    copy_assessment(tmp_path / "考核")
    with serving(tmp_path / "考核", *getattr(request, "param", ())) as started:
        yield started


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """Keeps a picture to be looked at."""

    def keep(page: Page, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png")

    return keep
