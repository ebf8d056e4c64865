"""What chapter 10's checks send to the student's side: small models, loaders and losses that take notes.

Nothing here is an answer or gives a verdict: the models are others than the lecture's, and what is noted
goes back to the grader as plain data.
"""

import random
import weakref

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, TensorDataset


def seed(number):
    """The same random numbers from here on."""
    random.seed(number)
    np.random.seed(number)
    torch.default_generator.manual_seed(number)  # `manual_seed` takes a stack trace for each device


# --- load_mnist, make_loader ---------------------------------------------------------------------------


def items(dataset, indices):
    """Some items of a data set: a list of arrays and a list of labels; of anything else its type's name."""
    pairs = [dataset[index] for index in indices]
    return [_array(image) for image, _ in pairs], [_whole_number(label) for _, label in pairs]


def _array(image):
    return image.detach().cpu().clone().numpy() if isinstance(image, torch.Tensor) else type(image).__name__


def _whole_number(label):
    try:
        return int(label)
    except (TypeError, ValueError):
        return type(label).__name__


class Numbered(Dataset):
    """`n` images of 1x2x2 pixels, each filled with its own number, which is its label as well."""

    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        if not 0 <= index < self.n:
            raise IndexError(index)
        return torch.full((1, 2, 2), float(index)), int(index)


def numbered_dataset(n):
    """A data set whose examples can be told apart."""
    return Numbered(n)


def passes(loader, times):
    """What a loader of numbered examples yields: per pass a list of batches, each a dict of lists."""
    return [[_described(x, y) for x, y in loader] for _ in range(times)]


def _described(x, y):
    return {
        "shapes": [list(x.shape), list(y.shape)],
        "numbers": [int(number) for number in x.flatten(1)[:, 0]],
        "labels": [int(label) for label in y],
    }


# --- train_epoch ---------------------------------------------------------------------------------------


class SmallModel(torch.nn.Module):
    """One convolution and one dense layer for 8x8 pixels; NumPy gives the weights, everywhere the same."""

    def __init__(self, number):
        super().__init__()
        self.convolution = torch.nn.Conv2d(1, 4, kernel_size=3)
        self.dense = torch.nn.Linear(4 * 6 * 6, 10)
        rng = np.random.RandomState(number)
        with torch.no_grad():
            for parameter in self.parameters():
                fan_in = max(parameter[0].numel(), 1)
                values = rng.normal(scale=fan_in**-0.5, size=tuple(parameter.shape))
                parameter.copy_(torch.from_numpy(values))

    def forward(self, x):
        return self.dense(torch.tanh(self.convolution(x)).flatten(1))


def make_model(number=0):
    """A small network with fixed weights."""
    return SmallModel(number)


def make_batches(images, labels, batch_size, drop_last=False):
    """A loader that yields `(n, 1, h, w)` float images and `(n,)` labels in their order."""
    dataset = TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))
    return DataLoader(dataset, batch_size=batch_size, drop_last=drop_last)


def make_optimizer(model, lr, momentum=0.0):
    """Plain gradient descent."""
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)


def make_criterion(smoothing=0.0):
    """Cross entropy of logits and labels."""
    return torch.nn.CrossEntropyLoss(label_smoothing=smoothing)


class LabelMean(torch.nn.Module):
    """A cost that can be told in advance: the mean of the batch's labels, whatever the model says."""

    def forward(self, output, target):
        return target.float().mean() + 0.0 * output.sum()


def has_gradients(model):
    """Whether any gradient that is not zero stands on the model."""
    return any(p.grad is not None and bool(p.grad.any()) for p in model.parameters())


def weights(model):
    """Every entry of the state as an array."""
    return {name: value.detach().cpu().clone().numpy() for name, value in model.state_dict().items()}


class Recorder(torch.nn.Module):
    """A model that cuts an image into ten stretches of pixels, says which is brightest, takes notes."""

    def __init__(self):
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(9.0))
        self.inner = torch.nn.Dropout(0.5)  # not applied; a mode must reach it too
        self.notes = []
        self.graphs = []

    def scores(self, x):
        pixels = x.flatten(1)
        stretch = pixels.shape[1] // 10
        return self.scale * pixels[:, : 10 * stretch].unflatten(1, (10, stretch)).mean(2)

    def forward(self, x):
        pixels = x.detach().as_subclass(torch.Tensor)
        scores = self.scores(x)
        note = {
            "shape": list(x.shape),
            "training": [self.training, self.inner.training],
            "gradients": scores.requires_grad,
            "highest": float(pixels.max()),
            "first": pixels.flatten(1)[:, 0].tolist(),
            "moved": not isinstance(x, Elsewhere),
            "graphs": sum(graph() is not None for graph in self.graphs),
        }
        self.notes.append(note)
        return _Marked.apply(scores, self.graphs)


