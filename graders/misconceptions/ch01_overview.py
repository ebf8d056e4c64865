"""Known wrong answers of chapter 1, each with the sentence that helps."""

import numpy as np

from stubmeister.grading import misconception

# --- LEARNING_TYPE ---


@misconception("LEARNING_TYPE")
def robots_are_reinforced():
    """Whatever moves looked to you like reinforcement. Where every picture comes with what a person did,
    there is a right answer to learn from, and no trying out."""
    return {"imitating a driver": "reinforcement"}


@misconception("LEARNING_TYPE")
def winning_is_a_label():
    """You took a reward for a right answer. Won or lost, and points for the way covered, come after trying
    and do not say which move would have been right."""
    return {"game of go": "supervised", "walking robot": "supervised"}


@misconception("LEARNING_TYPE")
def playing_alone_is_unsupervised():
    """Nobody shows the right moves, but unsupervised learning has only data. Here something is tried out,
    and a reward follows."""
    return {"game of go": "unsupervised", "walking robot": "unsupervised"}


@misconception("LEARNING_TYPE")
def groups_are_classes():
    """Grouping is not classifying: nobody has said which groups there are, so there are no right answers to
    learn from."""
    return {"groups of customers": "supervised"}


@misconception("LEARNING_TYPE")
def fraud_is_known():
    """Fraud can be learned from examples when somebody has marked them. Read again what these records
    hold."""
    return {"odd payments": "supervised"}


@misconception("LEARNING_TYPE")
def fewer_numbers_with_a_teacher():
    """Answering 200 questions is no right answer for two numbers on a map. Nobody says where a person
    belongs."""
    return {"map of a survey": "supervised"}


@misconception("LEARNING_TYPE")
def numbers_are_no_labels():
    """A label need not be a class. The price that a house was sold for is the right answer of its
    example."""
    return {"house prices": "unsupervised"}


@misconception("LEARNING_TYPE")
def supervised_and_unsupervised_swapped():
    """You have two ways of learning the wrong way round. Their names tell: is there somebody who supervises,
    with a right answer for every example?"""
    return {
        "spam filter": "unsupervised",
        "house prices": "unsupervised",
        "groups of customers": "supervised",
        "odd payments": "supervised",
    }


# --- GOAL ---


@misconception("GOAL")
def digits_are_numbers():
    """A digit to be read is one of ten kinds, even if its name is a number: nothing lies between a 3 and a
    4."""
    return {"handwritten digit": "regression"}


@misconception("GOAL")
def ages_are_classes():
    """An age in years, such as 34.5, is a number on a scale, not one of a few given kinds."""
    return {"age from a photo": "classification"}


@misconception("GOAL")
def regression_for_the_future():
    """Next year's sales and tomorrow's electricity are numbers, true, but what makes them special is that
    they lie in the future and come from how things went until now."""
    return {"sales next year": "regression", "electricity tomorrow": "regression"}


@misconception("GOAL")
def every_estimate_is_a_forecast():
    """In everyday words an estimate is a prediction, too. Slide 1.3 speaks of forecasting only where the
    future is told from the past; what a used car is worth today is none."""
    return {"worth of a used car": "forecasting"}


@misconception("GOAL")
def kinds_are_classes():
    """Without knowing the kinds beforehand, nothing can be sorted into them. The kinds are found, not
    given."""
    return {"kinds of shoppers": "classification"}


@misconception("GOAL")
def clustering_and_reduction_swapped():
    """You swapped two kinds of simplifying: one puts rows (shoppers) together, the other gets along with
    fewer columns (measurements)."""
    return {"kinds of shoppers": "dimension reduction", "fewer measurements": "clustering"}


@misconception("GOAL")
def products_are_grouped():
    """No products are put together there. Each keeps its place and is described by fewer numbers."""
    return {"fewer measurements": "clustering"}


@misconception("GOAL")
def two_kinds_are_clusters():
    """Dog and cat are kinds that were given beforehand, with labelled photos. Groups are only found where
    nobody has named them."""
    return {"dog or cat": "clustering"}


# --- nearest_neighbour ---


@misconception("nearest_neighbour")
def indices_returned(train_x, train_y, query_x):
    """You returned which training point is nearest. Asked for is its label: look it up in train_y."""
    squares = np.sum((query_x[:, None] - train_x) ** 2, axis=2)
    return np.argmin(squares, axis=1)


