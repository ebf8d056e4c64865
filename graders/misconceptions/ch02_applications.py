"""Known wrong answers of chapter 2, each with the sentence that helps."""

import cv2
import numpy as np

from stubmeister.grading import misconception

# --- top_k_accuracy -----------------------------------------------------------------------------------------


@misconception("top_k_accuracy")
def best_alone(scores, labels, k):
    """You look at the best class alone, which is right for k = 1. A row counts when its label is among the
    best k."""
    return float(np.mean(np.argmax(scores, axis=1) == labels))


@misconception("top_k_accuracy")
def lowest_scores_taken(scores, labels, k):
    """You took the k classes with the lowest scores: np.argsort sorts upwards, so the best k stand at the
    end."""
    return float(np.mean(np.any(np.argsort(scores, axis=1)[:, :k] == labels[:, None], axis=1)))


@misconception("top_k_accuracy")
def kth_place_alone(scores, labels, k):
    """You look at place k alone. A label that comes earlier is among the best k, too."""
    return float(np.mean(np.argsort(scores, axis=1)[:, -k] == labels))


@misconception("top_k_accuracy")
def hits_counted(scores, labels, k):
    """This is the number of hits. Divide it by the number of rows."""
    return int(np.sum(np.any(np.argsort(scores, axis=1)[:, -k:] == labels[:, None], axis=1)))


@misconception("top_k_accuracy")
def in_percent(scores, labels, k):
    """This is a percentage. The fraction lies between 0 and 1."""
    return float(np.mean(np.any(np.argsort(scores, axis=1)[:, -k:] == labels[:, None], axis=1))) * 100


@misconception("top_k_accuracy")
def divided_by_k_as_well(scores, labels, k):
    """You averaged over all n times k candidates. Each row counts once: first ask whether any of its
    candidates is right, then average over the rows."""
    return float(np.mean(np.argsort(scores, axis=1)[:, -k:] == labels[:, None]))


@misconception("top_k_accuracy")
def candidates_of_any_row(scores, labels, k):
    """You look for each label among the candidates of all rows. It must be among those of its own row."""
    return float(np.mean(np.isin(labels, np.argsort(scores, axis=1)[:, -k:])))


@misconception("top_k_accuracy")
def one_candidate_too_many(scores, labels, k):
    """You let one candidate too many count. The best k are the last k places: [:, -k:]."""
    return float(np.mean(np.any(np.argsort(scores, axis=1)[:, -k - 1 :] == labels[:, None], axis=1)))


@misconception("top_k_accuracy")
def winner_cut_off(scores, labels, k):
    """Your slice ends at -1 and so cuts off the best class. Leave its end open: [:, -k:]."""
    return float(np.mean(np.any(np.argsort(scores, axis=1)[:, -k:-1] == labels[:, None], axis=1)))


@misconception("top_k_accuracy")
def at_least_kth_rank_missed(scores, labels, k):
    """You ask for fewer than k - 1 better classes. A label on place k has k - 1 better ones, and it
    counts."""
    own = scores[np.arange(len(labels)), labels]
    return float(np.mean(np.sum(scores > own[:, None], axis=1) < k - 1))


@misconception("top_k_accuracy")
def at_most_five(scores, labels, k):
    """You never look at more than five candidates. Top-5 is the slide's example; k may be larger."""
    best = np.argsort(scores, axis=1)[:, -min(k, 5) :]
    return float(np.mean(np.any(best == labels[:, None], axis=1)))


@misconception("top_k_accuracy")
def scores_rounded(scores, labels, k):
    """You rounded the scores before you compared them. Scores that differ a little are equal then."""
    scores = scores.round(1)
    own = np.take_along_axis(scores, labels[:, None], axis=1)
    return float(np.mean((scores > own).sum(axis=1) < k))


# --- iou ----------------------------------------------------------------------------------------------------


@misconception("iou")
def corners_in_place_of_sizes(box_a, box_b):
    """You read the last two numbers as the opposite corner. They are width and height: the right end is
    x + w."""
    w = max(0, min(box_a[2], box_b[2]) - max(box_a[0], box_b[0]))
    h = max(0, min(box_a[3], box_b[3]) - max(box_a[1], box_b[1]))
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (box_a, box_b)]
    union = sum(areas) - w * h
    return float(w * h / union) if union > 0 else 0.0


@misconception("iou")
def shared_part_counted_twice(box_a, box_b):
    """You divide by the sum of both areas, which has the shared part in it twice. Subtract it once."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    both = aw * ah + bw * bh
    return float(w * h / both) if both > 0 else 0.0


@misconception("iou")
def overlap_below_zero(box_a, box_b):
    """Boxes that lie apart get an overlap that is not 0: a width or a height below 0 was not set to 0."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = min(ax + aw, bx + bw) - max(ax, bx)
    h = min(ay + ah, by + bh) - max(ay, by)
    union = aw * ah + bw * bh - w * h
    return float(w * h / union) if union > 0 else 0.0


@misconception("iou")
def product_set_to_zero(box_a, box_b):
    """You set the shared area to 0 when it is below 0. Two sides below 0 have a product above 0: set each
    side to 0 before multiplying."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    shared = max(0, (min(ax + aw, bx + bw) - max(ax, bx)) * (min(ay + ah, by + bh) - max(ay, by)))
    union = aw * ah + bw * bh - shared
    return float(shared / union) if union > 0 else 0.0


@misconception("iou")
def pixels_counted(box_a, box_b):
    """You added 1 to every side, as some do who count pixels from the first to the last. A box that is w wide
    is w wide."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx) + 1)
    h = max(0, min(ay + ah, by + bh) - max(ay, by) + 1)
    union = (aw + 1) * (ah + 1) + (bw + 1) * (bh + 1) - w * h
    return float(w * h / union) if union > 0 else 0.0


