"""Known wrong answers of chapter 10, each with the sentence that helps."""

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets, transforms

from stubmeister.grading import misconception

# --- load_mnist ------------------------------------------------------------------------------------------


@misconception("load_mnist")
def always_training_part(root, train):
    """You always open the training part. Hand `train` on to datasets.MNIST, so that False opens the test
    part."""
    return datasets.MNIST(root=root, train=True, transform=transforms.ToTensor())


@misconception("load_mnist")
def parts_swapped(root, train):
    """You open the test part for `train=True` and the training part for `train=False`."""
    return datasets.MNIST(root=root, train=not train, transform=transforms.ToTensor())


@misconception("load_mnist")
def no_transform(root, train):
    """Your data set gives pictures instead of tensors. The transform ToTensor is missing (slide 10.1)."""
    return datasets.MNIST(root=root, train=train)


@misconception("load_mnist")
def not_scaled(root, train):
    """Your tensors hold 0..255. ToTensor makes 0..1 of them; PILToTensor leaves them as they are."""
    return datasets.MNIST(root=root, train=train, transform=transforms.PILToTensor())


@misconception("load_mnist")
def scaled_twice(root, train):
    """You divide by 255 after ToTensor, which has already done it. Your images are almost black."""
    twice = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x / 255)])
    return datasets.MNIST(root=root, train=train, transform=twice)


@misconception("load_mnist")
def normalised(root, train):
    """You subtract the mean and divide by the deviation after ToTensor. Here ToTensor alone is asked for:
    0..1."""
    both = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.1307,), (0.3081,))])
    return datasets.MNIST(root=root, train=train, transform=both)


@misconception("load_mnist")
def inverted(root, train):
    """Your digits are black on white. In MNIST they are white on black; leave them so."""
    both = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: 1 - x)])
    return datasets.MNIST(root=root, train=train, transform=both)


@misconception("load_mnist")
def channel_last(root, train):
    """Your images have the shape (28, 28, 1), as slide 10.2 writes it. PyTorch puts the channel in front:
    (1, 28, 28), which is what ToTensor gives."""
    turned = transforms.Compose([transforms.ToTensor(), transforms.Lambda(lambda x: x.permute(1, 2, 0))])
    return datasets.MNIST(root=root, train=train, transform=turned)


@misconception("load_mnist")
def root_ignored(root, train):
    """You read from the slide's folder MNIST_data/. Read from `root`, wherever that is."""
    return datasets.MNIST(root="MNIST_data/none/", train=train, transform=transforms.ToTensor())


# --- make_loader -----------------------------------------------------------------------------------------


@misconception("make_loader")
def not_shuffled(dataset, batch_size):
    """Your batches come in the order of the data set. Give DataLoader shuffle=True."""
    return DataLoader(dataset, batch_size=batch_size, drop_last=True)


@misconception("make_loader")
def last_batch_kept(dataset, batch_size):
    """Your last batch is smaller than the others. Give DataLoader drop_last=True (slide 10.1)."""
    return DataLoader(dataset, batch_size=batch_size, shuffle=True)


@misconception("make_loader")
def defaults_left(dataset, batch_size):
    """You left DataLoader's defaults: they neither shuffle nor drop a last batch that is not full."""
    return DataLoader(dataset, batch_size=batch_size)


@misconception("make_loader")
def shuffled_once(dataset, batch_size):
    """You shuffle once and keep that order for every pass. shuffle=True shuffles anew each time."""
    order = torch.randperm(len(dataset)).tolist()
    return DataLoader(torch.utils.data.Subset(dataset, order), batch_size=batch_size, drop_last=True)


@misconception("make_loader")
def with_replacement(dataset, batch_size):
    """You draw examples with replacement: some come twice in a pass, others not at all."""
    sampler = torch.utils.data.RandomSampler(dataset, replacement=True)
    return DataLoader(dataset, batch_size=batch_size, sampler=sampler, drop_last=True)


