"""Known wrong answers of chapter 2 in other words: each must still be recognised."""

import cv2
import numpy as np

from tests.course.answers import rewritten

# --- top_k_accuracy -----------------------------------------------------------------------------------------


@rewritten("top_k_accuracy", of="best_alone")
def first_of_the_ranking(scores, labels, k):
    right = 0
    for row, label in zip(scores, labels, strict=True):
        right += max(range(len(row)), key=lambda c: row[c]) == label
    return right / len(labels)


@rewritten("top_k_accuracy", of="hits_counted")
def never_divided(scores, labels, k):
    hits = 0
    for row, label in zip(scores, labels, strict=True):
        hits += label in np.argsort(-row)[:k]
    return hits


@rewritten("top_k_accuracy", of="lowest_scores_taken")
def sorted_the_wrong_way(scores, labels, k):
    rankings = [sorted(range(len(row)), key=lambda c, row=row: row[c])[:k] for row in scores]
    return sum(label in best for label, best in zip(labels, rankings, strict=True)) / len(labels)


# --- iou ----------------------------------------------------------------------------------------------------


@rewritten("iou", of="shared_part_counted_twice")
def sum_of_areas(box_a, box_b):
    corner = np.maximum(box_a[:2], box_b[:2])
    end = np.minimum(box_a[:2] + box_a[2:], box_b[:2] + box_b[2:])
    shared = np.prod(np.maximum(end - corner, 0))
    total = np.prod(box_a[2:]) + np.prod(box_b[2:])
    return shared / total if total else 0.0


@rewritten("iou", of="overlap_below_zero")
def never_clipped_at_zero(box_a, box_b):
    corner = np.maximum(box_a[:2], box_b[:2])
    end = np.minimum(box_a[:2] + box_a[2:], box_b[:2] + box_b[2:])
    shared = np.prod(end - corner)
    union = np.prod(box_a[2:]) + np.prod(box_b[2:]) - shared
    return shared / union if union > 0 else 0.0


@rewritten("iou", of="nothing_divided_by_nothing")
def division_unguarded(box_a, box_b):
    corner = np.maximum(box_a[:2], box_b[:2])
    end = np.minimum(box_a[:2] + box_a[2:], box_b[:2] + box_b[2:])
    shared = np.prod(np.maximum(end - corner, 0))
    return shared / (np.prod(box_a[2:]) + np.prod(box_b[2:]) - shared)


@rewritten("iou", of="share_of_the_smaller")
def over_the_minimum(box_a, box_b):
    area_a, area_b = box_a[2] * box_a[3], box_b[2] * box_b[3]
    if min(area_a, area_b) == 0:
        return 0.0
    wide = min(box_a[0] + box_a[2], box_b[0] + box_b[2]) - max(box_a[0], box_b[0])
    high = min(box_a[1] + box_a[3], box_b[1] + box_b[3]) - max(box_a[1], box_b[1])
    return max(wide, 0) * max(high, 0) / min(area_a, area_b)


# --- non_max_suppression ------------------------------------------------------------------------------------


@rewritten("non_max_suppression", of="equal_is_enough")
def strictly_below(boxes, scores, threshold):
    order, keep = list(np.argsort(scores)[::-1]), []
    while order:
        keep.append(int(order.pop(0)))
        order = [i for i in order if iou(boxes[keep[-1]], boxes[i]) < threshold]
    return keep


@rewritten("non_max_suppression", of="worst_first")
def taken_from_the_bottom(boxes, scores, threshold):
    order, keep = list(np.argsort(scores)), []
    while order:
        keep.append(int(order.pop(0)))
        order = [i for i in order if iou(boxes[keep[-1]], boxes[i]) <= threshold]
    return keep


@rewritten("non_max_suppression", of="dropped_boxes_drop")
def all_pairs(boxes, scores, threshold):
    n = len(boxes)
    dropped = np.zeros(n, dtype=bool)
    for i in range(n):
        for j in range(n):
            if scores[j] > scores[i] and iou(boxes[i], boxes[j]) > threshold:
                dropped[i] = True
    return [int(i) for i in np.argsort(-scores) if not dropped[i]]


@rewritten("non_max_suppression", of="back_in_first_order")
def flags_read_out(boxes, scores, threshold):
    alive = np.ones(len(boxes), dtype=bool)
    for i in np.argsort(-scores):
        if alive[i]:
            for j in range(len(boxes)):
                if scores[j] < scores[i] and iou(boxes[i], boxes[j]) > threshold:
                    alive[j] = False
    return np.flatnonzero(alive).tolist()


# --- count_instances ----------------------------------------------------------------------------------------


@rewritten("count_instances", of="corners_connect")
def eight_ways(mask):
    left, count = {tuple(place) for place in np.argwhere(mask).tolist()}, 0
    while left:
        count, todo = count + 1, [left.pop()]
        while todo:
            r, c = todo.pop()
            near = {(r + dr, c + dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1)} & left
            left -= near
            todo.extend(near)
    return count


@rewritten("count_instances", of="background_counted")
def labels_in_the_picture(mask):
    labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[1]
    return labels.max() + 1


@rewritten("count_instances", of="runs_in_rows")
def starts_in_each_row(mask):
    return sum(int(row[0]) + int(np.sum(row[1:] & ~row[:-1])) for row in mask)


# --- extract_entities ---------------------------------------------------------------------------------------