@misconception("iou")
def nothing_divided_by_nothing(box_a, box_b):
    """Two boxes without an area have nothing to divide by. Look at the area of both together first, and
    return 0.0 when it is 0."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    return float(w * h / (aw * ah + bw * bh - w * h))


@misconception("iou")
def nothing_is_perfect(box_a, box_b):
    """You return 1.0 for two boxes without an area. They have nothing in common: 0.0."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    union = aw * ah + bw * bh - w * h
    return float(w * h / union) if union > 0 else 1.0


@misconception("iou")
def dice(box_a, box_b):
    """This is the Dice coefficient, twice the shared area over the sum of both. IoU divides the shared area
    by that of both together."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    both = aw * ah + bw * bh
    return float(2 * w * h / both) if both > 0 else 0.0


@misconception("iou")
def share_of_the_first(box_a, box_b):
    """You divide by the area of the first box alone. Divide by that of both together."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    return float(w * h / (aw * ah)) if aw * ah > 0 else 0.0


@misconception("iou")
def share_of_the_smaller(box_a, box_b):
    """You divide by the smaller area, so a box inside another gets 1.0. Divide by the area of both
    together."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    smaller = min(aw * ah, bw * bh)
    return float(w * h / smaller) if smaller > 0 else 0.0


@misconception("iou")
def box_around_both(box_a, box_b):
    """You divide by the area of the box around both, gaps and all. Together they cover the sum of their areas
    less the shared part."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    around = (max(ax + aw, bx + bw) - min(ax, bx)) * (max(ay + ah, by + bh) - min(ay, by))
    return float(w * h / around) if around > 0 else 0.0


@misconception("iou")
def middle_in_place_of_corner(box_a, box_b):
    """You read x and y as the middle of a box. They are its corner nearest the origin."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw / 2, bx + bw / 2) - max(ax - aw / 2, bx - bw / 2))
    h = max(0, min(ay + ah / 2, by + bh / 2) - max(ay - ah / 2, by - bh / 2))
    union = aw * ah + bw * bh - w * h
    return float(w * h / union) if union > 0 else 0.0


@misconception("iou")
def shared_area_itself(box_a, box_b):
    """This is the shared area. Divide it by the area that both cover together."""
    (ax, ay, aw, ah), (bx, by, bw, bh) = box_a, box_b
    w = max(0, min(ax + aw, bx + bw) - max(ax, bx))
    h = max(0, min(ay + ah, by + bh) - max(ay, by))
    return float(w * h)


# --- non_max_suppression ------------------------------------------------------------------------------------


@misconception("non_max_suppression")
def equal_is_enough(boxes, scores, threshold):
    """You drop a box whose IoU is equal to the threshold. Only a greater one is a reason to go."""
    kept = []
    for index in np.argsort(-scores):
        if all(iou(boxes[index], boxes[other]) < threshold for other in kept):
            kept.append(int(index))
    return kept


@misconception("non_max_suppression")
def dropped_boxes_drop(boxes, scores, threshold):
    """You compare with every better box, also with those that were dropped. Only kept boxes drop others."""
    order = [int(index) for index in np.argsort(-scores)]
    return [
        index
        for place, index in enumerate(order)
        if all(iou(boxes[index], boxes[other]) <= threshold for other in order[:place])
    ]


@misconception("non_max_suppression")
def back_in_first_order(boxes, scores, threshold):
    """The right boxes, but sorted by their number. The best score comes first."""
    kept = []
    for index in np.argsort(-scores):
        if all(iou(boxes[index], boxes[other]) <= threshold for other in kept):
            kept.append(int(index))
    return sorted(kept)


@misconception("non_max_suppression")
def worst_first(boxes, scores, threshold):
    """You begin with the lowest score, so the worst box of each object stays. np.argsort sorts upwards: turn
    it round."""
    kept = []
    for index in np.argsort(scores):
        if all(iou(boxes[index], boxes[other]) <= threshold for other in kept):
            kept.append(int(index))
    return kept


@misconception("non_max_suppression")
def scores_forgotten(boxes, scores, threshold):
    """You go through the boxes as they come. Sort them by their scores first."""
    kept = []
    for index in range(len(boxes)):
        if all(iou(boxes[index], boxes[other]) <= threshold for other in kept):
            kept.append(index)
    return kept


@misconception("non_max_suppression")
def places_in_the_ranking(boxes, scores, threshold):
    """You return places in the sorted order. Wanted are the boxes' own row numbers: order[place]."""
    order, kept = np.argsort(-scores), []
    for place in range(len(order)):
        if all(iou(boxes[order[place]], boxes[order[other]]) <= threshold for other in kept):
            kept.append(place)
    return kept


@misconception("non_max_suppression")
def boxes_returned(boxes, scores, threshold):
    """You return the boxes themselves. Wanted are their row numbers."""
    kept = []
    for index in np.argsort(-scores):
        if all(iou(boxes[index], boxes[other]) <= threshold for other in kept):
            kept.append(int(index))
    return boxes[kept]


@misconception("non_max_suppression")
def last_kept_alone(boxes, scores, threshold):
    """You compare a box with the one kept last. It must not overlap any of the kept ones."""
    kept = []
    for index in np.argsort(-scores):
        if not kept or iou(boxes[index], boxes[kept[-1]]) <= threshold:
            kept.append(int(index))
    return kept


@misconception("non_max_suppression")
def best_box_alone(boxes, scores, threshold):
    """You compare every box with the best one of all. It must not overlap any of the kept ones."""
    kept = []
    for index in np.argsort(-scores):
        if not kept or iou(boxes[index], boxes[kept[0]]) <= threshold:
            kept.append(int(index))
    return kept


