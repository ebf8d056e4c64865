"""A real browser and a real Jupyter server with formgrader, both on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

START_SECONDS = 90
TOKEN = "only-for-this-test"
EXTENSIONS = {"nbgrader.server_extensions.formgrader": True, "jupyter_server_mathjax": True}

# formgrader takes MathJax from the internet and stumbles without it: here it comes from this machine
MATHJAX = """
document.addEventListener("DOMContentLoaded", () => {
  if (!location.pathname.includes("/submissions/")) return;
  const script = document.createElement("script");
  script.src = "/static/jupyter_server_mathjax/MathJax.js?config=TeX-AMS-MML_HTMLorMML-full,Safe";
  document.head.appendChild(script);
});
"""


def chromium() -> tuple[str, str] | None:
    """The browser and its driver, under the names that distributions give them."""
    browsers = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    browser = next(filter(None, browsers), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


@contextmanager
def opened() -> Iterator[Any]:
    """Selenium's driver of a headless browser that reaches this machine alone."""
    from selenium import webdriver

    found = chromium()
    assert found is not None
    options = webdriver.ChromeOptions()
    options.binary_location = found[0]
    for word in (
        "--headless=new",
        "--no-sandbox",  # root, in a container
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1280,860",
        "--hide-scrollbars",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--lang=en",
    ):
        options.add_argument(word)
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(found[1]))
    try:
        driver.set_page_load_timeout(START_SECONDS)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": MATHJAX})
        yield driver
    finally:
        driver.quit()


@contextmanager
def formgrader(root: Path) -> Iterator[str]:
    """The address of a Jupyter server in a course's folder."""
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="stubmeister-jupyter-") as settings:
        private = {f"JUPYTER_{kind}_DIR": f"{settings}/{kind}" for kind in ("CONFIG", "DATA", "RUNTIME")}
        command = [sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
        command += [f"--port={port}", f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}"]
        command += [f"--ServerApp.jpserver_extensions={EXTENSIONS}"]
        with Path(settings, "log").open("wb") as log:
            server = subprocess.Popen(
                command, cwd=root, env={**os.environ, **private}, stdout=log, stderr=log
            )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(server, address, Path(settings, "log"))
            yield address
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def page(address: str, path: str) -> str:
    """The address of a page for one who knows the token."""
    return f"{address}/{path}?token={TOKEN}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(page(address, "api"), timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"Jupyter did not start:\n{log.read_text(errors='replace')}")
