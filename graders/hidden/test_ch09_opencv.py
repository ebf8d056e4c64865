"""Chapter 9, the teacher's checks: any picture and any setting, compared with the reference solution."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.compare import agree, gives, refuses, same, unchanged
from graders.strategies import (
    margin_shares,
    rough_picture,
    rough_pictures,
    size_factors,
    slanted_pictures,
    smooth_picture,
    smooth_pictures,
    turning_angles,
)

a_few = settings(
    max_examples=12
)  # a picture holds hundreds of cases, and every call carries one there and back


def file_bytes(image, extension):
    """What a file with this image holds."""
    return cv2.imencode(extension, image)[1].tobytes()


def near(got, expected):
    """As `same`, but for JPEG, which decoders may round differently."""
    return None if _largest_step(got, expected) <= 4 else same(got, expected)


def same_warp(got, expected):
    """As `same`, with room for another way to the same interpolation.

    OpenCV before version 5 rounds positions to a 32nd of a pixel, which moves a few values at the edge of the
    black.
    """
    if _largest_step(got, expected) > 10:
        return same(got, expected)
    off = np.abs(got.astype(int) - expected) > 2
    return same(got, expected) if off.mean() > 0.05 else None


def same_around_the_circle(got, expected):
    """As `same`, for (gray, hsv): hue 179 and hue 0 are one step apart."""
    parts = _parts(got)
    if len(parts) == 2 and _largest_step(parts[1], expected[1]) < np.inf:
        mine, right = parts[1].copy(), expected[1]
        one_apart = np.abs(mine[..., 0].astype(int) - right[..., 0]) == 179
        mine[..., 0][one_apart] = right[..., 0][one_apart]
        got = (parts[0], mine)
    return same(got, expected)


def same_blurs(got, expected):
    """As `same`, for (mean, gaussian, median), with two steps for the Gaussian.

    OpenCV rounds its weights, and for sizes up to 7 it takes them from a table that differs a little from the
    formula in its manual.
    """
    parts = _parts(got)
    if len(parts) == 3 and _largest_step(parts[1], expected[1]) <= 2:
        got = (parts[0], expected[1], parts[2])
    return same(got, expected)


def _parts(got):
    """The images of a tuple, or of what stands for one; none when it is neither."""
    return list(got) if isinstance(got, (tuple, list)) or (isinstance(got, np.ndarray) and got.ndim) else []


def _largest_step(got, expected):
    """The largest difference of two uint8 images; infinite when `got` is none, or of another shape."""
    fits = isinstance(got, np.ndarray) and got.dtype == np.uint8 and got.shape == expected.shape
    return np.abs(got.astype(int) - expected).max() if fits else np.inf


@pytest.mark.exercise("load_image")
class TestLoadImage:
    @pytest.mark.parametrize("extension", [".png", ".bmp"])
    def test_lossless_files(self, student, student_files, extension):
        """PNG and BMP files come back pixel for pixel, in BGR order."""
        picture = rough_picture(9, 14, seed=1)
        path = student_files.write(f"picture{extension}", file_bytes(picture, extension))
        gives(student.load_image, picture, path, exact=True)

    def test_jpeg(self, student, student_files):
        """A JPEG file comes back as the picture that was stored, in BGR order."""
        data = file_bytes(smooth_picture(16, 24, seed=2), ".jpg")
        expected = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
        gives(student.load_image, expected, student_files.write("photo.jpg", data), compare=near)

    @pytest.mark.hint("Ask OpenCV for a colour image, whatever the file holds.")
    def test_transparent_file(self, student, student_files):
        """A file with an alpha channel comes back with three channels, their values untouched."""
        picture = rough_picture(8, 11, seed=3)
        alpha = rough_picture(8, 11, seed=4, channels=1)
        path = student_files.write("alpha.png", file_bytes(np.dstack([picture, alpha]), ".png"))
        gives(student.load_image, picture, path)

    def test_path_object(self, student, student_files):
        """A Path works like a string, for a file that is there and for one that is not."""
        picture = rough_picture(7, 12, seed=5)
        gives(student.load_image, picture, Path(student_files.write("path.png", file_bytes(picture, ".png"))))
        with pytest.raises(FileNotFoundError):
            student.load_image(Path(student_files.path("nowhere.png")))

    def test_file_in_a_folder(self, student, student_files):
        """A file in a folder is found: the folder belongs to the path."""
        picture = rough_picture(6, 10, seed=6)
        gives(student.load_image, picture, student_files.write("album/in.png", file_bytes(picture, ".png")))

    def test_file_that_changes(self, student, student_files):
        """A file is read anew in every call: it may have changed in between."""
        for seed in (7, 8):
            picture = rough_picture(6, 10, seed=seed)
            path = student_files.write("changing.png", file_bytes(picture, ".png"))
            gives(student.load_image, picture, path)

    @pytest.mark.hint("cv2.imdecode refuses empty data with an error of its own; look before you decode.")
    def test_empty_file(self, student, student_files):
        """An empty file raises ValueError, and the message says which file."""
        path = student_files.write("empty.png", b"")
        refuses(student.load_image, ValueError, path, names=("path", path, "empty.png"))


@pytest.mark.exercise("scale")
class TestScale:
    @a_few
    @given(rough_pictures(), size_factors())
    def test_any_factor(self, student, solution, image, factor):
        """Smaller or larger: bicubic, with width int(w * factor) and height int(h * factor)."""
        agree(student.scale, solution.scale, image, factor)

    @pytest.mark.hint("INTER_AREA is another way to shrink; the slide uses bicubic interpolation both ways.")
    def test_half(self, student, solution):
        """At half the size, the pixels are still bicubic."""
        agree(student.scale, solution.scale, rough_picture(12, 20, seed=1), 0.5)

    @pytest.mark.hint("The size is int(w * factor) as it stands, whatever w * factor is.")
    def test_sizes_without_rounding(self, student, solution):
        """A computer's 100 * 0.29 is a little less than 29, so int makes 28 of it; 5 times 9 is 45."""
        agree(student.scale, solution.scale, rough_picture(50, 100, seed=3), 0.29)
        agree(student.scale, solution.scale, rough_picture(7, 9, seed=4), 5.0)

    @pytest.mark.hint("image.shape has two entries for a gray image: h, w = image.shape[:2] fits both.")
    def test_gray(self, student, solution):
        """A gray image is scaled too, and the original stays as it was."""
        image = rough_picture(12, 18, seed=2, channels=1)
        agree(student.scale, solution.scale, image, 1.5)
        unchanged(student.scale, image, 1.5)