@rewritten("extract_entities", of="lonely_inside_dropped")
def only_b_opens(tokens, tags):
    found, open_label = [], ""
    for token, tag in zip(tokens, tags, strict=True):
        if tag.startswith("B-"):
            open_label = tag[2:]
            found.append([open_label, token])
        elif tag.startswith("I-") and open_label == tag[2:]:
            found[-1][1] = f"{found[-1][1]} {token}"
        else:
            open_label = ""
    return [tuple(pair) for pair in found]


@rewritten("extract_entities", of="other_label_joined")
def every_i_goes_on(tokens, tags):
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "I" and i > 0 and tags[i - 1] != "O":
            found[-1][1].append(tokens[i])
        else:
            found.append((tag[2:], [tokens[i]]))
    return [(label, " ".join(parts)) for label, parts in found]


@rewritten("extract_entities", of="last_entity_lost")
def stored_when_it_ends(tokens, tags):
    found, label, parts = [], None, []
    for token, tag in zip(tokens, tags, strict=True):
        if label is not None and tag != "I-" + label:
            found.append((label, " ".join(parts)))
            label, parts = None, []
        if tag != "O":
            label = tag[2:]
            parts.append(token)
    return found


# --- word_error_rate ----------------------------------------------------------------------------------------


@rewritten("word_error_rate", of="divided_by_the_longer")
def over_the_maximum(reference, hypothesis):
    a, b = reference.split(), hypothesis.split()
    if not a:
        raise ValueError("reference")
    d = np.add.outer(np.arange(len(a) + 1), np.arange(len(b) + 1))
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i, j] = min(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (a[i - 1] != b[j - 1]))
    return d[-1, -1] / max(len(a), len(b))


@rewritten("word_error_rate", of="replacing_costs_two")
def longest_common_words(reference, hypothesis):
    a, b = reference.split(), hypothesis.split()
    if not a:
        raise ValueError("reference is empty")
    common = np.zeros((len(a) + 1, len(b) + 1), dtype=int)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            common[i + 1, j + 1] = common[i, j] + 1 if x == y else max(common[i, j + 1], common[i + 1, j])
    return (len(a) + len(b) - 2 * common[-1, -1]) / len(a)


@rewritten("word_error_rate", of="white_space_is_a_word")
def compared_with_the_empty_string(reference, hypothesis):
    if reference == "":
        raise ValueError("empty reference")
    a, b = reference.split(), hypothesis.split()
    d = np.add.outer(np.arange(len(a) + 1), np.arange(len(b) + 1)).tolist()
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
    return d[-1][-1] / len(a)


# --- gan_losses ---------------------------------------------------------------------------------------------


@rewritten("gan_losses", of="never_clipped")
def plain_logarithms(d_real, d_fake):
    with np.errstate(all="ignore"):
        return -np.log(d_real).mean() - np.log(1 - d_fake).mean(), -np.log(d_fake).mean()


@rewritten("gan_losses", of="losses_swapped")
def generator_first(d_real, d_fake):
    real, fake = (np.minimum(np.maximum(p, 1e-7), 1 - 1e-7) for p in (d_real, d_fake))
    return [-np.log(fake).mean(), -np.log(real).mean() - np.log1p(-fake).mean()]


@rewritten("gan_losses", of="one_mean_over_all")
def divided_by_all(d_real, d_fake):
    real, fake = d_real.clip(1e-7, 1 - 1e-7), d_fake.clip(1e-7, 1 - 1e-7)
    total = -np.log(real).sum() - np.log(1 - fake).sum()
    return total / (len(real) + len(fake)), -np.log(fake).sum() / len(fake)


# --- find_defects -------------------------------------------------------------------------------------------


@rewritten("find_defects", of="threshold_included")
def from_the_threshold_on(reference, sample, threshold):
    marked = np.abs(reference.astype(int) - sample.astype(int)) >= threshold
    count, labels = cv2.connectedComponents(marked.astype(np.uint8))
    boxes = [cv2.boundingRect((labels == k).astype(np.uint8)) for k in range(1, count)]
    return sorted(boxes, key=lambda b: (b[1], b[0]))


@rewritten("find_defects", of="four_neighbours")
def filled_four_ways(reference, sample, threshold):
    marked = np.maximum(reference, sample) - np.minimum(reference, sample) > threshold
    boxes = []
    for place in np.argwhere(marked).tolist():
        todo, region = [tuple(place)], []
        while todo:
            r, c = todo.pop()
            if 0 <= r < marked.shape[0] and 0 <= c < marked.shape[1] and marked[r, c]:
                marked[r, c] = False
                region.append((r, c))
                todo += [(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)]
        if region:
            rows, columns = zip(*region, strict=True)
            x, y = min(columns), min(rows)
            boxes.append((x, y, max(columns) - x + 1, max(rows) - y + 1))
    return sorted(boxes, key=lambda b: (b[1], b[0]))


@rewritten("find_defects", of="one_pixel_short")
def last_minus_first(reference, sample, threshold):
    count, labels = cv2.connectedComponents((cv2.absdiff(reference, sample) > threshold).astype(np.uint8))
    boxes = []
    for k in range(1, count):
        ys, xs = np.where(labels == k)
        boxes.append((int(xs.min()), int(ys.min()), int(np.ptp(xs)), int(np.ptp(ys))))
    return sorted(boxes, key=lambda b: (b[1], b[0]))
