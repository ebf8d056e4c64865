"""Chapter 6, the checks that stay with the teacher: properties, edges and conventions."""

import itertools

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders import strategies
from graders.compare import agree, gives, refuses, same, same_file, same_hsv, same_noise, unchanged
from graders.strategies import rough_picture
from stubmeister.lang import _

by_hand = pytest.mark.by_hand

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def opencv(code):
    """The conversion that the exercise must agree with."""
    return lambda image: cv2.cvtColor(image, code)


def bgr(*values):
    return np.array(values, dtype=np.uint8)


def image_or(clean, got):
    """`got`, or where it is no image like `clean`, the clean one itself, which no noise equals."""
    fits = isinstance(got, np.ndarray) and got.dtype == np.uint8 and got.shape == clean.shape
    return got if fits else clean


def any_transform(got, expected):
    """A comparison that asks for the shape alone, where rounding leaves little of the numbers."""
    return None if np.shape(got) == np.shape(expected) else same(got, expected)


def file_bytes(image, extension):
    return cv2.imencode(extension, image)[1].tobytes()


def in_file(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


def flat(color, height=16, width=24):
    """A picture of one colour."""
    return np.full((height, width, 3), color, dtype=np.uint8)


def poster(seed):
    """A colour image without fine detail, 12 high and 20 wide, whose channels differ much."""
    steps = np.random.default_rng(seed).integers(2, 6, 3)
    y, x = np.mgrid[0:12, 0:20]
    return np.stack([240 - steps[0] * x, 40 + steps[1] * y, 90 - steps[2] * y + x], axis=-1).astype(np.uint8)


@by_hand
@pytest.mark.exercise("describe")
class TestDescribe:
    @pytest.mark.weight(4)
    @given(strategies.images())
    def test_any_image(self, student, solution, image):
        """Width, height, channels and the number of pixels, for gray and for colour."""
        agree(student.describe, solution.describe, image)

    def test_narrow(self, student):
        """A gray image 3 wide and a colour image 1 wide and 1 high keep width and channels apart."""
        three_wide = {"width": 3, "height": 3, "channels": 1, "pixels": 9}
        gives(student.describe, three_wide, np.zeros((3, 3), np.uint8))
        one_pixel = {"width": 1, "height": 1, "channels": 3, "pixels": 1}
        gives(student.describe, one_pixel, np.zeros((1, 1, 3), np.uint8))

    def test_large(self, student):
        """A gray image 320 wide and 240 high has 76800 pixels, more than two bytes can count."""
        expected = {"width": 320, "height": 240, "channels": 1, "pixels": 76800}
        gives(student.describe, expected, np.zeros((240, 320), np.uint8))

    def test_arguments_stay(self, student):
        """The image is as before after the call, gray or colour."""
        unchanged(student.describe, rough_picture(3, 4, seed=1, channels=1))
        unchanged(student.describe, rough_picture(3, 4, seed=1))


@by_hand
@pytest.mark.exercise("bgr_to_rgb")
class TestBgrToRgb:
    @pytest.mark.weight(4)
    @given(strategies.color_images())
    def test_any_image(self, student, solution, image):
        """Red, green, blue in every pixel, and every pixel in its place."""
        agree(student.bgr_to_rgb, solution.bgr_to_rgb, image, exact=True)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.bgr_to_rgb, rough_picture(3, 4, seed=1))


@by_hand
@pytest.mark.exercise("to_gray")
class TestToGray:
    @pytest.mark.weight(4)
    @given(strategies.strong_colors())
    def test_any_image(self, student, image):
        """0.299 R + 0.587 G + 0.114 B, rounded, for every pixel."""
        agree(student.to_gray, opencv(cv2.COLOR_BGR2GRAY), image)

    def test_many_colours(self, student):
        """The same for six hundred colours in one image."""
        agree(student.to_gray, opencv(cv2.COLOR_BGR2GRAY), rough_picture(20, 30, seed=2))

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.to_gray, rough_picture(3, 4, seed=1))