@misconception("non_max_suppression")
def overlapping_kept(boxes, scores, threshold):
    """The comparison is the wrong way round: you keep the boxes that overlap a kept one and drop the
    others."""
    kept = []
    for index in np.argsort(-scores):
        if all(iou(boxes[index], boxes[other]) > threshold for other in kept):
            kept.append(int(index))
    return kept


@misconception("non_max_suppression")
def score_threshold(boxes, scores, threshold):
    """You compare the scores with the threshold. It is meant for the IoU of two boxes."""
    return [int(index) for index in np.argsort(-scores) if scores[index] > threshold]


@misconception("non_max_suppression")
def low_scores_dropped(boxes, scores, threshold):
    """You drop boxes with a low score, too. Here a box goes only because of its overlap with a kept one."""
    kept = []
    for i in np.argsort(-scores):
        if scores[i] > 0.05 and all(iou(boxes[i], boxes[j]) <= threshold for j in kept):
            kept.append(int(i))
    return kept


@misconception("non_max_suppression")
def boxes_in_whole_numbers(boxes, scores, threshold):
    """You cut the boxes to whole numbers. Corners and sizes may be fractions of a pixel, too."""
    boxes, kept = boxes.astype(int), []
    for i in np.argsort(-scores):
        if all(iou(boxes[i], boxes[j]) <= threshold for j in kept):
            kept.append(int(i))
    return kept


# --- paint_segments -----------------------------------------------------------------------------------------


@misconception("paint_segments")
def channels_turned_round(classes, palette):
    """You turned the channels round. They stay in the order in which the palette has them."""
    return palette[classes][..., ::-1]


@misconception("paint_segments")
def channels_first(classes, palette):
    """Your channels come first, (3, h, w), as in PyTorch. A picture is (h, w, 3)."""
    return np.moveaxis(palette[classes], -1, 0)


@misconception("paint_segments")
def numbers_as_gray(classes, palette):
    """You wrote the class numbers themselves into the channels. Look up the colour of each class in the
    palette."""
    return np.stack([classes.astype(np.uint8)] * 3, axis=-1)


@misconception("paint_segments")
def not_uint8(classes, palette):
    """The colours are right, but an image holds uint8. Look at the dtype of the array that you fill: np.zeros
    makes float64 unless it is told otherwise."""
    picture = np.zeros((*classes.shape, 3))
    picture[:] = palette[classes]
    return picture


@misconception("paint_segments")
def list_of_pixels(classes, palette):
    """You return the pixels in one long row, (h * w, 3). The picture has the height and width of classes."""
    return palette[classes.ravel()]


@misconception("paint_segments")
def rows_and_columns_swapped(classes, palette):
    """Rows and columns are swapped. The picture has the shape of classes: height first."""
    return palette[classes.T]


@misconception("paint_segments")
def counted_from_one(classes, palette):
    """You took the palette's row before the right one, as if classes were numbered from 1. Class 0 has the
    colour in row 0."""
    return palette[classes - 1]


@misconception("paint_segments")
def background_left_black(classes, palette):
    """You left class 0 black. It has a colour in the palette like every other class."""
    picture = np.zeros((*classes.shape, 3), dtype=np.uint8)
    for number in range(1, len(palette)):
        picture[classes == number] = palette[number]
    return picture


@misconception("paint_segments")
def one_colour_for_all(classes, palette):
    """You painted every class but 0 in the same colour. Each class has its own row in the palette."""
    return palette[np.minimum(classes, 1)]


@misconception("paint_segments")
def classes_in_a_byte(classes, palette):
    """You turned the class numbers to uint8, which holds 0 to 255 alone: higher ones wrap around. Only the
    colours are uint8."""
    return palette[classes.astype(np.uint8)]


@misconception("paint_segments")
def present_classes_numbered(classes, palette):
    """You numbered anew the classes that are in the picture. A class has the colour of its own number, also
    where others are absent."""
    _values, places = np.unique(classes, return_inverse=True)
    return palette[places.reshape(classes.shape)]


@misconception("paint_segments")
def painted_over(classes, palette):
    """You look for class numbers in the picture that you are painting, and find colours, too. Look for them
    in classes, and paint a picture of its own."""
    picture = np.repeat(classes[:, :, None], 3, axis=2)
    for number, colour in enumerate(palette):
        picture[(picture == number).all(axis=2)] = colour
    return picture.astype(np.uint8)


# --- count_instances ----------------------------------------------------------------------------------------


@misconception("count_instances")
def corners_connect(mask):
    """You joined regions that meet at a corner. OpenCV counts 8 neighbours unless it is told
    connectivity=4."""
    return cv2.connectedComponents(mask.astype(np.uint8))[0] - 1


@misconception("count_instances")
def background_counted(mask):
    """You counted one too many: the background has a number of its own, 0, and is no region."""
    return cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[0]


@misconception("count_instances")
def pixels_in_all(mask):
    """This is the number of pixels that are True. Wanted is the number of connected regions."""
    return int(np.sum(mask))


@misconception("count_instances")
def regions_of_false(mask):
    """You counted the regions of False. Wanted are those of True."""
    return cv2.connectedComponents((~mask).astype(np.uint8), connectivity=4)[0] - 1


@misconception("count_instances")
def outlines_counted(mask):
    """You counted outlines with cv2.findContours. They join what meets at a corner, and RETR_EXTERNAL skips
    what lies inside a ring."""
    found, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return len(found)