@misconception("make_loader")
def batch_size_of_the_slide(dataset, batch_size):
    """Your batch size is fixed. Use `batch_size`, whatever it is."""
    return DataLoader(dataset, batch_size=100, shuffle=True, drop_last=True)


@misconception("make_loader")
def one_by_one(dataset, batch_size):
    """Your batches hold one example each: DataLoader's own batch size. Hand `batch_size` on."""
    return DataLoader(dataset, shuffle=True, drop_last=True)


@misconception("make_loader")
def only_batches_shuffled(dataset, batch_size):
    """You shuffle the finished batches, so the same examples always stand together. Shuffle the
    examples."""

    class Shuffled:
        def __iter__(self):
            count = len(dataset) // batch_size
            for start in torch.randperm(count).tolist():
                yield list(range(start * batch_size, (start + 1) * batch_size))

        def __len__(self):
            return len(dataset) // batch_size

    return DataLoader(dataset, batch_sampler=Shuffled())


@misconception("make_loader")
def same_ones_left_out(dataset, batch_size):
    """You cut the data set to a full number of batches before you shuffle: its last examples are never
    used."""
    full = len(dataset) // batch_size * batch_size
    if not full:
        return DataLoader(dataset, batch_size=batch_size, drop_last=True)
    return DataLoader(torch.utils.data.Subset(dataset, range(full)), batch_size=batch_size, shuffle=True)


# --- LectureCNN ------------------------------------------------------------------------------------------


@misconception("LectureCNN")
class NoReLU(torch.nn.Module):
    """There is no ReLU in your model. Without it several layers can do hardly more than one."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.MaxPool2d(2))
        self.layer2 = torch.nn.Sequential(torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.MaxPool2d(2))
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class SecondReLUMissing(torch.nn.Module):
    """Your second layer has no ReLU. Both layers need one (slide 10.2)."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.MaxPool2d(2))
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class ReLUOnScores(torch.nn.Module):
    """You put a ReLU on the scores, so no class can get a score below zero. Return what `fc` gives."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return torch.relu(self.fc(self.layer2(self.layer1(x)).flatten(1)))


@misconception("LectureCNN")
class SoftmaxAtTheEnd(torch.nn.Module):
    """You put a softmax on the scores. CrossEntropyLoss has one inside: applied twice, the cost never
    falls below 1.46. Return what `fc` gives."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return torch.softmax(self.fc(self.layer2(self.layer1(x)).flatten(1)), dim=1)


@misconception("LectureCNN")
class LogSoftmaxAtTheEnd(torch.nn.Module):
    """You return logarithms of probabilities. Asked for are the bare scores that `fc` gives;
    CrossEntropyLoss does the rest."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return torch.log_softmax(self.fc(self.layer2(self.layer1(x)).flatten(1)), dim=1)


@misconception("LectureCNN")
class PaddingTwo(torch.nn.Module):
    """Your convolutions have padding 2, which keeps 28x28. The lecture's have padding 3: 28 becomes
    30."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=2), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=2), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(7 * 7 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class MeanPooling(torch.nn.Module):
    """Your pooling takes the mean of four pixels. The slide's takes the largest (MaxPool2d)."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.AvgPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.AvgPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class SigmoidForReLU(torch.nn.Module):
    """You use a sigmoid where the slide has a ReLU."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.Sigmoid(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.Sigmoid(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class NoBias(torch.nn.Module):
    """Your fully connected layer has no bias: ten numbers are missing (slide 10.2 writes bias=True)."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10, bias=False)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class DropoutAdded(torch.nn.Module):
    """Your model has a dropout. A good idea elsewhere; slide 10.2 has none, and its scores are not left
    to chance."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.dropout = torch.nn.Dropout(0.5)
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.dropout(self.layer2(self.layer1(x)).flatten(1)))


@misconception("LectureCNN")
class BatchNormAdded(torch.nn.Module):
    """Your model has a batch normalisation, with numbers of its own to learn. Slide 10.2 has none."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3),
            torch.nn.BatchNorm2d(10),
            torch.nn.ReLU(),
            torch.nn.MaxPool2d(2),
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


@misconception("LectureCNN")
class ChannelLast(torch.nn.Module):
    """Your model expects (n, 28, 28, 1), as slide 10.2 writes it. In PyTorch a batch is (n, 1, 28,
    28)."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x.permute(0, 3, 1, 2))).flatten(1))


