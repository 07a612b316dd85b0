"""A folder of its own for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.service.web.asking import Client, assessment_folder, client_of

if TYPE_CHECKING:
    from pathlib import Path

    from service.web.folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return assessment_folder(tmp_path)


@pytest.fixture
def client(folder: Folder) -> Client:
    return client_of(folder)
