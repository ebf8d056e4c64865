"""Chapter 10, the checks every student may run: shapes, sizes, small models, a short training."""

import math

import numpy as np
import pytest
import torch

from graders.compare import same
from graders.strategies import (
    batch_of_small_images,
    images_of_brightness,
    images_with_bright_stretch,
    tiny_mnist,
)
from stubmeister.grading import Mismatch
from stubmeister.lang import _


def demand(function, got, expected, **arguments):
    """`got` must equal `expected`, as an array or as a tensor; `arguments` are what it is shown with."""
    if reason := same(got, expected, either=True):
        values = {"got": got, "expected": expected} if arguments else {}
        raise Mismatch(reason, function=function, arguments=arguments, **values)


def shape_of(value):
    """The shape of an array or tensor, the type's name of anything else."""
    return tuple(value.shape) if isinstance(value, (np.ndarray, torch.Tensor)) else type(value).__name__


def check_shape(value, shape):
    """`value` must be an array or a tensor of this shape."""
    got = shape_of(value)
    assert got == shape, _("Expected the shape {shape}, got {got}.", shape=shape, got=got)


def number(value):
    """A cost or a share as a float, from a tensor too; NaN when it is no single number."""
    if isinstance(value, (torch.Tensor, np.ndarray)) and value.ndim == 0:
        value = value.item()
    return float(value) if isinstance(value, (int, float, np.floating)) else math.nan


def tiny_images(n):
    """`(n, 1, 28, 28)` float32 in 0..1."""
    return torch.from_numpy(np.random.default_rng(0).random((n, 1, 28, 28), dtype=np.float32))


def put_mnist(student_files):
    """Made-up digits, and the folder in which the student's code finds them."""
    digits = tiny_mnist()
    for name, data in digits.files().items():
        student_files.write(f"MNIST/raw/{name}", data)
    return digits, student_files.path("")


@pytest.mark.exercise("load_mnist", points=2)
class TestLoadMnist:
    @pytest.mark.hint("Hand `train` on to datasets.MNIST, and `root` too.")
    def test_two_parts(self, student, student_files):
        """`train` chooses between the training part and the test part in `root`."""
        digits, root = put_mnist(student_files)
        demand("load_mnist", len(student.load_mnist(root, True)), len(digits.train_images))
        demand("load_mnist", len(student.load_mnist(root, False)), len(digits.test_images))

    @pytest.mark.hint("transform=transforms.ToTensor() makes tensors of the pictures.")
    def test_image_is_a_tensor(self, student, kit, student_files):
        """An image is a tensor of shape (1, 28, 28), from 0 for black to 1 for white."""
        images, _labels = kit.items(student.load_mnist(put_mnist(student_files)[1], True), [0])
        image = images[0]
        check_shape(image, (1, 28, 28))
        demand("load_mnist", np.array([image.min(), image.max()]), np.array([0.0, 1.0]))


@pytest.mark.exercise("make_loader", points=3)
class TestMakeLoader:
    def test_full_batches(self, student, kit):
        """23 examples in fives make four batches of five; the three that are left over are dropped."""
        kit.seed(1)
        batches = kit.passes(student.make_loader(kit.numbered_dataset(23), 5), 1)[0]
        demand("make_loader", [batch["shapes"] for batch in batches], [[[5, 1, 2, 2], [5]]] * 4)

    def test_images_keep_their_labels(self, student, kit):
        """In a batch each image stands beside its own label, and no example comes twice in one pass."""
        kit.seed(2)
        batches = kit.passes(student.make_loader(kit.numbered_dataset(12), 3), 1)[0]
        assert batches, _("The loader yields no batch.")
        seen = in_order(batches)
        demand("make_loader", [label for batch in batches for label in batch["labels"]], seen)
        assert len(set(seen)) == len(seen), _("An example came twice in one pass.")

    @pytest.mark.hint("DataLoader takes shuffle=True; it then shuffles anew for each pass.")
    def test_shuffled_anew(self, student, kit):
        """The order is not that of the data set, and the second pass has another order than the first."""
        kit.seed(3)
        orders = [
            in_order(batches) for batches in kit.passes(student.make_loader(kit.numbered_dataset(64), 8), 2)
        ]
        demand("make_loader", [sorted(order) for order in orders], [list(range(64))] * 2)
        assert orders[0] != list(range(64)), _("The examples came in the data set's order.")
        assert orders[0] != orders[1], _("Two passes had the same order.")


