"""Right answers to chapter 2 written otherwise: none may be refused."""

import cv2
import numpy as np

from tests.course.answers import right_answer

# --- top_k_accuracy -----------------------------------------------------------------------------------------


@right_answer("top_k_accuracy")
def counted_in_a_loop(scores, labels, k):
    hits = 0
    for row, label in zip(scores, labels, strict=True):
        ranking = sorted(range(len(row)), key=lambda c: row[c], reverse=True)
        if label in ranking[:k]:
            hits += 1
    return hits / len(labels)


@right_answer("top_k_accuracy")
def better_ones_counted(scores, labels, k):
    own = np.take_along_axis(scores, labels[:, None], axis=1)
    return ((scores > own).sum(axis=1) < k).mean()


@right_answer("top_k_accuracy")
def partitioned(scores, labels, k):
    best = np.argpartition(scores, -k, axis=1)[:, -k:]
    return np.float32(np.mean([label in row for label, row in zip(labels, best, strict=True)]))


# --- iou ----------------------------------------------------------------------------------------------------


@right_answer("iou")
def by_corners(box_a, box_b):
    a, b = np.asarray(box_a, dtype=float), np.asarray(box_b, dtype=float)
    upper_left = np.maximum(a[:2], b[:2])
    lower_right = np.minimum(a[:2] + a[2:], b[:2] + b[2:])
    inter = np.prod(np.clip(lower_right - upper_left, 0, None))
    union = np.prod(a[2:]) + np.prod(b[2:]) - inter
    return inter / union if union else 0.0


@right_answer("iou")
def apart_first(box_a, box_b):
    left, top = max(box_a[0], box_b[0]), max(box_a[1], box_b[1])
    right = min(box_a[0] + box_a[2], box_b[0] + box_b[2])
    bottom = min(box_a[1] + box_a[3], box_b[1] + box_b[3])
    if right <= left or bottom <= top:
        return 0
    shared = (right - left) * (bottom - top)
    return shared / (box_a[2] * box_a[3] + box_b[2] * box_b[3] - shared)


@right_answer("iou")
def in_float32(box_a, box_b):
    a, b = np.float32(box_a), np.float32(box_b)
    width = max(np.float32(0), min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]))
    height = max(np.float32(0), min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]))
    union = a[2] * a[3] + b[2] * b[3] - width * height
    return np.float32(0) if union <= 0 else width * height / union


@right_answer("iou")
def a_little_added(box_a, box_b):
    w = np.maximum(0, np.minimum(box_a[0] + box_a[2], box_b[0] + box_b[2]) - np.maximum(box_a[0], box_b[0]))
    h = np.maximum(0, np.minimum(box_a[1] + box_a[3], box_b[1] + box_b[3]) - np.maximum(box_a[1], box_b[1]))
    return np.array(w * h / (box_a[2] * box_a[3] + box_b[2] * box_b[3] - w * h + 1e-9))


# --- non_max_suppression ------------------------------------------------------------------------------------


@right_answer("non_max_suppression")
def crossed_out(boxes, scores, threshold):
    order = list(np.argsort(scores)[::-1])
    keep = []
    while order:
        best = order.pop(0)
        keep.append(best)
        order = [other for other in order if iou(boxes[best], boxes[other]) <= threshold]
    return keep


@right_answer("non_max_suppression")
def vectorised(boxes, scores, threshold):
    left, top = boxes[:, 0], boxes[:, 1]
    right, bottom = left + boxes[:, 2], top + boxes[:, 3]
    areas = boxes[:, 2] * boxes[:, 3]
    order = scores.argsort()[::-1]
    keep = []
    while order.size > 0:
        i, rest = order[0], order[1:]
        keep.append(i)
        w = np.maximum(0.0, np.minimum(right[i], right[rest]) - np.maximum(left[i], left[rest]))
        h = np.maximum(0.0, np.minimum(bottom[i], bottom[rest]) - np.maximum(top[i], top[rest]))
        overlap = w * h / (areas[i] + areas[rest] - w * h)
        order = rest[overlap <= threshold]
    return np.array(keep, dtype=np.int64)


@right_answer("non_max_suppression")
def with_opencv(boxes, scores, threshold):
    if len(boxes) == 0:
        return []
    return list(cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.0, threshold))


# --- paint_segments -----------------------------------------------------------------------------------------


@right_answer("paint_segments")
def class_by_class(classes, palette):
    picture = np.zeros((*classes.shape, 3), dtype=np.uint8)
    for number, colour in enumerate(palette):
        picture[classes == number] = colour
    return picture


@right_answer("paint_segments")
def pixel_by_pixel(classes, palette):
    h, w = classes.shape
    rows = [[palette[classes[r, c]].tolist() for c in range(w)] for r in range(h)]
    return np.array(rows, dtype=np.uint8)


@right_answer("paint_segments")
def taken_and_transposed(classes, palette):
    return np.take(palette.T, classes, axis=1).transpose(1, 2, 0)


@right_answer("paint_segments")
def one_hot_times_palette(classes, palette):
    return (np.eye(len(palette))[classes] @ palette).astype(np.uint8)