@misconception("LectureCNN")
class NamedOtherwise(torch.nn.Module):
    """Your layers have other names. The attributes are `layer1`, `layer2` and `fc` (slide 10.2)."""

    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 10, 5, padding=3)
        self.conv2 = torch.nn.Conv2d(10, 20, 5, padding=3)
        self.linear = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.linear(x.flatten(1))


@misconception("LectureCNN")
class GradientsCutOff(torch.nn.Module):
    """The scores are right, but what comes before `layer2` never learns: detach (or no_grad) cuts its
    gradients off. Hand on what the layer gives as it is."""

    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
        )
        self.fc = torch.nn.Linear(8 * 8 * 20, 10)

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x).detach()).flatten(1))


@misconception("LectureCNN")
class OneSetOfLayersForAll(torch.nn.Module):
    """All your models share one set of layers: made in the body of the class, they are made once. Make them
    in __init__."""

    first = torch.nn.Sequential(torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2))
    second = torch.nn.Sequential(
        torch.nn.Conv2d(10, 20, 5, padding=3), torch.nn.ReLU(), torch.nn.MaxPool2d(2)
    )
    last = torch.nn.Linear(8 * 8 * 20, 10)

    def __init__(self):
        super().__init__()
        self.layer1, self.layer2, self.fc = self.first, self.second, self.last

    def forward(self, x):
        return self.fc(self.layer2(self.layer1(x)).flatten(1))


# --- train_epoch -----------------------------------------------------------------------------------------


