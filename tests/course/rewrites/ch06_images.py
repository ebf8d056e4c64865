"""Known wrong answers of chapter 6 in other hands: each must be recognised as the mistake it is."""

import numpy as np

from tests.course.answers import rewritten

# --- describe ---


@rewritten("describe", of="width_and_height_swapped")
def shape_read_as_width_first(image):
    w, h, c = (*image.shape, 1)[:3]
    return dict(zip(("width", "height", "channels", "pixels"), (w, h, c, w * h), strict=True))


@rewritten("describe", of="numbers_counted")
def product_of_the_shape(image):
    result = {
        "width": len(image[0]),
        "height": len(image),
        "channels": 1,
        "pixels": int(np.prod(image.shape)),
    }
    if len(image.shape) == 3:
        result["channels"] = 3
    return result


@rewritten("describe", of="three_channels_always")
def channels_written_down(image):
    rows, columns = image.shape[0], image.shape[1]
    return {"channels": 3, "width": columns, "height": rows, "pixels": rows * columns}


@rewritten("describe", of="last_axis_taken")
def shape_from_behind(image):
    *_, channels = image.shape
    return {
        "height": image.shape[0],
        "width": image.shape[1],
        "channels": channels,
        "pixels": image[..., 0].size if image.ndim == 3 else image.size,
    }


# --- to_gray ---


@rewritten("to_gray", of="plain_mean")
def sum_by_three(image):
    total = image[:, :, 0].astype(int) + image[:, :, 1] + image[:, :, 2]
    return (total / 3).round().astype("uint8")


@rewritten("to_gray", of="weights_for_rgb")
def unpacked_as_rgb(image):
    r, g, b = (image[:, :, channel].astype(float) for channel in range(3))
    return np.uint8(np.round(0.299 * r + 0.587 * g + 0.114 * b))


@rewritten("to_gray", of="weights_of_hdtv")
def rec_709(image):
    b, g, r = np.split(image.astype(np.float32), 3, axis=2)
    return np.squeeze(0.2126 * r + 0.7152 * g + 0.0722 * b, axis=2).astype(np.uint8)


# --- to_hsv ---


@rewritten("to_hsv", of="hue_of_rgb")
def colorsys_with_blue_first(image):
    import colorsys

    out = np.zeros(image.shape, np.uint8)
    for row, line in enumerate(image.tolist()):
        for column, (r, g, b) in enumerate(line):
            h, s, v = colorsys.rgb_to_hsv(r / 255, g / 255, b / 255)
            out[row, column] = round(h * 180) % 180, round(s * 255), round(v * 255)
    return out


@rewritten("to_hsv", of="percent")
def colorsys_in_percent(image):
    import colorsys

    out = np.zeros(image.shape, np.uint8)
    for row, line in enumerate(image.tolist()):
        for column, (b, g, r) in enumerate(line):
            h, s, v = colorsys.rgb_to_hsv(r / 255, g / 255, b / 255)
            out[row, column] = round(h * 180) % 180, round(s * 100), round(v * 100)
    return out


@rewritten("to_hsv", of="spread_for_saturation")
def chroma_as_saturation(image):
    import colorsys

    out = np.zeros(image.shape, np.uint8)
    for row, line in enumerate(image.tolist()):
        for column, (b, g, r) in enumerate(line):
            h = colorsys.rgb_to_hsv(r / 255, g / 255, b / 255)[0]
            out[row, column] = round(h * 180) % 180, max(b, g, r) - min(b, g, r), max(b, g, r)
    return out


# --- color_distance ---


@rewritten("color_distance", of="distance_in_rgb")
def pythagoras_in_bgr(bgr_a, bgr_b):
    import math

    return math.dist(bgr_a.tolist(), bgr_b.tolist())


@rewritten("color_distance", of="red_and_blue_swapped")
def red_read_first(bgr_a, bgr_b):
    def in_lab(colour):
        r, g, b = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (colour / 255).tolist()
        )
        x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
        y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
        z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
        x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    difference = in_lab(bgr_a) - in_lab(bgr_b)
    return float(np.sqrt(difference @ difference))


