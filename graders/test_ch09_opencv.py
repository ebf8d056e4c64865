"""Chapter 9, the checks every student may run: small pictures whose answers can be worked out by eye."""

import cv2
import numpy as np
import pytest

from graders.compare import gives, refuses


def gray(*rows):
    """A gray image from its rows."""
    return np.array(rows, dtype=np.uint8)


def colour(*rows):
    """A colour image from gray rows: three channels that differ, so that mixed-up channels show."""
    values = np.array(rows, dtype=np.uint8)
    return np.stack([values, 255 - values, values // 2], axis=-1)


def png(image):
    """The bytes of a PNG file with this image."""
    return cv2.imencode(".png", image)[1].tobytes()


# Neighbours differ by at least 10: uint8 answers may be off by one, which must not hide a moved pixel.
SMALL = colour([10, 20, 30, 40, 50], [60, 70, 80, 90, 100], [110, 120, 130, 140, 150])


@pytest.mark.exercise("load_image", points=4)
class TestLoadImage:
    def test_colour_file(self, student, student_files):
        """A colour file comes back with its height, its width and three channels, blue first."""
        gives(student.load_image, SMALL, student_files.write("colour.png", png(SMALL)))

    @pytest.mark.hint("A gray file has one channel only if you ask for the file as it is.")
    def test_gray_file(self, student, student_files):
        """A gray file comes back with three equal channels."""
        one_channel = gray([0, 50, 100], [150, 200, 250])
        three_channels = np.stack([one_channel] * 3, axis=-1)
        gives(student.load_image, three_channels, student_files.write("gray.png", png(one_channel)))

    @pytest.mark.hint(
        "cv2.imread does not say why it gave None; Path(path).exists() tells the two cases apart."
    )
    def test_missing_file(self, student, student_files):
        """A path where there is no file raises FileNotFoundError."""
        with pytest.raises(FileNotFoundError):
            student.load_image(student_files.path("missing.png"))

    @pytest.mark.hint(
        "OpenCV gives None for what it cannot read. Look for it, and name the path in your message."
    )
    def test_text_file(self, student, student_files):
        """A file that is no image raises ValueError, and the message says which file."""
        path = student_files.write("text.png", b"These are words, and no picture at all.\n" * 4)
        refuses(student.load_image, ValueError, path, names=("path", path, "text.png"))


@pytest.mark.exercise("scale", points=3)
class TestScale:
    def test_whole_sizes(self, student):
        """Half of 6 rows and 10 columns is 3 rows and 5 columns."""
        gives(student.scale, np.full((3, 5, 3), 120, np.uint8), np.full((6, 10, 3), 120, np.uint8), 0.5)

    @pytest.mark.hint("int() cuts off what follows the point. cv2.resize rounds when it is given fx and fy.")
    def test_sizes_are_cut_off(self, student):
        """Half of 7 rows and 11 columns is 3 rows and 5 columns: what follows the point is cut off."""
        gives(student.scale, np.full((3, 5, 3), 120, np.uint8), np.full((7, 11, 3), 120, np.uint8), 0.5)

    @pytest.mark.hint("cv2.resize interpolates linearly unless it is told otherwise.")
    def test_bicubic(self, student):
        """Next to an edge, bicubic pixels go a little beyond both sides of it."""
        edge = np.zeros((4, 8, 3), dtype=np.uint8)
        edge[:, :4], edge[:, 4:] = 50, 150
        row = [50, 50, 50, 50, 50, 46, 39, 73, 127, 161, 154, 150, 150, 150, 150, 150]
        expected = np.empty((8, 16, 3), dtype=np.uint8)
        expected[:] = np.array(row, dtype=np.uint8)[None, :, None]
        gives(student.scale, expected, edge, 2.0)


@pytest.mark.exercise("to_gray_and_hsv", points=3)
class TestToGrayAndHsv:
    def test_pure_colours(self, student):
        """Blue, green, cyan, dark red and white become the grays and the hues that OpenCV gives them."""
        image = np.array(
            [[[255, 0, 0], [0, 255, 0], [255, 255, 0], [0, 0, 200], [255, 255, 255]]], dtype=np.uint8
        )
        hsv = [[[120, 255, 255], [60, 255, 255], [90, 255, 255], [0, 255, 200], [0, 0, 255]]]
        gives(student.to_gray_and_hsv, (gray([29, 150, 179, 60, 255]), np.array(hsv, dtype=np.uint8)), image)

    def test_no_colour(self, student):
        """Where B, G and R are equal, gray and V are that value, and H and S are 0."""
        values = gray([0, 50, 100], [150, 200, 250])
        zeros = np.zeros_like(values)
        hsv = np.stack([zeros, zeros, values], axis=-1)
        gives(student.to_gray_and_hsv, (values, hsv), np.stack([values] * 3, axis=-1))


@pytest.mark.exercise("crop_margins", points=3)
class TestCropMargins:
    IMAGE = np.random.default_rng(9).integers(0, 256, (20, 30, 3), dtype=np.uint8)

    def test_all_four_sides(self, student):
        """Of 20 rows and 30 columns, 0.15 takes 3 rows above and below, and 0.2 takes 6 columns on each
        side."""
        gives(student.crop_margins, self.IMAGE[3:17, 6:24], self.IMAGE, 0.15, 0.2, exact=True)

    @pytest.mark.hint("Compute the whole number once, and use it on both sides.")
    def test_part_of_a_row_stays(self, student):
        """Margins are whole rows and columns: 0.17 of 20 rows is 3 rows, 0.12 of 30 columns is 3 columns."""
        gives(student.crop_margins, self.IMAGE[3:17, 3:27], self.IMAGE, 0.17, 0.12, exact=True)

    @pytest.mark.hint("A slice that ends at -0 is empty; h - 0 is the end of the image.")
    def test_nothing_to_cut(self, student):
        """A margin of 0 leaves that side whole."""
        gives(student.crop_margins, self.IMAGE[:, 6:24], self.IMAGE, 0.0, 0.2, exact=True)


@pytest.mark.exercise("flips", points=2)
class TestFlips:
    def test_both(self, student):
        """First upside down, then left to right, each from the original."""
        gives(student.flips, (SMALL[[2, 1, 0]], SMALL[:, [4, 3, 2, 1, 0]]), SMALL, exact=True)


@pytest.mark.exercise("blurs", points=4)
class TestBlurs:
    def test_flat_image(self, student):
        """An image of one colour stays as it is, up to its edges."""
        flat = np.empty((6, 9, 3), dtype=np.uint8)
        flat[:] = (30, 120, 210)
        gives(student.blurs, (flat, flat, flat), flat, 3)

    @pytest.mark.hint("The order is mean, gaussian, median, and each filter starts from the original.")
    def test_one_bright_pixel(self, student):
        """The mean spreads a single pixel of 40 evenly, the Gaussian keeps more in the middle, the median
        removes it."""
        image = np.zeros((7, 9), dtype=np.uint8)
        image[3, 4] = 40
        mean, gaussian = np.zeros((2, 7, 9), dtype=np.uint8)
        mean[2:5, 3:6] = 4  # 40 / 9
        gaussian[2:5, 3:6] = [[2, 5, 2], [5, 10, 5], [2, 5, 2]]  # 40 times (1/4, 1/2, 1/4) in both directions
        colours = [np.stack([part] * 3, axis=-1) for part in (image, mean, gaussian, np.zeros_like(image))]
        gives(student.blurs, tuple(colours[1:]), colours[0], 3)


@pytest.mark.exercise("rotate_and_scale", points=4)
class TestRotateAndScale:
    @pytest.mark.hint("A positive angle turns counter-clockwise, which is also how OpenCV counts.")
    def test_quarter_turn(self, student):
        """A quarter turn goes counter-clockwise about the middle, and what comes from outside is black."""
        black = (0, 0, 0)
        expected = np.array([[black, SMALL[0, 3], SMALL[1, 3], SMALL[2, 3], black]] * 3, dtype=np.uint8)
        expected[1, 1:4], expected[2, 1:4] = SMALL[:, 2], SMALL[:, 1]
        gives(student.rotate_and_scale, expected, SMALL, 90, 1.0)

    def test_half_turn(self, student):
        """Half a turn about the middle puts every pixel of 3 rows and 5 columns opposite."""
        gives(student.rotate_and_scale, SMALL[::-1, ::-1].copy(), SMALL, 180, 1.0)

    def test_factor(self, student):
        """Twice as large about the middle: between two pixels of the original lies one halfway in value."""
        # About (2, 1), pixel (x, y) of the result is (1 + x / 2, (1 + y) / 2) of the original.
        expected = colour([45, 50, 55, 60, 65], [70, 75, 80, 85, 90], [95, 100, 105, 110, 115])
        gives(student.rotate_and_scale, expected, SMALL, 0, 2.0)


@pytest.mark.exercise("straighten", points=4)
class TestStraighten:
    CORNERS = np.array([[0, 0], [4, 0], [4, 2], [0, 2]], dtype=np.float32)

    def test_nothing_moves(self, student):
        """When the four points stay where they are, so does the image."""
        gives(student.straighten, SMALL, SMALL, self.CORNERS, self.CORNERS)

    @pytest.mark.hint("The transform leads from src to dst; cv2.warpPerspective wants it in this direction.")
    def test_one_column_to_the_right(self, student):
        """Points that go one to the right take the image along, and the first column becomes black."""
        expected = np.zeros_like(SMALL)
        expected[:, 1:] = SMALL[:, :-1]
        gives(student.straighten, expected, SMALL, self.CORNERS, self.CORNERS + np.float32([1, 0]))

    @pytest.mark.hint(
        "Each src point belongs to the dst point in the same row, whatever order the rows are in."
    )
    def test_corners_change_places(self, student):
        """When left and right corners change places, the image is mirrored."""
        gives(student.straighten, SMALL[:, ::-1].copy(), SMALL, self.CORNERS, self.CORNERS[[1, 0, 3, 2]])