@misconception("train_epoch")
def no_zero_grad(model, loader, criterion, optimizer, device):
    """You never clear the gradients: each batch adds its own to all those before. Call
    optimizer.zero_grad() for every batch, before cost.backward()."""
    model.train()
    total = 0.0
    for x, y in loader:
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def zero_grad_once_per_epoch(model, loader, criterion, optimizer, device):
    """You clear the gradients once per pass. They add up from batch to batch: clear them for every
    batch."""
    model.train()
    optimizer.zero_grad()
    total = 0.0
    for x, y in loader:
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def no_step(model, loader, criterion, optimizer, device):
    """You compute gradients but never call optimizer.step(): no weight moves."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def no_gradients_at_the_step(model, loader, criterion, optimizer, device):
    """When you step there are no gradients to go by: cost.backward() is missing, or you clear them after it.
    First clear, then cost.backward(), then step."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def step_before_backward(model, loader, criterion, optimizer, device):
    """You step before you go back: each step then follows no gradient at all, because they have just been
    cleared. First cost.backward(), then optimizer.step()."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad(set_to_none=False)
        cost = criterion(model(x.to(device)), y.to(device))
        optimizer.step()
        cost.backward()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def softmax_before_loss(model, loader, criterion, optimizer, device):
    """You apply a softmax before the criterion, which has one inside. Hand it the model's scores as they
    are."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(torch.softmax(model(x.to(device)), dim=1), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def relu_before_loss(model, loader, criterion, optimizer, device):
    """You apply a ReLU to the model's scores. Hand them to the criterion as they are, negative ones
    too."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(torch.relu(model(x.to(device))), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def labels_mixed_up(model, loader, criterion, optimizer, device):
    """Your labels do not belong to your images: one of the two was put into another order. X and Y of a
    batch go together."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.flip(0).to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def some_labels_wrong(model, loader, criterion, optimizer, device):
    """A part of your labels is wrong: every fifth was replaced. Use Y as it comes."""
    model.train()
    total = 0.0
    for x, y in loader:
        y = y.clone()
        y[::5] = (y[::5] + 1) % 10
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def optimizer_rebuilt_each_batch(model, loader, criterion, optimizer, device):
    """You make a new optimizer for every batch, so it forgets its momentum each time. Use the one that
    you are given."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def optimizer_rebuilt_each_epoch(model, loader, criterion, optimizer, device):
    """You make a new optimizer for every pass, so it forgets its momentum in between. Use the one that
    you are given."""
    model.train()
    optimizer = type(optimizer)(model.parameters(), **optimizer.defaults)
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def own_optimizer(model, loader, criterion, optimizer, device):
    """You train with an optimizer of your own. Use the one that you are given."""
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def own_criterion(model, loader, criterion, optimizer, device):
    """You compute the cost with a cross entropy of your own. Use the `criterion` that you are given."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = torch.nn.functional.cross_entropy(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def summed_cost(model, loader, criterion, optimizer, device):
    """You go back through the sum over the batch instead of its mean: your steps are as many times too
    long as there are images in the batch."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        (cost * len(x)).backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def cost_of_slide_5(model, loader, criterion, optimizer, device):
    """You train with the formula that slide 5.1.2 prints: it adds (1-y) log(1-p) for every class, which
    is binary cross-entropy ten times over. Use the `criterion` that you are given."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        p = torch.softmax(model(x.to(device)), dim=1).clamp(1e-7, 1 - 1e-7)
        target = torch.nn.functional.one_hot(y.long(), 10).to(device)
        cost = -(target * p.log() + (1 - target) * (1 - p).log()).sum(dim=1).mean()
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def squared_error(model, loader, criterion, optimizer, device):
    """You train with the mean squared error between scores and one-hot labels. Use the `criterion` that
    you are given."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        target = torch.nn.functional.one_hot(y.long(), 10).float().to(device)
        cost = torch.nn.functional.mse_loss(model(x.to(device)), target)
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def train_mode_forgotten(model, loader, criterion, optimizer, device):
    """You never call model.train(). A model that comes in evaluation mode stays in it, and its dropout
    does nothing."""
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def evaluation_mode(model, loader, criterion, optimizer, device):
    """You put the model into evaluation mode to train it. model.eval() is for answering; here it is
    model.train()."""
    model.eval()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def cost_keeps_graph(model, loader, criterion, optimizer, device):
    """You add up the costs as tensors, as slide 10.3 does, and each holds on to its graph: memory keeps
    growing. Add cost.item(), a plain number."""
    model.train()
    avg_cost = 0
    total_batch = len(loader)
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        avg_cost += cost / total_batch
    return avg_cost


@misconception("train_epoch")
def float_at_the_end(model, loader, criterion, optimizer, device):
    """You turn the cost into a float only at the end; until then the sum of tensors holds on to every
    batch's graph (slide 10.3). Take cost.item() batch by batch."""
    model.train()
    avg_cost = 0
    total_batch = len(loader)
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        avg_cost += cost / total_batch
    return float(avg_cost)


@misconception("train_epoch")
def sum_of_costs(model, loader, criterion, optimizer, device):
    """You return the sum of the batches' costs. Divide by the number of batches."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total


@misconception("train_epoch")
def divided_by_images(model, loader, criterion, optimizer, device):
    """You divide the sum of the batches' costs by the number of images. Each cost is a mean over its
    batch already: divide by the number of batches."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader.dataset)


@misconception("train_epoch")
def divided_by_the_data_set(model, loader, criterion, optimizer, device):
    """You weigh each cost by its images and divide by len(loader.dataset). Images that the loader drops count
    there too; divide by the number of batches, len(loader)."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item() * len(x)
    return total / len(loader.dataset)


@misconception("train_epoch")
def last_cost(model, loader, criterion, optimizer, device):
    """You return the cost of the last batch alone. Asked for is the mean over all batches."""
    model.train()
    cost = torch.zeros(())
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
    return cost.item()


@misconception("train_epoch")
def first_batch_only(model, loader, criterion, optimizer, device):
    """You stop after the first batch: the return stands inside the loop."""
    model.train()
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        return cost.item()
    return 0.0


@misconception("train_epoch")
def device_forgotten(model, loader, criterion, optimizer, device):
    """You leave the batches where they are. On a GPU the model could not use them: X.to(device),
    Y.to(device)."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x), y)
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def result_of_to_thrown_away(model, loader, criterion, optimizer, device):
    """X.to(device) gives a new tensor and leaves X as it is. Keep what it gives: X = X.to(device)."""
    model.train()
    total = 0.0
    for x, y in loader:
        x.to(device)
        y.to(device)
        optimizer.zero_grad()
        cost = criterion(model(x), y)
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