@misconception("count_instances")
def arms_never_joined(mask):
    """You count every pixel with nothing to its left and nothing above. A region whose arms meet further down
    has several of those: follow it in all four directions."""
    left = np.pad(mask, ((0, 0), (1, 0)))[:, :-1]
    above = np.pad(mask, ((1, 0), (0, 0)))[:-1]
    return int(np.sum(mask & ~left & ~above))


@misconception("count_instances")
def runs_in_rows(mask):
    """You counted the runs of True row by row. Runs that touch from one row to the next belong together."""
    left = np.pad(mask, ((0, 0), (1, 0)))[:, :-1]
    return int(np.sum(mask & ~left))


@misconception("count_instances")
def mask_eaten_up(mask):
    """The number is right, but the mask is empty afterwards. Mark what you have seen in a copy."""
    count = 0
    for row, column in np.argwhere(mask):
        count += bool(mask[row, column])
        todo = [(row, column)]
        while todo:
            r, c = todo.pop()
            if 0 <= r < mask.shape[0] and 0 <= c < mask.shape[1] and mask[r, c]:
                mask[r, c] = False
                todo += [(r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)]
    return count


@misconception("count_instances")
def around_the_edge(mask):
    """Your search goes around the edge: in Python the index -1 is the last row or column. Check that a
    neighbour lies inside the mask."""
    left, count = mask.copy(), 0
    for row, column in np.argwhere(mask):
        count += bool(left[row, column])
        todo = [(row, column)]
        while todo:
            r, c = todo.pop()
            if r < mask.shape[0] and c < mask.shape[1] and left[r, c]:
                left[r, c] = False
                todo += [(max(r - 1, -1), c), (r + 1, c), (r, max(c - 1, -1)), (r, c + 1)]
    return count


@misconception("count_instances")
def numbers_in_a_byte(mask):
    """You number the regions in uint8, which holds 0 to 255 alone, so the numbers begin anew after 255. Take
    a wider integer."""
    labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[1].astype(np.uint8)
    return len(np.unique(labels[labels > 0]))


@misconception("count_instances")
def a_few_sweeps(mask):
    """You spread numbers through the mask a fixed number of times. A region that winds a lot needs more: go
    on until nothing changes."""
    height, width = mask.shape
    numbers = np.pad(np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0), 1)
    places = [(y, x) for y in range(1, height + 1) for x in range(1, width + 1) if numbers[y, x]]
    for _sweep in range(3):
        for order in (places, places[::-1]):
            for y, x in order:
                cross = (
                    numbers[y, x],
                    numbers[y - 1, x],
                    numbers[y + 1, x],
                    numbers[y, x - 1],
                    numbers[y, x + 1],
                )
                numbers[y, x] = min(number for number in cross if number)
    return len(np.unique(numbers[numbers > 0]))


# --- bag_of_words -------------------------------------------------------------------------------------------


@misconception("bag_of_words")
def capitals_kept(text, vocabulary):
    """You did not turn the text to lower case, so "The" is not counted as "the"."""
    words = text.split()
    return np.array([words.count(word) for word in vocabulary])


@misconception("bag_of_words")
def parts_of_words(text, vocabulary):
    """You counted letters in a row, also inside of other words: "cat" stands in "concat". Split the text
    first, then count whole words."""
    return np.array([text.lower().count(word) for word in vocabulary])


@misconception("bag_of_words")
def there_or_not(text, vocabulary):
    """You only say whether a word occurs. Wanted is how often."""
    words = text.lower().split()
    return np.array([int(word in words) for word in vocabulary])


@misconception("bag_of_words")
def split_at_spaces(text, vocabulary):
    """You split at single spaces, so tabs and line ends stay in the words. split() without an argument splits
    at all white space."""
    words = text.lower().split(" ")
    return np.array([words.count(word) for word in vocabulary])


@misconception("bag_of_words")
def punctuation_taken_off(text, vocabulary):
    """You took punctuation off. The exercise compares whole pieces between white space, so "dog." is another
    word than "dog"."""
    words = [word.strip(".,!?") for word in text.lower().split()]
    return np.array([words.count(word) for word in vocabulary])


@misconception("bag_of_words")
def sorted_vocabulary(text, vocabulary):
    """Your counts stand in alphabetical order. They belong in the order of the vocabulary."""
    words = text.lower().split()
    return np.array([words.count(word) for word in sorted(vocabulary)])


@misconception("bag_of_words")
def shares_of_the_text(text, vocabulary):
    """You divided by the number of words in the text. Wanted are the counts themselves."""
    words = text.lower().split()
    return np.array([words.count(word) / max(1, len(words)) for word in vocabulary])


@misconception("bag_of_words")
def counts_as_floats(text, vocabulary):
    """The counts are right but floats. Counts are whole numbers: np.zeros(..., dtype=int)."""
    counts = np.zeros(len(vocabulary))
    for word in text.lower().split():
        if word in vocabulary:
            counts[vocabulary.index(word)] += 1
    return counts


@misconception("bag_of_words")
def last_word_lost(text, vocabulary):
    """The last word of the text is not counted."""
    words = text.lower().split()[:-1]
    return np.array([words.count(word) for word in vocabulary])


@misconception("bag_of_words")
def dictionary_returned(text, vocabulary):
    """You return a dictionary. Wanted is an array of the counts, in the order of the vocabulary."""
    words = text.lower().split()
    return {word: words.count(word) for word in vocabulary}


@misconception("bag_of_words")
def counted_in_bytes(text, vocabulary):
    """Your counts are uint8, which holds 0 to 255 alone: a word that occurs more often begins anew at 0. Take
    a wider integer."""
    counts = np.zeros(len(vocabulary), dtype=np.uint8)
    for word in text.lower().split():
        counts += np.array([word == known for known in vocabulary])
    return counts


