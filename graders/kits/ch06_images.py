"""What chapter 6's checks send to the student's side."""

import numpy as np


def shares_memory(crop, image, *box):
    """Whether what `crop` gives lies in the image's own memory."""
    return bool(np.shares_memory(crop(image, *box), image))