@misconception("nearest_neighbour")
def manhattan(train_x, train_y, query_x):
    """You added up absolute differences. The Euclidean distance adds up their squares."""
    return train_y[np.argmin(np.sum(np.abs(query_x[:, None] - train_x), axis=2), axis=1)]


@misconception("nearest_neighbour")
def largest_difference(train_x, train_y, query_x):
    """You compared the largest difference alone. The Euclidean distance adds up the squares of all of
    them."""
    return train_y[np.argmin(np.max(np.abs(query_x[:, None] - train_x), axis=2), axis=1)]


@misconception("nearest_neighbour")
def signs_cancel(train_x, train_y, query_x):
    """You added up the differences with their signs, so left and right cancel. Square them first."""
    return train_y[np.argmin(np.abs(np.sum(query_x[:, None] - train_x, axis=2)), axis=1)]


@misconception("nearest_neighbour")
def farthest(train_x, train_y, query_x):
    """You took the training point that is farthest away. The smallest distance decides: argmin, not
    argmax."""
    return train_y[np.argmax(np.sum((query_x[:, None] - train_x) ** 2, axis=2), axis=1)]


@misconception("nearest_neighbour")
def last_of_equals(train_x, train_y, query_x):
    """Of equally near points you took the last one. The one with the lower index decides."""
    squares = np.sum((query_x[:, None] - train_x) ** 2, axis=2)
    return train_y[len(train_y) - 1 - np.argmin(squares[:, ::-1], axis=1)]


@misconception("nearest_neighbour")
def smallest_label_of_equals(train_x, train_y, query_x):
    """Of equally near points you took the smallest label. The point with the lower index decides, whatever
    its label."""
    squares = np.sum((query_x[:, None] - train_x) ** 2, axis=2)
    nearest = squares == squares.min(axis=1, keepdims=True)
    return np.array([train_y[row].min() for row in nearest])


@misconception("nearest_neighbour")
def asked_the_other_way_round(train_x, train_y, query_x):
    """You looked for the new point nearest to each training point. Each new point looks for its nearest
    training point."""
    squares = np.sum((train_x[:, None] - query_x) ** 2, axis=2)
    return train_y[np.argmin(squares, axis=1) % len(train_y)]


@misconception("nearest_neighbour")
def first_query_only(train_x, train_y, query_x):
    """You answered for the first new point alone. There are m of them, and m labels."""
    return train_y[[np.argmin(np.sum((query_x[0] - train_x) ** 2, axis=1))]]


@misconception("nearest_neighbour")
def distances_from_the_origin(train_x, train_y, query_x):
    """You compared how far the points are from the origin. Two points can be equally far from it and far
    from each other: subtract the points, then take the length."""
    lengths, asked = np.sum(train_x**2, axis=1), np.sum(query_x**2, axis=1)
    return train_y[np.argmin(np.abs(asked[:, None] - lengths), axis=1)]


@misconception("nearest_neighbour")
def three_vote(train_x, train_y, query_x):
    """You let the three nearest points vote. Here the nearest one decides alone."""
    distances = ((query_x[:, None] - train_x) ** 2).sum(axis=2)
    result = []
    for row in distances:
        labels = train_y[np.argsort(row, kind="stable")[:3]].tolist()
        result.append(max(labels, key=labels.count))
    return np.array(result)


@misconception("nearest_neighbour")
def far_points_missed(train_x, train_y, query_x):
    """You look for distances below a number that you chose yourself, so points farther away are never found.
    Begin with the distance of the first point, or with infinity."""
    result = []
    for query in query_x:
        nearest, label = 1000.0, train_y[0]
        for point, its_label in zip(train_x, train_y, strict=True):
            if (distance := np.sqrt(((point - query) ** 2).sum())) < nearest:
                nearest, label = distance, its_label
        result.append(label)
    return np.array(result)


@misconception("nearest_neighbour")
def distances_rounded(train_x, train_y, query_x):
    """You rounded the distances before you compared them. Some that differ are equal then."""
    distances = np.sqrt(((query_x[:, None] - train_x) ** 2).sum(axis=2))
    return train_y[distances.round(1).argmin(axis=1)]


