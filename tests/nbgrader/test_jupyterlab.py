"""A student in JupyterLab, in a real browser: the released notebook runs, and `check` shows its table."""

from __future__ import annotations

import json
import os
import shutil
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("jupyterlab", reason="pip install jupyterlab")
pytest.importorskip("selenium", reason="pip install selenium")

from stubmeister.build import handout
from tests.nbgrader import browser, course
from tests.nbgrader.course import CHAPTER
from tests.nbgrader.test_formgrader import ROOTED, show, until

pytestmark = pytest.mark.skipif(
    browser.chromium() is None and not os.environ.get("CI"),
    reason="no browser: apt-get install chromium chromium-driver",
)
SECONDS = 180  # a kernel, and the first check's imports
SETTINGS = {
    "notebook-extension/tracker": {
        "windowingMode": "none"
    },  # all cells are on the page, not only those in view
    "apputils-extension/notification": {"fetchNews": "false"},
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An unpacked handout with the notebook of a student who took the root in `mse`."""
    author = tmp_path / "author"
    author.mkdir()
    handout(course.copy_course(author), tmp_path / "handout.zip", "en")
    course.hand_in(author, "me", course.solved(author, mse=ROOTED))
    with zipfile.ZipFile(tmp_path / "handout.zip") as packed:
        packed.extractall(tmp_path)
    root = tmp_path / "course"
    shutil.copytree(author / "submitted" / "me" / CHAPTER, root / "notebooks", dirs_exist_ok=True)
    for name, values in SETTINGS.items():
        file = tmp_path / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    monkeypatch.setenv("JUPYTERLAB_SETTINGS_DIR", str(tmp_path / "settings"))
    monkeypatch.setenv("STUBMEISTER_LANG", "en")
    return root


def table(driver: Any, exercise: str) -> Any:
    """The output below `check("...")`; None until it is there."""
    for cell in driver.find_elements("css selector", ".jp-CodeCell"):
        if f'\ncheck("{exercise}")' in cell.text:
            found = cell.find_elements("css selector", ".jp-OutputArea-output")
            return found[0] if found and found[0].text else None
    return None


def test_check_in_a_notebook(root: Path) -> None:
    options = ("--LabApp.expose_app_in_browser=True",)
    with browser.jupyter(root, "jupyterlab", *options) as address, browser.opened() as driver:
        driver.get(browser.page(address, f"lab/tree/notebooks/{CHAPTER}.ipynb"))
        until(
            lambda: driver.execute_script(
                "return window.jupyterapp?.shell.currentWidget?.sessionContext?.isReady"
            )
        )
        driver.execute_script("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        until(lambda: table(driver, "mae"), SECONDS)
        output = until(lambda: table(driver, "mse"), SECONDS)
        assert "4" in output.text
        assert "Differences of 2, -3, 0 and 1" in output.text
        folder = os.environ.get("STUBMEISTER_SCREENSHOTS")
        if folder:
            driver.set_window_size(1280, 900)
            driver.execute_script("window.jupyterapp.commands.execute('application:toggle-left-area')")
            time.sleep(2)
            show(driver, table(driver, "mse"))
            time.sleep(1)
            driver.save_screenshot(str(Path(folder) / "jupyterlab-check.png"))
