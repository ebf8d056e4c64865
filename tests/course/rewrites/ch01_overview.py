"""Known wrong answers of chapter 1 in another style: each is taken for what it is."""

import numpy as np

from tests.course.answers import rewritten


@rewritten("nearest_neighbour", of="indices_returned")
def position_of_the_nearest(train_x, train_y, query_x):
    found = []
    for query in query_x:
        lengths = [float(np.linalg.norm(point - query)) for point in train_x]
        found.append(lengths.index(min(lengths)))
    return np.array(found)


@rewritten("nearest_neighbour", of="manhattan")
def city_distance(train_x, train_y, query_x):
    result = []
    for query in query_x:
        blocks = [sum(abs(p - q) for p, q in zip(point, query, strict=True)) for point in train_x]
        result.append(train_y[int(np.argmin(blocks))])
    return np.array(result)


@rewritten("nearest_neighbour", of="last_of_equals")
def not_farther_than_the_best(train_x, train_y, query_x):
    labels = np.zeros(len(query_x), dtype=int)
    for row, query in enumerate(query_x):
        best = np.inf
        for point, label in zip(train_x, train_y, strict=True):
            square = float(((point - query) ** 2).sum())
            if square <= best:
                best, labels[row] = square, label
    return labels


@rewritten("fit_line", of="intercept_first")
def constant_first(x, y):
    if x.size < 2 or x.max() == x.min():
        raise ValueError("x: no line")
    return tuple(np.polynomial.polynomial.polyfit(x, y, 1))


@rewritten("fit_line", of="through_the_origin")
def no_means_in_the_slope(x, y):
    if len(x) < 2 or len(set(x)) == 1:
        raise ValueError("x")
    a = float(x @ y) / float(x @ x)
    return a, sum(y) / len(y) - a * sum(x) / len(x)


@rewritten("fit_line", of="two_points_refused")
def at_least_three(x, y):
    if len(x) < 3 or len(np.unique(x)) < 2:
        raise ValueError(f"x has {len(x)} points")
    (slope, intercept), *_rest = np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)
    return slope, intercept


@rewritten("forecast_next", of="first_values")
def oldest(series, window):
    if not 0 < window <= len(series):
        raise ValueError(f"window {window}")
    return sum(series[i] for i in range(window)) / window


@rewritten("forecast_next", of="small_window_accepted")
def only_too_long(series, window):
    if len(series) < window:
        raise ValueError(f"window {window} is longer than the series")
    return series[-window:].mean()


@rewritten("forecast_next", of="whole_window_refused")
def strictly_shorter(series, window):
    if window <= 0 or len(series) <= window:
        raise ValueError("window")
    return np.average(series[len(series) - window :])


@rewritten("kmeans_step", of="empty_to_zero")
def from_zeros(points, centers):
    labels = np.array([np.argmin([np.sum((p - c) ** 2) for c in centers]) for p in points])
    sums, counts = np.zeros(centers.shape), np.zeros(len(centers))
    for point, label in zip(points, labels, strict=True):
        sums[label] += point
        counts[label] += 1
    return labels, sums / np.maximum(counts, 1)[:, None]


@rewritten("kmeans_step", of="labels_after_the_move")
def relabelled(points, centers):
    def nearest(to):
        return np.linalg.norm(points[:, None] - to, axis=2).argmin(axis=1)

    labels = nearest(centers)
    moved = [points[labels == i].mean(0) if np.any(labels == i) else c for i, c in enumerate(centers)]
    return nearest(np.array(moved)), np.array(moved)


@rewritten("kmeans_step", of="centres_alone")
def only_where_they_went(points, centers):
    labels = np.linalg.norm(points[:, None] - centers, axis=2).argmin(axis=1)
    return np.array([points[labels == i].mean(0) if i in labels else c for i, c in enumerate(centers)])


@rewritten("pca_project", of="narrowest_axes")
def smallest_eigenvalues(x, k):
    centred = x - x.mean(axis=0)
    _values, vectors = np.linalg.eigh(np.matmul(centred.T, centred))
    return np.matmul(centred, vectors[:, 0:k])


@rewritten("pca_project", of="first_columns")
def columns_cut(x, k):
    return np.stack([column - column.mean() for column in x.T[:k]], axis=1)


@rewritten("pca_project", of="projected_uncentred")
def means_left_in(x, k):
    _left, _lengths, axes = np.linalg.svd(x - np.mean(x, axis=0, keepdims=True), full_matrices=False)
    return np.dot(x, np.transpose(axes[0:k, :]))


@rewritten("q_update", of="gamma_forgotten")
def future_in_full(q, state, action, reward, next_state, alpha, gamma):
    new = np.array(q, copy=True)
    new[state, action] = q[state, action] * (1 - alpha) + alpha * (reward + max(q[next_state]))
    return new


@rewritten("q_update", of="maximum_of_all")
def best_anywhere(q, state, action, reward, next_state, alpha, gamma):
    new, best = [list(row) for row in q], max(max(row) for row in q)
    new[state][action] += alpha * (reward + gamma * best - new[state][action])
    return np.array(new)


@rewritten("q_update", of="target_written")
def at_once(q, state, action, reward, next_state, alpha, gamma):
    new = q + 0
    new[state, action] = gamma * q[next_state, :].max() + reward
    return new