# --- extract_entities ---------------------------------------------------------------------------------------


@misconception("extract_entities")
def lonely_inside_dropped(tokens, tags):
    """An I- with nothing to go on from is left out. It begins an entity, as a B- does."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "B":
            entities.append((label, [token]))
            current = label
        elif kind == "I" and label == current:
            entities[-1][1].append(token)
        else:
            current = None
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def other_label_joined(tokens, tags):
    """You join an I- to the entity before it whatever its label. With another label it begins one of its
    own."""
    entities, inside = [], False
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and inside:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
        inside = kind != "O"
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def gap_overlooked(tokens, tags):
    """O does not end an entity in your answer: an I- after it is joined to the entity before. After O it
    begins anew."""
    entities = []
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and entities and entities[-1][0] == label:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def beginnings_joined(tokens, tags):
    """You look at the labels alone and join neighbours with the same one. Every B- begins a new entity."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        label = tag[2:]
        if tag != "O" and label == current:
            entities[-1][1].append(token)
        elif tag != "O":
            entities.append((label, [token]))
        current = label or None
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def joined_without_spaces(tokens, tags):
    """You joined the tokens without a space between them."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
        current = label or None
    return [(label, "".join(words)) for label, words in entities]


@misconception("extract_entities")
def text_before_label(tokens, tags):
    """The two are swapped: first the label, then the text."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
        current = label or None
    return [(" ".join(words), label) for label, words in entities]


@misconception("extract_entities")
def last_entity_lost(tokens, tags):
    """An entity that reaches the end of the text is lost: you store one only when something follows it."""
    entities, words, current = [], [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            words.append(token)
            continue
        if current:
            entities.append((current, " ".join(words)))
        words, current = [token], label or None
    return entities


@misconception("extract_entities")
def token_by_token(tokens, tags):
    """You return every token on its own. A B- and the I- that go on with it are one entity."""
    return [(tag[2:], token) for token, tag in zip(tokens, tags, strict=True) if tag != "O"]


@misconception("extract_entities")
def whole_tag_as_label(tokens, tags):
    """Your label still has its B- or I- in front. The label is what follows the hyphen."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((tag, [token]))
        current = label or None
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def begun_by_inside_alone(tokens, tags):
    """An I- that begins an entity is right, but the next I- of its label begins another. It goes on with the
    one before: remember the label at every beginning."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
            current = label if kind == "B" else None
        else:
            current = None
    return [(label, " ".join(words)) for label, words in entities]


@misconception("extract_entities")
def tokens_in_lists(tokens, tags):
    """You return the tokens of an entity as a list. Join them to one string with spaces."""
    entities, current = [], None
    for token, tag in zip(tokens, tags, strict=True):
        kind, _, label = tag.partition("-")
        if kind == "I" and label == current:
            entities[-1][1].append(token)
        elif kind != "O":
            entities.append((label, [token]))
        current = label or None
    return entities


@misconception("extract_entities")
def letters_stripped(tokens, tags):
    """strip and lstrip take off single letters, wherever the label begins with one of them, not the piece
    "B-" as a whole. Cut at the first "-" instead."""
    entities, label = [], None
    for token, tag in zip(tokens, tags, strict=True):
        name = None if tag == "O" else tag.lstrip("BI-")
        if tag[0] == "I" and name == label:
            entities[-1] = (label, entities[-1][1] + " " + token)
        elif name is not None:
            entities.append((name, token))
        label = name
    return entities


@misconception("extract_entities")
def letter_b_anywhere(tokens, tags):
    """You begin an entity at every tag with a "B" somewhere in it. A label may hold one, too: look at the
    first letter of the tag."""
    entities, label = [], None
    for token, tag in zip(tokens, tags, strict=True):
        name = None if tag == "O" else tag[2:]
        if "B" not in tag and name is not None and name == label:
            entities[-1] = (label, entities[-1][1] + " " + token)
        elif name is not None:
            entities.append((name, token))
        label = name
    return entities


@misconception("extract_entities")
def letter_o_anywhere(tokens, tags):
    """You take every tag with an "O" in it for no name. A label may hold one, too: the whole tag must be
    "O"."""
    entities, label = [], None
    for token, tag in zip(tokens, tags, strict=True):
        name = None if "O" in tag else tag[2:]
        if tag[0] == "I" and name is not None and name == label:
            entities[-1] = (label, entities[-1][1] + " " + token)
        elif name is not None:
            entities.append((name, token))
        label = name
    return entities


@misconception("extract_entities")
def each_name_once(tokens, tags):
    """You list each name once. One that occurs again is in the list again."""
    entities, label = [], None
    for token, tag in zip(tokens, tags, strict=True):
        name = None if tag == "O" else tag[2:]
        if tag[0] == "I" and name == label:
            entities[-1] = (label, entities[-1][1] + " " + token)
        elif name is not None:
            entities.append((name, token))
        label = name
    return list(dict.fromkeys(entities))


@misconception("extract_entities")
def labels_compared_by_their_beginning(tokens, tags):
    """You compare only how the labels begin. PER and PERSON are different labels: compare the whole."""
    entities, label = [], None
    for token, tag in zip(tokens, tags, strict=True):
        name = None if tag == "O" else tag[2:]
        if tag[0] == "I" and label is not None and name.startswith(label):
            entities[-1] = (label, entities[-1][1] + " " + token)
        elif name is not None:
            entities.append((name, token))
            label = name
        if name is None:
            label = None
    return entities


# --- word_error_rate ----------------------------------------------------------------------------------------


@misconception("word_error_rate")
def letters_compared(reference, hypothesis):
    """You compared letters: that is the character error rate. Split both texts into words first."""
    if not reference.split():
        raise ValueError("reference holds no word")
    row = list(range(len(hypothesis) + 1))
    for i, letter in enumerate(reference, start=1):
        above, row = row, [i]
        for j, other in enumerate(hypothesis, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other)))
    return row[-1] / len(reference)