@misconception("train_epoch")
def scaled_again(model, loader, criterion, optimizer, device):
    """You divide the batches by 255 once more. The loader gives 0..1 already (ToTensor did that)."""
    model.train()
    total = 0.0
    for x, y in loader:
        optimizer.zero_grad()
        cost = criterion(model(x.to(device) / 255), y.to(device))
        cost.backward()
        optimizer.step()
        total += cost.item()
    return total / len(loader)


# --- predict ---------------------------------------------------------------------------------------------


@misconception("predict")
def on_0_to_255(model, images, device):
    """You feed the model 0..255, as slide 10.4 does. It has learned from 0..1: divide by 255."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).float().to(device)).argmax(1).cpu().numpy()


@misconception("predict")
def divided_twice(model, images, device):
    """You divide by 255 twice: your images are almost black."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255 / 255).argmax(1).cpu().numpy()


@misconception("predict")
def around_zero(model, images, device):
    """You scale the images to -1..1. The model has learned from 0..1: divide by 255, and no more."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 127.5 - 1).argmax(1).cpu().numpy()


@misconception("predict")
def evaluation_mode_forgotten(model, images, device):
    """You never call model.eval(). Fresh from training, a model with dropout would answer by chance."""
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmax(1).cpu().numpy()


@misconception("predict")
def gradients_kept(model, images, device):
    """You compute with gradients, which costs memory for nothing. Put the call under torch.no_grad()."""
    model.eval()
    return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmax(1).cpu().numpy()


@misconception("predict")
def best_image_of_each_class(model, images, device):
    """You take argmax along the images: that is the best image for each class. Take it along the classes,
    dim=1."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmax(0).cpu().numpy()


@misconception("predict")
def one_number_for_all(model, images, device):
    """Your argmax has no dim, so it gives one number for the whole table. Take it along the classes,
    dim=1."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmax().cpu().numpy()


@misconception("predict")
def scores_returned(model, images, device):
    """You return the scores of all classes. Asked for is the class with the highest score:
    argmax(dim=1)."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).cpu().numpy()


@misconception("predict")
def highest_score_returned(model, images, device):
    """You return the highest score. Asked for is the class that has it: torch.max gives both, argmax the
    class."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).max(dim=1)[0].cpu().numpy()


@misconception("predict")
def least_likely(model, images, device):
    """You return the class with the lowest score."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmin(1).cpu().numpy()


@misconception("predict")
def squeezed(model, images, device):
    """You squeeze the answers: for one image alone the result is then a number and no array of shape
    (1,)."""
    model.eval()
    with torch.no_grad():
        answers = model(torch.from_numpy(images).unsqueeze(1).to(device) / 255).argmax(1)
    return answers.squeeze().cpu().numpy()


@misconception("predict")
def last_batch_lost(model, images, device):
    """Your loader drops a last batch that is not full, so some images get no answer. That was for
    training."""
    model.eval()
    loader = DataLoader(torch.from_numpy(images).unsqueeze(1) / 255, batch_size=100, drop_last=True)
    with torch.no_grad():
        parts = [model(x.to(device)).argmax(1).cpu() for x in loader]
    return torch.cat(parts).numpy() if parts else np.zeros(0, np.int64)


@misconception("predict")
def order_lost(model, images, device):
    """Your loader shuffles, so the answers no longer stand in the order of the images. That was for
    training."""
    model.eval()
    order = torch.randperm(len(images))
    x = torch.from_numpy(images).unsqueeze(1)[order] / 255
    with torch.no_grad():
        return model(x.to(device)).argmax(1).cpu().numpy()


