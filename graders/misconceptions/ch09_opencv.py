"""Known wrong answers of chapter 9, each with the sentence that helps."""

from pathlib import Path

import cv2
import numpy as np

from stubmeister.grading import misconception

# --- load_image -----------------------------------------------------------------------------------------


@misconception("load_image")
def none_in_silence(path):
    """You pass on the None that cv2.imread gives when it cannot read a file (slide 9.1). Look for it, and
    raise the error that fits."""
    return cv2.imread(str(path))


@misconception("load_image")
def missing_as_value_error(path):
    """You raise ValueError for a file that is not there. ValueError is for a file without an image in it; a
    missing file is a FileNotFoundError."""
    image = cv2.imread(str(path))
    if image is None:
        raise ValueError(f"path {path} cannot be read")
    return image


@misconception("load_image")
def broken_as_missing(path):
    """You raise FileNotFoundError for a file that is there but holds no image. Check first whether the file
    exists, then whether it could be read."""
    image = cv2.imread(str(path))
    if image is None:
        raise FileNotFoundError(f"path {path} cannot be read")
    return image


@misconception("load_image")
def only_existence_checked(path):
    """You look whether the file exists, but for a file that is no image cv2.imread still gives None, and
    you pass it on. That is a ValueError."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    return cv2.imread(str(path))


@misconception("load_image")
def turned_to_rgb(path):
    """Your channels come in the order R, G, B. OpenCV reads B, G, R (slide 9.1), and the course keeps it
    so."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    image = cv2.imread(str(path))
    if image is None:
        raise ValueError(f"path {path} holds no image")
    return image[..., ::-1]


@misconception("load_image")
def file_as_it_is(path):
    """You read the file as it is (IMREAD_UNCHANGED): a gray file has then no channel axis, and one with
    transparency has four channels. Asked for are always three."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    image = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise ValueError(f"path {path} holds no image")
    return image


@misconception("load_image")
def read_as_gray(path):
    """You read the image as gray. Asked for are three channels in the order B, G, R."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise ValueError(f"path {path} holds no image")
    return image


@misconception("load_image")
def last_channel_dropped(path):
    """You copied the slide's [..., :-1], which drops the last channel (red). It was meant to reverse the
    order, and here not even that is asked for."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    image = cv2.imread(str(path))
    if image is None:
        raise ValueError(f"path {path} holds no image")
    return image[..., :-1]


@misconception("load_image")
def empty_file_decoded(path):
    """You hand the bytes of an empty file to cv2.imdecode, which stops with an error of its own. Look
    whether there are any bytes first."""
    if not Path(path).exists():
        raise FileNotFoundError(str(path))
    image = cv2.imdecode(np.fromfile(path, dtype=np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError(f"path {path} holds no image")
    return image


# --- scale ----------------------------------------------------------------------------------------------


@misconception("scale")
def disze_copied(image, factor):
    """cv2.resize refused its arguments. If you copied disze from slide 9.1: that is a slip of the pen, the
    parameter is called dsize."""
    h, w = image.shape[:2]
    return cv2.resize(image, disze=(int(w * factor), int(h * factor)), interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def factors_given(image, factor):
    """You gave cv2.resize the factors fx and fy, so it rounded the size. Asked for is a size that is cut
    off with int(); give it as dsize."""
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def size_rounded(image, factor):
    """You rounded the new width and height. Asked for is int(), which cuts off what follows the point."""
    h, w = image.shape[:2]
    return cv2.resize(image, (round(w * factor), round(h * factor)), interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def width_and_height_swapped(image, factor):
    """You gave cv2.resize the height first. image.shape starts with the height, dsize with the width."""
    h, w = image.shape[:2]
    return cv2.resize(image, (int(h * factor), int(w * factor)), interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def scaled_linearly(image, factor):
    """Your pixels are interpolated linearly, which is what cv2.resize does unless told otherwise. Asked for
    is bicubic interpolation."""
    h, w = image.shape[:2]
    return cv2.resize(image, (int(w * factor), int(h * factor)))


@misconception("scale")
def scaled_to_nearest(image, factor):
    """Your pixels are copies of the nearest ones. Asked for is bicubic interpolation."""
    h, w = image.shape[:2]
    return cv2.resize(image, (int(w * factor), int(h * factor)), interpolation=cv2.INTER_NEAREST)


@misconception("scale")
def scaled_by_area(image, factor):
    """You used INTER_AREA, which averages over areas. It is a good choice for shrinking, but asked for is
    bicubic interpolation, as on slide 9.1."""
    h, w = image.shape[:2]
    return cv2.resize(image, (int(w * factor), int(h * factor)), interpolation=cv2.INTER_AREA)


@misconception("scale")
def always_half(image, factor):
    """Your result is always half as large, as on slide 9.1. Use the factor you are given."""
    h, w = image.shape[:2]
    return cv2.resize(image, (int(w * 0.5), int(h * 0.5)), interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def scaled_colour_only(image, factor):
    """You unpack image.shape into three numbers, as slide 9.1 does, but a gray image has only two. Take the
    first two entries of the shape."""
    h, w, _ = image.shape
    return cv2.resize(image, (int(w * factor), int(h * factor)), interpolation=cv2.INTER_CUBIC)


@misconception("scale")
def size_nudged(image, factor):
    """You round w * factor a little before you cut it off. 100 * 0.29 is 28.999999999999996 in a computer,
    and int makes 28 of it. That is the size asked for: int(w * factor), int(h * factor)."""
    h, w = image.shape[:2]
    size = int(round(w * factor, 6)), int(round(h * factor, 6))
    return cv2.resize(image, size, interpolation=cv2.INTER_CUBIC)


# --- to_gray_and_hsv ------------------------------------------------------------------------------------


@misconception("to_gray_and_hsv")
def hsv_before_gray(image):
    """You give the two images in the other order. Asked for is gray first, then HSV."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2HSV), cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)


