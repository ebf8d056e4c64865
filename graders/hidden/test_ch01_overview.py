"""Chapter 1, the checks that stay with the teacher: the quizzes' answers, properties, ties and edges."""

import numpy as np
import pytest
from hypothesis import given

from graders import quiz, strategies
from graders.compare import agree, gives, refuses, unchanged, up_to_signs

param, hint = pytest.param, pytest.mark.hint

TYPE_HINTS = [
    param("spam filter", marks=hint("Somebody sorted the old mail. What does every example come with?")),
    param("house prices", marks=hint("What each sold house cost is known. Is that what it should tell?")),
    param(
        "imitating a driver",
        marks=hint("Does it hear whether it steered well, or does it see what a person did in each picture?"),
    ),
    param("groups of customers", marks=hint("Has anybody said which group a customer belongs to?")),
    param("map of a survey", marks=hint("Is there a right answer for where a person lies on the map?")),
    param("odd payments", marks=hint("Does anything in the records say which payment was fraud?")),
    param("game of go", marks=hint("Nobody shows it good moves. What does it hear, and when?")),
    param("walking robot", marks=hint("It tries things out. What tells it whether they were good?")),
]

GOAL_HINTS = [
    param("dog or cat", marks=hint("How many different results are there, and are they numbers on a scale?")),
    param("handwritten digit", marks=hint("Would 3.7 be a sensible result?")),
    param("age from a photo", marks=hint("Would 34.7 be a sensible result? Is it about the future?")),
    param("worth of a used car", marks=hint("The worth is a number. Is it today's or a later one?")),
    param("sales next year", marks=hint("Which part of time is known, and which is asked for?")),
    param("electricity tomorrow", marks=hint("Which part of time is known, and which is asked for?")),
    param("kinds of shoppers", marks=hint("Are the kinds given beforehand, with examples of each?")),
    param(
        "fewer measurements", marks=hint("Does the number of products change, or that of numbers each has?")
    ),
]


@pytest.mark.exercise("LEARNING_TYPE")
class TestLearningType:
    @pytest.mark.parametrize("key", TYPE_HINTS)
    def test_answer(self, student, solution, key):
        """The right way of learning for "{key}"."""
        quiz.answered(student, solution, "LEARNING_TYPE", key)


@pytest.mark.exercise("GOAL")
class TestGoal:
    @pytest.mark.parametrize("key", GOAL_HINTS)
    def test_answer(self, student, solution, key):
        """The right purpose for "{key}"."""
        quiz.answered(student, solution, "GOAL", key)


@pytest.mark.exercise("nearest_neighbour")
class TestNearestNeighbour:
    @pytest.mark.weight(6)
    @given(strategies.labelled_points())
    def test_matches_definition(self, student, solution, case):
        """The label of the training point with the smallest Euclidean distance, for each new point."""
        agree(student.nearest_neighbour, solution.nearest_neighbour, *case)

    def test_ties(self, student):
        """Of equally near points, left and right or above and below, the one with the lower index decides."""
        train_x = np.array([[4.0, 0.0], [0.0, 0.0], [2.0, 6.0], [2.0, 2.0]])
        query_x = np.array([[2.0, 0.0], [2.0, 4.0], [4.0, 0.0]])
        gives(student.nearest_neighbour, np.array([5, 8, 5]), train_x, np.array([5, 1, 8, 2]), query_x)

    def test_one_training_point(self, student):
        """A single training point gives its label to all, however far away."""
        query_x = np.array([[1e4, 0.0, 0.0], [0.0, -1e4, 3.0]])
        gives(student.nearest_neighbour, np.array([6, 6]), np.zeros((1, 3)), np.array([6]), query_x)

    def test_nearest_decides_alone(self, student):
        """One point decides, even when two others are nearly as near and have another label."""
        train_x = np.array([[1.3125], [1.28125], [1.75]])
        gives(student.nearest_neighbour, np.array([9]), train_x, np.array([4, 9, 4]), np.array([[1.0]]))

    def test_far_away(self, student):
        """Also among points far away the nearest is found."""
        train_x = np.array([[-9000.0, 0.0], [7000.0, 0.0], [8000.0, 0.0]])
        gives(student.nearest_neighbour, np.array([2]), train_x, np.array([1, 2, 3]), np.zeros((1, 2)))

    def test_any_labels(self, student):
        """Labels may be below 0 and above 255."""
        train_x, query_x = np.array([[0.0], [5.0]]), np.array([[4.0], [1.0]])
        gives(student.nearest_neighbour, np.array([1000, -3]), train_x, np.array([-3, 1000]), query_x)

    def test_arguments_stay(self, student):
        """All three arrays are as before after the call."""
        train_x, query_x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.0, 0.0], [5.0, 5.0]])
        unchanged(student.nearest_neighbour, train_x, np.array([1, 2]), query_x)


