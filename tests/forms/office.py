"""LibreOffice as a person would use it: opens workbooks, types into cells, saves. Run by the Python that knows `uno`.

Reads jobs as JSON from its input: a list of {"open", "save", "as", "type": {"填报表!F6": "48", …}, "password"}; `as` is
the name of one of LibreOffice's filters. What is typed is understood as at the keyboard: `99.35%` is a percentage.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue


def setting(name: str, value: object) -> PropertyValue:
    """A named argument of LibreOffice's."""
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(port: int) -> Any:  # noqa: ANN401  it has no types
    """The desktop, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001  not there yet, whatever it says
            time.sleep(0.25)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("soffice does not answer")


def work(desktop: Any, job: dict[str, Any]) -> None:  # noqa: ANN401  as above
    """Opens, types, saves."""
    book = desktop.loadComponentFromURL(Path(job["open"]).as_uri(), "_blank", 0, (setting(name="Hidden", value=True),))
    for place, text in job.get("type", {}).items():
        sheet, address = place.split("!")
        book.Sheets.getByName(sheet).getCellRangeByName(address).setFormula(text)
    book.calculateAll()
    settings = [setting("FilterName", job["as"])]
    if "options" in job:
        settings.append(setting("FilterOptions", job["options"]))
    if "password" in job:
        settings.append(setting("Password", job["password"]))
    book.storeToURL(Path(job["save"]).as_uri(), tuple(settings))
    book.close(True)  # noqa: FBT003  LibreOffice knows no names


def main() -> None:
    port = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as profile:
        accept = f"--accept=socket,host=127.0.0.1,port={port};urp;"
        own = f"-env:UserInstallation={Path(profile).as_uri()}"
        run = ["soffice", "--headless", "--norestore", "--nologo", own, accept]
        office = subprocess.Popen(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            desktop = connected(port)
            for job in json.load(sys.stdin):
                work(desktop, job)
            desktop.terminate()
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.terminate()


if __name__ == "__main__":
    main()