@misconception("word_error_rate")
def divided_by_the_written(reference, hypothesis):
    """You divided by the number of written words. Divide by the words of the reference."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / max(1, len(written))


@misconception("word_error_rate")
def divided_by_the_longer(reference, hypothesis):
    """You divided by the longer of the two. Divide by the words of the reference, even if the result is more
    than 1."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / max(len(said), len(written))


@misconception("word_error_rate")
def place_by_place(reference, hypothesis):
    """You compared word by word at the same place. After one missing word everything that follows is shifted:
    fill the table of distances."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    wrong = sum(a != b for a, b in zip(said, written, strict=False)) + abs(len(said) - len(written))
    return wrong / len(said)


@misconception("word_error_rate")
def capitals_ignored(reference, hypothesis):
    """You took capitals and small letters for the same. Here "Seoul" and "seoul" are two words."""
    said, written = reference.lower().split(), hypothesis.lower().split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def at_most_one(reference, hypothesis):
    """You cut the rate off at 1. A recogniser that makes up many words has more: leave it as it is."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return min(1.0, row[-1] / len(said))


@misconception("word_error_rate")
def empty_reference_divided(reference, hypothesis):
    """For a reference without words you divide by 0. Look first, and raise ValueError with "reference" in its
    message."""
    said, written = reference.split(), hypothesis.split()
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def empty_reference_is_perfect(reference, hypothesis):
    """For a reference without words you return 0. There is nothing to divide by: raise ValueError."""
    said, written = reference.split(), hypothesis.split()
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said) if said else 0.0


@misconception("word_error_rate")
def white_space_is_a_word(reference, hypothesis):
    """You only look for an empty string. A reference of spaces and line ends holds no word either: look at
    what split() leaves."""
    if not reference:
        raise ValueError("reference is empty")
    said, written = reference.split(), hypothesis.split()
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def words_split_at_spaces(reference, hypothesis):
    """You split at single spaces, so tabs and line ends stay in the words and two spaces in a row make an
    empty one. Use split() without an argument."""
    if not reference.split():
        raise ValueError("reference holds no word")
    said, written = reference.split(" "), hypothesis.split(" ")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def corrections_counted(reference, hypothesis):
    """This is the edit distance. Divide it by the number of words in the reference."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1]


@misconception("word_error_rate")
def replacing_costs_two(reference, hypothesis):
    """A replaced word costs 2 in your table, as if it were deleted and inserted. It is a single
    correction."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + 2 * (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def share_of_right_words(reference, hypothesis):
    """This is 1 minus the error rate. The error rate itself is 0 when everything is right."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return 1 - row[-1] / len(said)


@misconception("word_error_rate")
def order_ignored(reference, hypothesis):
    """You only look which words of the reference are missing. Their order and their number count, too, and so
    do words that were never said."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    return sum(word not in written for word in said) / len(said)


@misconception("word_error_rate")
def inserted_words_free(reference, hypothesis):
    """Words that were never said cost nothing in front of the first one: the table's first row must count
    them, 0, 1, 2, ..."""
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError("reference holds no word")
    row = [0] * (len(written) + 1)
    for i, word in enumerate(said, start=1):
        above, row = row, [i]
        for j, other in enumerate(written, start=1):
            row.append(min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (word != other)))
    return row[-1] / len(said)


@misconception("word_error_rate")
def punctuation_stripped(reference, hypothesis):
    """You took the punctuation off. Words are split at white space alone, so "it." and "it" are
    different."""
    spoken, written = ([word.strip(".,!?") for word in text.split()] for text in (reference, hypothesis))
    if not spoken:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(spoken, 1):
        below = [i]
        for j, other in enumerate(written, 1):
            below.append(min(row[j] + 1, below[-1] + 1, row[j - 1] + (word != other)))
        row = below
    return row[-1] / len(spoken)


@misconception("word_error_rate")
def table_of_bytes(reference, hypothesis):
    """Your table is of uint8, which holds 0 to 255 alone: in a long text the distances wrap around. Take a
    wider integer."""
    spoken, written = reference.split(), hypothesis.split()
    if not spoken:
        raise ValueError("reference holds no word")
    row = list(range(len(written) + 1))
    for i, word in enumerate(spoken, 1):
        below = [i % 256]
        for j, other in enumerate(written, 1):
            below.append(min(row[j] + 1, below[-1] + 1, row[j - 1] + (word != other)) % 256)
        row = below
    return row[-1] / len(spoken)


# --- discounted_return --------------------------------------------------------------------------------------


@misconception("discounted_return")
def not_discounted(rewards, gamma):
    """You added the rewards up without gamma."""
    return float(np.sum(rewards))


@misconception("discounted_return")
def first_reward_discounted(rewards, gamma):
    """Your powers of gamma begin at 1. The first reward counts in full: t begins at 0."""
    return float(np.sum(rewards * gamma ** np.arange(1, len(rewards) + 1)))


@misconception("discounted_return")
def last_reward_in_full(rewards, gamma):
    """You discount from the end: the last reward counts in full and the first one least. It is the other way
    round. A running sum, g = r + gamma * g, must go through the rewards backwards."""
    total = 0.0
    for reward in rewards:
        total = float(reward) + gamma * total
    return total


@misconception("discounted_return")
def averaged(rewards, gamma):
    """You averaged the discounted rewards. The return is their sum."""
    return float(np.sum(rewards * gamma ** np.arange(len(rewards)))) / max(1, len(rewards))