@misconception("predict")
def axis_of_channels_last(model, images, device):
    """You put the axis of the channel last, as slide 10.2 writes it: (n, 28, 28, 1). PyTorch wants (n, 1,
    28, 28)."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).unsqueeze(-1).to(device) / 255).argmax(1).cpu().numpy()


@misconception("predict")
def axis_of_channels_missing(model, images, device):
    """You hand over (n, 28, 28). A batch has an axis for its channels as well: (n, 1, 28, 28)."""
    model.eval()
    with torch.no_grad():
        return model(torch.from_numpy(images).to(device) / 255).argmax(1).cpu().numpy()


@misconception("predict")
def images_changed(model, images, device):
    """The answers are right, but the images you were given were changed. Divide a copy."""
    model.eval()
    with torch.no_grad():
        answers = model(torch.from_numpy(images).to(device).unsqueeze(1) / 255).argmax(1).cpu().numpy()
    images //= 255
    return answers


# --- accuracy --------------------------------------------------------------------------------------------


@misconception("accuracy")
def percent(predictions, labels):
    """You return percent. Asked for is a share from 0 to 1."""
    return float(np.mean(np.asarray(predictions) == np.asarray(labels))) * 100


@misconception("accuracy")
def number_of_right_answers(predictions, labels):
    """You return how many answers are right. Divide by how many there are."""
    return float(np.sum(np.asarray(predictions) == np.asarray(labels)))


@misconception("accuracy")
def share_of_wrong_answers(predictions, labels):
    """You return the share of wrong answers."""
    return float(np.mean(np.asarray(predictions) != np.asarray(labels)))


@misconception("accuracy")
def whole_division(predictions, labels):
    """Only 0 or 1 can come out: you divide whole numbers with //, or look whether all answers are right.
    Count the right ones and divide with /."""
    return float(np.sum(np.asarray(predictions) == np.asarray(labels)) // len(labels))


@misconception("accuracy")
def rounded(predictions, labels):
    """You round the result. Return it as it is."""
    return round(float(np.mean(np.asarray(predictions) == np.asarray(labels))), 2)


@misconception("accuracy")
def divided_by_ten(predictions, labels):
    """You divide by the number of classes. Divide by the number of answers."""
    return float(np.sum(np.asarray(predictions) == np.asarray(labels))) / 10


@misconception("accuracy")
def mean_of_the_classes(predictions, labels):
    """You take the accuracy of each class and then their mean. Asked for is the share of all answers
    together."""
    predictions, labels = np.asarray(predictions), np.asarray(labels)
    return float(np.mean([np.mean(predictions[labels == label] == label) for label in np.unique(labels)]))


@misconception("accuracy")
def rest_left_out(predictions, labels):
    """You count in full batches of a hundred and leave out the rest."""
    n = max(len(labels) // 100 * 100, min(len(labels), 100))
    return float(np.mean(np.asarray(predictions)[:n] == np.asarray(labels)[:n]))


# --- train_mnist -----------------------------------------------------------------------------------------


@misconception("train_mnist")
def gradients_never_cleared(images, labels, epochs, device):
    """You never clear the gradients. optimizer.zero_grad() belongs before every cost.backward()."""
    x, y = torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long()
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(epochs):
        for X, Y in make_loader(TensorDataset(x, y), 100):
            torch.nn.functional.cross_entropy(model(X.to(device)), Y.to(device)).backward()
            optimizer.step()
    return model


@misconception("train_mnist")
def gradients_cleared_once_per_epoch(images, labels, epochs, device):
    """You clear the gradients once per pass instead of once per batch."""
    x, y = torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long()
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    for _ in range(epochs):
        optimizer.zero_grad()
        for X, Y in make_loader(TensorDataset(x, y), 100):
            torch.nn.functional.cross_entropy(model(X.to(device)), Y.to(device)).backward()
            optimizer.step()
    return model


@misconception("train_mnist")
def softmax_twice(images, labels, epochs, device):
    """You apply a softmax before CrossEntropyLoss, which has one inside: the cost stops near 1.46."""
    x, y = torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long()
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    for _ in range(epochs):
        for X, Y in make_loader(TensorDataset(x, y), 100):
            optimizer.zero_grad()
            probabilities = torch.softmax(model(X.to(device)), dim=1)
            torch.nn.functional.cross_entropy(probabilities, Y.to(device)).backward()
            optimizer.step()
    return model


@misconception("train_mnist")
def relu_on_scores(images, labels, epochs, device):
    """You put a ReLU on the scores before the loss: a class whose score is below zero can no longer
    learn."""
    x, y = torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long()
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        for X, Y in make_loader(TensorDataset(x, y), 100):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(torch.relu(model(X.to(device))), Y.to(device)).backward()
            optimizer.step()
    return model


@misconception("train_mnist")
def step_forgotten(images, labels, epochs, device):
    """You never call optimizer.step(): the model that you return has learned nothing."""
    x, y = torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long()
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        for X, Y in make_loader(TensorDataset(x, y), 100):
            optimizer.zero_grad()
            torch.nn.functional.cross_entropy(model(X.to(device)), Y.to(device)).backward()
    return model


@misconception("train_mnist")
def labels_shuffled(images, labels, epochs, device):
    """You shuffle the labels apart from the images, so none belongs to its image any more. Shuffle both
    together."""
    y = torch.from_numpy(labels).long()
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1) / 255, y[torch.randperm(len(y))])
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(epochs):
        train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model


@misconception("train_mnist")
def constant_answer(images, labels, epochs, device):
    """Your model gives every image the same answer. Look whether it learns from the images at all."""
    model = LectureCNN().to(device)
    with torch.no_grad():
        model.fc.weight.zero_()
        model.fc.bias.copy_(torch.bincount(torch.from_numpy(labels).long(), minlength=10).float())
    return model


@misconception("train_mnist")
def another_model_returned(images, labels, epochs, device):
    """You return a new model instead of the one that you have trained."""
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long())
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return LectureCNN().to(device)


@misconception("train_mnist")
def another_model_optimized(images, labels, epochs, device):
    """Your optimizer holds the weights of another model than the one that you train. Make the model
    first, then the optimizer with this model's parameters."""
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long())
    optimizer = torch.optim.Adam(LectureCNN().to(device).parameters(), lr=1e-3)
    model = LectureCNN().to(device)
    for _ in range(epochs):
        train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model