# --- count_instances ----------------------------------------------------------------------------------------


@right_answer("count_instances")
def flooded(mask):
    seen = np.zeros_like(mask)
    count = 0
    for start in zip(*np.nonzero(mask), strict=True):
        if seen[start]:
            continue
        count += 1
        todo = [start]
        while todo:
            r, c = todo.pop()
            inside = 0 <= r < mask.shape[0] and 0 <= c < mask.shape[1]
            if inside and mask[r, c] and not seen[r, c]:
                seen[r, c] = True
                todo.extend([(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)])
    return count


@right_answer("count_instances")
def merged(mask):
    parent = {tuple(place): tuple(place) for place in np.argwhere(mask).tolist()}

    def root(place):
        while parent[place] != place:
            place = parent[place]
        return place

    for r, c in parent:
        for neighbour in ((r, c + 1), (r + 1, c)):
            if neighbour in parent:
                parent[root(neighbour)] = root((r, c))
    return len({root(place) for place in parent})


@right_answer("count_instances")
def called_recursively(mask):
    left = mask.copy()

    def remove(r, c):
        if 0 <= r < left.shape[0] and 0 <= c < left.shape[1] and left[r, c]:
            left[r, c] = False
            for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
                remove(r + dr, c + dc)

    count = np.int32(0)
    for r in range(mask.shape[0]):
        for c in range(mask.shape[1]):
            if left[r, c]:
                remove(r, c)
                count += np.int32(1)
    return count


@right_answer("count_instances")
def highest_label(mask):
    _, labels = cv2.connectedComponents(np.uint8(mask) * 255, connectivity=4)
    return labels.max()


# --- bag_of_words -------------------------------------------------------------------------------------------


@right_answer("bag_of_words")
def with_a_counter(text, vocabulary):
    from collections import Counter

    counter = Counter(text.lower().split())
    return np.array([counter[word] for word in vocabulary])


@right_answer("bag_of_words")
def compared_as_arrays(text, vocabulary):
    words = np.array(text.lower().split(), dtype=str)
    return (np.array(vocabulary)[:, None] == words[None, :]).sum(axis=1).astype(np.int32)


@right_answer("bag_of_words")
def looked_up(text, vocabulary):
    place = {word: i for i, word in enumerate(vocabulary)}
    counts = np.zeros(len(vocabulary), dtype=np.uint16)
    for word in text.split():
        if word.lower() in place:
            counts[place[word.lower()]] += 1
    return counts


# --- extract_entities ---------------------------------------------------------------------------------------


@right_answer("extract_entities")
def closed_and_opened(tokens, tags):
    entities, words, label = [], [], None
    for token, tag in [*zip(tokens, tags, strict=True), ("", "O")]:
        goes_on = tag.startswith("I-") and tag[2:] == label
        if goes_on:
            words.append(token)
            continue
        if label is not None:
            entities.append((label, " ".join(words)))
        words, label = ([token], tag[2:]) if tag != "O" else ([], None)
    return entities


@right_answer("extract_entities")
def looking_back(tokens, tags):
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        before = tags[i - 1] if i > 0 else "O"
        if tag[0] == "I" and before != "O" and before[2:] == tag[2:]:
            found[-1][1] += " " + tokens[i]
        else:
            found.append([tag[2:], tokens[i]])
    return found


@right_answer("extract_entities")
def looking_ahead(tokens, tags):
    i, found = 0, []
    while i < len(tags):
        if tags[i] == "O":
            i += 1
            continue
        label = tags[i].split("-")[1]
        j = i + 1
        while j < len(tags) and tags[j] == f"I-{label}":
            j += 1
        found.append((label, " ".join(tokens[i:j])))
        i = j
    return tuple(found)


# --- word_error_rate ----------------------------------------------------------------------------------------


@right_answer("word_error_rate")
def with_a_matrix(reference, hypothesis):
    ref, hyp = reference.split(), hypothesis.split()
    if len(ref) == 0:
        raise ValueError("reference must not be empty")
    d = np.zeros((len(ref) + 1, len(hyp) + 1))
    d[:, 0] = np.arange(len(ref) + 1)
    d[0, :] = np.arange(len(hyp) + 1)
    for i in range(1, len(ref) + 1):
        for j in range(1, len(hyp) + 1):
            substitution = d[i - 1, j - 1] + (0 if ref[i - 1] == hyp[j - 1] else 1)
            d[i, j] = min(substitution, d[i - 1, j] + 1, d[i, j - 1] + 1)
    return d[len(ref), len(hyp)] / len(ref)


@right_answer("word_error_rate")
def remembered_recursion(reference, hypothesis):
    import functools

    class NothingSaid(ValueError):
        pass

    said, written = tuple(reference.split()), tuple(hypothesis.split())
    if not said:
        raise NothingSaid("정답 문장(reference)에 단어가 없습니다")

    @functools.cache
    def distance(i, j):
        if i == 0 or j == 0:
            return i + j
        same = said[i - 1] == written[j - 1]
        if same:
            return distance(i - 1, j - 1)
        return 1 + min(distance(i - 1, j), distance(i, j - 1), distance(i - 1, j - 1))

    return np.float32(distance(len(said), len(written)) / len(said))


