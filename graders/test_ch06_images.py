"""Chapter 6, the checks every student may run: small pictures whose answers can be worked out on paper."""

import cv2
import numpy as np
import pytest

from graders.compare import gives, refuses, same_file, same_hsv, same_noise, unchanged
from stubmeister.lang import _

by_hand = pytest.mark.by_hand


def gray(*rows):
    """A gray image from its rows."""
    return np.array(rows, dtype=np.uint8)


def pixels(*colours):
    """A colour image of one row."""
    return np.array([colours], dtype=np.uint8)


def colour(*rows):
    """A colour image from gray rows: three channels that differ, so that mixed-up channels show."""
    values = np.array(rows, dtype=np.uint8)
    return np.stack([values, 255 - values, values // 2], axis=-1)


def bgr(*values):
    return np.array(values, dtype=np.uint8)


def numbers(*rows):
    return np.array(rows, dtype=np.float64)


def poster():
    """A colour image without fine detail, 16 high and 24 wide: JPEG and GIF change it a little only."""
    y, x = np.mgrid[0:16, 0:24]
    return np.stack([250 - 4 * x, 20 + 4 * y, 10 + 2 * x], axis=-1).astype(np.uint8)


def image_or(clean, got):
    """`got`, or where it is no image like `clean`, the clean one itself, which no noise equals."""
    fits = isinstance(got, np.ndarray) and got.dtype == np.uint8 and got.shape == clean.shape
    return got if fits else clean


def file_bytes(image, extension):
    return cv2.imencode(extension, image)[1].tobytes()


SMALL = colour([10, 20, 30], [110, 120, 130])


@by_hand
@pytest.mark.exercise("describe", points=2)
class TestDescribe:
    @pytest.mark.hint("image.shape begins with the height; pixels are width times height.")
    def test_colour(self, student):
        """An array of shape (4, 6, 3) is an image 6 wide and 4 high with 3 channels and 24 pixels."""
        expected = {"width": 6, "height": 4, "channels": 3, "pixels": 24}
        gives(student.describe, expected, np.zeros((4, 6, 3), np.uint8))

    @pytest.mark.hint("A gray image has no axis for channels: image.ndim is 2.")
    def test_gray(self, student):
        """An array of shape (5, 3) is a gray image 3 wide and 5 high with 1 channel and 15 pixels."""
        gives(
            student.describe,
            {"width": 3, "height": 5, "channels": 1, "pixels": 15},
            np.zeros((5, 3), np.uint8),
        )


@by_hand
@pytest.mark.exercise("bgr_to_rgb", points=2)
class TestBgrToRgb:
    @pytest.mark.hint("[..., ::-1] reverses the last axis.")
    def test_two_pixels(self, student):
        """The pixels [255, 128, 0] and [1, 2, 3] become [0, 128, 255] and [3, 2, 1]."""
        gives(
            student.bgr_to_rgb, pixels([0, 128, 255], [3, 2, 1]), pixels([255, 128, 0], [1, 2, 3]), exact=True
        )

    def test_places(self, student):
        """Every pixel stays in its place."""
        expected = np.stack([SMALL[..., 2], SMALL[..., 1], SMALL[..., 0]], axis=-1)
        gives(student.bgr_to_rgb, expected, SMALL, exact=True)


@by_hand
@pytest.mark.exercise("to_gray", points=3)
class TestToGray:
    @pytest.mark.hint("The array holds B, G, R; blue, channel 0, has the smallest weight.")
    def test_worked_example(self, student):
        """B=10, G=20, R=30 becomes 22, and B=200, G=100, R=50 becomes 96."""
        gives(student.to_gray, gray([22, 96]), pixels([10, 20, 30], [200, 100, 50]))

    @pytest.mark.hint("Go to float64 before you compute, round, and come back to uint8 at the end.")
    def test_pure_colours(self, student):
        """Blue, green, red and white become 29, 150, 76 and 255, in an array without channels."""
        image = pixels([255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255])
        gives(student.to_gray, gray([29, 150, 76, 255]), image)


@by_hand
@pytest.mark.exercise("to_yuv", points=4)
class TestToYuv:
    def test_worked_example(self, student):
        """B=10, G=20, R=30 becomes Y=22, U=122, V=135."""
        gives(student.to_yuv, pixels([22, 122, 135]), pixels([10, 20, 30]))

    @pytest.mark.hint("U and V are differences of colours. They may be negative, so 128 is added.")
    def test_grays(self, student):
        """Where B, G and R are equal, Y is their value, and U and V are 128."""
        image = pixels([0, 0, 0], [90, 90, 90], [255, 255, 255])
        gives(student.to_yuv, pixels([0, 128, 128], [90, 128, 128], [255, 128, 128]), image)

    @pytest.mark.hint("Clip to 0..255 before you convert to uint8, which would wrap around.")
    def test_clipped(self, student):
        """The V of pure red would be 285 and becomes 255; that of cyan would be -29 and becomes 0."""
        gives(student.to_yuv, pixels([76, 91, 255], [179, 165, 0]), pixels([0, 0, 255], [255, 255, 0]))


@by_hand
@pytest.mark.exercise("to_hsv", points=5)
class TestToHsv:
    @pytest.mark.hint("Degrees are halved: red, green and blue lie at 0, 60 and 120.")
    def test_pure_colours(self, student):
        """Red, green, blue and yellow have H of 0, 60, 120 and 30, and S and V of 255."""
        image = pixels([0, 0, 255], [0, 255, 0], [255, 0, 0], [0, 255, 255])
        expected = pixels([0, 255, 255], [60, 255, 255], [120, 255, 255], [30, 255, 255])
        gives(student.to_hsv, expected, image, compare=same_hsv)

    @pytest.mark.hint("Where red is the largest and blue larger than green, the angle is negative: add 360.")
    def test_worked_examples(self, student):
        """Orange, B=0, G=128, R=255, is (15, 255, 255); B=60, G=0, R=120 is (165, 255, 120)."""
        image = pixels([0, 128, 255], [60, 0, 120])
        gives(student.to_hsv, pixels([15, 255, 255], [165, 255, 120]), image, compare=same_hsv)

    @pytest.mark.hint("Do not divide by V where V is 0.")
    def test_no_colour(self, student):
        """Black, gray and white have S of 0, V of their value, and any H."""
        image = pixels([0, 0, 0], [77, 77, 77], [255, 255, 255])
        gives(student.to_hsv, pixels([0, 0, 0], [0, 0, 77], [0, 0, 255]), image, compare=same_hsv)


@by_hand
@pytest.mark.exercise("color_distance", points=6)
class TestColorDistance:
    def test_black_and_white(self, student):
        """Black and white are 100 apart, whichever comes first."""
        gives(student.color_distance, 100.0, bgr(0, 0, 0), bgr(255, 255, 255), absolute=0.5)
        gives(student.color_distance, 100.0, bgr(255, 255, 255), bgr(0, 0, 0), absolute=0.5)

    @pytest.mark.hint("The array is B, G, R, the formulas want R, G, B. Undo the gamma before the matrix.")
    def test_red_and_green(self, student):
        """Red and green are 170.6 apart, red and blue 176.3."""
        gives(student.color_distance, 170.565, bgr(0, 0, 255), bgr(0, 255, 0), absolute=0.5)
        gives(student.color_distance, 176.314, bgr(0, 0, 255), bgr(255, 0, 0), absolute=0.5)

    @pytest.mark.hint("Both colours in float64: uint8 differences wrap around.")
    def test_gray_steps(self, student):
        """A gray of 119 is 50 from black and 50 from white; a colour is 0 from itself."""
        gives(student.color_distance, 50.034, bgr(119, 119, 119), bgr(0, 0, 0), absolute=0.5)
        gives(student.color_distance, 49.966, bgr(119, 119, 119), bgr(255, 255, 255), absolute=0.5)
        gives(student.color_distance, 0.0, bgr(20, 40, 200), bgr(20, 40, 200), absolute=0.5)


@pytest.mark.exercise("encode", points=3)
class TestEncode:
    @pytest.mark.hint("cv2.imencode gives (success, array); .tobytes() makes bytes of the array.")
    def test_lossless_files(self, student):
        """The bytes are a BMP or PNG file that holds the picture, value for value."""
        for extension in [".bmp", ".png"]:
            gives(student.encode, poster(), poster(), extension, compare=same_file(extension))

    def test_lossy_files(self, student):
        """The bytes are a JPEG or GIF file that holds about the same picture."""
        for extension in [".jpg", ".gif"]:
            gives(student.encode, poster(), poster(), extension, compare=same_file(extension))

    @pytest.mark.hint("Compare with the four strings before you call OpenCV.")
    def test_other_formats(self, student):
        """ ".webp" raises ValueError, although OpenCV could write it, and so does ".jpeg"."""
        refuses(student.encode, ValueError, poster(), ".webp", names=("extension", ".webp"))
        refuses(student.encode, ValueError, poster(), ".jpeg", names=("extension", ".jpeg"))

    @pytest.mark.hint("The four strings are written in lower case: compare with them as they are.")
    def test_capitals(self, student):
        """ ".JPG" raises ValueError: it is not exactly ".jpg"."""
        refuses(student.encode, ValueError, poster(), ".JPG", names=("extension", ".JPG"))


@pytest.mark.exercise("decode", points=3)
class TestDecode:
    def test_lossless_files(self, student):
        """The bytes of a BMP or PNG file give the picture back, blue first."""
        for extension in [".bmp", ".png"]:
            gives(student.decode, poster(), file_bytes(poster(), extension), exact=True)

    @pytest.mark.hint("cv2.imdecode does not raise, it gives None.")
    def test_text(self, student):
        """Bytes that are no image raise ValueError."""
        refuses(student.decode, ValueError, b"no image at all, but words", names=("data", "no image at"))

    @pytest.mark.hint("cv2.imdecode has an error of its own for empty data; look before you call it.")
    def test_nothing(self, student):
        """No bytes at all raise ValueError."""
        refuses(student.decode, ValueError, b"")


@pytest.mark.exercise("is_lossless", points=3)
class TestIsLossless:
    def test_png(self, student):
        """A PNG file gives every pixel back."""
        gives(student.is_lossless, True, poster(), ".png")

    def test_jpeg(self, student):
        """JPEG changes a picture with fine detail."""
        squares = np.indices((10, 12)).sum(axis=0).astype(np.uint8) % 2
        gives(student.is_lossless, False, squares[..., None] * bgr(250, 130, 10), ".jpg")

    @pytest.mark.hint("The extension alone does not tell. Encode, decode and compare.")
    @pytest.mark.weight(4)
    def test_black(self, student):
        """An all black picture survives JPEG, and GIF too."""
        gives(student.is_lossless, True, np.zeros((8, 12, 3), np.uint8), ".jpg")
        gives(student.is_lossless, True, np.zeros((8, 12, 3), np.uint8), ".gif")


@by_hand
@pytest.mark.exercise("crop", points=4)
class TestCrop:
    @pytest.mark.hint("image[y:y+h, x:x+w]: rows first.")
    def test_worked_example(self, student):
        """Of the rows 1 2 3, 4 5 6, 7 8 9, x=1, y=0, w=2, h=2 leaves 2 3, 5 6."""
        image = 10 * gray([1, 2, 3], [4, 5, 6], [7, 8, 9])
        gives(student.crop, gray([20, 30], [50, 60]), image, 1, 0, 2, 2, exact=True)

    @pytest.mark.hint(
        "x + w may equal the width, and y + h the height; only what is larger leaves the image."
    )
    def test_up_to_the_edge(self, student):
        """A region may end exactly at the right and lower edge."""
        gives(student.crop, SMALL[1:2, 1:3], SMALL, 1, 1, 2, 1, exact=True)

    @pytest.mark.hint("NumPy cuts a slice off at the end without a word; compare x + w with the width.")
    def test_leaves_the_image(self, student):
        """A region that ends one column or one row outside raises ValueError."""
        refuses(student.crop, ValueError, SMALL, 1, 0, 3, 1)
        refuses(student.crop, ValueError, SMALL, 0, 1, 1, 2)

    @pytest.mark.hint("To NumPy, -1 is the last place. Compare with 0 before you slice.")
    def test_before_the_image(self, student):
        """A region that begins one column left of the image or one row above it raises ValueError."""
        refuses(student.crop, ValueError, SMALL, -1, 0, 2, 1)
        refuses(student.crop, ValueError, SMALL, 0, -1, 1, 2)

    @pytest.mark.hint("Look at w and h: below 1 there is nothing to cut out.")
    def test_empty(self, student):
        """A region of width 0 or height 0 raises ValueError."""
        refuses(student.crop, ValueError, SMALL, 1, 1, 0, 1)
        refuses(student.crop, ValueError, SMALL, 1, 1, 1, 0)

    @pytest.mark.hint("A slice shares the image's memory; .copy() does not.")
    def test_copy(self, student, kit):
        """The result is a copy: it shares no memory with the image."""
        shared = kit.shares_memory(student.crop.handle(), SMALL, 1, 0, 2, 2)
        assert shared is False, _("the result shares its memory with the image")


@by_hand
@pytest.mark.exercise("flip", points=3)
class TestFlip:
    @pytest.mark.hint("The columns are the second axis.")
    def test_horizontal(self, student):
        """ "horizontal" swaps left and right: 1 2 3, 4 5 6 becomes 3 2 1, 6 5 4."""
        gives(student.flip, gray([30, 20, 10], [60, 50, 40]), gray([10, 20, 30], [40, 50, 60]), "horizontal",
              exact=True)  # fmt: skip

    def test_vertical(self, student):
        """ "vertical" swaps top and bottom: 1 2 3, 4 5 6 becomes 4 5 6, 1 2 3."""
        gives(student.flip, gray([40, 50, 60], [10, 20, 30]), gray([10, 20, 30], [40, 50, 60]), "vertical",
              exact=True)  # fmt: skip

    @pytest.mark.hint("Two ifs and a raise: what is neither must not fall into one of them.")
    def test_other_direction(self, student):
        """Any other direction raises ValueError."""
        refuses(student.flip, ValueError, SMALL, "diagonal", names=("direction", "diagonal"))


@by_hand
@pytest.mark.exercise("rotate90", points=3)
class TestRotate90:
    @pytest.mark.hint("Counter-clockwise: the last column becomes the first row.")
    def test_one_turn(self, student):
        """One turn of 1 2 3, 4 5 6 gives 3 6, 2 5, 1 4."""
        image = gray([10, 20, 30], [40, 50, 60])
        gives(student.rotate90, gray([30, 60], [20, 50], [10, 40]), image, 1, exact=True)

    def test_two_turns(self, student):
        """Two turns put every pixel opposite, and leave the size as it is."""
        gives(student.rotate90, SMALL[::-1, ::-1].copy(), SMALL, 2, exact=True)

    @pytest.mark.hint("turns % 4 is 0, 1, 2 or 3, for negative numbers too.")
    def test_other_way_round(self, student):
        """A turn of -1 is clockwise, the same as 3."""
        image = gray([10, 20, 30], [40, 50, 60])
        gives(student.rotate90, gray([40, 10], [50, 20], [60, 30]), image, -1, exact=True)
        gives(student.rotate90, gray([40, 10], [50, 20], [60, 30]), image, 3, exact=True)


@by_hand
@pytest.mark.exercise("resize_nearest", points=4)
class TestResizeNearest:
    @pytest.mark.hint(
        "Column c comes from column c * W // width: multiply first, then divide. "
        "The width comes first in the call, the height first in the shape."
    )
    def test_three_to_five(self, student):
        """A row of 3 made 5 wide takes the columns 0, 0, 1, 1, 2."""
        gives(student.resize_nearest, gray([10, 10, 20, 20, 30]), gray([10, 20, 30]), 5, 1, exact=True)

    def test_smaller(self, student):
        """Of 4 rows and 6 columns, 2 rows and 3 columns keep every second one, from the first."""
        image = np.arange(24, dtype=np.uint8).reshape(4, 6) * 10
        gives(student.resize_nearest, image[::2, ::2], image, 3, 2, exact=True)

    @pytest.mark.hint("The arguments begin with the width, a shape begins with the height.")
    def test_colour(self, student):
        """2 rows of 3 become 2 rows of 6, each pixel twice, with all its channels."""
        gives(student.resize_nearest, np.repeat(SMALL, 2, axis=1), SMALL, 6, 2, exact=True)


@by_hand
@pytest.mark.exercise("filter2d", points=5)
class TestFilter2d:
    @pytest.mark.hint(
        "The kernel is not turned over: its right column meets the neighbour on the right. "
        "Pixels outside repeat the edge pixel."
    )
    def test_right_neighbour(self, student):
        """The kernel [[0, 0, 1]] fetches the right neighbour; the last pixel has itself for one."""
        gives(student.filter2d, gray([20, 30, 30]), gray([10, 20, 30]), numbers([0, 0, 1]))

    @pytest.mark.hint("Outside the image the edge pixel is repeated; zeros would darken the edge.")
    def test_mean_of_nine(self, student):
        """The mean of 3 × 3 leaves a flat image as it is up to its edges, and spreads a single 90 evenly."""
        flat, dot = np.full((3, 4), 60, np.uint8), np.zeros((5, 5), np.uint8)
        dot[2, 2], spread = 90, np.zeros((5, 5), np.uint8)
        spread[1:4, 1:4] = 10
        gives(student.filter2d, flat, flat, np.full((3, 3), 1 / 9))
        gives(student.filter2d, spread, dot, np.full((3, 3), 1 / 9))

    @pytest.mark.hint("Clip the finished sum to 0..255 before you convert it to uint8.")
    def test_clipped(self, student):
        """Sums of 400 and -100 become 255 and 0."""
        gives(student.filter2d, gray([255, 255]), gray([200, 200]), numbers([2]))
        gives(student.filter2d, gray([0, 0]), gray([100, 100]), numbers([-1]))


@by_hand
@pytest.mark.exercise("sharpen", points=4)
class TestSharpen:
    def test_one_brighter_pixel(self, student):
        """A 110 among 100s becomes 150, and its four neighbours 90."""
        image = np.full((5, 5), 100, np.uint8)
        image[2, 2], expected = 110, image.copy()
        expected[2, 2], expected[[1, 3, 2, 2], [2, 2, 1, 3]] = 150, 90
        gives(student.sharpen, expected, image)

    @pytest.mark.hint("Filter the three channels one by one and put them together again.")
    def test_colour(self, student):
        """In a colour image every channel is sharpened on its own."""
        image = np.full((3, 3, 3), 100, np.uint8)
        image[1, 1], expected = (110, 100, 95), image.copy()
        expected[1, 1], expected[[0, 2, 1, 1], [1, 1, 0, 2]] = (150, 100, 75), (90, 100, 105)
        gives(student.sharpen, expected, image)


@by_hand
@pytest.mark.exercise("salt_and_pepper", points=5)
class TestSaltAndPepper:
    GRAY = np.full((100, 200), 120, np.uint8)
    COLOUR = np.full((80, 150, 3), (60, 120, 180), np.uint8)

    @pytest.mark.hint("Half of the amount becomes 0, the other half 255.")
    def test_gray(self, student):
        """With an amount of 0.1, about a tenth of the pixels becomes black or white, about half of each."""
        gives(student.salt_and_pepper, self.GRAY, self.GRAY, 0.1, 3, compare=same_noise(0.1))

    @pytest.mark.hint("Draw one random number for each pixel, of shape image.shape[:2].")
    def test_colour(self, student):
        """In a colour image whole pixels change, all three channels together."""
        gives(student.salt_and_pepper, self.COLOUR, self.COLOUR, 0.2, 5, compare=same_noise(0.2))

    @pytest.mark.hint("np.random.default_rng(seed), made anew in every call.")
    def test_same_seed(self, student):
        """The same seed gives the same specks again, whatever was called in between."""
        first = student.salt_and_pepper(self.GRAY, 0.1, 3)
        student.salt_and_pepper(self.GRAY, 0.1, 4)
        gives(student.salt_and_pepper, image_or(self.GRAY, first), self.GRAY, 0.1, 3, exact=True)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.salt_and_pepper, self.GRAY, 0.1, 3)


@by_hand
@pytest.mark.exercise("affine", points=3)
class TestAffine:
    @pytest.mark.hint("points is (n, 2): every row is a point, not every column. So is the result.")
    def test_worked_example(self, student):
        """[[2, 0, 10], [0, 3, 20]] takes (1, 2) to (12, 26)."""
        gives(student.affine, numbers([12, 26]), numbers([1, 2]), numbers([2, 0, 10], [0, 3, 20]))

    @pytest.mark.hint("x' = a x + b y + tx, with the first row of the matrix; y' with the second.")
    def test_shear(self, student):
        """[[1, 2, 0], [0, 1, 0]] moves each of three points sideways by twice its y."""
        points = numbers([0, 0], [1, 1], [5, -2])
        gives(student.affine, numbers([0, 0], [3, 1], [1, -2]), points, numbers([1, 2, 0], [0, 1, 0]))


@by_hand
@pytest.mark.exercise("rotation_matrix", points=4)
class TestRotationMatrix:
    @pytest.mark.hint("np.cos and np.sin want radians: np.deg2rad. Compare the signs with the formula, too.")
    def test_quarter_turn(self, student):
        """90 degrees about (2, 1) is [[0, 1, 1], [-1, 0, 3]]."""
        gives(student.rotation_matrix, numbers([0, 1, 1], [-1, 0, 3]), np.array([2.0, 1.0]), 90.0, 1.0)

    @pytest.mark.hint("The last column keeps the centre in its place; alpha in it is scale times the cosine.")
    def test_scale(self, student):
        """Twice as large about (2, 1) without a turn is [[2, 0, -2], [0, 2, -1]]."""
        gives(student.rotation_matrix, numbers([2, 0, -2], [0, 2, -1]), np.array([2.0, 1.0]), 0.0, 2.0)


@by_hand
@pytest.mark.exercise("homography", points=6)
class TestHomography:
    SQUARE = numbers([0, 0], [1, 0], [1, 1], [0, 1])

    def test_worked_example(self, student):
        """The unit square made twice as large and moved by (2, 3) is [[2, 0, 2], [0, 2, 3], [0, 0, 1]]."""
        dst = numbers([2, 3], [4, 3], [4, 5], [2, 5])
        gives(student.homography, numbers([2, 0, 2], [0, 2, 3], [0, 0, 1]), self.SQUARE, dst)

    @pytest.mark.hint("Each pair of points gives two equations for the eight unknown entries.")
    def test_perspective(self, student):
        """When the corner (1, 1) goes to (0.6, 0.6) and the others stay, the last row is 2, 2, 1."""
        dst = numbers([0, 0], [1, 0], [0.6, 0.6], [0, 1])
        gives(student.homography, numbers([3, 0, 0], [0, 3, 0], [2, 2, 1]), self.SQUARE, dst)

    @pytest.mark.hint("Look at the triangle of every three points; the determinant is twice its area.")
    def test_points_on_a_line(self, student):
        """Three points on a line raise ValueError, and the message names src or dst, whichever it is."""
        line = numbers([0, 0], [1, 1], [2, 2], [0, 1])
        refuses(student.homography, ValueError, line, self.SQUARE, names=("src",))
        refuses(student.homography, ValueError, self.SQUARE, line, names=("dst",))