@by_hand
@pytest.mark.exercise("to_yuv")
class TestToYuv:
    @pytest.mark.weight(4)
    @given(strategies.strong_colors())
    def test_any_image(self, student, image):
        """OpenCV's 8-bit YUV, in the order Y, U, V."""
        agree(student.to_yuv, opencv(cv2.COLOR_BGR2YUV), image)

    def test_many_colours(self, student):
        """The same for six hundred colours in one image."""
        agree(student.to_yuv, opencv(cv2.COLOR_BGR2YUV), rough_picture(20, 30, seed=3))

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.to_yuv, rough_picture(3, 4, seed=1))


@by_hand
@pytest.mark.exercise("to_hsv")
class TestToHsv:
    @pytest.mark.weight(4)
    @given(strategies.strong_colors())
    def test_any_image(self, student, image):
        """OpenCV's 8-bit HSV, H compared around the circle."""
        agree(student.to_hsv, opencv(cv2.COLOR_BGR2HSV), image, compare=same_hsv)

    def test_many_colours(self, student):
        """The same for six hundred colours in one image."""
        agree(student.to_hsv, opencv(cv2.COLOR_BGR2HSV), rough_picture(20, 30, seed=4), compare=same_hsv)

    @pytest.mark.hint("Where two channels are the largest, the formulas of both give the same H.")
    def test_two_largest(self, student):
        """Yellow, cyan and magenta, strong and pale, have two largest channels."""
        image = np.array([[[0, 200, 200], [200, 200, 0], [200, 0, 200], [90, 200, 200], [200, 200, 150]]])
        agree(student.to_hsv, opencv(cv2.COLOR_BGR2HSV), image.astype(np.uint8), compare=same_hsv)

    def test_nearly_gray(self, student):
        """Where the channels differ by 1 alone, close to black or not, H and S still follow the formulas."""
        image = np.array([[[0, 0, 1], [0, 1, 0], [1, 0, 1], [0, 1, 1], [90, 90, 91], [201, 200, 200]]])
        agree(student.to_hsv, opencv(cv2.COLOR_BGR2HSV), image.astype(np.uint8), compare=same_hsv)

    @pytest.mark.hint("Add 360 to negative degrees before you halve them, and before uint8 wraps them.")
    def test_around_red(self, student):
        """On both sides of red H is small or close to 179."""
        reds = np.full((1, 9, 3), (0, 0, 240), np.uint8)
        reds[0, :4, 0], reds[0, 5:, 1] = (80, 40, 24, 16), (16, 24, 40, 80)
        agree(student.to_hsv, opencv(cv2.COLOR_BGR2HSV), reds, compare=same_hsv)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.to_hsv, rough_picture(3, 4, seed=1))


@by_hand
@pytest.mark.exercise("color_distance")
class TestColorDistance:
    @pytest.mark.weight(4)
    @given(strategies.colors(), strategies.colors())
    def test_any_colours(self, student, solution, one, other):
        """The straight distance in Lab, for any two colours."""
        agree(student.color_distance, solution.color_distance, one, other, absolute=0.5)

    @pytest.mark.hint("Below 0.04045 the gamma is a straight line, and below 0.008856 so is f.")
    def test_dark_colours(self, student, solution):
        """Close to black, both curves become straight lines."""
        agree(student.color_distance, solution.color_distance, bgr(0, 10, 0), bgr(10, 0, 10), absolute=0.5)
        agree(student.color_distance, solution.color_distance, bgr(0, 0, 0), bgr(10, 10, 10), absolute=0.5)
        agree(student.color_distance, solution.color_distance, bgr(3, 3, 3), bgr(24, 24, 24), absolute=0.5)

    @pytest.mark.hint("L, a and b all count, and the differences are squared, summed and rooted.")
    def test_strong_colours(self, student, solution):
        """Blue, cyan, magenta and yellow differ in all of L, a and b."""
        for one, other in [((255, 0, 0), (0, 255, 255)), ((255, 255, 0), (255, 0, 255))]:
            agree(student.color_distance, solution.color_distance, bgr(*one), bgr(*other), absolute=0.5)

    def test_arguments_stay(self, student):
        """Both colours are as before after the call."""
        unchanged(student.color_distance, bgr(10, 100, 200), bgr(0, 5, 90))