@misconception("to_gray_and_hsv")
def taken_for_rgb(image):
    """You converted as if the channels came in the order R, G, B. They are B, G, R here."""
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.cvtColor(image, cv2.COLOR_RGB2HSV)


@misconception("to_gray_and_hsv")
def hsv_taken_for_rgb(image):
    """Your gray image is right, but for HSV you took the channels for R, G, B. They are B, G, R here."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.cvtColor(image, cv2.COLOR_RGB2HSV)


@misconception("to_gray_and_hsv")
def value_dropped(image):
    """You copied the slide's hsv[..., :-1], which drops the last channel, V. It was meant to reverse the
    channels; asked for are all three, in the order H, S, V."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)[..., :-1]


@misconception("to_gray_and_hsv")
def hsv_reversed(image):
    """Your channels come in the order V, S, H. The reversing on slide 9.1 is for plotting only; asked for
    is the order H, S, V."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)[..., ::-1]


@misconception("to_gray_and_hsv")
def hue_up_to_255(image):
    """Your hue runs to 255 (COLOR_BGR2HSV_FULL). In OpenCV's usual 8-bit HSV it runs from 0 to 179."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.cvtColor(image, cv2.COLOR_BGR2HSV_FULL)


@misconception("to_gray_and_hsv")
def hls_for_hsv(image):
    """Your second image is HLS, not HSV: its lightness and saturation are other quantities, in another
    order."""
    return cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), cv2.cvtColor(image, cv2.COLOR_BGR2HLS)


@misconception("to_gray_and_hsv")
def gray_as_plain_mean(image):
    """Your gray is the plain mean of the three channels. Green counts most and blue least (slide 6.2.1);
    OpenCV's conversion knows the weights."""
    return image.mean(axis=2).astype(np.uint8), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)