@rewritten("color_distance", of="root_forgotten")
def squared_distance(bgr_a, bgr_b):
    one, other = lab(bgr_a), lab(bgr_b)
    return sum((p - q) ** 2 for p, q in zip(one, other, strict=True))


# --- encode ---


@rewritten("encode", of="capitals_accepted")
def casefolded(image, extension):
    kind = extension.casefold()
    if kind not in {".bmp", ".jpg", ".png", ".gif"}:
        raise ValueError("extension " + extension)
    ok, buffer = cv2.imencode(kind, image)
    return bytes(buffer)


@rewritten("encode", of="left_to_opencv")
def buffer_as_bytes(image, extension):
    _, buffer = cv2.imencode(extension, image)
    return bytes(buffer)


@rewritten("encode", of="gif_forgotten")
def three_formats(image, extension):
    if extension == ".bmp" or extension == ".jpg" or extension == ".png":
        return cv2.imencode(extension, image)[1].tobytes()
    raise ValueError("this extension is not known: " + extension)


# --- crop ---


@rewritten("crop", of="view_given")
def two_slices(image, x, y, w, h):
    if w <= 0 or h <= 0:
        raise ValueError(f"w={w}, h={h}: empty")
    if x < 0 or x + w > image.shape[1] or y < 0 or y + h > image.shape[0]:
        raise ValueError(f"x={x}, y={y}: outside")
    return image[y:][:h][:, x:][:, :w]


@rewritten("crop", of="edge_refused")
def end_compared_as_an_index(image, x, y, w, h):
    right, bottom = x + w, y + h
    inside = x >= 0 and y >= 0 and right <= image.shape[1] - 1 and bottom <= image.shape[0] - 1
    if not inside or min(w, h) < 1:
        raise ValueError(f"x={x}, y={y}, w={w}, h={h} is not inside")
    return np.array(image[y:bottom, x:right])


@rewritten("crop", of="region_unchecked")
def indices_taken(image, x, y, w, h):
    return np.array(image[slice(y, y + h), slice(x, x + w)], copy=True)


# --- rotate90 ---


@rewritten("rotate90", of="clockwise")
def three_for_one(image, turns):
    for _ in range(turns % 4):
        image = image[::-1].swapaxes(0, 1)
    return image


@rewritten("rotate90", of="one_turn_always")
def columns_to_rows(image, turns):
    return image.swapaxes(0, 1)[::-1, :]


@rewritten("rotate90", of="sign_lost")
def loop_over_the_size(image, turns):
    count = -turns if turns < 0 else turns
    while count > 0:
        image, count = np.rot90(image, 1), count - 1
    return image


# --- resize_nearest ---