@misconception("nearest_neighbour")
def labels_in_a_byte(train_x, train_y, query_x):
    """Your array for the labels is of uint8, which holds 0 to 255 alone: other labels wrap around. Take the
    dtype of train_y."""
    result = np.zeros(len(query_x), dtype=np.uint8)
    result[:] = train_y[((query_x[:, None] - train_x) ** 2).sum(axis=2).argmin(axis=1)]
    return result


# --- fit_line ---


@misconception("fit_line")
def intercept_first(x, y):
    """The two numbers are the wrong way round: first the slope, then the intercept. (Fits that list
    coefficients from the constant up give them so.)"""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    slope, intercept = np.polyfit(x, y, 1)
    return float(intercept), float(slope)


@misconception("fit_line")
def axes_swapped(x, y):
    """You fitted x to y. The line is y = ax + b: the differences of x stand in the denominator."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((y - y.mean()) ** 2)
    return float(slope), float(x.mean() - slope * y.mean())


@misconception("fit_line")
def through_the_origin(x, y):
    """You fitted a line through the origin. Subtract the means before you multiply."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    slope = np.sum(x * y) / np.sum(x**2)
    return float(slope), float(y.mean() - slope * x.mean())


@misconception("fit_line")
def first_and_last_point(x, y):
    """You drew the line through the first and the last point. All points count."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    with np.errstate(all="ignore"):
        slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return float(slope), float(y[0] - slope * x[0])


@misconception("fit_line")
def mean_of_the_slopes(x, y):
    """You averaged the slopes from point to point. The best line has the smallest squared errors, which is
    not the same."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    with np.errstate(all="ignore"):
        slope = np.mean(np.diff(y) / np.diff(x))
    return float(slope), float(y.mean() - slope * x.mean())


@misconception("fit_line")
def intercept_is_the_first_y(x, y):
    """Your intercept is y at the first point. It is y where x = 0, mean(y) - slope * mean(x)."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return float(slope), float(y[0])


@misconception("fit_line")
def denominator_not_squared(x, y):
    """The differences of x in the denominator are squared."""
    if len(x) < 2 or np.all(x == x[0]):
        raise ValueError("x")
    slope = np.sum((x - x.mean()) * (y - y.mean())) / np.sum(np.abs(x - x.mean()))
    return float(slope), float(y.mean() - slope * x.mean())


@misconception("fit_line")
def nothing_refused(x, y):
    """The line is right where there is one. Fewer than two points, and points with the same x, must raise
    ValueError."""
    with np.errstate(all="ignore"):
        slope = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


@misconception("fit_line")
def equal_x_not_refused(x, y):
    """You look at the number of points only. Several points with the same x must raise ValueError, too."""
    if len(x) < 2:
        raise ValueError("x has fewer than two points")
    with np.errstate(all="ignore"):
        slope = np.sum((x - np.mean(x)) * (y - np.mean(y))) / np.sum((x - np.mean(x)) ** 2)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


@misconception("fit_line")
def two_points_refused(x, y):
    """Two points are enough for a line. Only fewer than two raise ValueError."""
    if len(x) <= 2 or np.all(x == x[0]):
        raise ValueError("x has too few points")
    slope, intercept = np.polyfit(x, y, 1)
    return float(slope), float(intercept)


@misconception("fit_line")
def none_crash(x, y):
    """Without any points your function looks at x[0] and raises IndexError. Look at the number of points
    first, and raise ValueError."""
    if np.all(x == x[0]):
        raise ValueError("x is the same everywhere")
    slope, intercept = np.polyfit(x, y, 1)
    return float(slope), float(intercept)


@misconception("fit_line")
def two_equal_refused(x, y):
    """You refuse points as soon as two of them are above each other. Only when all are, there is no line."""
    if len(x) < 2 or len(np.unique(x)) < len(x):
        raise ValueError("x must not hold a value twice")
    from_mean = x - x.mean()
    slope = (from_mean * y).sum() / (from_mean**2).sum()
    return slope, y.mean() - slope * x.mean()


# --- forecast_next ---


@misconception("forecast_next")
def mean_of_everything(series, window):
    """You averaged the whole series. Only its last values count, as many as window says."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(np.mean(series))