def in_order(batches):
    """The numbers of the examples in the order in which they came."""
    return [number for batch in batches for number in batch["numbers"]]


@pytest.mark.exercise("LectureCNN", points=4)
class TestLectureCNN:
    def test_parameters(self, student, kit):
        """The model has 18,090 numbers to learn."""
        kit.seed(4)
        model = student.LectureCNN()
        kit.shape_after(model, tiny_images(1))
        demand("LectureCNN", kit.count_parameters(model), 18090)

    @pytest.mark.hint("A 5x5 convolution with padding 3 makes 30 of 28, and pooling by 2 makes 15 of 30.")
    def test_first_layer(self, student, kit):
        """`layer1` makes 10 channels of 15x15 out of the image."""
        demand("LectureCNN", kit.shape_after(student.LectureCNN().layer1, tiny_images(2)), [2, 10, 15, 15])

    @pytest.mark.hint("The second convolution makes 17 of 15; pooling drops the odd line, so 8 remain.")
    def test_second_layer(self, student, kit):
        """`layer2` makes 20 channels of 8x8 out of those."""
        images = torch.ones(2, 10, 15, 15)
        demand("LectureCNN", kit.shape_after(student.LectureCNN().layer2, images), [2, 20, 8, 8])

    def test_ten_scores(self, student, kit):
        """Three images give three rows of ten scores, and there is an `fc`."""
        model = student.LectureCNN()
        demand("LectureCNN", kit.shape_after(model, tiny_images(3)), [3, 10])
        assert model.fc is not None, _("There is no attribute {name}.", name="fc")


@pytest.mark.exercise("train_epoch", points=6)
class TestTrainEpoch:
    @pytest.mark.weight(2)
    def test_mean_of_the_costs(self, student, kit):
        """Three batches that cost 1, 2 and 5 cost 8/3 on average, 2.667 and not 2."""
        model = kit.make_model()
        images, _labels = batch_of_small_images(12, seed=1)
        loader = kit.make_batches(images, np.repeat([1, 2, 5], 4), 4)
        optimizer = kit.make_optimizer(model, lr=0.01)
        got = student.train_epoch(model, loader, kit.LabelMean(), optimizer, "cpu")
        demand("train_epoch", number(got), 8 / 3)

    @pytest.mark.hint("cost.item() is the number inside the tensor.")
    def test_cost_is_a_float(self, student, kit):
        """What comes back is an ordinary float, not a tensor."""
        model = kit.make_model()
        loader = kit.make_batches(*batch_of_small_images(8, seed=2), 4)
        optimizer = kit.make_optimizer(model, lr=0.01)
        got = student.train_epoch(model, loader, kit.make_criterion(), optimizer, "cpu")
        assert isinstance(got, (float, np.floating)), _(
            "Expected a float, got {got}.", got=getattr(got, "type_name", type(got).__name__)
        )

    def test_every_weight_moves(self, student, kit):
        """After one pass every weight and every bias of the model has changed."""
        model = kit.make_model()
        loader = kit.make_batches(*batch_of_small_images(32, seed=3), 8)
        before = kit.weights(model)
        student.train_epoch(model, loader, kit.make_criterion(), kit.make_optimizer(model, lr=0.1), "cpu")
        after = kit.weights(model)
        still = [name for name in before if np.array_equal(before[name], after.get(name))]
        if still and kit.has_gradients(model):
            pytest.fail(_("These have gradients and did not move: {names}", names=", ".join(still)))
        assert not still, _("These have no gradients and did not move: {names}", names=", ".join(still))

    @pytest.mark.hint("Compute the cost, go back through it, take a step: all three, for every batch.")
    def test_learns_one_batch_by_heart(self, student, kit):
        """Shown the same eight images again and again, the model learns them: a tenth of the cost is left."""
        model = kit.make_model()
        loader = kit.make_batches(*batch_of_small_images(8, seed=4), 8)
        criterion, optimizer = kit.make_criterion(), kit.make_optimizer(model, lr=0.1, momentum=0.9)
        costs = [number(student.train_epoch(model, loader, criterion, optimizer, "cpu")) for _ in range(30)]
        assert costs[-1] < costs[0] / 10, _(
            "The cost went from {first} to {last}.", first=f"{costs[0]:.3f}", last=f"{costs[-1]:.3f}"
        )