@pytest.mark.exercise("encode")
class TestEncode:
    @pytest.mark.weight(4)
    def test_another_picture(self, student):
        """Each of the four kinds of file holds the picture it was made of."""
        for extension in (".bmp", ".jpg", ".png", ".gif"):
            gives(student.encode, poster(7), poster(7), extension, compare=same_file(extension))

    @pytest.mark.hint("The four endings are written in lower case, with the dot, and nothing else.")
    def test_written_otherwise(self, student):
        """Capital letters, or no dot: whatever is not exactly one of the four strings raises ValueError."""
        for extension in (".JPG", ".Png", ".BMP", ".GIF", "png", "jpg"):
            refuses(student.encode, ValueError, poster(1), extension, names=("extension", extension))

    def test_not_an_ending_alone(self, student):
        """A file's name, a space before the dot, another format or nothing at all raise ValueError."""
        for extension in ("photo.png", " .png", ".png ", ".tiff"):
            refuses(student.encode, ValueError, poster(1), extension, names=("extension", extension))
        refuses(student.encode, ValueError, poster(1), "")

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.encode, poster(2), ".jpg")


@pytest.mark.exercise("decode")
class TestDecode:
    @pytest.mark.weight(4)
    def test_every_kind(self, student):
        """The picture in a PNG, BMP, GIF or JPEG file comes back, blue first."""
        for extension in (".png", ".bmp", ".gif"):
            data = file_bytes(rough_picture(9, 14, seed=1), extension)
            gives(student.decode, in_file(data), data)
        data = file_bytes(flat((200, 90, 30)), ".jpg")  # flat: decoders may differ where there is detail
        gives(student.decode, in_file(data), data)

    def test_black(self, student):
        """A black picture is a picture, even one of a single pixel."""
        for height, width in [(1, 1), (5, 8)]:
            gives(student.decode, flat((0, 0, 0), height, width), file_bytes(flat(0, height, width), ".png"))

    @pytest.mark.hint("Ask OpenCV for a colour image, whatever the file holds: cv2.IMREAD_COLOR.")
    def test_three_channels(self, student):
        """A gray file and one with transparency come back with three channels."""
        picture = rough_picture(7, 10, seed=3)
        gray = picture[..., 0].copy()
        gives(student.decode, np.dstack([gray, gray, gray]), file_bytes(gray, ".png"))
        gives(student.decode, picture, file_bytes(np.dstack([picture, gray]), ".png"))

    def test_broken_files(self, student):
        """The beginning of a PNG file alone, and bytes at random, raise ValueError."""
        for data in (file_bytes(poster(1), ".png")[:12], bytes(range(200, 256)), b"\x00" * 40):
            refuses(student.decode, ValueError, data)