@misconception("forecast_next")
def first_values(series, window):
    """You averaged the first values. The latest ones stand at the end: series[-window:]."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(np.mean(series[:window]))


@misconception("forecast_next")
def last_one_left_out(series, window):
    """You left out the very last value: a slice up to -1 stops before it."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    with np.errstate(all="ignore"):
        values = series[-window:-1]
        return float(np.mean(values)) if len(values) else 0.0


@misconception("forecast_next")
def last_value(series, window):
    """This is the last value itself. The forecast is the mean of the last window values."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(series[-1])


@misconception("forecast_next")
def sum_of_the_last(series, window):
    """This is the sum of the last values. Divide it by window."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(np.sum(series[-window:]))


@misconception("forecast_next")
def divided_by_all(series, window):
    """You divided by the length of the series. The mean of window values is divided by window."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(np.sum(series[-window:]) / len(series))


@misconception("forecast_next")
def median_taken(series, window):
    """This is the median of the last values. Asked for is their mean."""
    if window < 1 or window > len(series):
        raise ValueError("window")
    return float(np.median(series[-window:]))


@misconception("forecast_next")
def window_unchecked(series, window):
    """The mean is right, but window is not checked. NumPy's slices accept every number in silence, so
    compare it with 1 and with len(series) yourself."""
    with np.errstate(all="ignore"):
        return float(np.mean(series[-window:])) if len(series) else 0.0


@misconception("forecast_next")
def long_window_accepted(series, window):
    """A window longer than the series is not refused: series[-window:] is then everything. Raise
    ValueError."""
    if window < 1:
        raise ValueError("window is below 1")
    return float(np.mean(series[-window:])) if len(series) else 0.0


@misconception("forecast_next")
def small_window_accepted(series, window):
    """A window of 0 or less is not refused: series[-0:] is everything. Raise ValueError below 1."""
    if window > len(series):
        raise ValueError("window is too long")
    return float(np.mean(series[-window:]))


@misconception("forecast_next")
def whole_window_refused(series, window):
    """A window as long as the series is allowed. Only a longer one raises ValueError."""
    if window < 1 or window >= len(series):
        raise ValueError("window")
    return float(np.mean(series[-window:]))


# --- kmeans_step ---


@misconception("kmeans_step")
def nan_for_no_points(points, centers):
    """A centre without points became NaN, the mean of nothing. Leave it where it was."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    sums = np.array([points[labels == number].sum(axis=0) for number in range(len(centers))])
    counts = np.bincount(labels, minlength=len(centers))[:, None]
    with np.errstate(all="ignore"):
        return labels, sums / counts


@misconception("kmeans_step")
def empty_to_zero(points, centers):
    """A centre without points went to the origin. Leave it where it was."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    new_centers = np.zeros_like(centers)
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean(axis=0)
    return labels, new_centers


@misconception("kmeans_step")
def empty_dropped(points, centers):
    """A centre without points is missing from your result. There are as many centres after the step as
    before."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    return labels, np.array([points[labels == number].mean(axis=0) for number in np.unique(labels)])


@misconception("kmeans_step")
def labels_after_the_move(points, centers):
    """Your labels are those of the moved centres. Return the ones that the centres were moved by."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean(axis=0)
    return np.argmin(np.sum((points[:, None] - new_centers) ** 2, axis=2), axis=1), new_centers


@misconception("kmeans_step")
def last_of_equal_centres(points, centers):
    """Of equally near centres you took the last one. The one with the lower number gets the point."""
    squares = np.sum((points[:, None] - centers) ** 2, axis=2)
    labels = len(centers) - 1 - np.argmin(squares[:, ::-1], axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean(axis=0)
    return labels, new_centers


@misconception("kmeans_step")
def centres_not_moved(points, centers):
    """The labels are right, but the centres did not move. Each goes to the mean of its points."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    return labels, centers.copy()


@misconception("kmeans_step")
def centres_with_their_points(points, centers):
    """You counted the old centre among its points. The new one is the mean of the points alone."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = np.vstack([points[labels == number], centers[number]]).mean(axis=0)
    return labels, new_centers


@misconception("kmeans_step")
def one_number_per_centre(points, centers):
    """You averaged all coordinates of a centre's points into one number. Average over the points:
    axis=0."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean()
    return labels, new_centers