class Brightness(Recorder):
    """A model that answers how bright an image is, in ninths of white."""

    def scores(self, x):
        brightness = self.scale * x.flatten(1).mean(1, keepdim=True)
        return -((brightness - torch.arange(10.0, device=brightness.device)) ** 2)


class _Mark:
    """Lives as long as the graph that it stands in."""


class _Marked(torch.autograd.Function):
    """Changes nothing; `marks` receives a weak reference that dies with the graph."""

    @staticmethod
    def forward(ctx, x, marks):
        ctx.mark = _Mark()
        marks.append(weakref.ref(ctx.mark))
        return x.clone()

    @staticmethod
    def backward(ctx, gradient):
        return gradient, None


class Elsewhere(torch.Tensor):
    """A tensor that stands for one on another device: `.to(device)` makes it an ordinary one."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        result = super().__torch_function__(func, types, args, kwargs or {})
        name = getattr(func, "__name__", "")
        if name in ("cpu", "cuda") or (name == "to" and _names_a_device(args[1:], kwargs or {})):
            return result.as_subclass(torch.Tensor)
        return result


def _names_a_device(args, kwargs):
    places = (str, torch.device, torch.Tensor)
    return "device" in kwargs or any(isinstance(value, places) for value in [*args, *kwargs.values()])


class RecordingLoss(torch.nn.Module):
    """Cross entropy that notes whether the labels were moved to the device."""

    def __init__(self):
        super().__init__()
        self.notes = []

    def forward(self, output, target):
        self.notes.append(not isinstance(target, Elsewhere))
        return torch.nn.functional.cross_entropy(output, target)


def make_batches_elsewhere(images, labels, batch_size):
    """Like `make_batches`, on "another device"."""

    def collate(pairs):
        x, y = torch.utils.data.default_collate(pairs)
        return x.as_subclass(Elsewhere), y.as_subclass(Elsewhere)

    dataset = TensorDataset(torch.from_numpy(images), torch.from_numpy(labels))
    return DataLoader(dataset, batch_size=batch_size, collate_fn=collate)


# --- LectureCNN, train_mnist -----------------------------------------------------------------------------

LAYERS = {(10, 1, 5, 5): "layer1", (20, 10, 5, 5): "layer2", (10, 20 * 8 * 8): "fc"}


def count_parameters(model):
    """Numbers that a model learns."""
    return sum(parameter.numel() for parameter in model.parameters())


def shapes(model):
    """The shapes of all that a model learns, sorted; names and nesting are its own business."""
    return sorted(list(parameter.shape) for parameter in model.parameters())


def shape_after(module, x):
    """The shape of what a model or a layer makes of `x`."""
    return list(module(x).shape)


def roles(model):
    """Which of the lecture's arrays each entry of the state is: names to "layer1.weight" and so on.

    Layers may be nested in any way, so the shapes tell. Two biases have ten numbers: each belongs to the
    weight beside it or, where both weights or none are, comes in the lecture's order.
    """
    state = {name: tuple(value.shape) for name, value in model.state_dict().items()}
    found = {name: LAYERS[shape] + ".weight" for name, shape in state.items() if shape in LAYERS}
    for name, shape in state.items():
        if shape == (20,):
            found[name] = "layer2.bias"
        elif shape == (10,):
            beside = {role for other, role in found.items() if _folder(other) == _folder(name)}
            layers = [layer for layer in ("layer1", "fc") if f"{layer}.weight" in beside] or ["layer1", "fc"]
            free = [layer for layer in layers if f"{layer}.bias" not in found.values()]
            found[name] = (free or layers)[0] + ".bias"
    return found


def _folder(name):
    return name.rpartition(".")[0]


def without_gradient(model, x):
    """The names of the arrays that receive no gradient when one goes back from all that `model` answers."""
    scores = model(x)
    if scores.requires_grad:
        (scores**2).sum().backward()
    return [name for name, parameter in model.named_parameters() if parameter.grad is None]


def lecture_arrays(model):
    """The lecture's arrays by their role."""
    arrays = weights(model)
    return {role: arrays[name] for name, role in roles(model).items()}


def dress(model, arrays):
    """Put arrays, by their role, into a model; gives the model."""
    state = {name: torch.from_numpy(np.array(arrays[role])) for name, role in roles(model).items()}
    model.load_state_dict(state)
    return model


def logits(model, images, device="cpu", batch_size=500):
    """`(n, 10)` answers of a model to `(n, h, w)` uint8 images, in evaluation mode, scaled to 0..1."""
    model = model.to(device).eval()
    with torch.no_grad():
        parts = [
            model(torch.from_numpy(images[start : start + batch_size]).to(device).unsqueeze(1) / 255.0).cpu()
            for start in range(0, len(images), batch_size)
        ]
    return torch.cat(parts).numpy()