@pytest.mark.exercise("fit_line")
class TestFitLine:
    @pytest.mark.weight(6)
    @given(strategies.line_points())
    def test_matches_definition(self, student, solution, points):
        """Slope and intercept of the line with the smallest sum of squared vertical errors."""
        agree(student.fit_line, solution.fit_line, *points)

    def test_level_line(self, student):
        """Where y is the same everywhere the slope is 0 and the intercept is that y."""
        gives(student.fit_line, (0.0, 3.0), np.array([1.0, 2.0, 4.0]), np.array([3.0, 3.0, 3.0]))

    @pytest.mark.weight(2)
    def test_too_few_points(self, student):
        """One point, or none, raises ValueError: there is no single best line."""
        refuses(student.fit_line, ValueError, np.array([3.0]), np.array([4.0]))
        refuses(student.fit_line, ValueError, np.zeros(0), np.zeros(0))

    def test_equal_x(self, student):
        """Points above each other raise ValueError, at x = 0 and when they are only two, too."""
        refuses(student.fit_line, ValueError, np.array([0.0, 0.0, 0.0]), np.array([1.0, 2.0, 3.0]))
        refuses(student.fit_line, ValueError, np.array([-4.0, -4.0]), np.array([1.0, 2.0]))

    def test_message(self, student):
        """The error's message names x, or the value that they all have."""
        refuses(student.fit_line, ValueError, np.array([77.0, 77.0]), np.array([1.0, 2.0]), names=("x", 77))

    def test_some_equal_x(self, student):
        """Some points above each other do no harm: only where all are, there is no line."""
        gives(student.fit_line, (2.0, -1.0), np.array([1.0, 1.0, 3.0]), np.array([0.0, 2.0, 5.0]))

    def test_many_points(self, student):
        """All of twenty points count."""
        x = np.arange(20.0)
        gives(student.fit_line, (19.0, -57.0), x, x**2)

    def test_arguments_stay(self, student):
        """Both arrays are as before after the call."""
        unchanged(student.fit_line, np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, 4.0]))


@pytest.mark.exercise("forecast_next")
class TestForecastNext:
    @pytest.mark.weight(6)
    @given(strategies.series_and_window())
    def test_matches_definition(self, student, solution, case):
        """The mean of the last values, as many as the window has."""
        agree(student.forecast_next, solution.forecast_next, *case)

    def test_negative_window(self, student):
        """A window below 0 raises ValueError."""
        for window in (-1, -3):
            refuses(student.forecast_next, ValueError, np.array([1.0, 2.0, 3.0]), window)

    def test_window_too_long(self, student):
        """A window longer than the series raises ValueError, also by one, and for a series of nothing."""
        for size, window in ((3, 4), (3, 50), (1, 2), (0, 1)):
            refuses(student.forecast_next, ValueError, np.arange(float(size)), window)

    def test_message(self, student):
        """The error's message names window or its value."""
        refuses(student.forecast_next, ValueError, np.array([1.0, 2.0]), 77, names=("window", 77))

    def test_long_window(self, student):
        """A window of 25 takes the mean of 25 values."""
        gives(student.forecast_next, 17.0, np.arange(30.0), 25)

    def test_arguments_stay(self, student):
        """The series is as before after the call."""
        unchanged(student.forecast_next, np.array([1.0, 2.0, 4.0]), 2)