@pytest.mark.exercise("to_gray_and_hsv")
class TestToGrayAndHsv:
    @a_few
    @given(rough_pictures())
    def test_any_picture(self, student, solution, image):
        """Gray and HSV are those of OpenCV for an image in BGR order."""
        agree(student.to_gray_and_hsv, solution.to_gray_and_hsv, image, compare=same_around_the_circle)

    def test_original_stays(self, student, solution):
        """Both come from the original, which stays as it was."""
        image = smooth_picture(9, 13, seed=1)
        agree(student.to_gray_and_hsv, solution.to_gray_and_hsv, image, compare=same_around_the_circle)
        unchanged(student.to_gray_and_hsv, image)


@pytest.mark.exercise("crop_margins")
class TestCropMargins:
    @a_few
    @given(rough_pictures(), margin_shares(), margin_shares())
    def test_any_shares(self, student, solution, image, top, side):
        """int(h * top) rows go above and below, int(w * side) columns go on the left and on the right."""
        agree(student.crop_margins, solution.crop_margins, image, top, side, exact=True)

    @pytest.mark.hint("A slice that ends at -0 is empty.")
    @pytest.mark.parametrize(("top", "side"), [(0.25, 0.0), (0.0, 0.0), (0.0625, 0.0625)])
    def test_margins_of_no_pixel(self, student, solution, top, side):
        """Where the margin is no whole pixel, nothing is cut."""
        agree(
            student.crop_margins, solution.crop_margins, rough_picture(10, 15, seed=1), top, side, exact=True
        )

    @pytest.mark.hint("A margin is int(h * top) or int(w * side) as it stands, whatever the product is.")
    def test_margins_without_rounding(self, student, solution):
        """A computer's 100 * 0.29 is a little less than 29, so int makes 28 of it."""
        image = rough_picture(100, 50, seed=3)
        agree(student.crop_margins, solution.crop_margins, image, 0.29, 0.25, exact=True)
        agree(student.crop_margins, solution.crop_margins, image.transpose(1, 0, 2), 0.25, 0.29, exact=True)

    def test_gray(self, student, solution):
        """A gray image is cropped too, and the original stays as it was."""
        image = rough_picture(16, 9, seed=2, channels=1)
        agree(student.crop_margins, solution.crop_margins, image, 0.125, 0.25, exact=True)
        unchanged(student.crop_margins, image, 0.125, 0.25)


@pytest.mark.exercise("flips")
class TestFlips:
    @a_few
    @given(rough_pictures(smallest=1, largest=12))
    def test_any_picture(self, student, solution, image):
        """Upside down and left to right, every channel where it was."""
        agree(student.flips, solution.flips, image, exact=True)

    def test_gray(self, student, solution):
        """A gray image is flipped too, and the original stays as it was."""
        image = rough_picture(5, 8, seed=1, channels=1)
        agree(student.flips, solution.flips, image, exact=True)
        unchanged(student.flips, image)


