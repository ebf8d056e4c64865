"""Known wrong answers of chapter 6, each with the sentence that helps."""

import itertools

import cv2
import numpy as np

from stubmeister.grading import misconception

# --- describe ---


@misconception("describe")
def width_and_height_swapped(image):
    """Width and height have changed places. image.shape begins with the height: h, w = image.shape[:2]."""
    width, height = image.shape[:2]
    channels = image.shape[2] if image.ndim == 3 else 1
    return {"width": width, "height": height, "channels": channels, "pixels": width * height}


@misconception("describe")
def numbers_counted(image):
    """Your pixels count every number in the array. A colour pixel has three of them: pixels are width times
    height."""
    height, width = image.shape[:2]
    channels = image.shape[2] if image.ndim == 3 else 1
    return {"width": width, "height": height, "channels": channels, "pixels": image.size}


@misconception("describe")
def gray_has_no_channels(image):
    """You give a gray image 0 channels. It has one, its brightness."""
    height, width = image.shape[:2]
    channels = image.shape[2] if image.ndim == 3 else 0
    return {"width": width, "height": height, "channels": channels, "pixels": width * height}


@misconception("describe")
def axes_counted(image):
    """Your channels are the number of axes, image.ndim. Channels are the length of the third axis, and 1
    where there is none."""
    height, width = image.shape[:2]
    return {"width": width, "height": height, "channels": image.ndim, "pixels": width * height}


@misconception("describe")
def last_axis_taken(image):
    """You took the length of the last axis for the channels. In a gray image the last axis is the width."""
    height, width = image.shape[:2]
    return {"width": width, "height": height, "channels": image.shape[-1], "pixels": width * height}


@misconception("describe")
def three_channels_always(image):
    """You say 3 channels for every image. A gray one has 1."""
    height, width = image.shape[:2]
    return {"width": width, "height": height, "channels": 3, "pixels": width * height}


@misconception("describe")
def colour_alone(image):
    """You unpack image.shape into three numbers. A gray image has two: look at image.ndim first."""
    height, width, channels = image.shape
    return {"width": width, "height": height, "channels": channels, "pixels": width * height}


@misconception("describe")
def sides_added(image):
    """Your pixels are width plus height. Every row has width pixels, so multiply."""
    height, width = image.shape[:2]
    channels = image.shape[2] if image.ndim == 3 else 1
    return {"width": width, "height": height, "channels": channels, "pixels": width + height}


@misconception("describe")
def axis_added_to_the_callers_image(image):
    """The numbers are right, but you gave the caller's gray image a third axis. Leave its shape as it was."""
    if image.ndim == 2:
        image.shape = (*image.shape, 1)
    height, width, channels = image.shape
    return {"width": width, "height": height, "channels": channels, "pixels": width * height}


# --- bgr_to_rgb ---


@misconception("bgr_to_rgb")
def left_in_bgr(image):
    """The channels are still in the order B, G, R. Reverse the last axis."""
    return image


@misconception("bgr_to_rgb")
def last_channel_dropped(image):
    """[..., :-1] drops the last channel, red. Reversing is [..., ::-1]."""
    return image[..., :-1]


@misconception("bgr_to_rgb")
def rows_reversed(image):
    """image[::-1] reverses the rows: the image stands on its head. The channels are the last axis."""
    return image[::-1]


@misconception("bgr_to_rgb")
def columns_reversed(image):
    """You reversed the columns, so the image is mirrored. The channels are the last axis."""
    return image[:, ::-1]


@misconception("bgr_to_rgb")
def everything_reversed(image):
    """You reversed all three axes, so the image is turned as well. Reverse the last one alone."""
    return image[::-1, ::-1, ::-1]


@misconception("bgr_to_rgb")
def channels_rolled(image):
    """The channels moved on by one, to R, B, G or G, R, B. Blue and red change places, green stays."""
    return np.roll(image, 1, axis=-1)


@misconception("bgr_to_rgb")
def overwritten(image):
    """You wrote red over blue before you had saved blue, so both are red now. Take both from the original."""
    result = image.copy()
    result[..., 0] = result[..., 2]
    result[..., 2] = result[..., 0]
    return result


@misconception("bgr_to_rgb")
def swapped_in_place(image):
    """The colours are right, but the caller's image has changed. Work on a copy, or give a reversed view."""
    image[:] = image[..., ::-1].copy()
    return image


@misconception("bgr_to_rgb")
def channels_first(image):
    """The channels became the first axis. The shape stays (height, width, 3)."""
    return np.stack([image[..., 2], image[..., 1], image[..., 0]])


# --- to_gray ---


@misconception("to_gray")
def plain_mean(image):
    """You averaged the three channels. The eye sees green much brighter than blue: the weights are 0.299,
    0.587 and 0.114 for R, G and B."""
    return to_uint8(image.astype(np.float64).mean(axis=-1))


@misconception("to_gray")
def weights_for_rgb(image):
    """Your weights are in the order R, G, B, but the array holds B, G, R. Blue, channel 0, weighs 0.114."""
    return to_uint8(image @ np.array([0.299, 0.587, 0.114]))


@misconception("to_gray")
def weights_of_hdtv(image):
    """These are the weights of HDTV, 0.2126, 0.7152 and 0.0722. Slide 6.2.1's YUV uses 0.299, 0.587,
    0.114."""
    return to_uint8(image @ np.array([0.0722, 0.7152, 0.2126]))


@misconception("to_gray")
def largest_channel(image):
    """You took the largest channel, which is the V of HSV. Gray is a weighted sum of all three."""
    return image.max(axis=-1)


@misconception("to_gray")
def green_taken(image):
    """This is the green channel. Red and blue count too, with 0.299 and 0.114."""
    return image[..., 1]


@misconception("to_gray")
def summed_in_uint8(image):
    """You added uint8 values, which wrap around at 256. Go to float64 first."""
    return (image[..., 0] + image[..., 1] + image[..., 2]) // 3


@misconception("to_gray")
def left_as_floats(image):
    """The values are right, but still floats. Round them and convert to uint8."""
    return image @ np.array([0.114, 0.587, 0.299])


@misconception("to_gray")
def three_equal_channels(image):
    """You gave three equal channels. A gray image has the shape (height, width)."""
    return np.dstack([to_uint8(image @ np.array([0.114, 0.587, 0.299]))] * 3)


@misconception("to_gray")
def axis_kept(image):
    """Your result has the shape (height, width, 1). A gray image has no axis for channels."""
    return to_uint8(image @ np.array([0.114, 0.587, 0.299]))[..., None]


@misconception("to_gray")
def weights_made_whole(image):
    """You rounded each term before adding. Add the three products first and round their sum."""
    blue, green, red = np.moveaxis(image.astype(np.float64), -1, 0)
    return to_uint8(np.floor(0.114 * blue) + np.floor(0.587 * green) + np.floor(0.299 * red))


# --- to_yuv ---