@misconception("train_mnist")
def nothing_returned(images, labels, epochs, device):
    """You train a model and do not return it. The last line is `return model`."""
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long())
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)


@misconception("train_mnist")
def trained_on_0_to_255(images, labels, epochs, device):
    """You train on 0..255, but the model is asked with 0..1, as `predict` scales. Divide by 255 in
    training too."""
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1).float(), torch.from_numpy(labels).long())
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-4)
    for _ in range(epochs):
        train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model


@misconception("train_mnist")
def steps_too_short(images, labels, epochs, device):
    """Your learning rate is too small for so few passes. Try ten times as much, or momentum, or Adam."""
    data = TensorDataset(torch.from_numpy(images).unsqueeze(1) / 255, torch.from_numpy(labels).long())
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.002)
    for _ in range(epochs):
        train_epoch(model, make_loader(data, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model


@misconception("train_mnist")
def one_batch_only(images, labels, epochs, device):
    """You train on one and the same batch over and over. Take all batches in every pass."""
    data = TensorDataset(
        torch.from_numpy(images[:20]).unsqueeze(1) / 255, torch.from_numpy(labels[:20]).long()
    )
    model = LectureCNN().to(device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
    for _ in range(60 * epochs):
        train_epoch(model, make_loader(data, 20), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model


@misconception("train_mnist")
def test_part_learned(images, labels, epochs, device):
    """You read digits from MNIST_data/ yourself and train on the test part. Use the images and labels
    that you receive; the test part is there to judge, not to learn from."""
    part = datasets.MNIST(root="MNIST_data/", train=False, transform=transforms.ToTensor())
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    for _ in range(3 * epochs):
        train_epoch(model, make_loader(part, 100), torch.nn.CrossEntropyLoss(), optimizer, device)
    return model