@misconception("kmeans_step")
def centres_changed_in_place(points, centers):
    """The numbers are right, but you wrote them into the caller's array. Move a copy: centers.copy()."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    for number in np.unique(labels):
        centers[number] = points[labels == number].mean(axis=0)
    return labels, centers


@misconception("kmeans_step")
def city_blocks(points, centers):
    """You added up absolute differences. The nearest centre is the one with the smallest Euclidean
    distance."""
    labels = np.argmin(np.sum(np.abs(points[:, None] - centers), axis=2), axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean(axis=0)
    return labels, new_centers


@misconception("kmeans_step")
def centres_alone(points, centers):
    """You returned the new centres alone. Return two things: labels, new_centers."""
    labels = np.argmin(np.sum((points[:, None] - centers) ** 2, axis=2), axis=1)
    new_centers = centers.copy()
    for number in np.unique(labels):
        new_centers[number] = points[labels == number].mean(axis=0)
    return new_centers


@misconception("kmeans_step")
def far_centres_missed(points, centers):
    """You look for distances below a number that you chose yourself, so centres farther away are never found.
    Begin with the first centre's distance, or with infinity."""
    labels = np.zeros(len(points), dtype=int)
    for i, point in enumerate(points):
        nearest = 1000.0
        for j, center in enumerate(centers):
            if (distance := ((point - center) ** 2).sum()) < nearest:
                nearest, labels[i] = distance, j
    moved = centers.copy()
    for j in np.unique(labels):
        moved[j] = points[labels == j].mean(axis=0)
    return labels, moved


@misconception("kmeans_step")
def distances_in_whole_numbers(points, centers):
    """You cut numbers to whole ones on the way, so centres at different distances look equally near. Compare
    the distances as they are."""
    labels = ((points[:, None].astype(int) - centers.astype(int)) ** 2).sum(axis=2).argmin(axis=1)
    moved = centers.copy()
    for j in np.unique(labels):
        moved[j] = points[labels == j].mean(axis=0)
    return labels, moved


# --- pca_project ---


@misconception("pca_project")
def not_centred(x, k):
    """You did not subtract the means. The first axis then points at the middle of the points, not along
    their spread."""
    axes = np.linalg.svd(x, full_matrices=False)[2]
    return x @ axes[:k].T


@misconception("pca_project")
def projected_uncentred(x, k):
    """The axes are right, but you projected the points as they were. Project the centred ones."""
    axes = np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2]
    return x @ axes[:k].T


@misconception("pca_project")
def centred_by_rows(x, k):
    """You subtracted the mean of each row. Each column has its own mean: axis=0."""
    centred = x - x.mean(axis=1, keepdims=True)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:k].T


@misconception("pca_project")
def one_mean_for_all(x, k):
    """You subtracted one mean of all numbers. Each column has its own mean: axis=0."""
    centred = x - x.mean()
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:k].T


@misconception("pca_project")
def standardised(x, k):
    """You divided the columns by their spread. Here they are only centred, so the scores keep the unit of
    the data."""
    centred = x - x.mean(axis=0)
    with np.errstate(all="ignore"):
        centred = np.nan_to_num(centred / centred.std(axis=0))
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:k].T


@misconception("pca_project")
def narrowest_axes(x, k):
    """You took the axes along which the points are spread least. np.linalg.eigh lists the smallest
    first."""
    centred = x - x.mean(axis=0)
    values, vectors = np.linalg.eigh(centred.T @ centred)
    return centred @ vectors[:, :k]


@misconception("pca_project")
def columns_of_vt(x, k):
    """svd's third result has the axes in its rows. You took its columns."""
    centred = x - x.mean(axis=0)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2][:, :k]


@misconception("pca_project")
def unit_scores(x, k):
    """These are the left singular vectors, scores of length 1. Multiply them by the singular values, or
    project the centred points."""
    return np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[0][:, :k]


@misconception("pca_project")
def axes_returned(x, k):
    """You returned the axes. Asked for are the coordinates of the points along them, (n, k)."""
    return np.linalg.svd(x - x.mean(axis=0), full_matrices=False)[2][:k].T