@misconception("to_yuv")
def ycrcb_instead(image):
    """This is YCrCb: other factors (0.713 and 0.564), and V before U. YUV has 0.492 for U and 0.877 for V."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(
        np.stack([y, 0.713 * (image[..., 2] - y) + 128, 0.564 * (image[..., 0] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def ycbcr_factors(image):
    """Your factors, 0.564 and 0.713, belong to YCbCr. YUV has 0.492 for U and 0.877 for V."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(
        np.stack([y, 0.564 * (image[..., 0] - y) + 128, 0.713 * (image[..., 2] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def u_and_v_swapped(image):
    """U and V have changed places. U is the blue difference and comes second, V the red one, third."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(
        np.stack([y, 0.877 * (image[..., 2] - y) + 128, 0.492 * (image[..., 0] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def read_as_rgb(image):
    """You took channel 0 for red. The array holds B, G, R."""
    y = image @ np.array([0.299, 0.587, 0.114])
    return to_uint8(
        np.stack([y, 0.492 * (image[..., 2] - y) + 128, 0.877 * (image[..., 0] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def offset_forgotten(image):
    """The 128 is missing in U and V, so every negative difference became 0. Add it before you clip."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(np.stack([y, 0.492 * (image[..., 0] - y), 0.877 * (image[..., 2] - y)], axis=-1))


@misconception("to_yuv")
def not_clipped(image):
    """You converted to uint8 without clipping, so a V of 285 wrapped around to 29. Clip to 0..255 first."""
    y = image @ np.array([0.114, 0.587, 0.299])
    parts = np.stack([y, 0.492 * (image[..., 0] - y) + 128, 0.877 * (image[..., 2] - y) + 128], axis=-1)
    return np.rint(parts).astype(np.int64).astype(np.uint8)


@misconception("to_yuv")
def factors_swapped(image):
    """The factors have changed places: 0.492 goes with B - Y, 0.877 with R - Y."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(
        np.stack([y, 0.877 * (image[..., 0] - y) + 128, 0.492 * (image[..., 2] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def subtracted_the_other_way(image):
    """You subtracted the colour from Y. It is B - Y and R - Y: blue raises U, red raises V."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(
        np.stack([y, 0.492 * (y - image[..., 0]) + 128, 0.877 * (y - image[..., 2]) + 128], axis=-1)
    )


@misconception("to_yuv")
def wrapped_differences(image):
    """You subtracted uint8 values: where the result is negative it wrapped around to near 255. Go to float64
    before you subtract."""
    y = to_uint8(image @ np.array([0.114, 0.587, 0.299]))
    return to_uint8(
        np.stack([y, 0.492 * (image[..., 0] - y) + 128, 0.877 * (image[..., 2] - y) + 128], axis=-1)
    )


@misconception("to_yuv")
def channels_in_front(image):
    """The channels became the first axis. The shape stays (height, width, 3)."""
    y = image @ np.array([0.114, 0.587, 0.299])
    return to_uint8(np.stack([y, 0.492 * (image[..., 0] - y) + 128, 0.877 * (image[..., 2] - y) + 128]))


# --- to_hsv ---


@misconception("to_hsv")
def degrees_not_halved(image):
    """Your H is in degrees and does not fit into uint8. Halve it: it runs from 0 to 179."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([(60 * sixths(image)) % 360, s, v], axis=-1))


@misconception("to_hsv")
def degrees_wrapped(image):
    """Your H is in degrees, and what is above 255 wrapped around in uint8. Halve the degrees: 0 to 179."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    h = np.rint(60 * sixths(image)) % 360 % 256
    return to_uint8(np.stack([h, s, v], axis=-1))


@misconception("to_hsv")
def full_range(image):
    """Your H runs from 0 to 255 (COLOR_BGR2HSV_FULL). Here it is half the degrees, 0 to 179."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(sixths(image) * 256 / 6) % 256, s, v], axis=-1))


@misconception("to_hsv")
def negative_hue_cut_off(image):
    """Negative degrees became 0: reds with a little blue in them are all pure red now. Add 360 before you
    halve."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([30 * sixths(image), s, v], axis=-1))


@misconception("to_hsv")
def negative_hue_wrapped(image):
    """Negative degrees wrapped around in uint8, to 226 and more. Add 360 to them before you halve."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 256, s, v], axis=-1))


@misconception("to_hsv")
def hue_of_rgb(image):
    """You took channel 0 for red, so red and blue have changed places. The array holds B, G, R."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(30 * sixths(image[..., ::-1])) % 180, s, v], axis=-1))


@misconception("to_hsv")
def spread_for_saturation(image):
    """Your S is the largest minus the smallest channel. Divide it by V, and multiply by 255."""
    v = image.max(axis=-1)
    s = v - image.min(axis=-1)
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 180, s, v], axis=-1))


@misconception("to_hsv")
def shares_kept(image):
    """Your S and V are shares between 0 and 1, which round to 0 or 1. In 8 bits they run from 0 to 255."""
    v = image.max(axis=-1)
    s = (v - image.min(axis=-1)) / np.maximum(v, 1)
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 180, s, v / 255], axis=-1))


@misconception("to_hsv")
def percent(image):
    """Your S and V are in percent. In 8 bits they run from 0 to 255."""
    v = image.max(axis=-1)
    s = 100 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 180, s, 100 * (v / 255)], axis=-1))


@misconception("to_hsv")
def hls_lightness(image):
    """Your V is the middle between the largest and the smallest channel: that is the L of HLS. V is the
    largest."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    light = (v.astype(np.float64) + image.min(axis=-1)) / 2
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 180, s, light], axis=-1))


@misconception("to_hsv")
def mean_for_value(image):
    """Your V is the mean of the three channels. V is the largest of them."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(30 * sixths(image)) % 180, s, image.mean(axis=-1)], axis=-1))


@misconception("to_hsv")
def order_reversed(image):
    """Your channels come in the order V, S, H. The order is H, S, V; nothing needs to be reversed."""
    v = image.max(axis=-1)
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([v, s, np.rint(30 * sixths(image)) % 180], axis=-1))


@misconception("to_hsv")
def gray_by_a_threshold(image):
    """You treat pale colours as gray: their hue became 0. Only where all three channels are equal there is no
    hue."""
    v = image.max(axis=-1)
    spread = v - image.min(axis=-1)
    h = np.where(spread < 3, 0, np.rint(30 * sixths(image)) % 180)
    return to_uint8(np.stack([h, 255 * (spread / np.maximum(v, 1)), v], axis=-1))


@misconception("to_hsv")
def differences_in_uint8(image):
    """You subtracted uint8 channels, so differences below 0 wrapped around. Go to float64 before you
    subtract."""
    b, g, r = np.moveaxis(image, -1, 0)
    v = image.max(axis=-1)
    spread = np.maximum(v - image.min(axis=-1), 1)
    h = np.where(v == r, (g - b) / spread, np.where(v == g, 2 + (b - r) / spread, 4 + (r - g) / spread))
    s = 255 * ((v - image.min(axis=-1)) / np.maximum(v, 1))
    return to_uint8(np.stack([np.rint(30 * h) % 180, s, v], axis=-1))


# --- color_distance ---


@misconception("color_distance")
def distance_in_rgb(bgr_a, bgr_b):
    """This is the distance in RGB, in which black and white are 441 apart. Take both colours to Lab first."""
    return float(np.linalg.norm(bgr_a.astype(np.float64) - bgr_b.astype(np.float64)))


@misconception("color_distance")
def gamma_kept(bgr_a, bgr_b):
    """You went to XYZ without undoing the gamma. The matrix wants linear values: step 1 comes first."""

    def of(bgr):
        t = SRGB_TO_XYZ @ (bgr[::-1] / 255) / WHITE
        x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    return float(np.linalg.norm(of(bgr_a) - of(bgr_b)))


@misconception("color_distance")
def plain_gamma(bgr_a, bgr_b):
    """You undid the gamma with the power 2.2 throughout. sRGB has a straight piece near black, and ((c +
    0.055) / 1.055) to the power 2.4 above it."""

    def of(bgr):
        t = SRGB_TO_XYZ @ (bgr[::-1] / 255) ** 2.2 / WHITE
        x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    return float(np.linalg.norm(of(bgr_a) - of(bgr_b)))


@misconception("color_distance")
def red_and_blue_swapped(bgr_a, bgr_b):
    """You took the first value for red. The arrays hold B, G, R, the matrix wants R, G, B."""
    return float(np.linalg.norm(lab(bgr_a[::-1]) - lab(bgr_b[::-1])))