@pytest.mark.exercise("predict", points=4)
class TestPredict:
    def test_how_bright(self, student, kit):
        """A model that tells how bright an image is (in ninths of white) gives the right ninths."""
        kit.seed(5)
        right = np.array([3, 1, 8, 5, 2, 6])
        got = student.predict(kit.Brightness(), images_of_brightness(right), "cpu")
        demand("predict", as_whole_numbers(got), right)

    def test_kind_of_result(self, student, kit):
        """The result is a NumPy array or a tensor of whole numbers, one for each image."""
        kit.seed(6)
        right = np.array([7, 4, 4])
        demand("predict", student.predict(kit.Recorder(), images_with_bright_stretch(right), "cpu"), right)

    @pytest.mark.hint("argmax(dim=1) keeps the axis of the images, even if there is one image alone.")
    def test_one_image(self, student, kit):
        """One image alone gives one answer, in an array of shape (1,)."""
        right = np.array([6])
        demand("predict", student.predict(kit.Recorder(), images_with_bright_stretch(right), "cpu"), right)


def as_whole_numbers(answer):
    """An answer of `predict` in whatever container, its numbers rounded; what is no list of numbers stays."""
    if isinstance(answer, (list, tuple)) and all(isinstance(one, (int, float)) for one in answer):
        answer = np.array(answer)
    if isinstance(answer, torch.Tensor):
        answer = answer.numpy()
    numbers = isinstance(answer, np.ndarray) and answer.dtype.kind in "iuf"
    return np.rint(answer).astype(int) if numbers else -1


@pytest.mark.exercise("accuracy", points=2)
class TestAccuracy:
    def test_three_of_four(self, student):
        """Three right answers of four make 0.75."""
        check_share(student, [7, 2, 1, 0], [7, 2, 1, 4], 0.75)

    def test_all_and_none(self, student):
        """All right is 1, none right is 0."""
        check_share(student, [3, 1, 4], [3, 1, 4], 1.0)
        check_share(student, [3, 1, 4], [1, 4, 3], 0.0)


def check_share(student, predictions, labels, right):
    """The accuracy of these predictions must be `right`."""
    predictions, labels = np.array(predictions), np.array(labels)
    got = share(student, predictions, labels)
    demand("accuracy", got, right, predictions=predictions, labels=labels)


def share(student, predictions, labels):
    """The student's accuracy for arrays or, where it takes only those (as slide 10.4 does), for tensors."""
    try:
        got = student.accuracy(predictions, labels)
    except (AttributeError, TypeError):
        got = student.accuracy(torch.from_numpy(predictions), torch.from_numpy(labels))
    return number(got) if shape_of(got) == () else got


@pytest.mark.exercise("train_mnist", points=6)
@pytest.mark.training
@pytest.mark.limit(seconds=120)
class TestTrainMnist:
    @pytest.mark.hint(
        "Print the cost of each pass: it must go down. Then check the scale of the images, 0..1."
    )
    def test_short_training(self, student, kit, digits, record_property):
        """After a third of the passes, the model gets half of the digits right that it has not seen."""
        kit.seed(10)
        images, labels = digits.train_images[:6000], digits.train_labels[:6000].astype(np.int64)
        model = student.train_mnist(images, labels, max(1, digits.epochs // 3), digits.device)
        assert hasattr(model, "type_name"), _("train_mnist returned no model.")
        demand("train_mnist", kit.count_parameters(model), 18090)
        answers = kit.logits(model, digits.test_images, digits.device)
        check_shape(answers, (len(digits.test_images), 10))
        reached = float(np.mean(answers.argmax(axis=1) == digits.test_labels))
        record_property("note", _("accuracy {reached} after a short training", reached=f"{reached:.3f}"))
        assert reached >= 0.5, _(
            "The accuracy is {reached}, needed {required}.", reached=f"{reached:.3f}", required=0.5
        )