@misconception("pca_project")
def first_columns(x, k):
    """You kept the first k columns. The principal axes may point in any direction, not only along a
    column."""
    return (x - x.mean(axis=0))[:, :k]


@misconception("pca_project")
def means_taken_in_place(x, k):
    """The scores are right, but you changed the caller's points: -= works in their array. Write x -
    x.mean(axis=0)."""
    x -= x.mean(axis=0)
    return x @ np.linalg.svd(x, full_matrices=False)[2][:k].T


@misconception("pca_project")
def all_axes(x, k):
    """You kept all axes. Only the first k are asked for."""
    centred = x - x.mean(axis=0)
    return centred @ np.linalg.svd(centred, full_matrices=False)[2].T


# --- q_update ---


@misconception("q_update")
def table_changed(q, state, action, reward, next_state, alpha, gamma):
    """The numbers are right, but you changed the caller's table. Begin with q.copy()."""
    q[state, action] += alpha * (reward + gamma * np.max(q[next_state]) - q[state, action])
    return q


@misconception("q_update")
def old_value_forgotten(q, state, action, reward, next_state, alpha, gamma):
    """The old value is missing inside the brackets: the entry moves by alpha times the distance to the
    target."""
    table = q.copy()
    table[state, action] += alpha * (reward + gamma * np.max(q[next_state]))
    return table


@misconception("q_update")
def replaced_by_the_step(q, state, action, reward, next_state, alpha, gamma):
    """You wrote the step itself into the table. Add it to the old value."""
    table = q.copy()
    table[state, action] = alpha * (reward + gamma * np.max(q[next_state]) - q[state, action])
    return table


@misconception("q_update")
def target_written(q, state, action, reward, next_state, alpha, gamma):
    """You wrote the whole target into the table. The learning rate alpha says how far to go towards it."""
    table = q.copy()
    table[state, action] = reward + gamma * np.max(q[next_state])
    return table


@misconception("q_update")
def maximum_of_all(q, state, action, reward, next_state, alpha, gamma):
    """You took the largest value of the whole table. Only the next state's row counts."""
    table = q.copy()
    table[state, action] += alpha * (reward + gamma * np.max(q) - q[state, action])
    return table


@misconception("q_update")
def maximum_of_this_state(q, state, action, reward, next_state, alpha, gamma):
    """You took the maximum of the state that was left. What counts is the state that the action led to."""
    table = q.copy()
    table[state, action] += alpha * (reward + gamma * np.max(q[state]) - q[state, action])
    return table


@misconception("q_update")
def same_action_next(q, state, action, reward, next_state, alpha, gamma):
    """You took the value of the same action in the next state. There the best action counts: the maximum of
    the row."""
    table = q.copy()
    table[state, action] += alpha * (reward + gamma * q[next_state, action] - q[state, action])
    return table


@misconception("q_update")
def gamma_forgotten(q, state, action, reward, next_state, alpha, gamma):
    """gamma is missing: what comes later counts less."""
    table = q.copy()
    table[state, action] += alpha * (reward + np.max(q[next_state]) - q[state, action])
    return table


@misconception("q_update")
def gamma_on_the_reward(q, state, action, reward, next_state, alpha, gamma):
    """You multiplied the reward by gamma, too. It comes at once and counts in full."""
    table = q.copy()
    table[state, action] += alpha * (gamma * (reward + np.max(q[next_state])) - q[state, action])
    return table


@misconception("q_update")
def alpha_and_gamma_swapped(q, state, action, reward, next_state, alpha, gamma):
    """alpha and gamma have changed places: alpha is how far to go, gamma what the future is worth."""
    table = q.copy()
    table[state, action] += gamma * (reward + alpha * np.max(q[next_state]) - q[state, action])
    return table


@misconception("q_update")
def next_state_updated(q, state, action, reward, next_state, alpha, gamma):
    """You changed the next state's entry. What was learned belongs to the state in which the action was
    done."""
    table = q.copy()
    table[next_state, action] += alpha * (reward + gamma * np.max(q[next_state]) - q[state, action])
    return table


@misconception("q_update")
def number_returned(q, state, action, reward, next_state, alpha, gamma):
    """You returned the new entry. Return the whole table with it."""
    return q[state, action] + alpha * (reward + gamma * np.max(q[next_state]) - q[state, action])