@misconception("color_distance")
def white_forgotten(bgr_a, bgr_b):
    """You did not divide X, Y and Z by those of white, (0.95047, 1, 1.08883)."""

    def of(bgr):
        rgb = bgr[::-1] / 255
        t = SRGB_TO_XYZ @ np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    return float(np.linalg.norm(of(bgr_a) - of(bgr_b)))


@misconception("color_distance")
def cube_root_throughout(bgr_a, bgr_b):
    """You took the cube root of everything. At 0.008856 and below, f(t) is 7.787 t + 16/116."""

    def of(bgr):
        rgb = bgr[::-1] / 255
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        x, y, z = np.cbrt(SRGB_TO_XYZ @ linear / WHITE)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    return float(np.linalg.norm(of(bgr_a) - of(bgr_b)))


@misconception("color_distance")
def lightness_alone(bgr_a, bgr_b):
    """You compared the lightness L alone. Two colours of the same lightness can be far apart: a and b count
    too."""
    return float(abs(lab(bgr_a)[0] - lab(bgr_b)[0]))


@misconception("color_distance")
def lightness_left_out(bgr_a, bgr_b):
    """You compared a and b alone, so black and white do not differ. L counts too."""
    return float(np.linalg.norm(lab(bgr_a)[1:] - lab(bgr_b)[1:]))


@misconception("color_distance")
def root_forgotten(bgr_a, bgr_b):
    """This is the square of the distance. Take the root of the sum."""
    return float(np.sum((lab(bgr_a) - lab(bgr_b)) ** 2))


@misconception("color_distance")
def absolute_differences(bgr_a, bgr_b):
    """You added up the absolute differences of L, a and b. Square them, add, and take the root."""
    return float(np.sum(np.abs(lab(bgr_a) - lab(bgr_b))))


@misconception("color_distance")
def not_divided_by_255(bgr_a, bgr_b):
    """You left the values between 0 and 255. The formulas want them between 0 and 1: divide by 255."""

    def of(bgr):
        rgb = bgr[::-1].astype(np.float64)
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        t = SRGB_TO_XYZ @ linear / WHITE
        x, y, z = np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    return float(np.linalg.norm(of(bgr_a) - of(bgr_b)))


@misconception("color_distance")
def lab_of_the_difference(bgr_a, bgr_b):
    """You subtracted the colours first and took the difference to Lab. The way to Lab is curved: take each
    colour there, then subtract."""
    apart = np.abs(bgr_a.astype(np.int64) - bgr_b.astype(np.int64))
    return float(np.linalg.norm(lab(apart)))


# --- encode ---


@misconception("encode")
def array_given(image, extension):
    """You gave the array that cv2.imencode makes. bytes are asked for: .tobytes()."""
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1]


@misconception("encode")
def success_given_too(image, extension):
    """cv2.imencode gives two things, whether it worked and the bytes. Give the second alone."""
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    worked, data = cv2.imencode(extension, image)
    return worked, data.tobytes()


@misconception("encode")
def left_to_opencv(image, extension):
    """You leave it to OpenCV to refuse an extension. It knows more formats than the four, and for others it
    raises cv2.error, which is no ValueError. Check first."""
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def opencvs_error_translated(image, extension):
    """You turn OpenCV's error into a ValueError, but OpenCV knows more formats than the four. Compare with
    ".bmp", ".jpg", ".png" and ".gif"."""
    try:
        return cv2.imencode(extension, image)[1].tobytes()
    except cv2.error:
        raise ValueError(f"extension {extension!r}") from None


@misconception("encode")
def capitals_accepted(image, extension):
    """You accept capital letters. The four endings are written in lower case; ".JPG" is a ValueError."""
    if extension.lower() not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def dot_added(image, extension):
    """You accept an ending without its dot. It belongs to the ending; "png" is a ValueError."""
    extension = extension if extension.startswith(".") else f".{extension}"
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def jpeg_accepted(image, extension):
    """You accept ".jpeg" too. There are four endings, and JPEG's is ".jpg"."""
    if extension not in (*EXTENSIONS, ".jpeg"):
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def end_of_a_name(image, extension):
    """You look only at how the text ends, so a whole file name passes. extension must be exactly one of the
    four."""
    if not extension.endswith(EXTENSIONS):
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def gif_forgotten(image, extension):
    """You refuse ".gif". It is one of the four; OpenCV writes it from version 4.12 on."""
    if extension not in (".bmp", ".jpg", ".png"):
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, image)[1].tobytes()


@misconception("encode")
def png_always(image, extension):
    """You write PNG whatever the extension says. Hand the extension to cv2.imencode."""
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(".png", image)[1].tobytes()


@misconception("encode")
def colours_swapped_first(image, extension):
    """You turned the image to RGB first. OpenCV expects BGR, so red and blue have changed places in the
    file."""
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return cv2.imencode(extension, np.ascontiguousarray(image[..., ::-1]))[1].tobytes()


@misconception("encode")
def pixels_without_a_file(image, extension):
    """These are the pixels themselves, without the format. cv2.imencode makes a file of them."""
    if extension not in EXTENSIONS:
        raise ValueError(f"extension {extension!r}")
    return image.tobytes()


# --- decode ---


@misconception("decode")
def none_passed_on(data):
    """You pass on the None that cv2.imdecode gives for what it cannot read. Look for it and raise
    ValueError."""
    if not data:
        raise ValueError("data is empty")
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


@misconception("decode")
def empty_unchecked(data):
    """For empty data cv2.imdecode raises cv2.error, which is no ValueError. Look at the length first."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("data is no image")
    return image


@misconception("decode")
def nothing_checked(data):
    """The picture is right, but the checks are missing: what cannot be read and what is empty must raise
    ValueError."""
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


@misconception("decode")
def as_it_is(data):
    """You decode the file as it is (IMREAD_UNCHANGED): a gray file has then no channels and one with
    transparency four. A BGR image has three."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED) if data else None
    if image is None:
        raise ValueError("data is no image")
    return image


@misconception("decode")
def decoded_as_gray(data):
    """You decode the image as gray. Asked for is BGR: cv2.IMREAD_COLOR."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if image is None:
        raise ValueError("data is no image")
    return image


@misconception("decode")
def turned_to_rgb(data):
    """Your channels come in the order R, G, B. OpenCV decodes to B, G, R, and the course keeps it so."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError("data is no image")
    return image[..., ::-1]


@misconception("decode")
def other_error(data):
    """You raise TypeError. The value is wrong, not its type: ValueError."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise TypeError("data is no image")
    return image


@misconception("decode")
def four_formats_alone(data):
    """You look at the first bytes alone and then trust OpenCV. A file can begin well and still be broken:
    look for the None."""
    if not data.startswith((b"BM", b"\xff\xd8", b"\x89PNG", b"GIF8")):
        raise ValueError("data is no image")
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


@misconception("decode")
def black_taken_for_nothing(data):
    """You refuse a picture that is all black. Zeros are pixels too: only the None of cv2.imdecode means that
    there is no image."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None or not np.any(image):
        raise ValueError("data is no image")
    return image


# --- is_lossless ---


@misconception("is_lossless")
def extension_judged(image, extension):
    """You judge by the extension. A black picture survives JPEG as well: encode, decode and compare."""
    return extension in (".bmp", ".png")


@misconception("is_lossless")
def extension_judged_with_gif(image, extension):
    """You call GIF lossless by its extension. It keeps 256 colours at most. Encode, decode and compare."""
    return extension != ".jpg"


@misconception("is_lossless")
def nearly_equal(image, extension):
    """You allow small differences. A value that is off by 1 is a loss: compare for equality."""
    back = decode(encode(image, extension)).astype(np.int64)
    return bool(np.abs(back - image).max() <= 2)