@pytest.mark.exercise("is_lossless")
class TestIsLossless:
    def test_lossless_formats(self, student):
        """PNG and BMP give back even a picture of noise."""
        for extension in (".png", ".bmp"):
            gives(student.is_lossless, True, rough_picture(20, 30, seed=1), extension)

    def test_many_colours(self, student):
        """A picture of 600 colours does not survive the 256 of GIF, nor JPEG."""
        gives(student.is_lossless, False, rough_picture(20, 30, seed=2), ".gif")
        gives(student.is_lossless, False, rough_picture(20, 30, seed=2), ".jpg")

    @pytest.mark.hint("Equal means equal: no tolerance, in no channel.")
    def test_one_step(self, student, solution):
        """Pure red comes back from JPEG one step darker, which is not the same."""
        agree(student.is_lossless, solution.is_lossless, flat((0, 0, 255)), ".jpg")

    def test_loss_in_one_place(self, student):
        """Losses in the middle of an otherwise black picture count, too."""
        picture = np.zeros((48, 64, 3), np.uint8)
        picture[16:32, 16:48] = rough_picture(16, 32, seed=3)
        gives(student.is_lossless, False, picture, ".jpg")
        gives(student.is_lossless, False, picture, ".gif")

    def test_loss_in_the_last_row(self, student):
        """Three hundred colours in the last row alone are too many for GIF."""
        picture = np.zeros((2, 400, 3), np.uint8)
        picture[1, 100:] = rough_picture(1, 300, seed=4)
        gives(student.is_lossless, False, picture, ".gif")

    def test_losses_that_cancel(self, student, solution):
        """One value too small and another too large by as much do not make up for each other."""
        picture = flat((182, 84, 81), 8, 8)
        picture[3, 7] += 20
        agree(student.is_lossless, solution.is_lossless, picture, ".jpg")

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.is_lossless, poster(4), ".jpg")


@by_hand
@pytest.mark.exercise("crop")
class TestCrop:
    @pytest.mark.weight(4)
    @given(strategies.images_with_regions())
    def test_any_region(self, student, solution, case):
        """The region from (x, y), w wide and h high, for gray and for colour."""
        agree(student.crop, solution.crop, *case, exact=True)

    @pytest.mark.hint("A slice shares the image's memory; .copy() does not.")
    @pytest.mark.weight(2)
    def test_copy(self, student, kit):
        """The result is a copy, also of whole rows and of the whole image, gray or colour."""
        for box, channels in itertools.product([(1, 1, 2, 3), (0, 1, 6, 2), (0, 0, 6, 5)], (3, 1)):
            image = rough_picture(5, 6, seed=1, channels=channels)
            shared = kit.shares_memory(student.crop.handle(), image, *box)
            assert shared is False, _("the result shares its memory with the image")

    @pytest.mark.hint("To NumPy, -1 is the last place. Compare with 0 before you slice.")
    def test_before_the_image(self, student):
        """A region that begins left of the image or above it raises ValueError."""
        for box in [(-1, 0, 2, 2), (0, -1, 2, 2), (-2, 1, 6, 2), (-2, -2, 1, 1)]:
            refuses(student.crop, ValueError, rough_picture(5, 6, seed=2), *box)

    def test_behind_the_image(self, student):
        """A region that reaches beyond the right or lower edge, or lies there whole, raises ValueError."""
        for box in [(5, 0, 2, 5), (0, 4, 6, 2), (6, 0, 1, 1), (0, 5, 1, 1), (9, 9, 1, 1)]:
            refuses(student.crop, ValueError, rough_picture(5, 6, seed=2), *box)

    def test_no_size(self, student):
        """A width or height of 0 or less raises ValueError."""
        for box in [(2, 2, -1, 2), (2, 2, 2, -1), (0, 0, 0, 0), (5, 4, -2, -2)]:
            refuses(student.crop, ValueError, rough_picture(5, 6, seed=2), *box)

    def test_message(self, student):
        """The error's message names x, y, w or h, or the value that is wrong."""
        refuses(student.crop, ValueError, rough_picture(5, 6, seed=2), -77, 0, 2, 2, names=("x", -77))
        refuses(student.crop, ValueError, rough_picture(5, 6, seed=2), 0, 0, 2, -55, names=("h", -55, "높이"))

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.crop, rough_picture(5, 6, seed=3), 1, 2, 3, 2)


