"""Chapter 1, the checks every student may run: quizzes filled in, and numbers to work out on paper."""

import numpy as np
import pytest

from graders import quiz
from graders.compare import gives, refuses, unchanged, up_to_signs

TYPES = ("supervised", "unsupervised", "reinforcement")
GOALS = ("classification", "regression", "forecasting", "clustering", "dimension reduction")


@pytest.mark.exercise("LEARNING_TYPE", points=8)
class TestLearningType:
    @pytest.mark.weight(0)
    @pytest.mark.hint("In place of each None write one of the words, in quotes; leave the keys as they are.")
    def test_filled_in(self, student, quizzes):
        """Each of the eight situations has one of the three words, and there are no other keys."""
        quiz.filled_in(student, "LEARNING_TYPE", quizzes["LEARNING_TYPE"], TYPES)


@pytest.mark.exercise("GOAL", points=8)
class TestGoal:
    @pytest.mark.weight(0)
    @pytest.mark.hint("In place of each None write one of the words, in quotes; leave the keys as they are.")
    def test_filled_in(self, student, quizzes):
        """Each of the eight situations has one of the five words, and there are no other keys."""
        quiz.filled_in(student, "GOAL", quizzes["GOAL"], GOALS)


@pytest.mark.exercise("nearest_neighbour", points=4)
class TestNearestNeighbour:
    @pytest.mark.hint("Find the row of train_x nearest to each row of query_x, and return its label.")
    def test_worked_example(self, student):
        """Of the points (0, 0) and (4, 0), labelled 7 and 3, (1, 1) is nearer to the first and (3, 0) to the
        second."""
        train_x, query_x = np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([[1.0, 1.0], [3.0, 0.0]])
        gives(student.nearest_neighbour, np.array([7, 3]), train_x, np.array([7, 3]), query_x)

    @pytest.mark.hint("Square the differences, add them up within a point, and take the smallest sum.")
    def test_euclidean(self, student):
        """From (0, 0), the point (3, 3) is nearer than (0, 5), and (0, 5) is nearer than (4, 4)."""
        query_x = np.array([[0.0, 0.0]])
        for first, second, label in ((3.0, 5.0, 1), (4.0, 5.0, 2)):
            train_x = np.array([[first, first], [0.0, second]])
            gives(student.nearest_neighbour, np.array([label]), train_x, np.array([1, 2]), query_x)

    @pytest.mark.hint("np.argmin takes the first of several smallest values.")
    def test_tie(self, student):
        """Where the same point stands twice in the training data, the first one's label counts."""
        train_x, query_x = np.array([[2.0, 1.0], [5.0, 5.0], [2.0, 1.0]]), np.array([[2.0, 2.0]])
        gives(student.nearest_neighbour, np.array([9]), train_x, np.array([9, 4, 6]), query_x)


@pytest.mark.exercise("fit_line", points=5)
class TestFitLine:
    @pytest.mark.hint("First the slope, from the differences to the two means; then the intercept.")
    def test_worked_example(self, student):
        """For x = 0, 1, 2 and y = 1, 2, 6 the slope is 2.5 and the intercept 0.5."""
        gives(student.fit_line, (2.5, 0.5), np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 6.0]))

    @pytest.mark.hint("The slope is negative where y falls. Return (slope, intercept), in this order.")
    def test_falling_line(self, student):
        """The points (1, 5) and (3, 1) lie on the line with slope -2 and intercept 7."""
        gives(student.fit_line, (-2.0, 7.0), np.array([1.0, 3.0]), np.array([5.0, 1.0]))

    @pytest.mark.hint("Look at x before you divide; np.polyfit and a division by 0 raise no ValueError.")
    def test_points_above_each_other(self, student):
        """Points that all have the same x raise ValueError: the line would have to stand upright."""
        refuses(student.fit_line, ValueError, np.array([2.0, 2.0, 2.0]), np.array([1.0, 5.0, 3.0]))


@pytest.mark.exercise("forecast_next", points=3)
class TestForecastNext:
    @pytest.mark.hint("series[-window:] are the last values.")
    def test_worked_example(self, student):
        """After 10, 20, 30, 50, a window of 2 forecasts 40."""
        gives(student.forecast_next, 40.0, np.array([10.0, 20.0, 30.0, 50.0]), 2)

    @pytest.mark.hint("A window may be as long as the series; then all values count.")
    def test_whole_series(self, student):
        """A window as long as the series gives the mean of all values."""
        gives(student.forecast_next, 2.0, np.array([1.0, 0.0, 5.0]), 3)

    @pytest.mark.hint("series[-0:] is the whole series. Check window first, and raise ValueError.")
    def test_window_of_nothing(self, student):
        """A window of 0 raises ValueError."""
        refuses(student.forecast_next, ValueError, np.array([1.0, 2.0, 3.0]), 0)