@pytest.mark.exercise("kmeans_step")
class TestKmeansStep:
    @pytest.mark.weight(6)
    @given(strategies.points_and_centers())
    def test_matches_definition(self, student, solution, case):
        """Labels by the nearest centre, and each centre at the mean of its points."""
        agree(student.kmeans_step, solution.kmeans_step, *case)

    def test_ties(self, student):
        """A point midway between two centres goes to the one with the lower number."""
        points, centers = np.array([[0.0, 1.0], [4.0, 4.0]]), np.array([[2.0, 1.0], [-2.0, 1.0], [4.0, 4.0]])
        expected = np.array([0, 2]), np.array([[0.0, 1.0], [-2.0, 1.0], [4.0, 4.0]])
        gives(student.kmeans_step, expected, points, centers)

    def test_euclidean(self, student):
        """From (0, 0), the centre (3, 3) is nearer than (0, 5), and (0, 5) is nearer than (4, 4)."""
        points = np.array([[0.0, 0.0]])
        for corner, nearest in ((3.0, 0), (4.0, 1)):
            centers = np.array([[corner, corner], [0.0, 5.0]])
            moved = centers.copy()
            moved[nearest] = 0.0
            gives(student.kmeans_step, (np.array([nearest]), moved), points, centers)

    def test_equal_centres(self, student):
        """Of two centres in one place the first gets all points and the second stays."""
        points, centers = np.array([[1.0], [3.0]]), np.array([[0.0], [0.0]])
        gives(student.kmeans_step, (np.array([0, 0]), np.array([[2.0], [0.0]])), points, centers)

    def test_labels_before_the_move(self, student):
        """A point keeps the label of the centre that was nearest before the centres moved."""
        points, centers = np.array([[0.0], [4.0], [5.0], [9.0]]), np.array([[-1.0], [3.0]])
        gives(student.kmeans_step, (np.array([0, 1, 1, 1]), np.array([[0.0], [6.0]])), points, centers)

    def test_far_away(self, student):
        """Also among centres far away the nearest is found."""
        points, centers = np.array([[5000.0], [9000.0]]), np.array([[0.0], [4000.0], [10000.0]])
        gives(student.kmeans_step, (np.array([1, 2]), np.array([[0.0], [5000.0], [9000.0]])), points, centers)

    def test_small_differences(self, student):
        """A centre that is only a little nearer is nearer."""
        points, centers = np.array([[0.0]]), np.array([[0.3125], [0.28125]])
        gives(student.kmeans_step, (np.array([1]), np.array([[0.3125], [0.0]])), points, centers)

    def test_many_centres(self, student):
        """Each of six centres moves to the one point that is nearest to it."""
        centers = np.arange(6.0)[:, None] * 10
        gives(student.kmeans_step, (np.arange(6), centers + 1), centers + 1, centers)


@pytest.mark.exercise("pca_project")
class TestPcaProject:
    @pytest.mark.weight(6)
    @given(strategies.spread_points())
    def test_matches_definition(self, student, solution, case):
        """Coordinates of the centred points along the k widest axes, up to the sign of each column."""
        agree(student.pca_project, solution.pca_project, *case, compare=up_to_signs)

    def test_far_from_the_origin(self, student):
        """Moving all points does not change the scores."""
        x = np.array([[2.0, 0.0], [-2.0, 0.0], [0.0, 1.0], [0.0, -1.0]]) + [100.0, -300.0]
        expected = np.array([[2.0], [-2.0], [0.0], [0.0]])
        gives(student.pca_project, expected, x, 1, compare=up_to_signs)

    def test_not_scaled(self, student):
        """Scores are lengths in the unit of the data: columns are not divided by their spread."""
        x = np.array([[30.0, 1.0], [-30.0, -1.0], [3.0, -1.0], [-3.0, 1.0]])
        direction = np.linalg.eigh(x.T @ x)[1][:, ::-1]  # the columns' means are 0 already
        gives(student.pca_project, x @ direction, x, 2, compare=up_to_signs)

    def test_more_columns_than_points(self, student):
        """Three points of five numbers have two scores each at most."""
        x = np.array([[4.0, 0, 0, 4, 0], [0, 0, 1, 0, 0], [-4, 0, -1, -4, 0]])
        centred = x - x.mean(axis=0)
        left, lengths, _axes = np.linalg.svd(centred, full_matrices=False)
        expected = left[:, :2] * lengths[:2]
        gives(student.pca_project, expected, x, 2, compare=up_to_signs)


@pytest.mark.exercise("q_update")
class TestQUpdate:
    @pytest.mark.weight(6)
    @given(strategies.q_steps())
    def test_matches_definition(self, student, solution, case):
        """The one entry moves by alpha times its distance to the target; all others stay."""
        agree(student.q_update, solution.q_update, *case)

    def test_nothing_learned(self, student):
        """With alpha = 0 the new table holds the old values."""
        q = np.array([[1.0, -2.0], [0.5, 4.0]])
        gives(student.q_update, q.copy(), q, 1, 0, 9.0, 0, 0.0, 0.5)

    def test_same_state_again(self, student):
        """A step that leads back to its own state takes the maximum of the values before the step."""
        q = np.array([[2.0, 8.0], [0.0, 0.0]])
        gives(student.q_update, np.array([[2.0, 7.0], [0.0, 0.0]]), q, 0, 1, 2.0, 0, 0.5, 0.5)

    def test_only_bad_prospects(self, student):
        """Where every action of the next state is bad, the least bad one counts."""
        q = np.array([[0.0, 0.0, 0.0], [-4.0, -2.0, -6.0]])
        gives(student.q_update, np.array([[0.0, 0.0, -1.0], [-4.0, -2.0, -6.0]]), q, 0, 2, 0.0, 1, 1.0, 0.5)

    def test_more_actions_than_states(self, student):
        """With two states and four actions the maximum may be the last action's."""
        q = np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 2.0, 3.0, 8.0]])
        moved = np.array([[0.0, 4.0, 0.0, 0.0], [1.0, 2.0, 3.0, 8.0]])
        gives(student.q_update, moved, q, 0, 1, 0.0, 1, 1.0, 0.5)