@rewritten("resize_nearest", of="size_swapped")
def loops_swapped(image, width, height):
    out = np.zeros((width, height, *image.shape[2:]), np.uint8)
    for r in range(width):
        for c in range(height):
            out[r, c] = image[r * image.shape[0] // width, c * image.shape[1] // height]
    return out


@rewritten("resize_nearest", of="pixel_centres")
def half_a_pixel_on(image, width, height):
    h, w = image.shape[:2]
    return np.array(
        [
            [
                image[int((2 * r + 1) * h / (2 * height)), int((2 * c + 1) * w / (2 * width))]
                for c in range(width)
            ]
            for r in range(height)
        ],
        dtype=np.uint8,
    )


@rewritten("resize_nearest", of="divided_first")
def whole_steps(image, width, height):
    h, w = image.shape[:2]
    step_down, step_right = h // height, w // width
    return np.array(
        [[image[r * step_down, c * step_right] for c in range(width)] for r in range(height)], dtype=np.uint8
    )


# --- filter2d ---


@rewritten("filter2d", of="convolved")
def indices_subtracted(image, kernel):
    h, w = image.shape
    p, q = kernel.shape[0] // 2, kernel.shape[1] // 2
    out = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            for i in range(-p, p + 1):
                for j in range(-q, q + 1):
                    row, column = np.clip(r - i, 0, h - 1), np.clip(c - j, 0, w - 1)
                    out[r, c] += kernel[i + p, j + q] * image[row, column]
    return np.clip(np.round(out), 0, 255).astype(np.uint8)


@rewritten("filter2d", of="zeros_outside")
def outside_skipped(image, kernel):
    h, w = image.shape
    p, q = kernel.shape[0] // 2, kernel.shape[1] // 2
    out = np.zeros((h, w))
    for r in range(h):
        for c in range(w):
            for i in range(-p, p + 1):
                for j in range(-q, q + 1):
                    if 0 <= r + i < h and 0 <= c + j < w:
                        out[r, c] += kernel[i + p, j + q] * image[r + i, c + j]
    return np.clip(out + 0.5, 0, 255).astype(np.uint8)


@rewritten("filter2d", of="sums_wrapped")
def added_up_and_cut(image, kernel):
    p, q = (side // 2 for side in kernel.shape)
    padded = np.pad(image, ((p, p), (q, q)), "edge").astype(float)
    total = sum(
        weight * padded[i : i + image.shape[0], j : j + image.shape[1]]
        for (i, j), weight in np.ndenumerate(kernel)
    )
    return (np.round(total).astype(int) % 256).astype(np.uint8)


# --- affine ---


@rewritten("affine", of="not_moved")
def two_columns_used(points, matrix):
    return np.array([matrix[:, :2].dot(point) for point in points])


@rewritten("affine", of="points_as_y_x")
def unpacked_as_y_x(points, matrix):
    rows = [matrix @ [x, y, 1.0] for y, x in points]
    return np.array(rows)


@rewritten("affine", of="points_in_columns")
def ones_below(points, matrix):
    return matrix @ np.vstack([points.T, np.ones(len(points))])


# --- rotation_matrix ---


@rewritten("rotation_matrix", of="radians")
def math_without_conversion(center, angle, scale):
    import math

    c, s = scale * math.cos(angle), scale * math.sin(angle)
    turn = np.array([[c, s], [-s, c]])
    return np.column_stack([turn, center - turn @ center])


@rewritten("rotation_matrix", of="turned_clockwise")
def signs_of_the_book(center, angle, scale):
    t = np.pi * angle / 180
    turn = scale * np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])
    return np.hstack([turn, (center - turn @ center)[:, None]])


@rewritten("rotation_matrix", of="about_the_origin")
def no_centre(center, angle, scale):
    t = np.radians(angle)
    c, s = np.cos(t) * scale, np.sin(t) * scale
    return np.array([c, s, 0, -s, c, 0]).reshape(2, 3)


# --- homography ---


@rewritten("homography", of="lines_unchecked")
def solved_in_blocks(src, dst):
    one, zero = np.ones(4), np.zeros(4)
    (x, y), (u, v) = src.T, dst.T
    top = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=1)
    below = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=1)
    h = np.linalg.solve(np.vstack([top, below]), np.hstack([u, v]))
    return np.array([h[0:3], h[3:6], [h[6], h[7], 1.0]])


@rewritten("homography", of="src_checked_alone")
def one_loop_of_checks(src, dst):
    for k in range(4):
        a, b, c = np.delete(src, k, axis=0)
        if abs(np.linalg.det([b - a, c - a])) <= 1e-9 * max(np.sum((p - q) ** 2) for p in src for q in src):
            raise ValueError("src: three points on one line")
    return solve_homography(src, dst)


@rewritten("homography", of="from_dst_to_src")
def matrix_inverted(src, dst):
    refuse_collinear("src", src)
    refuse_collinear("dst", dst)
    back = np.linalg.inv(solve_homography(src, dst))
    return back / back[2, 2]
