"""Right answers to chapter 6 written otherwise: none may be refused."""

import cv2
import numpy as np

from tests.course.answers import right_answer


@right_answer("describe")
def with_numpy_integers(image):
    sides = np.array(image.shape)
    return {
        "pixels": np.prod(sides[:2]),
        "channels": np.int32(sides[2] if len(sides) > 2 else 1),
        "height": sides[0],
        "width": np.uint16(sides[1]),
    }


@right_answer("describe")
def by_counting(image):
    rows = len(image)
    columns = len(image[0])
    pixels = rows * columns
    return {"width": columns, "height": rows, "channels": image.size // pixels, "pixels": pixels}


@right_answer("bgr_to_rgb")
def picked_by_a_list(image):
    return image[:, :, [2, 1, 0]]


@right_answer("bgr_to_rgb")
def split_and_stacked(image):
    blue, green, red = (image[:, :, k] for k in range(3))
    return np.dstack((red, green, blue))


@right_answer("bgr_to_rgb")
def flipped_last_axis(image):
    return np.ascontiguousarray(np.flip(image, axis=2))


@right_answer("to_gray")
def cut_off_in_float32(image):
    b, g, r = np.split(image.astype(np.float32), 3, axis=2)
    return (0.299 * r + 0.587 * g + 0.114 * b)[:, :, 0].astype(np.uint8)


@right_answer("to_gray")
def pixel_by_pixel(image):
    height, width, _ = image.shape
    gray = np.zeros((height, width), dtype=np.uint8)
    for row in range(height):
        for column in range(width):
            b, g, r = (int(value) for value in image[row, column])
            gray[row, column] = round(0.299 * r + 0.587 * g + 0.114 * b)
    return gray


@right_answer("to_gray")
def in_integers(image):
    b, g, r = np.moveaxis(image.astype(np.int64), 2, 0)
    return ((299 * r + 587 * g + 114 * b + 500) // 1000).astype(np.uint8)


@right_answer("to_yuv")
def fixed_point_as_opencv(image):
    b, g, r = np.moveaxis(image.astype(np.int64), 2, 0)
    half = 1 << 13
    y = (4899 * r + 9617 * g + 1868 * b + half) >> 14
    u = ((8061 * (b - y) + half) >> 14) + 128
    v = ((14369 * (r - y) + half) >> 14) + 128
    return np.clip(np.stack((y, u, v), axis=2), 0, 255).astype("uint8")


@right_answer("to_yuv")
def one_matrix_cut_off(image):
    y_row = np.array([0.114, 0.587, 0.299])
    matrix = np.array([y_row, 0.492 * (np.array([1, 0, 0]) - y_row), 0.877 * (np.array([0, 0, 1]) - y_row)])
    out = image.reshape(-1, 3) @ matrix.T + np.array([0.0, 128.0, 128.0])
    return np.minimum(np.maximum(out, 0), 255).astype(np.uint8).reshape(image.shape)


@right_answer("to_yuv")
def truncated_brightness_first(image):
    b, g, r = (image[..., k].astype(np.float32) for k in range(3))
    y = np.floor(0.299 * r + 0.587 * g + 0.114 * b)
    out = np.empty(image.shape, np.uint8)
    out[..., 0] = y
    out[..., 1] = np.clip(0.492 * (b - y) + 128, 0, 255).astype(np.uint8)
    out[..., 2] = np.clip(0.877 * (r - y) + 128, 0, 255).astype(np.uint8)
    return out


@right_answer("to_hsv")
def by_colorsys(image):
    import colorsys

    out = np.zeros_like(image)
    for place in np.ndindex(image.shape[:2]):
        b, g, r = (int(value) / 255 for value in image[place])
        h, s, v = colorsys.rgb_to_hsv(r, g, b)
        out[place] = round(180 * h) % 180, round(255 * s), round(255 * v)
    return out


@right_answer("to_hsv")
def cut_off_with_masks(image):
    part = image.astype(np.float64) / 255
    b, g, r = part[..., 0], part[..., 1], part[..., 2]
    v, low = part.max(axis=2), part.min(axis=2)
    c = v - low
    h = np.zeros_like(v)
    some = c > 0
    blue, green = some & (v == b), some & (v == g)
    red = some & (v == r)
    h[blue] = 240 + 60 * (r - g)[blue] / c[blue]
    h[green] = 120 + 60 * (b - r)[green] / c[green]
    h[red] = 60 * (g - b)[red] / c[red]
    h[h < 0] += 360
    s = np.divide(c, v, out=np.zeros_like(v), where=v > 0)
    return np.stack([h / 2, s * 255, v * 255], axis=-1).astype(np.uint8)


@right_answer("to_hsv")
def not_a_number_for_gray(image):
    rgb = image[..., ::-1].astype(np.float32)
    r, g, b = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    v = rgb.max(-1)
    c = v - rgb.min(-1)
    with np.errstate(all="ignore"):
        h = np.select([v == r, v == g], [(g - b) / c, (b - r) / c + 2], (r - g) / c + 4)
        s = np.where(v == 0, 0, c / v)
    h = np.where(c == 0, 77, np.rint(h * 30) % 180)
    return np.dstack([h, np.rint(255 * s), v]).astype(np.uint8)


@right_answer("color_distance")
def in_plain_python(bgr_a, bgr_b):
    import math

    def convert(colour):
        b, g, r = (float(value) / 255 for value in colour)
        r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (r, g, b))
        x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
        y = 0.2126 * r + 0.7152 * g + 0.0722 * b
        z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
        delta = 6 / 29
        f = [t ** (1 / 3) if t > delta**3 else t / (3 * delta**2) + 4 / 29 for t in (x, y, z)]
        return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])

    return math.dist(convert(bgr_a), convert(bgr_b))