@misconception("discounted_return")
def discounted_once(rewards, gamma):
    """You multiplied every later reward by gamma once. A reward t steps ahead is multiplied by gamma t
    times."""
    return float(np.sum(rewards[:1]) + gamma * np.sum(rewards[1:]))


@misconception("discounted_return")
def times_in_place_of_power(rewards, gamma):
    """You multiplied by gamma times t. Wanted is gamma to the power t: ** in Python."""
    return float(np.sum(rewards * gamma * np.arange(len(rewards))))


@misconception("discounted_return")
def one_for_each_step(rewards, gamma):
    """You return the discounted rewards one by one. Add them up to a single number."""
    return rewards * gamma ** np.arange(len(rewards))


@misconception("discounted_return")
def return_of_each_step(rewards, gamma):
    """You return the returns from every step on. Wanted is the first of them, a single number."""
    total, returns = 0.0, []
    for reward in rewards[::-1]:
        total = float(reward) + gamma * total
        returns.insert(0, total)
    return np.array(returns)


@misconception("discounted_return")
def a_first_reward_expected(rewards, gamma):
    """Without rewards your function stops at rewards[0]. A sum of nothing is 0.0."""
    total = float(rewards[0])
    for t in range(1, len(rewards)):
        total += gamma**t * float(rewards[t])
    return total


@misconception("discounted_return")
def discounted_in_place(rewards, gamma):
    """The number is right, but the rewards were changed on the way: *= works in the caller's array."""
    rewards *= gamma ** np.arange(len(rewards))
    return float(np.sum(rewards))


@misconception("discounted_return")
def last_reward_left_out(rewards, gamma):
    """The last reward is missing from your sum: range(n) already stops before n."""
    return float(sum(gamma**t * rewards[t] for t in range(len(rewards) - 1)))


# --- gan_losses ---------------------------------------------------------------------------------------------


@misconception("gan_losses")
def saturating(d_real, d_fake):
    """Your generator's loss is log(1 - d_fake), the one of the first paper, whose gradient vanishes early on.
    Here it is -log(d_fake)."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(np.log(1 - d_fake)))


@misconception("gan_losses")
def generator_wants_zeros(d_real, d_fake):
    """Your generator's loss is -log(1 - d_fake): it would be smallest when no fake is believed. The generator
    wants a 1 for its fakes: -log(d_fake)."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(1 - d_fake)))