@by_hand
@pytest.mark.exercise("flip")
class TestFlip:
    @pytest.mark.weight(4)
    @given(strategies.images(), st.sampled_from(["horizontal", "vertical"]))
    def test_any_image(self, student, solution, image, direction):
        """Left and right, or top and bottom, change places; channels stay in their order."""
        agree(student.flip, solution.flip, image, direction, exact=True)

    def test_other_directions(self, student):
        """Whatever is not exactly one of the two words raises ValueError."""
        for direction in ("Horizontal", "VERTICAL", "h", "vertically", "both", " horizontal", "vertical "):
            names = ("direction", direction)
            refuses(student.flip, ValueError, rough_picture(3, 4, seed=1), direction, names=names)
        refuses(student.flip, ValueError, rough_picture(3, 4, seed=1), "")

    def test_arguments_stay(self, student):
        """The image is as before after both kinds of flip."""
        unchanged(student.flip, rough_picture(3, 4, seed=1), "horizontal")
        unchanged(student.flip, rough_picture(3, 4, seed=1), "vertical")


@by_hand
@pytest.mark.exercise("rotate90")
class TestRotate90:
    @pytest.mark.weight(4)
    @given(strategies.images(), st.integers(-9, 9))
    def test_any_turns(self, student, solution, image, turns):
        """Quarter turns counter-clockwise, negative ones clockwise, for gray and for colour."""
        agree(student.rotate90, solution.rotate90, image, turns, exact=True)

    def test_full_circles(self, student, solution):
        """Four turns more or less change nothing."""
        for turns in (0, 4, 5, 7, 102, -3, -4, -5, -101):
            agree(student.rotate90, solution.rotate90, rough_picture(3, 5, seed=1), turns, exact=True)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.rotate90, rough_picture(4, 4, seed=2), 1)
        unchanged(student.rotate90, rough_picture(4, 4, seed=2), 2)


@by_hand
@pytest.mark.exercise("resize_nearest")
class TestResizeNearest:
    @pytest.mark.weight(4)
    @given(strategies.images(), st.integers(1, 12), st.integers(1, 12))
    def test_any_size(self, student, solution, image, width, height):
        """Pixel (r, c) is that of the image at (r * H // height, c * W // width)."""
        agree(student.resize_nearest, solution.resize_nearest, image, width, height, exact=True)

    def test_larger_both_ways(self, student, solution):
        """Wider and higher by different factors."""
        image = rough_picture(4, 7, seed=1)
        agree(student.resize_nearest, solution.resize_nearest, image, 11, 9, exact=True)

    @pytest.mark.hint("The row depends on height alone and the column on width alone.")
    def test_wider_and_lower(self, student, solution):
        """Wider, but lower; narrower, but higher; the same size."""
        image = rough_picture(7, 5, seed=2, channels=1)
        for width, height in [(8, 3), (2, 10), (5, 7), (1, 1)]:
            agree(student.resize_nearest, solution.resize_nearest, image, width, height, exact=True)

    @pytest.mark.hint(
        "Multiply whole numbers and divide them with //. A factor like H / height is not exact."
    )
    def test_whole_numbers(self, student, solution):
        """Sizes at which a factor with a fraction, rounded by the computer, falls short of the next pixel."""
        for rows, columns, width, height in [(30, 28, 18, 22), (22, 26, 22, 22)]:
            image = rough_picture(rows, columns, seed=3, channels=1)
            agree(student.resize_nearest, solution.resize_nearest, image, width, height, exact=True)

    def test_wide(self, student, solution):
        """More columns than one byte counts, in the image and in the result."""
        image = rough_picture(2, 300, seed=4, channels=1)
        agree(student.resize_nearest, solution.resize_nearest, image, 290, 3, exact=True)

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.resize_nearest, rough_picture(3, 4, seed=1), 5, 6)