@pytest.mark.exercise("blurs")
class TestBlurs:
    # Smooth pictures: on rough ones OpenCV's table for small sizes and its manual's formula differ too much.
    @a_few
    @given(smooth_pictures(smallest=12), st.sampled_from([1, 3, 5, 7]))
    def test_small_kernels(self, student, solution, image, ksize):
        """Mean, Gaussian with sigma 0 and median, each over ksize by ksize pixels of the original."""
        agree(student.blurs, solution.blurs, image, ksize, compare=same_blurs)

    @a_few
    @given(rough_pictures(smallest=12), st.sampled_from([9, 11]))
    def test_larger_kernels(self, student, solution, image, ksize):
        """Larger kernels smooth more, and the borders stay OpenCV's defaults."""
        agree(student.blurs, solution.blurs, image, ksize, compare=same_blurs)

    def test_specks(self, student, solution):
        """Among specks of black and white, the median shows that it takes the middle value."""
        image = smooth_picture(14, 20, seed=1)
        specks = np.random.default_rng(1).random(image.shape[:2])
        image[specks < 0.05], image[specks > 0.95] = 0, 255
        agree(student.blurs, solution.blurs, image, 9, compare=same_blurs)

    def test_gray(self, student, solution):
        """A gray image is smoothed too, and the original stays as it was."""
        image = smooth_picture(12, 17, seed=2, channels=1)
        agree(student.blurs, solution.blurs, image, 5, compare=same_blurs)
        unchanged(student.blurs, image, 5)


@pytest.mark.exercise("rotate_and_scale")
class TestRotateAndScale:
    @a_few
    @given(smooth_pictures(smallest=12), turning_angles(), st.sampled_from([0.5, 0.75, 1.25, 1.5]))
    def test_any_turn(self, student, solution, image, angle, factor):
        """Counter-clockwise about (w // 2, h // 2), bilinear, in the size of the original."""
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, angle, factor, compare=same_warp)

    @pytest.mark.hint("The centre is a pixel: w // 2 and h // 2, both rounded down.")
    @pytest.mark.parametrize("size", [(15, 21), (14, 20)])
    def test_centre(self, student, solution, size):
        """The centre is (w // 2, h // 2) for odd and for even sides."""
        image = smooth_picture(*size, seed=1)
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, 40, 0.75, compare=same_warp)

    @pytest.mark.hint(
        "np.rot90 turns about the middle, which lies between the pixels when the sides are even."
    )
    @pytest.mark.parametrize("angle", [90, 270])
    def test_quarter_turns(self, student, solution, angle):
        """A square picture with even sides is turned about (w // 2, h // 2) too, by any number of degrees."""
        image = smooth_picture(14, 14, seed=4)
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, angle, 1.0, compare=same_warp)

    def test_smaller(self, student, solution):
        """Made half as large or smaller still, the picture is surrounded by black."""
        image = smooth_picture(13, 22, seed=2)
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, 0, 0.5, compare=same_warp)
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, 30, 0.25, compare=same_warp)

    @pytest.mark.hint("image.shape has two entries for a gray image: h, w = image.shape[:2] fits both.")
    def test_gray(self, student, solution):
        """A gray image is turned too, and the original stays as it was."""
        image = smooth_picture(16, 12, seed=3, channels=1)
        agree(student.rotate_and_scale, solution.rotate_and_scale, image, -20.5, 1, compare=same_warp)
        unchanged(student.rotate_and_scale, image, -20.5, 1)


@pytest.mark.exercise("straighten")
class TestStraighten:
    @a_few
    @given(slanted_pictures())
    def test_any_four_points(self, student, solution, slanted):
        """Four points go where they should, bilinear, in the size of the original and black outside."""
        agree(student.straighten, solution.straighten, *slanted, compare=same_warp)

    @pytest.mark.hint("Three points fix an affine transform only; the fourth makes it perspective.")
    def test_document(self, student, solution):
        """A page seen at a slant becomes the whole picture."""
        src = np.array([[6, 3], [22, 5], [26, 15], [2, 13]], dtype=np.float32)
        dst = np.array([[0, 0], [27, 0], [27, 17], [0, 17]], dtype=np.float32)
        agree(
            student.straighten,
            solution.straighten,
            smooth_picture(18, 28, seed=1),
            src,
            dst,
            compare=same_warp,
        )

    def test_gray(self, student, solution):
        """A gray image is straightened too, and image and points stay as they were."""
        src = np.array([[1, 1], [18, 2], [17, 12], [2, 13]], dtype=np.float32)
        dst = np.array([[3, 2], [16, 1], [18, 11], [1, 12]], dtype=np.float32)
        image = smooth_picture(14, 20, seed=2, channels=1)
        agree(student.straighten, solution.straighten, image, src, dst, compare=same_warp)
        unchanged(student.straighten, image, src, dst)