@misconception("to_gray_and_hsv")
def gray_in_three_channels(image):
    """Your gray image still has three channels. Asked for is one value a pixel: (height, width)."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.stack([gray] * 3, axis=-1), cv2.cvtColor(image, cv2.COLOR_BGR2HSV)


# --- crop_margins ---------------------------------------------------------------------------------------


@misconception("crop_margins")
def minus_zero(image, top, side):
    """Your slices end at -rows and -columns. For a margin of 0 that is -0, which is 0, and the image is
    empty; count from the height and the width instead."""
    h, w = image.shape[:2]
    rows, columns = int(h * top), int(w * side)
    return image[rows:-rows, columns:-columns]


@misconception("crop_margins")
def one_end_only(image, top, side):
    """You cut the top and the left only. The bottom loses as many rows as the top, and the right as many
    columns as the left."""
    h, w = image.shape[:2]
    return image[int(h * top) :, int(w * side) :]


@misconception("crop_margins")
def shares_swapped(image, top, side):
    """You cut rows by side and columns by top. It is the other way round: the first index of an image
    counts rows."""
    h, w = image.shape[:2]
    rows, columns = int(h * side), int(w * top)
    return image[rows : h - rows, columns : w - columns]


@misconception("crop_margins")
def margins_rounded(image, top, side):
    """You rounded the margins. Asked for is int(), which cuts off what follows the point."""
    h, w = image.shape[:2]
    rows, columns = round(h * top), round(w * side)
    return image[rows : h - rows, columns : w - columns]


@misconception("crop_margins")
def end_from_share(image, top, side):
    """You computed the end from 1 minus the share, so that it is cut off in the other direction and the far
    side can lose one more than the near one. Use the same whole number on both sides."""
    h, w = image.shape[:2]
    return image[int(h * top) : int(h * (1 - top)), int(w * side) : int(w * (1 - side))]


@misconception("crop_margins")
def share_split(image, top, side):
    """You divided each share between the two sides. Both sides lose the whole share."""
    h, w = image.shape[:2]
    rows, columns = int(h * top / 2), int(w * side / 2)
    return image[rows : h - rows, columns : w - columns]


@misconception("crop_margins")
def height_for_both(image, top, side):
    """You took the share of the columns from the height. The columns are a share of the width."""
    h, w = image.shape[:2]
    rows, columns = int(h * top), int(h * side)
    return image[rows : h - rows, columns : w - columns]


@misconception("crop_margins")
def margins_blackened(image, top, side):
    """You painted the margins black and kept the size. Cutting them off makes the image smaller."""
    h, w = image.shape[:2]
    rows, columns = int(h * top), int(w * side)
    result = np.zeros_like(image)
    result[rows : h - rows, columns : w - columns] = image[rows : h - rows, columns : w - columns]
    return result


@misconception("crop_margins")
def cropped_colour_only(image, top, side):
    """You index three axes, as slide 9.2 does, but a gray image has only two. Leave the channel axis out:
    what you do not index stays whole."""
    h, w = image.shape[:2]
    rows, columns = int(h * top), int(w * side)
    return image[rows : h - rows, columns : w - columns, :]


@misconception("crop_margins")
def margins_nudged(image, top, side):
    """You round h * top a little before you cut it off. 100 * 0.29 is 28.999999999999996 in a computer, and
    int makes 28 of it. That is the margin asked for: int(h * top), int(w * side)."""
    h, w = image.shape[:2]
    t, s = int(round(h * top, 6)), int(round(w * side, 6))
    return image[t : h - t, s : w - s]


# --- flips ----------------------------------------------------------------------------------------------


@misconception("flips")
def horizontal_first(image):
    """You give the two images in the other order. The first is upside down (flip code 0), the second is
    left to right (flip code 1)."""
    return cv2.flip(image, 1), cv2.flip(image, 0)


@misconception("flips")
def second_from_first(image):
    """Your second image is flipped in both directions. Flip the original, and left to right only."""
    vertical = cv2.flip(image, 0)
    return vertical, cv2.flip(vertical, 1)


@misconception("flips")
def colours_reversed(image):
    """You reversed the last axis, [..., ::-1]. In a colour image that is the order of the channels; the
    columns are the second axis."""
    return image[::-1], image[..., ::-1]


@misconception("flips")
def every_axis_flipped(image):
    """You flipped every axis at once, channels included. np.flip needs to be told which axis: 0 for upside
    down, 1 for left to right."""
    return np.flip(image), np.flip(image)


@misconception("flips")
def quarter_turns(image):
    """You turned the image by quarters. A mirror image keeps height and width and cannot be reached by
    turning."""
    return cv2.rotate(image, cv2.ROTATE_90_CLOCKWISE), cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE)


@misconception("flips")
def half_turn_for_vertical(image):
    """Your first image is turned by 180 degrees, which also swaps left and right. Upside down keeps every
    column where it is."""
    return cv2.flip(image, -1), cv2.flip(image, 1)


@misconception("flips")
def vertical_only(image):
    """You give one image. Asked for are two: upside down, and left to right."""
    return cv2.flip(image, 0)


# --- blurs ----------------------------------------------------------------------------------------------


@misconception("blurs")
def gaussian_before_mean(image, ksize):
    """You give the Gaussian before the mean. The order is mean, gaussian, median."""
    size = (ksize, ksize)
    return cv2.GaussianBlur(image, size, 0), cv2.blur(image, size), cv2.medianBlur(image, ksize)


@misconception("blurs")
def median_before_gaussian(image, ksize):
    """You give the median before the Gaussian. The order is mean, gaussian, median."""
    size = (ksize, ksize)
    return cv2.blur(image, size), cv2.medianBlur(image, ksize), cv2.GaussianBlur(image, size, 0)


@misconception("blurs")
def sigma_is_ksize(image, ksize):
    """You gave ksize as sigma. The third value of cv2.GaussianBlur is sigma; with 0, OpenCV chooses it from
    the size (slide 9.2)."""
    size = (ksize, ksize)
    return cv2.blur(image, size), cv2.GaussianBlur(image, size, ksize), cv2.medianBlur(image, ksize)


@misconception("blurs")
def sigma_of_one(image, ksize):
    """You gave the Gaussian a sigma of 1 whatever the size. With 0, OpenCV chooses it from the size (slide
    9.2)."""
    size = (ksize, ksize)
    return cv2.blur(image, size), cv2.GaussianBlur(image, size, 1), cv2.medianBlur(image, ksize)


@misconception("blurs")
def one_after_the_other(image, ksize):
    """You applied each filter to the result of the one before. Each starts from the original."""
    mean = cv2.blur(image, (ksize, ksize))
    gaussian = cv2.GaussianBlur(mean, (ksize, ksize), 0)
    return mean, gaussian, cv2.medianBlur(gaussian, ksize)


@misconception("blurs")
def size_of_the_slide(image, ksize):
    """Your filters always look at 9 by 9 pixels, as on slide 9.2. Use the ksize you are given."""
    return cv2.blur(image, (9, 9)), cv2.GaussianBlur(image, (9, 9), 0), cv2.medianBlur(image, 9)


@misconception("blurs")
def ksize_as_radius(image, ksize):
    """You took ksize for a radius, so your filters are about twice as wide as asked. It is the whole side
    of the square."""
    side = 2 * ksize + 1
    return (
        cv2.blur(image, (side, side)),
        cv2.GaussianBlur(image, (side, side), 0),
        cv2.medianBlur(image, side),
    )


@misconception("blurs")
def smoothed_into_black(image, ksize):
    """At the edges you filter as if the image were surrounded by black. Leave the border to the functions'
    defaults."""
    size, black = (ksize, ksize), cv2.BORDER_CONSTANT
    mean = cv2.blur(image, size, borderType=black)
    return mean, cv2.GaussianBlur(image, size, 0, borderType=black), cv2.medianBlur(image, ksize)


@misconception("blurs")
def smoothed_with_repeated_edges(image, ksize):
    """At the edges you repeat the outermost pixels in the mean and the Gaussian. Leave the border to the
    functions' defaults."""
    size, repeat = (ksize, ksize), cv2.BORDER_REPLICATE
    mean = cv2.blur(image, size, borderType=repeat)
    return mean, cv2.GaussianBlur(image, size, 0, borderType=repeat), cv2.medianBlur(image, ksize)