@misconception("is_lossless")
def sums_compared(image, extension):
    """You compared sums or means, in which losses up and down cancel. Compare value by value:
    np.array_equal."""
    return int(decode(encode(image, extension)).sum()) == int(image.sum())


@misconception("is_lossless")
def first_row_compared(image, extension):
    """You compared the first row alone. Every pixel of the image must be the same."""
    return np.array_equal(decode(encode(image, extension))[0], image[0])


@misconception("is_lossless")
def shapes_compared(image, extension):
    """You compared the shapes. The pixels are what can get lost."""
    return decode(encode(image, extension)).shape == image.shape


@misconception("is_lossless")
def any_pixel(image, extension):
    """You ask whether some value is the same. All of them must be: np.all, or np.array_equal."""
    return bool(np.any(decode(encode(image, extension)) == image))


@misconception("is_lossless")
def answer_turned_round(image, extension):
    """True and False have changed places. True means that nothing was lost."""
    return not np.array_equal(decode(encode(image, extension)), image)


@misconception("is_lossless")
def array_of_answers(image, extension):
    """You gave an answer for each value. One for the whole image is asked for: np.array_equal."""
    return decode(encode(image, extension)) == image


@misconception("is_lossless")
def bytes_compared(image, extension):
    """You encoded twice and compared the bytes. Encoding is always the same; what counts is what comes back
    when you decode."""
    return encode(image, extension) == encode(decode(encode(image, extension)), extension)


@misconception("is_lossless")
def last_row_left_out(image, extension):
    """Your comparison leaves pixels out, such as the last row. Every pixel of the image must be the same."""
    back = decode(encode(image, extension))
    return np.array_equal(back[:-1], image[:-1])


# --- crop ---


@misconception("crop")
def view_given(image, x, y, w, h):
    """Your result shares its memory with the image: whoever draws on it draws on the original. Add
    .copy()."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w]


@misconception("crop")
def copied_if_needed(image, x, y, w, h):
    """np.ascontiguousarray copies only what is not in one piece already: whole rows and the whole image stay
    shared. .copy() always copies."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return np.ascontiguousarray(image[y : y + h, x : x + w])


@misconception("crop")
def region_unchecked(image, x, y, w, h):
    """The region is right, but the checks are missing: one that is empty or leaves the image must raise
    ValueError."""
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def x_and_y_swapped(image, x, y, w, h):
    """You sliced the rows with x. Rows go by y: image[y:y+h, x:x+w]."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[x : x + w, y : y + h].copy()


@misconception("crop")
def second_corner(image, x, y, w, h):
    """You took w and h for the other corner. They are a size: the region ends at x + w and y + h."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y:h, x:w].copy()


@misconception("crop")
def edge_refused(image, x, y, w, h):
    """You refuse a region that ends exactly at the image's edge. x + w may be the width: > in place of >=."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w >= width or y + h >= height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def before_unchecked(image, x, y, w, h):
    """A region that begins left of the image or above it is not refused. To NumPy -1 is the last place: check
    x < 0 and y < 0."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def behind_unchecked(image, x, y, w, h):
    """A region that reaches beyond the right or lower edge is not refused. NumPy cuts it off without a word:
    check x + w and y + h."""
    if w < 1 or h < 1 or x < 0 or y < 0:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def only_the_corner_checked(image, x, y, w, h):
    """You checked that (x, y) lies within the image, but not where the region ends: x + w and y + h."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or not (0 <= x < width and 0 <= y < height):
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def empty_given(image, x, y, w, h):
    """An empty region is not refused. With w or h of 0 or less there is nothing to cut out: ValueError."""
    height, width = image.shape[:2]
    if x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + max(h, 0), x : x + max(w, 0)].copy()


@misconception("crop")
def negative_size_passes(image, x, y, w, h):
    """You refuse a size of 0, but not one below. Ask for w < 1 and h < 1."""
    height, width = image.shape[:2]
    if w == 0 or h == 0 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def limits_swapped(image, x, y, w, h):
    """You compared x + w with the height and y + h with the width. image.shape begins with the height."""
    width, height = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[y : y + h, x : x + w].copy()


@misconception("crop")
def cut_to_fit(image, x, y, w, h):
    """You moved the region's limits into the image. What leaves the image is a ValueError."""
    height, width = image.shape[:2]
    left, top, right, bottom = max(x, 0), max(y, 0), min(x + w, width), min(y + h, height)
    if right <= left or bottom <= top:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    return image[top:bottom, left:right].copy()


@misconception("crop")
def colour_copied_alone(image, x, y, w, h):
    """You copy the region of a colour image, but a gray one's still shares the image's memory. Both need
    .copy()."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    region = image[y : y + h, x : x + w]
    return region.copy() if image.ndim == 3 else region


@misconception("crop")
def cut_out_of_the_callers_image(image, x, y, w, h):
    """The region is right, but you blackened it in the caller's image. Cropping changes nothing there."""
    height, width = image.shape[:2]
    if w < 1 or h < 1 or x < 0 or y < 0 or x + w > width or y + h > height:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h}")
    region = image[y : y + h, x : x + w].copy()
    image[y : y + h, x : x + w] = 0
    return region


# --- flip ---


