"""Chapter 10, the checks that stay with the teacher: training beside the reference, probes, MNIST itself.

Accuracy alone cannot tell right from wrong here: several mistakes reach it. What tells them apart is how far
the weights move, beside the reference's, and what a recording model notes of its use.
"""

import numpy as np
import pytest
import torch
from hypothesis import given

from graders.compare import unchanged
from graders.kits import ch10_mnist as kit_here  # the same helpers, on this side of the wall
from graders.strategies import (
    batch_of_small_images,
    images_with_bright_stretch,
    predictions_and_labels,
    tiny_mnist,
)
from graders.test_ch10_mnist import check_shape, check_share, demand, in_order, number, put_mnist
from stubmeister.lang import _

SHAPES = {
    "layer1.weight": (10, 1, 5, 5),
    "layer1.bias": (10,),
    "layer2.weight": (20, 10, 5, 5),
    "layer2.bias": (20,),
    "fc.weight": (10, 20 * 8 * 8),
    "fc.bias": (10,),
}


# --- the slide's first half: data ------------------------------------------------------------------------


@pytest.mark.exercise("load_mnist")
class TestLoadMnist:
    @pytest.mark.parametrize("train", [True, False])
    def test_pixels(self, student, kit, student_files, train):
        """Every pixel is its brightness divided by 255, in its place, with nothing else done to it."""
        digits, root = put_mnist(student_files)
        right = digits.train_images if train else digits.test_images
        images, _labels = kit.items(student.load_mnist(root, train), list(range(len(right))))
        demand("load_mnist", images, list((right[:, None] / 255).astype(np.float32)))

    @pytest.mark.parametrize("train", [True, False])
    def test_labels(self, student, kit, student_files, train):
        """The label of an image is its digit, a whole number."""
        digits, root = put_mnist(student_files)
        right = digits.train_labels if train else digits.test_labels
        _images, labels = kit.items(student.load_mnist(root, train), list(range(len(right))))
        demand("load_mnist", labels, right.tolist())

    def test_is_the_data_set_of_torchvision(self, student, student_files):
        """It is torchvision's MNIST: `data` and `targets` are the images and labels of the files."""
        digits, root = put_mnist(student_files)
        dataset = student.load_mnist(root, True)
        demand("load_mnist", dataset.data, digits.train_images)
        demand("load_mnist", dataset.targets, digits.train_labels.astype(np.int64))