@right_answer("color_distance")
def in_float32(bgr_a, bgr_b):
    rgb = np.stack([bgr_a, bgr_b])[:, ::-1].astype(np.float32) / np.float32(255)
    linear = np.where(rgb > 0.04045, ((rgb + np.float32(0.055)) / np.float32(1.055)) ** 2.4, rgb / 12.92)
    xyz = linear.astype(np.float32) @ SRGB_TO_XYZ.T.astype(np.float32)
    t = xyz / np.array([0.95047, 1.0, 1.08883], dtype=np.float32)
    f = np.where(t > 216 / 24389, np.cbrt(t), (24389 / 27 * t + 16) / 116)
    difference = f[0] - f[1]
    parts = [
        116 * difference[1],
        500 * (difference[0] - difference[1]),
        200 * (difference[1] - difference[2]),
    ]
    return np.float32(np.sqrt(np.sum(np.square(parts))))


@right_answer("encode")
def with_flags(image, extension):
    flags = {".bmp": [], ".png": [cv2.IMWRITE_PNG_COMPRESSION, 9], ".gif": []}
    flags[".jpg"] = [cv2.IMWRITE_JPEG_QUALITY, 80]
    if extension not in flags:
        raise ValueError("unknown extension: " + repr(extension))
    ok, buffer = cv2.imencode(extension, image, flags[extension])
    if not ok:
        raise RuntimeError("OpenCV could not encode")
    return bytes(buffer)


@right_answer("encode")
def through_a_file(image, extension):
    import tempfile
    from pathlib import Path

    match extension:
        case ".bmp" | ".jpg" | ".png" | ".gif":
            pass
        case other:
            raise ValueError(f"extension: {other}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("image" + extension)
        cv2.imwrite(str(path), image)
        return path.read_bytes()


@right_answer("decode")
def with_a_try(data):
    try:
        image = cv2.imdecode(np.frombuffer(bytearray(data), dtype=np.uint8), cv2.IMREAD_COLOR)
    except cv2.error as error:
        raise ValueError(f"data cannot be decoded ({len(data)} bytes)") from error
    if image is None:
        raise ValueError(f"data cannot be decoded ({len(data)} bytes)")
    return image


@right_answer("decode")
def gray_made_colour(data):
    array = np.array(list(data), dtype=np.uint8)
    image = cv2.imdecode(array, cv2.IMREAD_UNCHANGED) if len(array) else None
    if image is None:
        raise UnicodeError("data: no image")  # a kind of ValueError
    if image.ndim == 2:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    return image[:, :, :3]


@right_answer("is_lossless")
def no_value_differs(image, extension):
    back = cv2.imdecode(cv2.imencode(extension, image)[1], cv2.IMREAD_COLOR)
    return back.shape == image.shape and not (back != image).any()


@right_answer("is_lossless")
def numpy_bool(image, extension):
    return np.all(decode(encode(image, extension)) == image)


@right_answer("crop")
def gathered(image, x, y, w, h):
    rows, columns = range(y, y + h), range(x, x + w)
    if not rows or not columns:
        raise ValueError(f"w={w} and h={h} leave nothing")
    if rows[0] < 0 or columns[0] < 0 or rows[-1] >= image.shape[0] or columns[-1] >= image.shape[1]:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h} does not fit")
    return image[np.ix_(rows, columns)]


@right_answer("crop")
def copied_first(image, x, y, w, h):
    height, width = image.shape[0], image.shape[1]
    for name, start, length, limit in (("x", x, w, width), ("y", y, h, height)):
        if start < 0 or length <= 0 or start + length > limit:
            raise ValueError(f"{name}={start} with a size of {length} in {limit}")
    whole = np.array(image)
    return whole[y : y + h][:, x : x + w]