@misconception("blurs")
def sum_for_mean(image, ksize):
    """Your mean is a sum: the pixels were added up but not divided by their number, so most became 255."""
    size = (ksize, ksize)
    total = cv2.boxFilter(image, -1, size, normalize=False)
    return total, cv2.GaussianBlur(image, size, 0), cv2.medianBlur(image, ksize)


# --- rotate_and_scale -----------------------------------------------------------------------------------


@misconception("rotate_and_scale")
def clockwise(image, angle, factor):
    """You turn clockwise. A positive angle turns counter-clockwise, and cv2.getRotationMatrix2D counts so
    already."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), -angle, factor), (w, h))


@misconception("rotate_and_scale")
def angle_in_radians(image, angle, factor):
    """You converted the angle to radians. cv2.getRotationMatrix2D takes degrees."""
    h, w = image.shape[:2]
    return cv2.warpAffine(
        image, cv2.getRotationMatrix2D((w // 2, h // 2), float(np.radians(angle)), factor), (w, h)
    )


@misconception("rotate_and_scale")
def centre_swapped(image, angle, factor):
    """You gave the centre as (row, column). A point is (x, y) in OpenCV: the half width comes first."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((h // 2, w // 2), angle, factor), (w, h))


@misconception("rotate_and_scale")
def corner_as_centre(image, angle, factor):
    """You turn about the upper left corner. Turn about the middle, (w // 2, h // 2)."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((0, 0), angle, factor), (w, h))


@misconception("rotate_and_scale")
def centre_not_rounded(image, angle, factor):
    """You turn about (w / 2, h / 2), which for odd sides lies half a pixel further. Asked for is w // 2 and
    h // 2."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w / 2, h / 2), angle, factor), (w, h))


@misconception("rotate_and_scale")
def centre_between_pixels(image, angle, factor):
    """You turn about ((w - 1) / 2, (h - 1) / 2). That is the exact middle of the pixels, but the slide
    turns about (w // 2, h // 2)."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D(((w - 1) / 2, (h - 1) / 2), angle, factor), (w, h))


@misconception("rotate_and_scale")
def factor_forgotten(image, angle, factor):
    """You turn the image but leave its scale at 1. Use the factor."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), angle, 1.0), (w, h))


