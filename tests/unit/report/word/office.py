"""A Word file through LibreOffice: as PDF, and the text of its pages."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def as_pdf(file: bytes, folder: Path) -> Path:
    """The PDF that LibreOffice makes of a file."""
    path = folder / "文件.docx"
    path.write_bytes(file)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")


def text_of(pdf: Path, *options: str) -> str:
    """What pdftotext reads in a PDF."""
    command = ["pdftotext", *options, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def pages_of(file: bytes, folder: Path) -> list[str]:
    """The text of each page of a file, laid out as on the page."""
    return text_of(as_pdf(file, folder), "-layout").split("\f")[:-1]