@right_answer("crop")
def filled_by_loops(image, x, y, w, h):
    if min(w, h) <= 0 or min(x, y) < 0 or x > image.shape[1] - w or y > image.shape[0] - h:
        raise ValueError(f"(x, y, w, h) = {(x, y, w, h)}")
    out = np.empty((h, w) + image.shape[2:], dtype=image.dtype)
    for r in range(h):
        for c in range(w):
            out[r, c] = image[y + r, x + c]
    return out


@right_answer("flip")
def by_numpy(image, direction):
    axes = {"horizontal": 1, "vertical": 0}
    if direction not in axes:
        raise ValueError(f"unknown direction {direction}")
    return np.flip(image, axes[direction])


@right_answer("flip")
def by_index_lists(image, direction):
    height, width = image.shape[:2]
    rows, columns = list(range(height)), list(range(width))
    if direction == "vertical":
        rows.reverse()
    elif direction == "horizontal":
        columns.reverse()
    else:
        raise ValueError("direction is neither horizontal nor vertical")
    return np.array([[image[r, c] for c in columns] for r in rows], dtype=np.uint8)


@right_answer("rotate90")
def transposed_and_reversed(image, turns):
    for _ in range(turns % 4):
        image = np.swapaxes(image, 0, 1)[::-1]
    return image


@right_answer("rotate90")
def by_cases(image, turns):
    match turns % 4:
        case 0:
            return image
        case 1:
            return np.ascontiguousarray(image[:, ::-1].swapaxes(0, 1))
        case 2:
            return image[::-1, ::-1]
    return image[::-1].swapaxes(0, 1)