@misconception("flip")
def directions_swapped(image, direction):
    """The directions have changed places. "horizontal" swaps left and right, so it reverses the columns."""
    if direction == "horizontal":
        return image[::-1]
    if direction == "vertical":
        return image[:, ::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def else_is_vertical(image, direction):
    """Whatever is not "horizontal" counts as vertical for you. Any other text must raise ValueError."""
    return image[:, ::-1] if direction == "horizontal" else image[::-1]


@misconception("flip")
def else_is_horizontal(image, direction):
    """Whatever is not "vertical" counts as horizontal for you. Any other text must raise ValueError."""
    return image[::-1] if direction == "vertical" else image[:, ::-1]


@misconception("flip")
def none_for_others(image, direction):
    """For another direction your function ends without a result, which is None. Raise ValueError."""
    if direction == "horizontal":
        return image[:, ::-1]
    if direction == "vertical":
        return image[::-1]
    return None


@misconception("flip")
def unchanged_for_others(image, direction):
    """For another direction you give the image as it is. Raise ValueError."""
    if direction == "horizontal":
        return image[:, ::-1]
    if direction == "vertical":
        return image[::-1]
    return image


@misconception("flip")
def key_error(image, direction):
    """Looking up the direction in a dict raises KeyError for another one. Asked for is ValueError."""
    return {"horizontal": image[:, ::-1], "vertical": image[::-1]}[direction]


@misconception("flip")
def any_capitals(image, direction):
    """You accept capital letters. "Horizontal" is not "horizontal": ValueError."""
    if direction.lower() == "horizontal":
        return image[:, ::-1]
    if direction.lower() == "vertical":
        return image[::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def spaces_stripped(image, direction):
    """You accept spaces around the word. " horizontal" is not "horizontal": ValueError."""
    if direction.strip() == "horizontal":
        return image[:, ::-1]
    if direction.strip() == "vertical":
        return image[::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def first_letter_alone(image, direction):
    """You look at the first letter alone, so "h" passes. Compare with the whole word."""
    if direction[:1] == "h":
        return image[:, ::-1]
    if direction[:1] == "v":
        return image[::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def beginning_alone(image, direction):
    """You look only at how the text begins, so "vertically" passes. Compare with the whole word."""
    if direction.startswith("horizontal"):
        return image[:, ::-1]
    if direction.startswith("vertical"):
        return image[::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def channels_flipped(image, direction):
    """You reversed the last axis. In a colour image that is the channels: columns are axis 1."""
    if direction == "horizontal":
        return image[..., ::-1]
    if direction == "vertical":
        return image[::-1]
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def all_axes_flipped(image, direction):
    """np.flip without an axis reverses all of them. Give it axis=1 or axis=0."""
    if direction in ("horizontal", "vertical"):
        return np.flip(image)
    raise ValueError(f"direction {direction!r}")


@misconception("flip")
def flipped_in_place(image, direction):
    """The result is right, but the caller's image was flipped too. Leave it as it was."""
    if direction == "horizontal":
        image[:] = image[:, ::-1].copy()
    elif direction == "vertical":
        image[:] = image[::-1].copy()
    else:
        raise ValueError(f"direction {direction!r}")
    return image


# --- rotate90 ---


@misconception("rotate90")
def clockwise(image, turns):
    """You turn clockwise. A positive number of turns goes counter-clockwise."""
    return np.rot90(image, -turns)


@misconception("rotate90")
def one_turn_always(image, turns):
    """You turn once, whatever turns says."""
    return np.rot90(image)


@misconception("rotate90")
def transposed(image, turns):
    """Transposing mirrors the image as well. For a turn, reverse the rows afterwards."""
    for _ in range(turns % 4):
        image = image.swapaxes(0, 1)
    return image


@misconception("rotate90")
def negative_turns_lost(image, turns):
    """range(turns) is empty for negative turns, so nothing happens. turns % 4 makes a number of 0 to 3 of
    any."""
    for _ in range(turns):
        image = image.swapaxes(0, 1)[::-1]
    return image


@misconception("rotate90")
def sign_lost(image, turns):
    """You turn negative numbers the same way as positive ones. -1 is clockwise."""
    return np.rot90(image, abs(turns))


@misconception("rotate90")
def four_and_more_ignored(image, turns):
    """You know 1, 2 and 3 turns and leave the image alone otherwise. Five turns are one: turns % 4."""
    return np.rot90(image, turns) if turns in (1, 2, 3) else image


@misconception("rotate90")
def given_degrees(image, turns):
    """You take turns for degrees. It counts quarter turns: 1 means 90 degrees."""
    return np.rot90(image, turns // 90)


@misconception("rotate90")
def half_turns(image, turns):
    """You turn by 180 degrees each time. One turn is 90 degrees."""
    return image[::-1, ::-1] if turns % 2 else image


@misconception("rotate90")
def size_kept(image, turns):
    """You reshaped the turned image to its old size, which shuffles the pixels. After an odd number of turns
    width and height change places."""
    return np.rot90(image, turns).reshape(image.shape)


@misconception("rotate90")
def reversed_columns(image, turns):
    """Your turn goes the wrong way: you transposed and reversed the columns. Reverse the rows."""
    for _ in range(turns % 4):
        image = image.swapaxes(0, 1)[:, ::-1]
    return image


@misconception("rotate90")
def mirrored_with_the_turn(image, turns):
    """You mirrored the image and turned it then. Turn it alone."""
    return np.rot90(image[:, ::-1], turns)


# --- resize_nearest ---


@misconception("resize_nearest")
def size_swapped(image, width, height):
    """Your result is height wide and width high. The arguments begin with the width, a shape with the
    height."""
    rows = np.arange(width) * image.shape[0] // width
    columns = np.arange(height) * image.shape[1] // height
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def rounded_to_the_nearest(image, width, height):
    """You rounded r * H / height. The rule cuts off: //."""
    rows = np.minimum(np.rint(np.arange(height) * image.shape[0] / height).astype(int), image.shape[0] - 1)
    columns = np.minimum(np.rint(np.arange(width) * image.shape[1] / width).astype(int), image.shape[1] - 1)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def pixel_centres(image, width, height):
    """You looked from the middle of each pixel, (r + 0.5) * H / height. A sound idea, but the rule here is r
    * H // height."""
    rows = ((np.arange(height) + 0.5) * image.shape[0] / height).astype(int)
    columns = ((np.arange(width) + 0.5) * image.shape[1] / width).astype(int)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def corners_aligned(image, width, height):
    """You spread the rows from the first to the last, with H - 1. The rule is r * H // height."""
    rows = np.linspace(0, image.shape[0] - 1, height).astype(int)
    columns = np.linspace(0, image.shape[1] - 1, width).astype(int)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def divided_first(image, width, height):
    """You divided H // height before multiplying, which is 0 when the image grows. Multiply first."""
    rows = np.arange(height) * (image.shape[0] // height)
    columns = np.arange(width) * (image.shape[1] // width)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def step_backwards(image, width, height):
    """You divided the wrong way round: r * height // H. It is r * H // height."""
    rows = np.minimum(np.arange(height) * height // image.shape[0], image.shape[0] - 1)
    columns = np.minimum(np.arange(width) * width // image.shape[1], image.shape[1] - 1)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def one_factor(image, width, height):
    """You used the factor of the width for the rows as well. Rows go by H // height."""
    rows = np.minimum(np.arange(height) * image.shape[1] // width, image.shape[0] - 1)
    columns = np.arange(width) * image.shape[1] // width
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def cut_or_repeated(image, width, height):
    """You cut off or repeated pixels in order, which crops the image or tiles it. Spread the whole image over
    the new size."""
    rows, columns = np.arange(height) % image.shape[0], np.arange(width) % image.shape[1]
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def diagonal_alone(image, width, height):
    """You gave NumPy the two lists of indices side by side, so it paired them one by one. Give the rows an
    axis of their own: image[rows[:, None], columns]."""
    rows = np.arange(height) * image.shape[0] // height
    columns = np.arange(width) * image.shape[1] // width
    return image[rows, columns]


@misconception("resize_nearest")
def rounded_up(image, width, height):
    """You rounded r * H / height up. The rule cuts off: //."""
    rows = np.minimum(-(-np.arange(height) * image.shape[0] // height), image.shape[0] - 1)
    columns = np.minimum(-(-np.arange(width) * image.shape[1] // width), image.shape[1] - 1)
    return image[rows[:, None], columns]


@misconception("resize_nearest")
def factor_with_a_fraction(image, width, height):
    """You multiplied by a factor like H / height, which a computer cannot hold exactly, so at some sizes a
    pixel is one too low. Stay with whole numbers: r * H // height."""
    rows = np.arange(height) * (image.shape[0] / height)
    columns = np.arange(width) * (image.shape[1] / width)
    return image[rows.astype(int)[:, None], columns.astype(int)]


@misconception("resize_nearest")
def indices_in_a_byte(image, width, height):
    """Your indices are uint8, which starts again from 0 after 255. An index needs int64, NumPy's usual whole
    number."""
    rows = np.arange(height).astype(np.uint8).astype(int) * image.shape[0] // height
    columns = np.arange(width).astype(np.uint8).astype(int) * image.shape[1] // width
    return image[rows[:, None], columns]


# --- filter2d ---


@misconception("filter2d")
def convolved(image, kernel):
    """You turned the kernel over, which makes it a convolution. Correlation uses it as it is."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    return to_uint8(correlate(padded, kernel[::-1, ::-1]))


@misconception("filter2d")
def zeros_outside(image, kernel):
    """Outside the image you put zeros, so the edges become dark. Repeat the edge pixels: mode="edge"."""
    return to_uint8(correlate(np.pad(image.astype(np.float64), margins(kernel)), kernel))


@misconception("filter2d")
def mirrored_outside(image, kernel):
    """Outside the image you put its mirror image, as OpenCV does unless told otherwise. Here the edge pixels
    are repeated."""
    mode = "reflect" if min(image.shape) > 1 else "edge"
    return to_uint8(correlate(np.pad(image.astype(np.float64), margins(kernel), mode=mode), kernel))


@misconception("filter2d")
def mirrored_with_the_edge(image, kernel):
    """Outside the image you put its mirror image, beginning with the edge pixel. That is right for one pixel;
    further out the edge pixel still repeats."""
    return to_uint8(correlate(np.pad(image.astype(np.float64), margins(kernel), mode="symmetric"), kernel))


@misconception("filter2d")
def wrapped_outside(image, kernel):
    """Outside the image you continued with the opposite edge (np.roll does that). Repeat the edge pixels."""
    return to_uint8(correlate(np.pad(image.astype(np.float64), margins(kernel), mode="wrap"), kernel))


@misconception("filter2d")
def smaller_result(image, kernel):
    """You computed only where the kernel fits into the image, so the result is smaller. Repeat the edge
    pixels outside first."""
    (h, w), (kh, kw) = image.shape, kernel.shape
    if h < kh or w < kw:
        return np.zeros((0, 0), np.uint8)
    return to_uint8(correlate(image.astype(np.float64), kernel))


@misconception("filter2d")
def sums_wrapped(image, kernel):
    """You converted the sums to uint8 without clipping, so 400 became 144. Clip to 0..255 first."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    return np.rint(correlate(padded, kernel)).astype(np.int64).astype(np.uint8)


@misconception("filter2d")
def absolute_sums(image, kernel):
    """You took the absolute value of negative sums. What is below 0 becomes 0."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    return to_uint8(np.abs(correlate(padded, kernel)))


@misconception("filter2d")
def weights_normalised(image, kernel):
    """You divided by the sum of the weights. The kernel is used as it is."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    return to_uint8(correlate(padded, kernel) / (kernel.sum() or 1.0))


@misconception("filter2d")
def spread_to_255(image, kernel):
    """You stretched the sums to 0..255. Clip them: what lies between stays as it is."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    total = correlate(padded, kernel)
    return to_uint8(255 * (total - total.min()) / (np.ptp(total) or 1.0))


@misconception("filter2d")
def square_kernels_alone(image, kernel):
    """You used the kernel's height for its width as well. The two can differ: kh, kw = kernel.shape."""
    margin = kernel.shape[0] // 2
    return to_uint8(correlate(np.pad(image.astype(np.float64), margin, mode="edge"), kernel))


@misconception("filter2d")
def corner_on_the_pixel(image, kernel):
    """You laid the kernel's corner on the pixel. Its middle belongs there: half of the margin on either
    side."""
    kh, kw = kernel.shape
    padded = np.pad(image.astype(np.float64), ((0, kh - 1), (0, kw - 1)), mode="edge")
    return to_uint8(correlate(padded, kernel))


@misconception("filter2d")
def kernel_transposed(image, kernel):
    """Rows and columns of your kernel have changed places. kernel[i, j] meets row r + i - p, column c + j -
    q."""
    padded = np.pad(image.astype(np.float64), margins(kernel.T), mode="edge")
    return to_uint8(correlate(padded, kernel.T))


@misconception("filter2d")
def terms_rounded(image, kernel):
    """You rounded every term. Add them up first, then round."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return to_uint8(np.sum(np.rint(windows * kernel), axis=(2, 3)))


@misconception("filter2d")
def weights_as_integers(image, kernel):
    """You made the weights whole numbers, so those below 1 became 0. Keep the kernel in float64."""
    padded = np.pad(image.astype(np.float64), margins(kernel), mode="edge")
    return to_uint8(correlate(padded, kernel.astype(np.int64)))


@misconception("filter2d")
def summed_in_half_precision(image, kernel):
    """You computed in float16, which has three digits only. Use float64."""
    (rows, columns), (height, width) = kernel.shape, image.shape
    margins = [(rows // 2, rows // 2), (columns // 2, columns // 2)]
    padded, total = np.pad(image, margins, mode="edge").astype(np.float16), np.zeros(image.shape, np.float16)
    for i, j in itertools.product(range(rows), range(columns)):
        total += np.float16(kernel[i, j]) * padded[i : i + height, j : j + width]
    return to_uint8(total)


# --- sharpen ---


@misconception("sharpen")
def edges_alone(image):
    """Your middle weight is 4, so only the edges are left. With 5 the image itself stays too."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 0.0]])
    if image.ndim == 2:
        return filter2d(image, kernel)
    return np.dstack([filter2d(channel, kernel) for channel in np.moveaxis(image, -1, 0)])


@misconception("sharpen")
def eight_neighbours(image):
    """You subtract all eight neighbours, with 9 in the middle. The kernel has the four above, below, left and
    right, and 5."""
    kernel = np.array([[-1.0, -1.0, -1.0], [-1.0, 9.0, -1.0], [-1.0, -1.0, -1.0]])
    if image.ndim == 2:
        return filter2d(image, kernel)
    return np.dstack([filter2d(channel, kernel) for channel in np.moveaxis(image, -1, 0)])


@misconception("sharpen")
def blurred(image):
    """You averaged, which blurs. Sharpening subtracts the neighbours."""
    kernel = np.full((3, 3), 1 / 9)
    if image.ndim == 2:
        return filter2d(image, kernel)
    return np.dstack([filter2d(channel, kernel) for channel in np.moveaxis(image, -1, 0)])


@misconception("sharpen")
def neighbours_added(image):
    """Your four neighbours have the weight +1. They are subtracted: -1."""
    kernel = np.array([[0.0, 1.0, 0.0], [1.0, 5.0, 1.0], [0.0, 1.0, 0.0]])
    if image.ndim == 2:
        return filter2d(image, kernel)
    return np.dstack([filter2d(channel, kernel) for channel in np.moveaxis(image, -1, 0)])


@misconception("sharpen")
def gray_images_alone(image):
    """You handle gray images alone. Of a colour image, sharpen each channel and stack them again."""
    return filter2d(image, np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]]))


@misconception("sharpen")
def colour_images_alone(image):
    """You handle colour images alone. A gray image has no channels: look at image.ndim."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    return np.dstack([filter2d(image[:, :, channel], kernel) for channel in range(3)])


@misconception("sharpen")
def one_channel_for_all(image):
    """You sharpened the first channel and gave it three times. Each channel is sharpened on its own."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    if image.ndim == 2:
        return filter2d(image, kernel)
    return np.dstack([filter2d(image[..., 0], kernel)] * 3)


@misconception("sharpen")
def brightness_sharpened(image):
    """You turned the colour image to gray and sharpened that. Sharpen the three channels instead."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    return filter2d(image if image.ndim == 2 else to_gray(image), kernel)


@misconception("sharpen")
def sharpened_without_clipping(image):
    """You did not clip, so values below 0 and above 255 wrapped around in uint8. Clip to 0..255 first."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    layers = np.atleast_3d(image)
    sums = [
        correlate(np.pad(layers[..., c], 1, mode="edge").astype(np.int64), kernel)
        for c in range(layers.shape[2])
    ]
    result = np.stack(sums, axis=-1).astype(np.int64).astype(np.uint8)
    return result[..., 0] if image.ndim == 2 else result


@misconception("sharpen")
def dark_border(image):
    """Outside the image you put zeros, so the border becomes too bright. Repeat the edge pixels, as in
    filter2d."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    layers = np.atleast_3d(image)
    sums = [correlate(np.pad(layers[..., c].astype(np.float64), 1), kernel) for c in range(layers.shape[2])]
    return to_uint8(sums[0] if image.ndim == 2 else np.dstack(sums))


@misconception("sharpen")
def border_untouched(image):
    """You left the border as it was. There too the four neighbours count, the edge pixels repeated
    outside."""
    kernel = np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])
    result = image.copy()
    for channel in [...] if image.ndim == 2 else [(..., 0), (..., 1), (..., 2)]:
        result[channel][1:-1, 1:-1] = filter2d(image[channel], kernel)[1:-1, 1:-1]
    return result


# --- salt_and_pepper ---


@misconception("salt_and_pepper")
def each_the_whole_amount(image, amount, seed):
    """The whole amount became white and the whole amount black, twice as much as asked for. Each gets
    half."""
    chance = np.random.default_rng(seed).random(image.shape[:2])
    noisy = image.copy()
    noisy[chance < amount] = 0
    noisy[chance > 1 - amount] = 255
    return noisy


@misconception("salt_and_pepper")
def half_the_amount(image, amount, seed):
    """Only half of the amount changed. Black and white get half of it each, together the whole."""
    chance = np.random.default_rng(seed).random(image.shape[:2])
    noisy = image.copy()
    noisy[chance < amount / 4] = 0
    noisy[chance > 1 - amount / 4] = 255
    return noisy


@misconception("salt_and_pepper")
def pepper_alone(image, amount, seed):
    """All your specks are black. Half of them should be white, 255."""
    noisy = image.copy()
    noisy[np.random.default_rng(seed).random(image.shape[:2]) < amount] = 0
    return noisy


@misconception("salt_and_pepper")
def salt_alone(image, amount, seed):
    """All your specks are white. Half of them should be black, 0."""
    noisy = image.copy()
    noisy[np.random.default_rng(seed).random(image.shape[:2]) < amount] = 255
    return noisy


@misconception("salt_and_pepper")
def coloured_specks(image, amount, seed):
    """You drew a random number for every channel, so your specks are coloured. Draw one for each pixel, of
    shape image.shape[:2]."""
    chance = np.random.default_rng(seed).random(image.shape)
    noisy = image.copy()
    noisy[chance < amount / 2] = 0
    noisy[chance > 1 - amount / 2] = 255
    return noisy


@misconception("salt_and_pepper")
def picked_twice(image, amount, seed):
    """You drew positions one by one, so some came up twice and too few pixels changed. Draw without repeating
    (rng.permutation), or one number for each pixel."""
    rng = np.random.default_rng(seed)
    noisy, count = image.copy(), int(amount * image.shape[0] * image.shape[1])
    rows, columns = rng.integers(0, image.shape[0], count), rng.integers(0, image.shape[1], count)
    noisy[rows[::2], columns[::2]] = 0
    noisy[rows[1::2], columns[1::2]] = 255
    return noisy


@misconception("salt_and_pepper")
def numbers_counted_as_pixels(image, amount, seed):
    """You counted every number of the array as a pixel, so a colour image gets three times too many specks.
    Pixels are height times width."""
    rng = np.random.default_rng(seed)
    noisy, pixels = image.copy(), image.shape[0] * image.shape[1]
    places = rng.permutation(pixels)[: int(amount * image.size)]
    flat = noisy.reshape(pixels, -1)
    flat[places[::2]], flat[places[1::2]] = 0, 255
    return noisy


@misconception("salt_and_pepper")
def noise_added(image, amount, seed):
    """You added noise to every pixel. Salt and pepper changes few pixels, those to 0 or 255, and leaves the
    rest."""
    noise = np.random.default_rng(seed).normal(0, 255 * amount, image.shape)
    return to_uint8(image + noise)


@misconception("salt_and_pepper")
def specks_nearly_black_and_white(image, amount, seed):
    """Your specks have random values. They are black, exactly 0, or white, exactly 255."""
    rng = np.random.default_rng(seed)
    noisy, place = image.copy(), rng.random(image.shape[:2]) < amount
    noisy[place] = rng.integers(0, 256, noisy[place].shape)
    return noisy


@misconception("salt_and_pepper")
def in_the_callers_image(image, amount, seed):
    """The specks are right, but they are in the caller's image. Begin with image.copy()."""
    chance = np.random.default_rng(seed).random(image.shape[:2])
    image[chance < amount / 2] = 0
    image[chance > 1 - amount / 2] = 255
    return image


@misconception("salt_and_pepper")
def square_alone(image, amount, seed):
    """You drew rows and columns from the same range, so a part of the image gets no specks. Rows go up to the
    height, columns up to the width."""
    rng, side = np.random.default_rng(seed), min(image.shape[:2])
    noisy, count = image.copy(), int(amount * image.shape[0] * image.shape[1])
    places = rng.permutation(side * side)[:count]
    rows, columns = places // side, places % side
    noisy[rows[::2], columns[::2]] = 0
    noisy[rows[1::2], columns[1::2]] = 255
    return noisy


@misconception("salt_and_pepper")
def first_pixels(image, amount, seed):
    """You changed the first pixels in order. Pick them at random, all over the image."""
    noisy, pixels = image.copy(), image.shape[0] * image.shape[1]
    flat = noisy.reshape(pixels, -1)
    count = int(amount * pixels)
    flat[:count:2], flat[1:count:2] = 0, 255
    return noisy


@misconception("salt_and_pepper")
def amount_in_percent(image, amount, seed):
    """You took the amount for percent. It is a share: 0.1 is a tenth of the pixels."""
    chance = np.random.default_rng(seed).random(image.shape[:2])
    noisy = image.copy()
    noisy[chance < amount / 200] = 0
    noisy[chance > 1 - amount / 200] = 255
    return noisy


@misconception("salt_and_pepper")
def other_pixels_clipped(image, amount, seed):
    """You changed other pixels as well: the brightest and the darkest lost their values. All but the specks
    stay as they were."""
    chance = np.random.default_rng(seed).random(image.shape[:2])
    noisy = image.clip(5, 250)
    noisy[chance < amount / 2] = 0
    noisy[chance > 1 - amount / 2] = 255
    return noisy


# --- affine ---


@misconception("affine")
def not_moved(points, matrix):
    """You left out the last column, so nothing is moved. Add it to every point."""
    return points @ matrix[:, :2].T


@misconception("affine")
def matrix_transposed(points, matrix):
    """Your matrix is transposed: x' comes from its first row. For points in rows that is points @ A.T."""
    return points @ matrix[:, :2] + matrix[:, 2]


@misconception("affine")
def points_as_y_x(points, matrix):
    """You took the points for (y, x). They are (x, y)."""
    return points[:, ::-1] @ matrix[:, :2].T + matrix[:, 2]


@misconception("affine")
def result_as_y_x(points, matrix):
    """Your points come back as (y', x'). x' is first."""
    return (points @ matrix[:, :2].T + matrix[:, 2])[:, ::-1]


@misconception("affine")
def moved_back(points, matrix):
    """You subtracted the last column. It is added."""
    return points @ matrix[:, :2].T - matrix[:, 2]


@misconception("affine")
def moved_first(points, matrix):
    """You moved the points before you multiplied. The last column comes afterwards."""
    return (points + matrix[:, 2]) @ matrix[:, :2].T


@misconception("affine")
def points_in_columns(points, matrix):
    """Your points stand in columns, in the shape (2, n). Each point is a row: transpose the result."""
    return matrix[:, :2] @ points.T + matrix[:, 2:]


@misconception("affine")
def first_point_alone(points, matrix):
    """You transformed the first point alone. Every row of points is one."""
    return matrix[:, :2] @ points[0] + matrix[:, 2]


@misconception("affine")
def one_appended(points, matrix):
    """You kept the 1 that was appended to each point. The result has two columns."""
    ones = np.ones((len(points), 1))
    return np.hstack([points @ matrix[:, :2].T + matrix[:, 2], ones])


@misconception("affine")
def run_backwards(points, matrix):
    """You went the way back, from (x', y') to (x, y). The matrix leads forward."""
    return (points - matrix[:, 2]) @ np.linalg.pinv(matrix[:, :2]).T


# --- rotation_matrix ---


@misconception("rotation_matrix")
def radians(center, angle, scale):
    """You handed degrees to np.cos, which wants radians. Convert with np.deg2rad."""
    x, y = center
    a, b = scale * np.cos(angle), scale * np.sin(angle)
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def turned_clockwise(center, angle, scale):
    """Your matrix turns clockwise. As y grows downwards, the plus of the sine stands in the first row, the
    minus in the second."""
    x, y = center
    a, b = scale * np.cos(np.deg2rad(angle)), -scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def about_the_origin(center, angle, scale):
    """Your last column is 0, so the matrix turns about the corner (0, 0). The last column keeps the centre in
    its place."""
    a, b = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, 0.0], [-b, a, 0.0]])


@misconception("rotation_matrix")
def scale_ignored(center, angle, scale):
    """You left out scale. It multiplies the cosine and the sine."""
    x, y = center
    a, b = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def scale_for_the_cosine_alone(center, angle, scale):
    """You multiplied the cosine by scale, but not the sine."""
    x, y = center
    a, b = scale * np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def scale_left_out_of_the_move(center, angle, scale):
    """The last column lacks scale, so the centre does not stay in its place. alpha and beta hold scale there
    too."""
    x, y = center
    a, b = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    return np.array(
        [[scale * a, scale * b, (1 - a) * x - b * y], [-scale * b, scale * a, b * x + (1 - a) * y]]
    )


@misconception("rotation_matrix")
def center_as_y_x(center, angle, scale):
    """You took the centre for (y, x). It is (x, y)."""
    y, x = center
    a, b = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def center_as_the_move(center, angle, scale):
    """Your last column is the centre itself, so the corner (0, 0) goes there. The centre is to stay where it
    is."""
    a, b = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, center[0]], [-b, a, center[1]]])


@misconception("rotation_matrix")
def signs_of_the_move(center, angle, scale):
    """A sign in the last column is wrong: it is (1 - alpha) x - beta y above, and beta x + (1 - alpha) y
    below."""
    x, y = center
    a, b = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x + b * y], [-b, a, -b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def three_rows(center, angle, scale):
    """You appended the row 0, 0, 1. An affine matrix here has the shape (2, 3)."""
    x, y = center
    a, b = scale * np.cos(np.deg2rad(angle)), scale * np.sin(np.deg2rad(angle))
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y], [0.0, 0.0, 1.0]])


@misconception("rotation_matrix")
def scale_inverted(center, angle, scale):
    """You divided by scale. It says how many times as large things become: multiply."""
    x, y = center
    a, b = np.cos(np.deg2rad(angle)) / scale, np.sin(np.deg2rad(angle)) / scale
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


@misconception("rotation_matrix")
def one_circle_at_most(center, angle, scale):
    """You cut the angle off at one full circle. 450 degrees are one circle and 90 degrees more."""
    x, y = center
    turn = np.deg2rad(np.clip(angle, -360, 360))
    a, b = scale * np.cos(turn), scale * np.sin(turn)
    return np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])


# --- homography ---


@misconception("homography")
def from_dst_to_src(src, dst):
    """Your matrix leads from dst to src. It is src that is sent to dst."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    return solve_homography(dst, src)


@misconception("homography")
def affine_alone(src, dst):
    """Your last row is 0, 0, 1: an affine transform, which keeps parallel lines parallel. It fits three
    points; the fourth needs h31 and h32."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    known = np.hstack([src, np.ones((4, 1))])
    rows = np.linalg.lstsq(known[:3], dst[:3], rcond=None)[0].T
    return np.vstack([rows, [0.0, 0.0, 1.0]])


@misconception("homography")
def affine_fitted(src, dst):
    """You fitted an affine transform to the four points, as well as it goes. A perspective one meets all four
    exactly."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    known = np.hstack([src, np.ones((4, 1))])
    return np.vstack([np.linalg.lstsq(known, dst, rcond=None)[0].T, [0.0, 0.0, 1.0]])


@misconception("homography")
def not_normalised(src, dst):
    """The transform is right, but its last entry is not 1. Divide the matrix by it."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    matrix = solve_homography(src, dst)
    return matrix / np.linalg.norm(matrix)


@misconception("homography")
def homography_transposed(src, dst):
    """Your matrix is transposed: the numbers that move stand in the last column, those of the perspective in
    the last row."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    return solve_homography(src, dst).T


@misconception("homography")
def lines_unchecked(src, dst):
    """Points on a line are not refused. NumPy finds out only sometimes, and does not say which array it
    is."""
    return solve_homography(src, dst)


@misconception("homography")
def src_checked_alone(src, dst):
    """You looked at src alone. Three points of dst on a line must raise ValueError as well."""
    refuse_collinear("src", src)
    return solve_homography(src, dst)


@misconception("homography")
def dst_checked_alone(src, dst):
    """You looked at dst alone. Three points of src on a line must raise ValueError as well."""
    refuse_collinear("dst", dst)
    return solve_homography(src, dst)


@misconception("homography")
def first_three_checked(src, dst):
    """You left out some of the triangles. Any three of the four points can lie on a line: there are four
    triangles to look at."""
    refuse_collinear("src", src[:3])
    refuse_collinear("dst", dst[:3])
    return solve_homography(src, dst)


@misconception("homography")
def exactly_zero(src, dst):
    """Your limit is too low: points that lie on a line but for a hair pass. Floats are not exact, so an area
    of 0 is not enough: compare twice the area with 1e-9 times the largest distance squared."""
    for name, points in (("src", src), ("dst", dst)):
        for p, q, r in itertools.combinations(points, 3):
            if (q[0] - p[0]) * (r[1] - p[1]) == (q[1] - p[1]) * (r[0] - p[0]):
                raise ValueError(f"{name} has three points on a line")
    return solve_homography(src, dst)


@misconception("homography")
def fixed_limit(src, dst):
    """You compare the area with a fixed small number, so a very small square counts as a line. Compare it
    with 1e-9 times the largest distance squared."""
    for name, points in (("src", src), ("dst", dst)):
        for p, q, r in itertools.combinations(points, 3):
            if abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) < 1e-8:
                raise ValueError(f"{name} has three points on a line")
    return solve_homography(src, dst)


@misconception("homography")
def axes_confused(src, dst):
    """You took the points for (y, x). They are (x, y)."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    return solve_homography(src[:, ::-1], dst[:, ::-1])


@misconception("homography")
def partners_lost(src, dst):
    """You put the points in an order of your own. src[i] goes to dst[i]: leave both as they stand."""
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)

    def around(points):
        x, y = (points - points.mean(axis=0)).T
        return points[np.argsort(np.arctan2(y, x))]

    return solve_homography(around(src), around(dst))


@misconception("homography")
def limit_too_high(src, dst):
    """Your limit is too high, so a thin figure counts as a line. It is 1e-9 times the largest distance
    squared, for twice the area."""
    for name, points in (("src", src), ("dst", dst)):
        longest = max(np.sum((p - q) ** 2) for p, q in itertools.combinations(points, 2))
        for p, q, r in itertools.combinations(points, 3):
            if abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])) / 2 <= 1e-9 * longest:
                raise ValueError(f"{name} has three points on a line")
    return solve_homography(src, dst)


@misconception("homography")
def convex_figures_alone(src, dst):
    """You refuse figures with a dent. One point may lie inside the triangle of the others, as long as no
    three lie on a line."""
    for name, points in (("src", src), ("dst", dst)):
        refuse_collinear(name, points)
        x, y = (points - points.mean(axis=0)).T
        around = points[np.argsort(np.arctan2(y, x))]
        sides = np.roll(around, -1, axis=0) - around
        turns = sides[:, 0] * np.roll(sides[:, 1], -1) - sides[:, 1] * np.roll(sides[:, 0], -1)
        if np.any(turns < 0):
            raise ValueError(f"{name} is not convex")
    return solve_homography(src, dst)