@pytest.mark.exercise("kmeans_step", points=5)
class TestKmeansStep:
    @pytest.mark.hint("Label all points first, then move each centre to the mean of its points.")
    def test_two_groups(self, student):
        """Of (0, 0), (2, 0) and (9, 0), the first two go to the centre (1, 1), which moves to (1, 0), and the
        third to (8, 0), which moves to (9, 0)."""
        points, centers = np.array([[0.0, 0.0], [2.0, 0.0], [9.0, 0.0]]), np.array([[1.0, 1.0], [8.0, 0.0]])
        expected = np.array([0, 0, 1]), np.array([[1.0, 0.0], [9.0, 0.0]])
        gives(student.kmeans_step, expected, points, centers)

    @pytest.mark.hint("The mean of no points is NaN. Move only centres that have points.")
    def test_centre_without_points(self, student):
        """A centre that is nearest to no point stays where it is."""
        points, centers = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[50.0, 50.0], [0.0, 0.0]])
        expected = np.array([1, 1]), np.array([[50.0, 50.0], [2.0, 3.0]])
        gives(student.kmeans_step, expected, points, centers)

    @pytest.mark.hint("Write the new centres into a copy.")
    def test_arguments_stay(self, student):
        """Points and centres are as before after the call."""
        points = np.array([[3.0, 5.0], [1.0, 2.0], [5.0, 4.0]])
        unchanged(student.kmeans_step, points, np.array([[0.0, 0.0], [4.0, 4.0]]))


@pytest.mark.exercise("pca_project", points=5)
class TestPcaProject:
    @pytest.mark.hint("Subtract the mean of each column, find the axes with np.linalg.svd, multiply.")
    def test_worked_example(self, student):
        """The points (0, 0), (4, 4), (1, 3), (3, 1) have the scores -2.828, 2.828, 0 and 0, or all signs
        turned."""
        x = np.array([[0.0, 0.0], [4.0, 4.0], [1.0, 3.0], [3.0, 1.0]])
        expected = np.array([[-np.sqrt(8)], [np.sqrt(8)], [0.0], [0.0]])
        gives(student.pca_project, expected, x, 1, compare=up_to_signs)

    @pytest.mark.hint("The axis along which the points are spread most comes first.")
    def test_widest_first(self, student):
        """Points spread more along the second coordinate than along the first have it as first score."""
        x = np.array([[1.0, 6.0], [-1.0, 6.0], [0.0, 9.0], [0.0, 3.0]])
        expected = np.array([[0.0, 1.0], [0.0, -1.0], [3.0, 0.0], [-3.0, 0.0]])
        gives(student.pca_project, expected, x, 2, compare=up_to_signs)

    @pytest.mark.hint("Write x - x.mean(axis=0), not x -= x.mean(axis=0).")
    def test_arguments_stay(self, student):
        """The points are as before after the call."""
        unchanged(student.pca_project, np.array([[1.0, 1.0], [2.0, 4.0], [3.0, 4.0]]), 1)


@pytest.mark.exercise("q_update", points=4)
class TestQUpdate:
    @pytest.mark.hint("The target is reward + gamma * max of the next state's row.")
    def test_worked_example(self, student):
        """In the statement's example, entry (0, 1) goes from 0 to 2.35, and all others stay."""
        q = np.array([[0.0, 0.0], [1.0, 3.0]])
        gives(student.q_update, np.array([[0.0, 2.35], [1.0, 3.0]]), q, 0, 1, 2.0, 1, 0.5, 0.9)

    @pytest.mark.hint("With alpha = 1 the old value is gone; with gamma = 0 only the reward counts.")
    def test_all_at_once(self, student):
        """With alpha = 1 and gamma = 0 the entry becomes the reward."""
        q = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
        expected = np.array([[1.0, 2.0], [-7.0, 4.0], [5.0, 6.0]])
        gives(student.q_update, expected, q, 1, 0, -7.0, 2, 1.0, 0.0)

    @pytest.mark.hint("Begin with q.copy().")
    def test_arguments_stay(self, student):
        """The table is as before after the call."""
        unchanged(student.q_update, np.array([[0.0, 0.0], [1.0, 3.0]]), 0, 1, 2.0, 1, 0.5, 0.9)