@by_hand
@pytest.mark.exercise("filter2d")
class TestFilter2d:
    @pytest.mark.weight(4)
    @given(strategies.gray_images(), strategies.kernels())
    def test_any_kernel(self, student, solution, image, kernel):
        """Correlation with any kernel, edge pixels repeated, rounded and clipped."""
        agree(student.filter2d, solution.filter2d, image, kernel)

    @pytest.mark.hint("Rows and columns of the kernel have margins of their own.")
    def test_not_square(self, student, solution):
        """A kernel need not be square."""
        image = rough_picture(6, 9, seed=1, channels=1)
        for shape in [(1, 5), (5, 1), (3, 7), (7, 3)]:
            kernel = np.arange(np.prod(shape), dtype=np.float64).reshape(shape)
            agree(student.filter2d, solution.filter2d, image, kernel / kernel.sum())

    @pytest.mark.hint("Two pixels outside, the edge pixel still is the one repeated.")
    def test_far_outside(self, student, solution):
        """A kernel larger than the image meets the edge pixel again and again."""
        corner = np.zeros((7, 7))
        corner[0, 0] = 1.0
        agree(student.filter2d, solution.filter2d, rough_picture(3, 4, seed=2, channels=1), corner)
        agree(
            student.filter2d, solution.filter2d, rough_picture(3, 4, seed=2, channels=1), corner[::-1, ::-1]
        )

    @pytest.mark.hint("Round the sum, not its terms.")
    def test_small_weights(self, student, solution):
        """Many small weights add up before anything is rounded."""
        image = rough_picture(5, 6, seed=3, channels=1)
        agree(student.filter2d, solution.filter2d, image, np.full((5, 5), 1 / 25))

    def test_large_weights(self, student, solution):
        """Terms in the thousands nearly cancel, and the sum is still right."""
        image = poster(8)[..., 0].copy()
        kernel = np.array([[0.0, -20.0, 0.0], [-20.0, 80.5, -20.0], [0.0, -20.0, 0.0]])
        agree(student.filter2d, solution.filter2d, image, kernel)

    def test_arguments_stay(self, student):
        """Image and kernel are as before after the call."""
        unchanged(student.filter2d, rough_picture(4, 5, seed=1, channels=1), np.full((3, 3), 0.25))


@by_hand
@pytest.mark.exercise("sharpen")
class TestSharpen:
    @pytest.mark.weight(4)
    @given(strategies.images(1, 6))
    def test_any_image(self, student, solution, image):
        """Five times the pixel minus its four neighbours, clipped, for gray and for colour."""
        agree(student.sharpen, solution.sharpen, image)

    def test_gentle(self, student, solution):
        """In a picture without strong edges nothing is clipped."""
        agree(student.sharpen, solution.sharpen, poster(5))
        agree(student.sharpen, solution.sharpen, poster(6)[..., 0].copy())

    def test_flat(self, student):
        """A picture of one colour stays as it is, up to its edges."""
        gives(student.sharpen, flat((30, 120, 210), 3, 4), flat((30, 120, 210), 3, 4))

    def test_arguments_stay(self, student):
        """The image is as before after the call."""
        unchanged(student.sharpen, rough_picture(4, 5, seed=1))


@by_hand
@pytest.mark.exercise("salt_and_pepper")
class TestSaltAndPepper:
    GRAY = rough_picture(130, 90, seed=1, channels=1).clip(1, 254)
    COLOUR = rough_picture(70, 160, seed=2).clip(1, 254)

    def test_gray(self, student):
        """A share of all pixels of a gray image, black and white, the rest untouched."""
        for amount, seed in [(0.1, 11), (0.4, 12)]:
            gives(student.salt_and_pepper, self.GRAY, self.GRAY, amount, seed, compare=same_noise(amount))

    def test_colour(self, student):
        """A share of all pixels of a colour image, whole pixels, the rest untouched."""
        for amount, seed in [(0.1, 13), (0.3, 14)]:
            gives(student.salt_and_pepper, self.COLOUR, self.COLOUR, amount, seed, compare=same_noise(amount))

    @pytest.mark.hint("Picking pixels one by one hits some of them twice. Let every pixel be picked once.")
    def test_most_of_the_pixels(self, student):
        """With an amount of 0.75 three quarters of the pixels change."""
        gives(student.salt_and_pepper, self.GRAY, self.GRAY, 0.75, 15, compare=same_noise(0.75))

    def test_same_seed(self, student):
        """The same seed gives the same specks in a colour image."""
        first = student.salt_and_pepper(self.COLOUR, 0.2, 21)
        student.salt_and_pepper(self.COLOUR, 0.2, 22)
        gives(student.salt_and_pepper, image_or(self.COLOUR, first), self.COLOUR, 0.2, 21, exact=True)

    @pytest.mark.hint("0 is a seed like any other, though Python takes it for false.")
    def test_seed_zero(self, student):
        """A seed of 0 gives the same specks again, too."""
        first = student.salt_and_pepper(self.GRAY, 0.2, 0)
        gives(student.salt_and_pepper, image_or(self.GRAY, first), self.GRAY, 0.2, 0, exact=True)


