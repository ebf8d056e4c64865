"""Right answers to chapter 9 written otherwise: none may be refused."""

from pathlib import Path

import cv2
import numpy as np

from tests.course.answers import right_answer


@right_answer("load_image")
def imread_and_look(path):
    import os

    if not os.path.isfile(path):  # noqa: PTH113
        raise FileNotFoundError(path)
    image = cv2.imread(os.fspath(path))
    if image is None:
        raise ValueError(f"{path} cannot be read")
    return image


@right_answer("load_image")
def bytes_decoded(path):
    class NoImage(ValueError):
        pass

    with open(path, "rb") as file:  # noqa: PTH123
        data = file.read()
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        image = None
    if image is None:
        raise NoImage(str(path))
    return image


@right_answer("load_image")
def sides_made_equal(path):
    path = Path(path)
    path.stat()
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE | cv2.IMREAD_COLOR)
    if not isinstance(image, np.ndarray):
        raise ValueError(f"no image in {path}")
    return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image[:, :, :3]


@right_answer("scale")
def sides_in_a_list(image, factor):
    size = [int(side * factor) for side in image.shape[1::-1]]
    return cv2.resize(image, size, None, 0, 0, cv2.INTER_CUBIC)


@right_answer("scale")
def channel_by_channel(image, factor):
    import math

    height, width = (math.floor(factor * side) for side in image.shape[:2])
    if image.ndim == 2:
        return cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC)
    channels = [cv2.resize(channel, (width, height), interpolation=2) for channel in cv2.split(image)]
    return np.dstack(channels)


@right_answer("to_gray_and_hsv")
def through_rgb(image):
    rgb = np.ascontiguousarray(image[..., ::-1])
    return [cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)]


@right_answer("to_gray_and_hsv")
def weighted_by_hand(image):
    weighted = image.astype(np.float32) @ np.array([0.114, 0.587, 0.299], dtype=np.float32)
    return weighted.round().astype(np.uint8), cv2.cvtColor(image, code=cv2.COLOR_BGR2HSV)


@right_answer("crop_margins")
def ranges_taken(image, top, side):
    height, width = image.shape[0], image.shape[1]
    rows = np.arange(int(height * top), height - int(height * top))
    columns = np.arange(int(width * side), width - int(width * side))
    return image[rows][:, columns]


@right_answer("crop_margins")
def none_for_the_end(image, top, side):
    rows, columns = (int(length * share) for length, share in zip(image.shape, (top, side), strict=False))
    return image[rows : -rows or None, columns : -columns or None].copy()


@right_answer("flips")
def views(image):
    return image[::-1], image[:, ::-1]


@right_answer("flips")
def numpy_flips(image):
    return [np.flipud(image), np.flip(image, axis=1)]


@right_answer("flips")
def remapped(image):
    h, w = image.shape[:2]
    return np.take(image, range(h - 1, -1, -1), axis=0), np.take(image, range(w - 1, -1, -1), axis=1)


@right_answer("blurs")
def named_arguments(image, ksize):
    size = [ksize] * 2
    return [
        cv2.boxFilter(image, ddepth=-1, ksize=size),
        cv2.GaussianBlur(src=image, ksize=size, sigmaX=0, sigmaY=0, borderType=cv2.BORDER_DEFAULT),
        cv2.medianBlur(src=image, ksize=ksize),
    ]


@right_answer("blurs")
def copies_smoothed(image, ksize):
    return (
        cv2.blur(image.copy(), (ksize, ksize), borderType=cv2.BORDER_REFLECT_101),
        cv2.GaussianBlur(image.copy(), (ksize, ksize), 0.0),
        np.asarray(cv2.medianBlur(image.copy(), int(ksize))),
    )


@right_answer("rotate_and_scale")
def matrix_by_hand(image, angle, factor):
    h, w = image.shape[:2]
    x, y = w // 2, h // 2
    a, b = factor * np.cos(np.deg2rad(angle)), factor * np.sin(np.deg2rad(angle))
    matrix = np.array([[a, b, (1 - a) * x - b * y], [-b, a, b * x + (1 - a) * y]])
    return cv2.warpAffine(image, matrix, image.shape[1::-1], flags=cv2.INTER_LINEAR)


@right_answer("rotate_and_scale")
def as_a_perspective(image, angle, factor):
    size = image.shape[1::-1]
    centre = tuple(float(side // 2) for side in size)
    matrix = np.vstack([cv2.getRotationMatrix2D(center=centre, angle=angle, scale=factor), [0, 0, 1]])
    return cv2.warpPerspective(image, matrix, size, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


@right_answer("straighten")
def equations_solved(image, src, dst):
    rows, right = [], []
    for (x, y), (u, v) in zip(src.astype(float), dst.astype(float), strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    matrix = np.append(np.linalg.solve(rows, right), 1.0).reshape(3, 3)
    return cv2.warpPerspective(image, matrix, image.shape[1::-1])


@right_answer("straighten")
def inverse_given(image, src, dst):
    back = cv2.getPerspectiveTransform(dst, src)
    height, width = image.shape[:2]
    return cv2.warpPerspective(
        image, back, dsize=(width, height), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )


@right_answer("straighten")
def found_as_a_homography(image, src, dst):
    matrix, _mask = cv2.findHomography(src, dst)
    return cv2.warpPerspective(image, matrix, (image.shape[1], image.shape[0]))
