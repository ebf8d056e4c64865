"""Known wrong answers of chapter 9 in other words: each must be recognised as the mistake it repeats."""

from pathlib import Path

import cv2
import numpy as np

from tests.course.answers import rewritten

# --- load_image ---


@rewritten("load_image", of="none_in_silence")
def read_and_returned(path):
    import os

    image = cv2.imread(os.fspath(path), cv2.IMREAD_COLOR)
    if image is not None:
        return image
    return None


@rewritten("load_image", of="missing_as_value_error")
def one_error_for_all(path):
    try:
        data = Path(path).read_bytes()
    except OSError:
        data = b""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError(f"cannot read {path}")
    return image


@rewritten("load_image", of="turned_to_rgb")
def converted_after_reading(path):
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(path)
    image = cv2.imread(str(path))
    if image is None:
        raise ValueError(f"{path} is no image")
    return cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


# --- scale ---


@rewritten("scale", of="scaled_linearly")
def flag_left_out(image, factor):
    size = tuple(int(side * factor) for side in image.shape[1::-1])
    return cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)


@rewritten("scale", of="size_rounded")
def half_added(image, factor):
    height, width = (int(np.rint(factor * side)) for side in image.shape[:2])
    return cv2.resize(image, dsize=(width, height), interpolation=cv2.INTER_CUBIC)


@rewritten("scale", of="always_half")
def halved(image, factor):
    height, width = image.shape[0] // 2, image.shape[1] // 2
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC)


# --- crop_margins ---


@rewritten("crop_margins", of="margins_rounded")
def nearest_margins(image, top, side):
    rows, columns = int(np.rint(top * image.shape[0])), int(np.rint(side * image.shape[1]))
    cut = image[rows : image.shape[0] - rows]
    return cut[:, columns : image.shape[1] - columns]


@rewritten("crop_margins", of="shares_swapped")
def names_mixed_up(image, top, side):
    height, width = image.shape[:2]
    x, y = int(width * top), int(height * side)
    keep_rows, keep_columns = range(y, height - y), range(x, width - x)
    return image[list(keep_rows)][:, list(keep_columns)]


@rewritten("crop_margins", of="one_end_only")
def two_cuts(image, top, side):
    rows_gone = image[int(image.shape[0] * top) :]
    return rows_gone[:, int(image.shape[1] * side) :].copy()


# --- flips ---


@rewritten("flips", of="horizontal_first")
def mirrored_first(image):
    return np.fliplr(image), np.flipud(image)


@rewritten("flips", of="second_from_first")
def turned_over_twice(image):
    vertical = image[::-1]
    return vertical, vertical[:, ::-1]


@rewritten("flips", of="half_turn_for_vertical")
def turned_by_half(image):
    return np.rot90(image, 2), np.flip(image, 1)


# --- blurs ---


@rewritten("blurs", of="median_before_gaussian")
def sorted_by_name(image, ksize):
    filters = {
        "blur": cv2.boxFilter(image, -1, (ksize, ksize)),
        "median": cv2.medianBlur(image, ksize),
        "normal": cv2.GaussianBlur(image, (ksize, ksize), sigmaX=0),
    }
    return tuple(filters[name] for name in sorted(filters))


@rewritten("blurs", of="one_after_the_other")
def smoothed_again_and_again(image, ksize):
    results = []
    for name in ("mean", "gaussian", "median"):
        if name == "mean":
            image = cv2.blur(image, (ksize, ksize))
        elif name == "gaussian":
            image = cv2.GaussianBlur(image, (ksize, ksize), 0)
        else:
            image = cv2.medianBlur(image, ksize)
        results.append(image)
    return results


@rewritten("blurs", of="sigma_is_ksize")
def sigma_from_the_size(image, ksize):
    normal = cv2.GaussianBlur(image, ksize=(ksize, ksize), sigmaX=float(ksize), sigmaY=float(ksize))
    return [cv2.blur(image, (ksize, ksize)), normal, cv2.medianBlur(image, ksize)]


# --- rotate_and_scale ---


@rewritten("rotate_and_scale", of="clockwise")
def sign_turned(image, angle, factor):
    size = image.shape[1::-1]
    x, y = size[0] // 2, size[1] // 2
    a, b = factor * np.cos(np.radians(angle)), -factor * np.sin(np.radians(angle))
    matrix = np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])
    return cv2.warpAffine(image, matrix, size)


@rewritten("rotate_and_scale", of="factor_forgotten")
def turned_only(image, angle, factor):
    matrix = cv2.getRotationMatrix2D(
        center=(image.shape[1] // 2, image.shape[0] // 2), angle=angle, scale=1.0
    )
    return cv2.warpAffine(image, matrix, dsize=(image.shape[1], image.shape[0]), flags=cv2.INTER_LINEAR)


@rewritten("rotate_and_scale", of="corner_as_centre")
def about_the_origin(image, angle, factor):
    a, b = factor * np.cos(np.deg2rad(angle)), factor * np.sin(np.deg2rad(angle))
    return cv2.warpAffine(image, np.array([[a, b, 0.0], [-b, a, 0.0]]), image.shape[1::-1])