@by_hand
@pytest.mark.exercise("affine")
class TestAffine:
    @pytest.mark.weight(4)
    @given(strategies.points_and_matrices())
    def test_any_matrix(self, student, solution, case):
        """x' = a x + b y + tx and y' = c x + d y + ty for every point."""
        agree(student.affine, solution.affine, *case)

    @pytest.mark.hint("The result has one row for each point.")
    def test_numbers_of_points(self, student, solution):
        """One point, two or three make one row, two or three, and every entry of the matrix counts."""
        matrix = np.array([[1.5, -2.0, 3.0], [0.25, 4.0, -5.0]])
        for count in (1, 2, 3):
            points = np.array([[1.0, 2.0], [3.0, -1.0], [-0.5, 7.0]])[:count]
            agree(student.affine, solution.affine, points, matrix)

    def test_arguments_stay(self, student):
        """Points and matrix are as before after the call."""
        unchanged(student.affine, np.array([[1.0, 2.0]]), np.array([[2.0, 1.0, 3.0], [1.0, 4.0, 5.0]]))


@by_hand
@pytest.mark.exercise("rotation_matrix")
class TestRotationMatrix:
    @pytest.mark.weight(4)
    @given(
        strategies.reals((2,)),
        st.integers(-2880, 2880).map(lambda quarters: quarters / 4),
        st.sampled_from([0.25, 0.5, 1.0, 1.5, 3.0]),
    )
    def test_any_turn(self, student, center, angle, scale):
        """What cv2.getRotationMatrix2D gives, for any centre, angle and scale."""
        agree(student.rotation_matrix, opencv_turn, center, angle, scale)

    def test_all_at_once(self, student):
        """A centre far from the origin, a negative angle, and a scale below 1."""
        agree(student.rotation_matrix, opencv_turn, np.array([120.0, 45.5]), -35.0, 0.75)

    def test_more_than_a_circle(self, student):
        """450 degrees are as 90, and -400 as -40."""
        for angle in (450.0, -400.0):
            agree(student.rotation_matrix, opencv_turn, np.array([3.0, -2.0]), angle, 1.5)

    def test_arguments_stay(self, student):
        """The centre is as before after the call."""
        unchanged(student.rotation_matrix, np.array([3.0, 4.0]), 30.0, 2.0)


def opencv_turn(center, angle, scale):
    return cv2.getRotationMatrix2D((float(center[0]), float(center[1])), angle, scale)