@right_answer("resize_nearest")
def copied_by_loops(image, width, height):
    rows, columns = image.shape[:2]
    result = np.zeros((height, width, *image.shape[2:]), dtype=np.uint8)
    for r in range(height):
        for c in range(width):
            result[r, c] = image[r * rows // height, c * columns // width]
    return result


@right_answer("resize_nearest")
def taken_along_axes(image, width, height):
    h, w = image.shape[:2]
    rows = np.floor(np.arange(height) * h / height).astype(int)
    columns = [int(c * w / width) for c in range(width)]
    return image.take(rows, axis=0).take(columns, axis=1)


@right_answer("filter2d")
def four_loops(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    out = np.zeros((h, w), dtype=np.uint8)
    for r in range(h):
        for c in range(w):
            total = 0.0
            for i in range(kh):
                for j in range(kw):
                    row = min(max(r + i - kh // 2, 0), h - 1)
                    column = min(max(c + j - kw // 2, 0), w - 1)
                    total += float(kernel[i, j]) * int(image[row, column])
            out[r, c] = int(min(max(total, 0), 255))  # cut off
    return out


@right_answer("filter2d")
def shifted_in_float32(image, kernel):
    h, w = image.shape
    rows, columns = kernel.shape[0] // 2, kernel.shape[1] // 2
    total = np.zeros((h, w), dtype=np.float32)
    for (i, j), weight in np.ndenumerate(kernel.astype(np.float32)):
        above = np.clip(np.arange(h) + i - rows, 0, h - 1)
        beside = np.clip(np.arange(w) + j - columns, 0, w - 1)
        total += weight * image[above][:, beside]
    return (np.clip(total, 0, 255) + 0.5).astype(np.uint8)


@right_answer("filter2d")
def by_einsum(image, kernel):
    ph, pw = (side // 2 for side in kernel.shape)
    padded = np.pad(image, ((ph, ph), (pw, pw)), "edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return np.clip(np.round(np.einsum("rcij,ij->rc", windows, kernel)), 0, 255).astype(np.uint8)


@right_answer("sharpen")
def with_integers(image):
    margin = ((1, 1), (1, 1)) + ((0, 0),) * (image.ndim - 2)
    p = np.pad(image, margin, mode="edge").astype(int)
    total = 5 * p[1:-1, 1:-1] - p[:-2, 1:-1] - p[2:, 1:-1] - p[1:-1, :-2] - p[1:-1, 2:]
    return np.clip(total, 0, 255).astype(np.uint8)


@right_answer("sharpen")
def channel_by_channel(image):
    kernel = np.float64([[0, -1, 0], [-1, 5, -1], [0, -1, 0]])
    out = np.empty_like(image)
    if image.ndim == 3:
        for channel in range(image.shape[2]):
            out[:, :, channel] = filter2d(np.ascontiguousarray(image[:, :, channel]), kernel)
    else:
        out[:] = filter2d(image, kernel)
    return out


@right_answer("salt_and_pepper")
def by_choice(image, amount, seed):
    rng = np.random.default_rng(seed)
    pixels = image.shape[0] * image.shape[1]
    count = round(amount * pixels)
    chosen = rng.choice(pixels, size=count, replace=False)
    noisy = np.array(image)
    rows, columns = np.unravel_index(chosen, image.shape[:2])
    noisy[rows[: count // 2], columns[: count // 2]] = 255
    noisy[rows[count // 2 :], columns[count // 2 :]] = 0
    return noisy


@right_answer("salt_and_pepper")
def by_the_standard_library(image, amount, seed):
    import random

    rng = random.Random(seed)
    result = image.copy()
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            if rng.random() < amount:
                result[row, column] = rng.choice((0, 255))
    return result


@right_answer("salt_and_pepper")
def by_the_old_generator(image, amount, seed):
    np.random.seed(seed)
    mask = np.random.rand(*image.shape[:2]) < amount
    white = np.random.randint(0, 2, image.shape[:2]).astype(bool)
    values = np.where(white, 255, 0).astype(np.uint8)
    if image.ndim == 3:
        return np.where(mask[..., None], values[..., None], image)
    return np.where(mask, values, image)


@right_answer("affine")
def point_by_point(points, matrix):
    (a, b, tx), (c, d, ty) = matrix.tolist()
    return np.array([[a * x + b * y + tx, c * x + d * y + ty] for x, y in points.tolist()])


@right_answer("affine")
def homogeneous_in_float32(points, matrix):
    ones = np.ones((points.shape[0], 1))
    return (matrix @ np.hstack([points, ones]).T).T.astype(np.float32)


@right_answer("affine")
def by_columns(points, matrix):
    x, y = points[:, 0], points[:, 1]
    return np.column_stack([row[0] * x + row[1] * y + row[2] for row in matrix])


@right_answer("rotation_matrix")
def by_moving_there_and_back(center, angle, scale):
    import math

    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    turn = np.array([[scale * c, scale * s], [-scale * s, scale * c]])
    move = np.asarray(center) - turn @ np.asarray(center)
    return np.column_stack([turn, move])


@right_answer("rotation_matrix")
def three_matrices_in_float32(center, angle, scale):
    cx, cy = float(center[0]), float(center[1])
    radians = angle * np.pi / 180.0
    there = np.array([[1, 0, -cx], [0, 1, -cy], [0, 0, 1]])
    turn = np.array(
        [
            [scale * np.cos(radians), scale * np.sin(radians), 0],
            [-scale * np.sin(radians), scale * np.cos(radians), 0],
            [0, 0, 1],
        ]
    )
    back = np.array([[1, 0, cx], [0, 1, cy], [0, 0, 1]])
    return (back @ turn @ there)[:2].astype(np.float32)


@right_answer("homography")
def by_the_null_vector(src, dst):
    def check(points, name):
        longest = max(np.linalg.norm(a - b) for a in points for b in points)
        for left_out in range(4):
            a, b, c = np.delete(points, left_out, axis=0)
            area = abs(np.linalg.det(np.array([b - a, c - a])))
            if area <= 1e-9 * longest**2:
                raise ValueError("three points are collinear in " + name)

    check(src, "src")
    check(dst, "dst")
    rows = []
    for (x, y), (u, v) in zip(src, dst, strict=True):
        rows.append([-x, -y, -1, 0, 0, 0, u * x, u * y, u])
        rows.append([0, 0, 0, -x, -y, -1, v * x, v * y, v])
    matrix = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    return matrix / matrix[2, 2]


@right_answer("homography")
def in_single_precision(src, dst):
    import itertools

    for name, points in (("dst", dst), ("src", src)):
        for a, b, c in itertools.combinations(points.tolist(), 3):
            twice = abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
            far = max((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 for p, q in ((a, b), (b, c), (a, c)))
            if twice <= 1e-9 * far:
                raise ValueError(f"{name}: {a}, {b} and {c} are on one line")
    x, y = src.astype(np.float32).T
    u, v = dst.astype(np.float32).T
    zero, one = np.zeros(4, np.float32), np.ones(4, np.float32)
    first = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=1)
    second = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=1)
    h = np.linalg.solve(np.vstack([first, second]), np.concatenate([u, v]))
    return np.array([*h, 1.0], dtype=np.float32).reshape(3, 3)


@right_answer("homography")
def through_the_unit_square(src, dst):
    def from_basis(points, name):
        corners = np.vstack([points.T, np.ones(4)])
        sides = [np.sum((p - q) ** 2) for p in points for q in points]
        for i in range(4):
            three = np.delete(corners, i, axis=1)
            if abs(np.linalg.det(three)) <= 1e-9 * max(sides) and name:
                p, q, r = np.delete(points, i, axis=0)
                if abs(np.cross([*(q - p), 0], [*(r - p), 0])[2]) <= 1e-9 * max(sides):
                    raise ValueError(f"{name} has collinear points")
        weights = np.linalg.solve(corners[:, :3], corners[:, 3])
        return corners[:, :3] * weights

    matrix = from_basis(dst, "dst") @ np.linalg.inv(from_basis(src, "src"))
    return matrix / matrix[2, 2]