@misconception("gan_losses")
def never_clipped(d_real, d_fake):
    """The formulas are right, but exact 0 and 1 give infinity: clip to between 1e-7 and 1 - 1e-7 before
    taking logarithms."""
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def fakes_never_clipped(d_real, d_fake):
    """You clip d_real alone. An exact 0 or 1 in d_fake gives infinity, too."""
    d_real = np.clip(d_real, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def clipped_further_in(d_real, d_fake):
    """You clip at another number. The limits are 1e-7 and 1 - 1e-7, so that the largest loss is about
    16.1."""
    d_real, d_fake = np.clip(d_real, 1e-6, 1 - 1e-6), np.clip(d_fake, 1e-6, 1 - 1e-6)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def clipped_near_the_precision(d_real, d_fake):
    """You clip much closer to 0 and 1 than asked. The limits are 1e-7 and 1 - 1e-7, so that the largest loss
    is about 16.1."""
    d_real, d_fake = np.clip(d_real, 1e-12, 1 - 1e-12), np.clip(d_fake, 1e-12, 1 - 1e-12)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def discriminator_halved(d_real, d_fake):
    """You halved the discriminator's loss. Some programs do; here its two means are added."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss) / 2, float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def one_mean_over_all(d_real, d_fake):
    """You put real and fake ones together and took one mean. Each has a mean of its own; add the two."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(np.concatenate([-np.log(d_real), -np.log(1 - d_fake)]))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def real_and_fake_swapped(d_real, d_fake):
    """Your discriminator gives 1 to the fakes and 0 to the real pictures. It is the other way round."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_fake)) + np.mean(-np.log(1 - d_real))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def losses_swapped(d_real, d_fake):
    """The two losses are swapped: first the discriminator's, then the generator's."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(np.mean(-np.log(d_fake))), float(d_loss)


@misconception("gan_losses")
def minus_forgotten(d_real, d_fake):
    """Your losses are below 0: the minus in front of the logarithms is missing."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))
    return float(d_loss), float(np.mean(np.log(d_fake)))


@misconception("gan_losses")
def sums_taken(d_real, d_fake):
    """You took sums. Each term is a mean over its pictures."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.sum(-np.log(d_real)) + np.sum(-np.log(1 - d_fake))
    return float(d_loss), float(np.sum(-np.log(d_fake)))


@misconception("gan_losses")
def opponent_negated(d_real, d_fake):
    """Your generator's loss is the discriminator's with a minus. That is the game of the first paper; here it
    is the mean of -log(d_fake)."""
    d_real, d_fake = np.clip(d_real, 1e-7, 1 - 1e-7), np.clip(d_fake, 1e-7, 1 - 1e-7)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(-d_loss)


@misconception("gan_losses")
def clipped_in_place(d_real, d_fake):
    """The losses are right, but your clipping changed the arrays you were given. np.clip without out= makes a
    new one."""
    np.clip(d_real, 1e-7, 1 - 1e-7, out=d_real)
    np.clip(d_fake, 1e-7, 1 - 1e-7, out=d_fake)
    d_loss = np.mean(-np.log(d_real)) + np.mean(-np.log(1 - d_fake))
    return float(d_loss), float(np.mean(-np.log(d_fake)))


@misconception("gan_losses")
def added_instead_of_clipped(d_real, d_fake):
    """You added 1e-7 where clipping is asked for. A value between 0 and 1e-7 becomes 1e-7 exactly; all the
    others stay as they are."""
    d_loss = np.mean(-np.log(d_real + 1e-7)) + np.mean(-np.log(1 - d_fake + 1e-7))
    return d_loss, np.mean(-np.log(d_fake + 1e-7))


@misconception("gan_losses")
def only_exact_edges_replaced(d_real, d_fake):
    """You replace exact 0 and 1 alone. Everything below 1e-7 becomes 1e-7, and everything above 1 - 1e-7
    becomes 1 - 1e-7."""

    def safe(values):
        return np.where(values == 0, 1e-7, np.where(values == 1, 1 - 1e-7, values))

    d_loss = np.mean(-np.log(safe(d_real))) + np.mean(-np.log(1 - safe(d_fake)))
    return d_loss, np.mean(-np.log(safe(d_fake)))


# --- find_defects -------------------------------------------------------------------------------------------


@misconception("find_defects")
def wrapped_around(reference, sample, threshold):
    """You subtracted uint8 images. Below 0 they wrap around: 10 - 11 becomes 255, a defect out of nothing.
    Use cv2.absdiff, or astype(int) first."""
    differs = np.abs(sample - reference) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def wrapped_the_other_way(reference, sample, threshold):
    """You subtracted uint8 images. Below 0 they wrap around: 10 - 11 becomes 255. Use cv2.absdiff, or
    astype(int) before subtracting."""
    differs = np.abs(reference - sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def brighter_ones_alone(reference, sample, threshold):
    """You only find what is brighter in the sample. A darker spot is a defect, too: take the absolute
    value."""
    differs = sample.astype(int) - reference > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def darker_ones_alone(reference, sample, threshold):
    """You only find what is darker in the sample. A brighter spot is a defect, too: take the absolute
    value."""
    differs = reference.astype(int) - sample > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def threshold_included(reference, sample, threshold):
    """A difference equal to the threshold is no defect: more than the threshold, >, not >=."""
    differs = cv2.absdiff(reference, sample) >= threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def four_neighbours(reference, sample, threshold):
    """You split regions that are joined at a corner. Here pixels have 8 neighbours."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=4)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def corners_returned(reference, sample, threshold):
    """Your boxes are two corners. A box is (x, y, w, h): the last two are its size."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _area in stats[1:]]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def one_pixel_short(reference, sample, threshold):
    """Your boxes are one pixel too small. From the first to the last pixel there are last - first + 1."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    boxes = [(int(x), int(y), int(w - 1), int(h - 1)) for x, y, w, h, _area in stats[1:]]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def sorted_by_x(reference, sample, threshold):
    """Your boxes are sorted by x first. Sort by y, and by x where y is the same."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted(tuple(map(int, row[:4])) for row in stats[1:])


@misconception("find_defects")
def in_order_of_discovery(reference, sample, threshold):
    """Your boxes come in the order in which the regions were found, by their first pixel. Sort them by the
    corner of the box, y and then x."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return [tuple(map(int, row[:4])) for row in stats[1:]]


@misconception("find_defects")
def nested_ones_missed(reference, sample, threshold):
    """A region inside a ring is missing: cv2.RETR_EXTERNAL looks at outer outlines alone."""
    differs = (cv2.absdiff(reference, sample) > threshold).astype(np.uint8)
    outlines = cv2.findContours(differs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    boxes = [tuple(map(int, cv2.boundingRect(outline))) for outline in outlines]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def holes_reported(reference, sample, threshold):
    """You report holes as well: cv2.RETR_LIST also gives the outlines inside a region."""
    differs = (cv2.absdiff(reference, sample) > threshold).astype(np.uint8)
    outlines = cv2.findContours(differs, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    boxes = [tuple(map(int, cv2.boundingRect(outline))) for outline in outlines]
    return sorted(boxes, key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def background_reported(reference, sample, threshold):
    """Your first box is that of the background, label 0 of OpenCV. Leave it out: stats[1:]."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row[:4])) for row in stats), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def area_left_in(reference, sample, threshold):
    """Your boxes have five numbers: OpenCV's statistics hold the area, too. A box is (x, y, w, h)."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    return sorted((tuple(map(int, row)) for row in stats[1:]), key=lambda box: (box[1], box[0]))


@misconception("find_defects")
def rows_before_columns(reference, sample, threshold):
    """Your boxes are (y, x, h, w). A box is (x, y, w, h): columns before rows."""
    differs = cv2.absdiff(reference, sample) > threshold
    stats = cv2.connectedComponentsWithStats(differs.astype(np.uint8), connectivity=8)[2]
    boxes = [(int(y), int(x), int(h), int(w)) for x, y, w, h, _area in stats[1:]]
    return sorted(boxes)


@misconception("find_defects")
def one_box_around_all(reference, sample, threshold):
    """You put one box around all defects. Each connected region has its own."""
    differs = (cv2.absdiff(reference, sample) > threshold).astype(np.uint8)
    return [tuple(map(int, cv2.boundingRect(differs)))] if differs.any() else []


@misconception("find_defects")
def numbers_in_a_byte(reference, sample, threshold):
    """You number the regions in uint8, which holds 0 to 255 alone, so the numbers begin anew after 255. Take
    a wider integer."""
    marked = (cv2.absdiff(reference, sample) > threshold).astype(np.uint8)
    labels = cv2.connectedComponents(marked, connectivity=8)[1].astype(np.uint8)
    boxes = [cv2.boundingRect((labels == i).astype(np.uint8)) for i in range(1, int(labels.max()) + 1)]
    return sorted(boxes, key=lambda box: (box[1], box[0]))