@by_hand
@pytest.mark.exercise("homography")
class TestHomography:
    @pytest.mark.weight(4)
    @given(strategies.quadrilaterals())
    def test_any_corners(self, student, solution, case):
        """Four points go to four points, in whatever order they stand, and the last entry is 1."""
        agree(student.homography, solution.homography, *case)

    @pytest.mark.hint("Take the points as they stand: src[i] goes to dst[i], whatever lies next to it.")
    def test_partners(self, student):
        """src[i] goes to dst[i]: the same square turned about itself, and mirrored."""
        turned, mirrored = SQUARE[[1, 2, 3, 0]], SQUARE[[1, 0, 3, 2]]
        gives(student.homography, np.array([[0.0, -1, 1], [1, 0, 0], [0, 0, 1]]), SQUARE, turned)
        gives(student.homography, np.array([[-1.0, 0, 1], [0, 1, 0], [0, 0, 1]]), SQUARE, mirrored)

    @pytest.mark.hint("Only points on a line are refused, no other shape.")
    def test_one_within_the_others(self, student):
        """One of the points may lie inside the triangle of the other three."""
        dart = np.array([[0.0, 0.0], [4.0, 0.0], [1.0, 1.0], [0.0, 4.0]])
        moved = np.array([[2.0, 0, 1], [0, 2, 3], [0, 0, 1]])
        gives(student.homography, moved, dart, 2 * dart + [1.0, 3.0])

    @pytest.mark.hint("Every three of the four points: there are four triangles.")
    def test_any_three(self, student):
        """Whichever three points lie on a line, ValueError names src or dst."""
        for free in range(4):
            line = np.insert(np.array([[0.0, 1.0], [2.0, 2.0], [6.0, 4.0]]), free, [7.0, 0.0], axis=0)
            refuses(student.homography, ValueError, line, SQUARE, names=("src",))
            refuses(student.homography, ValueError, SQUARE, line, names=("dst",))

    @pytest.mark.hint("Floats are not exact: compare twice the area with 1e-9 times a distance squared.")
    def test_almost_on_a_line(self, student):
        """Points that lie on a line but for a hair raise ValueError."""
        far = np.array([[0.0, 0.0], [1000.0, 1e-8], [2000.0, 0.0], [0.0, 900.0]])
        refuses(student.homography, ValueError, far, SQUARE, names=("src",))
        refuses(student.homography, ValueError, SQUARE, far, names=("dst",))

    def test_just_on_a_line(self, student):
        """Twice the area of 3e-3 is less than 1e-9 times the square of a distance of 2000."""
        points = np.array([[-1000.0, 0.0], [0.0, 1.5e-6], [1000.0, 0.0], [0.0, 900.0]])
        refuses(student.homography, ValueError, points, SQUARE, names=("src",))
        refuses(student.homography, ValueError, SQUARE, points, names=("dst",))

    def test_equal_points(self, student):
        """Two equal points, or four, raise ValueError: with any third they lie on a line."""
        for points in (SQUARE[[0, 1, 1, 3]], np.full((4, 2), 3.0)):
            refuses(student.homography, ValueError, SQUARE, points, names=("dst",))
            refuses(student.homography, ValueError, points, SQUARE, names=("src",))

    @pytest.mark.hint(
        "Compare twice the area with the limit, 1e-9 times the largest distance squared, as it is."
    )
    def test_just_not_on_a_line(self, student):
        """A strip 1024 long and 2 to the power of -19 wide is thin, but twice its area is above the limit."""
        strip = SQUARE * [1024.0, 2.0**-19]
        gives(student.homography, np.eye(3), strip, SQUARE, compare=any_transform)
        gives(student.homography, np.eye(3), SQUARE, strip, compare=any_transform)

    @pytest.mark.hint(
        "How large a triangle is says nothing; compare its area with the largest distance between two of the "
        "four points."
    )
    def test_small_squares(self, student, solution):
        """A very small square is no line."""
        small = 1e-5 * np.array([[-1.0, -1.0], [1.0, -1.0], [1.5, 1.0], [-1.0, 1.0]])
        agree(student.homography, solution.homography, small, SQUARE)
        agree(student.homography, solution.homography, SQUARE, small)

    @pytest.mark.hint(
        "A distance is one between two points; how far they are from the origin does not matter."
    )
    def test_far_from_the_origin(self, student, solution):
        """A square of side 1 that lies 200 away from the origin is no line."""
        away = 200 + np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
        agree(student.homography, solution.homography, away, SQUARE)
        agree(student.homography, solution.homography, SQUARE, away)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        unchanged(student.homography, SQUARE, SQUARE * 2 + 1)
