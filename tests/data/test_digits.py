from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from stubmeister.data import FILES, _digits, digits
from stubmeister.errors import StubmeisterError
from tests.data.mnist import REAL_MNIST, FakeMnist


class TestQuickAndFull:
    def test_quick_judges_on_every_fifth(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path)
        quick, full = digits("quick", tmp_path, "cpu"), digits("full", tmp_path, "cpu")
        assert len(full.test_images) == 20
        assert np.array_equal(quick.test_images, full.test_images[::5])
        assert np.array_equal(quick.test_labels, full.test_labels[::5])

    def test_thresholds(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path)
        quick, full = digits("quick", tmp_path), digits("full", tmp_path)
        assert (quick.run, quick.epochs, quick.required, quick.deviation) == ("quick", 3, 0.88, 0.007)
        assert (full.run, full.epochs, full.required, full.deviation) == ("full", 3, 0.975, 0.0011)
        assert quick.source == full.source == "MNIST"

    def test_quick_takes_the_first_6000(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        assert _digits._RULES["quick"].train == 6_000
        fake_mnist.write(tmp_path)
        images = fake_mnist.contents["train-images-idx3-ubyte"][16 : 16 + 28 * 28]
        assert digits("quick", tmp_path).train_images[0].tobytes() == images

    def test_kinds_of_arrays(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path)
        found = digits("quick", tmp_path)
        for images, labels in [
            (found.train_images, found.train_labels),
            (found.test_images, found.test_labels),
        ]:
            assert images.shape[1:] == (28, 28)
            assert images.dtype == np.uint8
            assert images.flags.writeable
            assert labels.dtype == np.int64
            assert len(images) == len(labels)

    def test_the_real_files_are_described_rightly(self) -> None:
        for file in FILES:
            assert file.size == 4 + 4 * len(file.shape) + np.prod(file.shape)
        if REAL_MNIST:  # the sizes and checksums above, against the files themselves
            found = digits("quick", REAL_MNIST)
            assert (len(found.train_images), len(found.test_images)) == (6_000, 2_000)
            assert found.train_labels[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]


class TestOffline:
    def test_split_and_threshold(self) -> None:
        found = digits("offline")
        assert (len(found.train_images), len(found.test_images)) == (1_437, 360)
        assert found.train_images.shape[1:] == found.test_images.shape[1:] == (28, 28)
        assert (found.source, found.run, found.epochs) == ("load_digits", "offline", 15)
        assert (found.required, found.deviation, found.device) == (0.88, 0.011, "cpu")

    def test_every_digit_in_both_parts_and_none_twice(self) -> None:
        found = digits("offline")
        assert set(found.train_labels) == set(found.test_labels) == set(range(10))
        train = {image.tobytes() for image in found.train_images}
        assert not train & {image.tobytes() for image in found.test_images}

    def test_same_every_time_over_the_whole_range(self) -> None:
        first, second = digits("offline"), digits("offline")
        assert np.array_equal(first.train_images, second.train_images)
        assert first.train_images.dtype == np.uint8
        assert first.train_images.min() == 0
        assert first.train_images.max() == 255


class TestAuto:
    def test_nothing_there_takes_the_small_digits_and_says_so(self) -> None:
        found = digits("auto")
        assert found.source == "load_digits"
        assert "MNIST was not found" in found.note

    def test_mnist_in_the_cache(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path / "cache")
        found = digits("auto")
        assert (found.source, found.run) == ("MNIST", "quick")
        assert str(tmp_path / "cache") in found.note

    def test_environment_before_cache_and_option_before_both(
        self, fake_mnist: FakeMnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("cache", "environment", "option"):
            fake_mnist.write(tmp_path / name)
        monkeypatch.setenv("STUBMEISTER_DATA", str(tmp_path / "environment"))
        assert str(tmp_path / "environment") in digits("auto").note
        assert str(tmp_path / "option") in digits("auto", tmp_path / "option").note

    def test_cuda_trains_on_all(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path)
        found = digits("auto", tmp_path, "cuda")
        assert (found.run, found.device) == ("full", "cuda")

    def test_device_found_where_it_is_worth_it(
        self, fake_mnist: FakeMnist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fake_mnist.write(tmp_path)
        monkeypatch.setattr(_digits, "best_device", lambda: "cuda")
        assert (digits("auto", tmp_path, "auto").run, digits("full", tmp_path).device) == ("full", "cuda")
        assert digits("quick", tmp_path, "auto").device == "cpu"
        assert digits("offline", None, "auto").device == "cpu"


class TestBroken:
    """A set that is there but not whole is an error, whatever the run; the small digits never step in."""

    @pytest.mark.parametrize("run", ["auto", "quick", "full"])
    @pytest.mark.parametrize("packed", [False, True])
    def test_cut_short(self, run: str, packed: bool, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        raw = fake_mnist.write(tmp_path, packed)
        file = next(raw.glob("t10k-images*"))
        file.write_bytes(file.read_bytes()[:-1])
        with pytest.raises(StubmeisterError, match="t10k-images") as caught:
            digits(run, tmp_path)
        assert "stubmeister download" in caught.value.cure

    def test_one_byte_changed(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        file = fake_mnist.write(tmp_path) / "train-labels-idx1-ubyte"
        file.write_bytes(file.read_bytes()[:-1] + b"\x63")
        with pytest.raises(StubmeisterError, match="train-labels.*not the original"):
            digits("auto", tmp_path)

    @pytest.mark.parametrize("name", ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
    def test_one_missing(self, name: str, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        (fake_mnist.write(tmp_path / "cache") / name).unlink()
        with pytest.raises(StubmeisterError, match=f"{name}.*missing"):
            digits("auto")

    def test_packed_set_is_as_good(self, fake_mnist: FakeMnist, tmp_path: Path) -> None:
        fake_mnist.write(tmp_path / "plain")
        fake_mnist.write(tmp_path / "packed", packed=True)
        plain, packed = digits("full", tmp_path / "plain"), digits("full", tmp_path / "packed")
        assert np.array_equal(plain.train_images, packed.train_images)
        assert np.array_equal(plain.test_labels, packed.test_labels)

    def test_named_folder_without_mnist(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(StubmeisterError, match="no MNIST in"):
            digits("auto", tmp_path)
        monkeypatch.setenv("STUBMEISTER_DATA", str(tmp_path / "typo"))
        with pytest.raises(StubmeisterError, match="typo"):
            digits("auto")
        assert digits("offline").source == "load_digits"

    def test_quick_without_mnist(self) -> None:
        with pytest.raises(StubmeisterError, match="quick needs MNIST"):
            digits("quick")

    def test_unknown_run(self) -> None:
        with pytest.raises(StubmeisterError, match="'slow'"):
            digits("slow")