@misconception("rotate_and_scale")
def factor_upside_down(image, angle, factor):
    """You scale by 1 / factor: what should grow shrinks. A factor above 1 makes things larger."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), angle, 1 / factor), (w, h))


@misconception("rotate_and_scale")
def matrix_taken_backwards(image, angle, factor):
    """You told warpAffine that the matrix leads from the result back to the original (WARP_INVERSE_MAP), so
    the image turns and scales the wrong way. This matrix leads forwards."""
    h, w = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor)
    return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)


@misconception("rotate_and_scale")
def turned_size_swapped(image, angle, factor):
    """Your result has width and height swapped. dsize is (width, height), image.shape starts with the
    height."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor), (h, w))


@misconception("rotate_and_scale")
def turned_to_nearest(image, angle, factor):
    """Your pixels are copies of the nearest ones. Asked for is bilinear interpolation, which is OpenCV's
    default here."""
    h, w = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor)
    return cv2.warpAffine(image, matrix, (w, h), flags=cv2.INTER_NEAREST)


@misconception("rotate_and_scale")
def turned_with_repeated_edges(image, angle, factor):
    """Outside the original you repeat its edge pixels. Asked for is black."""
    h, w = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor)
    return cv2.warpAffine(image, matrix, (w, h), borderMode=cv2.BORDER_REPLICATE)


@misconception("rotate_and_scale")
def turned_colour_only(image, angle, factor):
    """You unpack image.shape into three numbers, but a gray image has only two. Take the first two entries
    of the shape."""
    h, w, _ = image.shape
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor), (w, h))


@misconception("rotate_and_scale")
def squares_by_rot90(image, angle, factor):
    """You turn squares by quarters with np.rot90, which turns about the middle. With even sides the middle
    lies between the pixels, half a pixel from (w // 2, h // 2)."""
    h, w = image.shape[:2]
    if h == w and factor == 1 and angle % 90 == 0:
        return np.rot90(image, int(angle // 90))
    return cv2.warpAffine(image, cv2.getRotationMatrix2D((w // 2, h // 2), angle, factor), (w, h))


# --- straighten -----------------------------------------------------------------------------------------


@misconception("straighten")
def from_dst_to_src(image, src, dst):
    """Your transform leads from dst to src. It should take the src points to the dst points."""
    h, w = image.shape[:2]
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(dst, src), (w, h))


@misconception("straighten")
def affine_of_three_points(image, src, dst):
    """You used an affine transform, which is fixed by three points and misses the fourth. Four points need
    a perspective transform."""
    h, w = image.shape[:2]
    return cv2.warpAffine(image, cv2.getAffineTransform(src[:3], dst[:3]), (w, h))


@misconception("straighten")
def warped_size_swapped(image, src, dst):
    """Your result has width and height swapped. dsize is (width, height), image.shape starts with the
    height."""
    h, w = image.shape[:2]
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(src, dst), (h, w))


@misconception("straighten")
def points_as_row_and_column(image, src, dst):
    """You took the points for (row, column). They are (x, y), which is what OpenCV expects too."""
    h, w = image.shape[:2]
    src, dst = src[:, ::-1].copy(), dst[:, ::-1].copy()
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(src, dst), (w, h))


@misconception("straighten")
def warped_to_nearest(image, src, dst):
    """Your pixels are copies of the nearest ones. Asked for is bilinear interpolation, which is OpenCV's
    default here."""
    h, w = image.shape[:2]
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(src, dst), (w, h), flags=cv2.INTER_NEAREST)


@misconception("straighten")
def warped_with_repeated_edges(image, src, dst):
    """Outside the original you repeat its edge pixels. Asked for is black."""
    h, w = image.shape[:2]
    matrix = cv2.getPerspectiveTransform(src, dst)
    return cv2.warpPerspective(image, matrix, (w, h), borderMode=cv2.BORDER_REPLICATE)


@misconception("straighten")
def size_of_the_target(image, src, dst):
    """Your result is only as large as the dst points reach. Asked for is the size of the original."""
    size = np.ceil(dst.max(axis=0)).astype(int) + 1
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(src, dst), (int(size[0]), int(size[1])))


@misconception("straighten")
def warped_colour_only(image, src, dst):
    """You unpack image.shape into three numbers, but a gray image has only two. Take the first two entries
    of the shape."""
    h, w, _ = image.shape
    return cv2.warpPerspective(image, cv2.getPerspectiveTransform(src, dst), (w, h))