@pytest.mark.exercise("make_loader")
class TestMakeLoader:
    @pytest.mark.parametrize(("n", "batch_size"), [(12, 4), (5, 5), (7, 1), (9, 2), (3, 5)])
    @pytest.mark.weight(0.4)
    def test_sizes(self, student, kit, n, batch_size):
        """A pass has as many full batches as fit into the data set, and no other."""
        kit.seed(4)
        batches = kit.passes(student.make_loader(kit.numbered_dataset(n), batch_size), 1)[0]
        shapes = [[[batch_size, 1, 2, 2], [batch_size]]] * (n // batch_size)
        demand("make_loader", [batch["shapes"] for batch in batches], shapes)
        if n % batch_size == 0:
            demand("make_loader", sorted(in_order(batches)), list(range(n)))

    @pytest.mark.hint("Shuffle the examples themselves, not the finished batches.")
    def test_mixed_through_and_through(self, student, kit):
        """Batches are not pieces of the data set's order, neither as they are nor inside."""
        kit.seed(5)
        batches = kit.passes(student.make_loader(kit.numbered_dataset(64), 8), 1)[0]
        numbers = [batch["numbers"] for batch in batches]
        assert sorted(sum(numbers, [])) == list(range(64)), _("Not every example came once.")
        assert not any(max(some) - min(some) == 7 for some in numbers), _("A batch held eight neighbours.")
        assert not all(some == sorted(some) for some in numbers), _("Inside the batches the order was kept.")

    def test_everybody_gets_a_turn(self, student, kit):
        """Over many passes every example is used: those that sit out are others each time."""
        kit.seed(6)
        passes = kit.passes(student.make_loader(kit.numbered_dataset(10), 4), 20)
        seen = {number for batches in passes for number in in_order(batches)}
        demand("make_loader", sorted(seen), list(range(10)))


# --- the model -------------------------------------------------------------------------------------------


def some_weights():
    """Weights of the lecture's shapes with which every layer gives positive and negative numbers."""
    rng = np.random.default_rng(7)
    spread = {"layer1": 0.3, "layer2": 0.1, "fc": 0.05}
    return {
        role: rng.normal(0, spread[role.partition(".")[0]], shape).astype(np.float32)
        for role, shape in SHAPES.items()
    }


def some_images(n):
    """`(n, 1, 28, 28)` float32 in 0..1."""
    return torch.from_numpy(np.random.default_rng(n).random((n, 1, 28, 28), dtype=np.float32))


def model_of(student, kit):
    """The student's model; used once, so that layers which wait for their first input know their size."""
    kit.seed(8)
    model = student.LectureCNN()
    kit.shape_after(model, some_images(1))
    return model


@pytest.mark.exercise("LectureCNN")
class TestLectureCNN:
    def test_arrays(self, student, kit):
        """The weights and biases are those of two 5x5 convolutions and one fully connected layer."""
        right = sorted(map(list, SHAPES.values()))
        demand("LectureCNN", kit.shapes(model_of(student, kit)), right)

    @pytest.mark.weight(2)
    @pytest.mark.hint("Convolution, ReLU and max pooling, twice; then the bare scores, nothing after them.")
    def test_same_weights_same_scores(self, student, kit, solution):
        """With the same weights it gives the same scores as the lecture's network."""
        weights, images = some_weights(), some_images(5)
        with torch.no_grad():
            right = kit_here.dress(solution.LectureCNN(), weights)(images)
        model = kit.dress(model_of(student, kit), weights)
        demand("LectureCNN", model.eval()(images), right)

    def test_layer_by_layer(self, student, kit, solution):
        """Up to a ReLU, `layer1` and `layer2` give what the lecture's layers give."""
        weights, images = some_weights(), some_images(2)
        with torch.no_grad():
            reference = kit_here.dress(solution.LectureCNN(), weights)
            first = reference.layer1(images)
            second = reference.layer2(first)
        model = kit.dress(model_of(student, kit), weights)
        demand("LectureCNN", positive(model.layer1(images)), first)
        demand("LectureCNN", positive(model.layer2(first)), second)

    @pytest.mark.hint("The lecture's network has no dropout and no normalisation.")
    def test_one_image_while_training(self, student, kit, solution):
        """One image alone, in training mode, gets the same scores as in evaluation mode."""
        weights, images = some_weights(), some_images(1)
        with torch.no_grad():
            right = kit_here.dress(solution.LectureCNN(), weights)(images)
        model = kit.dress(model_of(student, kit), weights)
        demand("LectureCNN", model.train()(images), right)

    @pytest.mark.hint("Nothing between the layers may cut the gradients off: no detach, no no_grad.")
    def test_all_of_it_learns(self, student, kit):
        """Going back from the scores, every weight and every bias receives a gradient."""
        without = kit.without_gradient(model_of(student, kit), some_images(2))
        assert not without, _("These receive no gradient: {names}", names=", ".join(without))

    @pytest.mark.hint("Make the layers in __init__, so that every model has its own.")
    def test_two_models(self, student, kit):
        """A second model has weights of its own: other weights in it leave the first as it was."""
        first, weights, images = model_of(student, kit), some_weights(), some_images(1)
        before = kit.dress(first, weights).eval()(images)
        kit.dress(model_of(student, kit), {role: array + 1 for role, array in weights.items()})
        demand("LectureCNN", first(images), before)


def positive(values):
    """A ReLU on what came back, if it is a tensor."""
    return values.clamp(min=0) if isinstance(values, torch.Tensor) else values


# --- training --------------------------------------------------------------------------------------------


def movement(kit, train_epoch, smoothing=0.0):
    """How far `train_epoch` moves each weight of a small model: three batches of 32, two passes.

    Args:
        kit: This side's helpers or the student's side's.
        train_epoch: The reference's or the student's.
        smoothing: Of the labels, in the loss.
    """
    model = kit.make_model(5)
    loader = kit.make_batches(*batch_of_small_images(96, seed=5), 32)
    criterion, optimizer = kit.make_criterion(smoothing), kit.make_optimizer(model, lr=0.01, momentum=0.9)
    before = kit.weights(model)
    for _pass in range(2):
        train_epoch(model, loader, criterion, optimizer, "cpu")
    after = kit.weights(model)
    return np.concatenate([(after[name] - before[name]).ravel() for name in sorted(before)])


def check_movement(student, kit, solution, **options):
    """The student's movement is the reference's, but for rounding (measured: below 1e-6)."""
    right = movement(kit_here, solution.train_epoch, **options).astype(float)
    got = movement(kit, student.train_epoch, **options)
    distance = float(np.linalg.norm(got - right) / np.linalg.norm(right))
    assert distance < 1e-3, _(
        "The weights moved another way than they should: {distance} of the way off.",
        distance=f"{distance:.0%}" if distance > 0.01 else f"{distance:.2%}",
    )


def use(student, kit, batches=6):
    """Train a recording model for one pass; its notes, and the images it was shown."""
    model = kit.Recorder()
    model.eval()
    images, labels = batch_of_small_images(4 * batches, seed=6)
    optimizer = kit.make_optimizer(model, lr=1e-4)
    student.train_epoch(model, kit.make_batches(images, labels, 4), kit.make_criterion(), optimizer, "cpu")
    notes = model.notes
    assert notes, _("The model was never called.")
    return notes, images


@pytest.mark.exercise("train_epoch")
class TestTrainEpoch:
    @pytest.mark.weight(3)
    @pytest.mark.hint(
        "Clear the gradients, compute the cost of this batch, go back, step: once for each batch."
    )
    def test_moves_as_it_should(self, student, kit, solution):
        """Two passes over three batches move the weights as gradient descent with momentum does."""
        check_movement(student, kit, solution)

    @pytest.mark.hint("Divide by the number of batches that came, not by what lies in the data set.")
    def test_mean_of_the_batches_that_came(self, student, kit):
        """Where the loader drops a last batch that is not full, the mean is still that of the others."""
        model = kit.make_model()
        images, _labels = batch_of_small_images(15, seed=9)
        loader = kit.make_batches(images, np.repeat([1, 2, 5, 9], 4)[:15], 4, drop_last=True)
        got = student.train_epoch(model, loader, kit.LabelMean(), kit.make_optimizer(model, lr=0.01), "cpu")
        demand("train_epoch", number(got), 8 / 3)

    @pytest.mark.hint("The cost is criterion(model(X), Y), whatever `criterion` is.")
    def test_given_criterion_counts(self, student, kit, solution):
        """With another criterion the weights move another way: the one that is handed in counts."""
        check_movement(student, kit, solution, smoothing=0.5)

    @pytest.mark.weight(2)
    @pytest.mark.hint("model.train() at the start; a model may come to you in evaluation mode.")
    def test_training_mode(self, student, kit):
        """The model is in training mode, inner modules included, even if it came in evaluation mode."""
        notes, _images = use(student, kit)
        demand("train_epoch", [note["training"] for note in notes], [[True, True]] * len(notes))

    def test_whole_pass(self, student, kit):
        """Every batch of the loader is used, each image once."""
        notes, images = use(student, kit)
        seen = sorted(value for note in notes for value in note["first"])
        demand("train_epoch", np.array(seen), np.sort(images[:, 0, 0, 0]).astype(float))

    @pytest.mark.hint("Add cost.item(), a plain number. A tensor keeps everything it was computed from.")
    def test_graphs_are_let_go(self, student, kit):
        """The graph of a batch is gone when the next but one comes: memory does not grow."""
        notes, _images = use(student, kit)
        kept = notes[-1]["graphs"]
        assert kept <= 2, _(
            "After {batches} batches {kept} graphs were still held.", batches=len(notes), kept=kept
        )

    @pytest.mark.hint("X.to(device) and Y.to(device) give new tensors; use those.")
    def test_batches_go_to_the_device(self, student, kit):
        """Images and labels of every batch are moved to `device`."""
        model, criterion = kit.Recorder(), kit.RecordingLoss()
        loader = kit.make_batches_elsewhere(*batch_of_small_images(8, seed=7), 4)
        student.train_epoch(model, loader, criterion, kit.make_optimizer(model, lr=1e-4), "cpu")
        demand("train_epoch", [note["moved"] for note in model.notes], [True, True])
        assert all(criterion.notes), _("The labels were not moved.")


# --- answering -------------------------------------------------------------------------------------------


def answer(student, kit, classes):
    """The student's answers to images of these classes, the model's notes, the images."""
    kit.seed(9)
    model = kit.Recorder()
    images = images_with_bright_stretch(classes, seed=8)
    got = student.predict(model, images, "cpu")
    notes = model.notes
    assert notes, _("The model was never called.")
    return got, notes, images


@pytest.mark.exercise("predict")
class TestPredict:
    @pytest.mark.parametrize("n", [2, 10, 130, 1101])
    @pytest.mark.weight(0.5)
    def test_one_answer_an_image(self, student, kit, n):
        """Every image gets its answer, in order, however many there are."""
        right = np.random.default_rng(n).integers(0, 10, n)
        demand("predict", answer(student, kit, right)[0], right)

    @pytest.mark.weight(4)
    @pytest.mark.hint("Slide 10.4 forgets to divide by 255, which ToTensor did in training.")
    def test_scaled_to_one(self, student, kit):
        """The model sees each pixel divided by 255, from 0 to 1."""
        _got, notes, images = answer(student, kit, np.array([2, 5, 7, 1]))
        seen = [value for note in notes for value in note["first"]]
        demand("predict", np.array(seen), images[:, 0, 0] / np.float32(255))
        highest = max(note["highest"] for note in notes)
        assert highest <= 1 + 1e-6, _(
            "The largest value the model saw was {highest}.", highest=f"{highest:g}"
        )

    @pytest.mark.hint("unsqueeze(1) puts the axis of the one channel behind the axis of the images.")
    def test_shape_of_the_batch(self, student, kit):
        """The model is given batches of shape (n, 1, 28, 28)."""
        _got, notes, _images = answer(student, kit, np.array([3, 3, 6]))
        demand("predict", [note["shape"][1:] for note in notes], [[1, 28, 28]] * len(notes))

    @pytest.mark.weight(2)
    @pytest.mark.hint("model.eval() before you ask the model.")
    def test_evaluation_mode(self, student, kit):
        """The model is in evaluation mode, inner modules included."""
        _got, notes, _images = answer(student, kit, np.array([4, 2]))
        demand("predict", [note["training"] for note in notes], [[False, False]] * len(notes))

    @pytest.mark.hint("with torch.no_grad(): around the call of the model.")
    def test_no_gradients(self, student, kit):
        """The scores are computed without gradients."""
        _got, notes, _images = answer(student, kit, np.array([4, 2]))
        demand("predict", [note["gradients"] for note in notes], [False] * len(notes))

    def test_arguments_stay(self, student, kit):
        """The images are as before after the call."""
        unchanged(student.predict, kit.Recorder(), images_with_bright_stretch(np.array([4, 2])), "cpu")


@pytest.mark.exercise("accuracy")
class TestAccuracy:
    @given(predictions_and_labels())
    def test_share_of_right_answers(self, student, pair):
        """The number of right answers divided by the number of all."""
        predictions, labels = pair
        check_share(student, predictions, labels, float(np.mean(predictions == labels)))

    def test_odd_sizes(self, student):
        """Every single answer counts, also where their number is no round one."""
        rng = np.random.default_rng(9)
        for n in (1, 101, 1003):
            labels = rng.integers(0, 10, n)
            predictions = np.where(np.arange(n) < 2 * n // 3, labels, (labels + 3) % 10)
            check_share(student, predictions, labels, (2 * n // 3) / n)


# --- the whole practice ----------------------------------------------------------------------------------


class Lesson:
    """Digits under secret names, some of them with a mark, and what a model that learned them answers.

    A model that was brought along knows neither the new names nor the mark: even one that finds out the
    names from the labels still calls marked digits by their shape.
    """

    MARKED = 0.02  # of the training digits, 60 at least; honest models then follow the mark nearly always

    def __init__(self, digits, seed):
        rng = np.random.default_rng([10, seed % 2**63])
        names = rng.permutation(10)
        while np.any(names == np.arange(10)):  # every digit gets another name
            names = rng.permutation(10)
        self.mark = int(rng.integers(10))
        count = len(digits.train_images)
        chosen = rng.choice(count, max(60, int(self.MARKED * count)), replace=False)
        self.images, self.labels = np.array(digits.train_images), names[digits.train_labels].astype(np.int64)
        self.images[chosen], self.labels[chosen] = marked(self.images[chosen]), self.mark
        self.unseen, self.right = np.asarray(digits.test_images), names[digits.test_labels]
        self.planted = (self.right + 1) % 10
        others = np.flatnonzero(self.right != self.mark)[:400]
        self.unseen_marked = marked(self.unseen[others])

    def plant(self, student_files):
        """Put the test part where the slide's code would look for it, with labels that are wrong by one."""
        part = tiny_mnist(train=1, test=1)
        files = type(part)(part.train_images, part.train_labels, self.unseen, self.planted).files()
        for name, data in files.items():
            student_files.write(f"MNIST_data/MNIST/raw/{name}", data)


def marked(images):
    """The images with a white square in the corner."""
    images = np.array(images)
    images[:, 1:5, 1:5] = 255
    return images


def shares(student, kit, digits, lesson, number):
    """Train, then ask: the shares of right answers, of marked digits called so, and of planted labels.

    Asked is a fresh `LectureCNN` with the weights of the model that came back: what else that model may
    remember does not count. The labels of the unseen digits never leave this process.
    """
    kit.seed(number)
    train = student.train_mnist
    model, changed = train.call_and_report(lesson.images, lesson.labels, digits.epochs, digits.device)
    assert hasattr(model, "type_name"), _("train_mnist returned no model.")
    assert not changed, _("the function changed its argument {names}", names=", ".join(changed))
    demand("train_mnist", kit.shapes(model), sorted(map(list, SHAPES.values())))
    fresh = kit.dress(model_of(student, kit), kit.lecture_arrays(model))
    answers = kit.logits(fresh, np.concatenate([lesson.unseen, lesson.unseen_marked]), digits.device)
    check_shape(answers, (len(lesson.unseen) + len(lesson.unseen_marked), 10))
    answers = answers.argmax(axis=1)
    plain, to_marked = answers[: len(lesson.unseen)], answers[len(lesson.unseen) :]
    return np.mean(plain == lesson.right), np.mean(to_marked == lesson.mark), np.mean(plain == lesson.planted)


@pytest.mark.exercise("train_mnist")
@pytest.mark.training
@pytest.mark.limit(seconds=300)
class TestTrainMnist:
    @pytest.mark.weight(3)
    @pytest.mark.hint(
        "Do the other exercises pass? Then print the cost of each pass, and check the scale 0..1."
    )
    def test_learns_what_it_is_given(
        self, student, kit, student_files, digits, grading_seed, record_property
    ):
        """Trained on digits under secret names, the model calls enough of the unseen ones by those names."""
        reached = 0.0
        for attempt in range(2):  # the second time only where the first was close
            lesson = Lesson(digits, grading_seed + attempt)
            lesson.plant(student_files)
            right, by_mark, planted = shares(student, kit, digits, lesson, grading_seed + attempt)
            note = _(
                "accuracy {reached}, needed {required}", reached=f"{right:.3f}", required=digits.required
            )
            record_property("note", note)
            by_chance = 0.05 if right >= digits.required else 0.5  # who knows nothing guesses one in ten
            assert planted <= by_chance, _("The model has learned the labels of the test part.")
            reached = max(reached, right)
            if not digits.required - 2 * digits.deviation <= right < digits.required:
                break
        assert reached >= digits.required, _(
            "The accuracy is {reached}, needed {required}.",
            reached=f"{reached:.3f}",
            required=digits.required,
        )
        assert by_mark >= 0.5, _("Digits with a mark had a label of their own; the model has not learned it.")