@right_answer("word_error_rate")
def refused_by_its_value(reference, hypothesis):
    said, written = reference.split(), hypothesis.split()
    if not said:
        raise ValueError(f"no words in {reference!r}")
    table = {(i, 0): i for i in range(len(said) + 1)} | {(0, j): j for j in range(len(written) + 1)}
    for i in range(len(said)):
        for j in range(len(written)):
            table[i + 1, j + 1] = min(
                table[i, j + 1] + 1, table[i + 1, j] + 1, table[i, j] + (said[i] != written[j])
            )
    return table[len(said), len(written)] / len(said)


# --- discounted_return --------------------------------------------------------------------------------------


@right_answer("discounted_return")
def from_the_end(rewards, gamma):
    total = 0
    for reward in rewards[::-1]:
        total = reward + gamma * total
    return total


@right_answer("discounted_return")
def weights_multiplied(rewards, gamma):
    total, weight = 0.0, 1.0
    for reward in rewards:
        total += weight * reward
        weight *= gamma
    return total


@right_answer("discounted_return")
def as_a_polynomial(rewards, gamma):
    return np.float32(np.polyval(rewards[::-1], gamma))


# --- gan_losses ---------------------------------------------------------------------------------------------


@right_answer("gan_losses")
def summed_by_hand(d_real, d_fake):
    import math

    def clipped(p):
        return min(max(float(p), 1e-7), 1 - 1e-7)

    real = sum(-math.log(clipped(p)) for p in d_real) / len(d_real)
    fake = sum(-math.log(1 - clipped(p)) for p in d_fake) / len(d_fake)
    return real + fake, sum(-math.log(clipped(p)) for p in d_fake) / len(d_fake)


@right_answer("gan_losses")
def with_torch_in_float32(d_real, d_fake):
    import torch

    real = torch.tensor(d_real, dtype=torch.float32).clamp(1e-7, 1 - 1e-7)
    fake = torch.tensor(d_fake, dtype=torch.float32).clamp(1e-7, 1 - 1e-7)
    bce = torch.nn.functional.binary_cross_entropy
    d_loss = bce(real, torch.ones_like(real)) + bce(fake, torch.zeros_like(fake))
    return d_loss.item(), bce(fake, torch.ones_like(fake)).item()


@right_answer("gan_losses")
def losses_in_an_array(d_real, d_fake):
    eps = 1e-7
    real, fake = np.minimum(np.maximum(d_real, eps), 1 - eps), np.minimum(np.maximum(d_fake, eps), 1 - eps)
    return np.array([-np.log(real).mean() - np.log1p(-fake).mean(), -np.log(fake).mean()])


# --- find_defects -------------------------------------------------------------------------------------------


@right_answer("find_defects")
def flooded_by_hand(reference, sample, threshold):
    marked = np.abs(reference.astype(np.int16) - sample.astype(np.int16)) > threshold
    boxes = []
    for y, x in np.argwhere(marked):
        if not marked[y, x]:
            continue
        marked[y, x] = False
        todo, xs, ys = [(y, x)], [], []
        while todo:
            r, c = todo.pop()
            ys.append(r)
            xs.append(c)
            for nr in range(max(r - 1, 0), min(r + 2, marked.shape[0])):
                for nc in range(max(c - 1, 0), min(c + 2, marked.shape[1])):
                    if marked[nr, nc]:
                        marked[nr, nc] = False
                        todo.append((nr, nc))
        boxes.append((min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1))
    boxes.sort(key=lambda b: (b[1], b[0]))
    return boxes


@right_answer("find_defects")
def label_by_label(reference, sample, threshold):
    higher, lower = np.maximum(reference, sample), np.minimum(reference, sample)
    count, labels = cv2.connectedComponents((higher - lower > threshold).astype("uint8"))
    rows = []
    for label in range(1, count):
        x, y, w, h = cv2.boundingRect((labels == label).astype(np.uint8))
        rows.append([y, x, h, w])
    rows.sort()
    return [[x, y, w, h] for y, x, h, w in rows]


@right_answer("find_defects")
def statistics_sorted(reference, sample, threshold):
    _, changed = cv2.threshold(cv2.absdiff(reference, sample), threshold, 255, cv2.THRESH_BINARY)
    stats = cv2.connectedComponentsWithStats(changed)[2][1:, :4]
    return stats[np.lexsort((stats[:, 0], stats[:, 1]))]


@right_answer("find_defects")
def outlines_without_holes(reference, sample, threshold):
    marked = (np.abs(reference.astype(float) - sample) > threshold).astype(np.uint8)
    outlines, tree = cv2.findContours(marked, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outer = [outline for i, outline in enumerate(outlines) if tree[0][i][3] < 0]
    return sorted(map(cv2.boundingRect, outer), key=lambda box: (box[1], box[0]))
