"""Images side by side in a notebook, large enough to see their pixels."""

from __future__ import annotations

import base64
import html
import struct
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from stubmeister.errors import StubmeisterError
from stubmeister.lang import _

if TYPE_CHECKING:
    import numpy as np

HEIGHT = 200  # pixels of each image on the page, about
LARGEST = 600  # pixels of its longer side


def show(*images: Any, captions: Sequence[str] = ()) -> None:
    """Draw images next to each other in Jupyter; outside of a notebook this does nothing.

    Args:
        images: uint8 arrays, `(height, width)` gray or `(height, width, 3)` BGR as OpenCV has them; a bool
            mask is drawn black and white.
        captions: What to write under each, in the same order; there may be fewer.

    Raises:
        StubmeisterError: One is no image; the message says which and how to make it one.
    """
    if not in_notebook():
        return
    from IPython.display import HTML, display

    texts = [*captions, *[""] * len(images)]
    figures = [_figure(image, text, number) for number, (image, text) in enumerate(zip(images, texts), 1)]  # noqa: B905
    display(
        HTML(
            f'<div style="display:flex;flex-wrap:wrap;gap:18px;align-items:flex-end">{"".join(figures)}</div>'
        )
    )


def in_notebook() -> bool:
    """Whether a Jupyter kernel runs this, so that HTML can be shown."""
    import sys

    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive is not None else None
    return shell is not None and hasattr(shell, "kernel")


def _figure(image: Any, caption: str, number: int) -> str:
    pixels = _pixels(image, number)
    data = base64.b64encode(png(pixels)).decode()
    title = html.escape(caption)
    return (
        '<figure style="margin:4px 0;text-align:center">'
        f'<img src="data:image/png;base64,{data}" alt="{title}" style="border:1px solid #8886">'
        f'<figcaption style="font-size:13px;opacity:.85">{title}</figcaption></figure>'
    )


def _pixels(image: Any, number: int) -> np.ndarray:
    """The image in RGB with each pixel drawn as a square, `(height, width, 3)` uint8."""
    import numpy as np

    array = np.asarray(image)
    if array.dtype == np.bool_:
        array = array.astype(np.uint8) * 255
    if array.dtype != np.uint8:
        raise StubmeisterError(
            _("show: image {number} holds {dtype}, not uint8.", number=number, dtype=array.dtype),
            _("Bring the values to 0..255 and convert: np.clip(image, 0, 255).astype(np.uint8)."),
        )
    if array.ndim not in (2, 3) or array.size == 0 or (array.ndim == 3 and array.shape[2] != 3):
        raise StubmeisterError(
            _("show: image {number} has shape {shape}.", number=number, shape=array.shape),
            _("An image is (height, width) or (height, width, 3)."),
        )
    colour = np.repeat(array[..., None], 3, axis=2) if array.ndim == 2 else array[..., ::-1]
    factor = max(1, min(HEIGHT // colour.shape[0], LARGEST // max(colour.shape[:2])))
    step = max(1, -(-max(colour.shape[:2]) // LARGEST))
    return colour[::step, ::step].repeat(factor, axis=0).repeat(factor, axis=1)


def png(pixels: np.ndarray) -> bytes:
    """An RGB image as a PNG file; a NumPy chapter need not wait for OpenCV to load."""
    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)  # each row: no filter, then its bytes
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
