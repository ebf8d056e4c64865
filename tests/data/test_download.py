from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from stubmeister.data import digits, download
from stubmeister.errors import StubmeisterError
from tests.data.mnist import FakeMnist


class Mirror:
    """A web server on this machine that serves what it is told to."""

    def __init__(self) -> None:
        self.bodies: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.cut = 0  # bytes left out at the end, though announced
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = self.path.lstrip("/")
                mirror.asked.append(name)
                if name not in mirror.bodies:
                    self.send_error(404)
                    return
                body = mirror.bodies[name]
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[: len(body) - mirror.cut])

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def serve(self, mnist: FakeMnist) -> Mirror:
        for name, content in mnist.contents.items():
            self.bodies[f"{name}.gz"] = gzip.compress(content, mtime=0)
        return self

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def mirrors() -> Iterator[tuple[Mirror, Mirror]]:
    both = Mirror(), Mirror()
    yield both
    for mirror in both:
        mirror.close()


def left_over(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


class TestDownload:
    def test_everything_from_the_first(
        self, fake_mnist: FakeMnist, mirrors: tuple[Mirror, Mirror], tmp_path: Path
    ) -> None:
        first, second = mirrors
        first.serve(fake_mnist)
        raw = download(tmp_path, [first.address, second.address])
        assert raw == tmp_path / "MNIST" / "raw"
        assert left_over(tmp_path) == sorted(fake_mnist.contents)
        assert second.asked == []
        assert digits("full", tmp_path).source == "MNIST"

    def test_second_mirror_where_the_first_is_broken(
        self,
        fake_mnist: FakeMnist,
        mirrors: tuple[Mirror, Mirror],
        tmp_path: Path,
        capsys: pytest.CaptureFixture,
    ) -> None:
        first, second = mirrors
        second.serve(fake_mnist)
        download(tmp_path, [first.address, second.address])
        assert left_over(tmp_path) == sorted(fake_mnist.contents)
        assert len(first.asked) == len(second.asked) == 4
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "404" in printed.err

    def test_body_cut_short(
        self, fake_mnist: FakeMnist, mirrors: tuple[Mirror, Mirror], tmp_path: Path
    ) -> None:
        first, second = (mirror.serve(fake_mnist) for mirror in mirrors)
        first.cut = 10
        download(tmp_path, [first.address, second.address])
        assert left_over(tmp_path) == sorted(fake_mnist.contents)

    def test_wrong_content_everywhere(
        self, fake_mnist: FakeMnist, mirrors: tuple[Mirror, Mirror], tmp_path: Path
    ) -> None:
        first = mirrors[0].serve(fake_mnist)
        first.bodies["t10k-images-idx3-ubyte.gz"] = gzip.compress(b"an error page", mtime=0)
        with pytest.raises(StubmeisterError, match=r"t10k-images.*checksum"):
            download(tmp_path, [first.address])
        assert left_over(tmp_path) == ["train-images-idx3-ubyte", "train-labels-idx1-ubyte"]

    def test_goes_on_where_it_stopped(
        self, fake_mnist: FakeMnist, mirrors: tuple[Mirror, Mirror], tmp_path: Path
    ) -> None:
        first = mirrors[0].serve(fake_mnist)
        raw = fake_mnist.write(tmp_path)
        (raw / "t10k-labels-idx1-ubyte").unlink()
        (raw / "train-labels-idx1-ubyte").write_bytes(b"half")
        download(tmp_path, [first.address])
        assert first.asked == ["train-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz"]
        assert digits("full", tmp_path).source == "MNIST"

    def test_no_network(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        mirror = Mirror()
        mirror.close()  # nobody listens there any more
        with pytest.raises(StubmeisterError, match="No mirror gave") as caught:
            download(tmp_path, [mirror.address, "http://name.invalid/"], timeout=5)
        assert "network" in caught.value.cure
        assert left_over(tmp_path) == []

    def test_endless_answer_is_cut_off(
        self,
        fake_mnist: FakeMnist,
        mirrors: tuple[Mirror, Mirror],
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("stubmeister.data._download.LARGEST", 1_000)
        first = mirrors[0].serve(fake_mnist)
        with pytest.raises(StubmeisterError, match="longer than any file"):
            download(tmp_path, [first.address])

    def test_folder_that_cannot_be_written(
        self, fake_mnist: FakeMnist, mirrors: tuple[Mirror, Mirror], tmp_path: Path
    ) -> None:
        first = mirrors[0].serve(fake_mnist)
        (tmp_path / "MNIST").write_text("a file where a folder belongs")
        with pytest.raises(StubmeisterError, match="cannot be used"):
            download(tmp_path, [first.address])
