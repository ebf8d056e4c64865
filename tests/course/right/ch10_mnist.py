"""Right answers to chapter 10 written otherwise: none may be refused."""

import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset
from torchvision import datasets

from tests.course.answers import right_answer


@right_answer("load_mnist")
def labels_made_whole(root, train):
    from torchvision.transforms import ToTensor

    options = {"train": bool(train), "transform": ToTensor(), "target_transform": int}
    return datasets.MNIST(f"{root}/", **options)


@right_answer("load_mnist")
def transform_set_afterwards(root, train):
    import torchvision

    data = torchvision.datasets.MNIST(root, train, download=False)
    data.transform = torchvision.transforms.Compose([torchvision.transforms.ToTensor()])
    return data


@right_answer("make_loader")
def sampler_given(dataset, batch_size):
    sampler = torch.utils.data.RandomSampler(dataset)
    return DataLoader(dataset, batch_size, sampler=sampler, drop_last=True, num_workers=0)


@right_answer("make_loader")
def batch_sampler_given(dataset, batch_size):
    from torch.utils.data import BatchSampler, RandomSampler

    return DataLoader(dataset, batch_sampler=BatchSampler(RandomSampler(dataset), batch_size, drop_last=True))


@right_answer("LectureCNN")
class PoolBeforeReLU(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.layer1 = torch.nn.Sequential(
            torch.nn.Conv2d(1, 10, 5, padding=3), torch.nn.MaxPool2d(2), torch.nn.ReLU(inplace=True)
        )
        self.layer2 = torch.nn.Sequential(
            torch.nn.Conv2d(10, 20, 5, stride=1, padding=3),
            torch.nn.MaxPool2d(2),
            torch.nn.ReLU(inplace=True),
        )
        self.fc = torch.nn.Linear(1280, 10, bias=True)

    def forward(self, x):
        out = self.layer1(x)
        out = self.layer2(out)
        out = out.reshape(out.size(0), -1)
        return self.fc(out)


@right_answer("LectureCNN")
class ActivationInForward(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(20 * 8 * 8, 10))
        self.layer2 = torch.nn.Sequential(torch.nn.Conv2d(10, 20, (5, 5), 1, 3), torch.nn.MaxPool2d(2, 2))
        self.layer1 = torch.nn.Sequential(torch.nn.Conv2d(1, 10, (5, 5), 1, 3), torch.nn.MaxPool2d(2, 2))

    def forward(self, images):
        features = torch.nn.functional.relu(self.layer1(images))
        features = self.layer2(features).clamp(min=0)
        return self.fc(features)


@right_answer("LectureCNN")
class BlocksOfItsOwn(torch.nn.Module):
    class Block(torch.nn.Module):
        def __init__(self, before, after):
            super().__init__()
            self.convolution = torch.nn.Conv2d(before, after, kernel_size=5, padding=3)

        def forward(self, x):
            return torch.max_pool2d(torch.relu(self.convolution(x)), 2)

    def __init__(self):
        super().__init__()
        self.layer1, self.layer2 = self.Block(1, 10), self.Block(10, 20)
        self.fc = torch.nn.LazyLinear(10)
        self(torch.zeros(1, 1, 28, 28))

    def forward(self, x):
        for layer in (self.layer1, self.layer2, torch.nn.Flatten(), self.fc):
            x = layer(x)
        return x


@right_answer("train_epoch")
def costs_in_a_list(model, loader, criterion, optimizer, device):
    costs = []
    model.train(True)
    for batch in loader:
        images, labels = (part.to(torch.device(device)) for part in batch)
        output = model(images)
        cost = criterion(output, labels)
        model.zero_grad(set_to_none=True)
        optimizer.zero_grad(set_to_none=False)
        cost.backward()
        optimizer.step()
        costs.append(float(cost.detach()))
    return np.mean(costs)


@right_answer("train_epoch")
def running_mean(model, loader, criterion, optimizer, device):
    mean = 0.0
    for number, (x, y) in enumerate(loader, start=1):
        model.train()

        def closure(x=x, y=y):
            optimizer.zero_grad()
            cost = criterion(model(x.to(device)), y.to(device))
            cost.backward()
            return cost

        mean += (optimizer.step(closure).item() - mean) / number
    model.eval()
    return mean


@right_answer("predict")
def in_small_batches(model, images, device):
    model.train(False)
    answers = []
    with torch.inference_mode():
        for start in range(0, len(images), 64):
            part = images[start : start + 64].astype(np.float32)[:, None] / 255
            answers += model(torch.as_tensor(part, device=device)).max(1).indices.tolist()
    return np.array(answers)


@right_answer("predict")
def tensor_returned(model, images, device):
    before = torch.is_grad_enabled()
    torch.set_grad_enabled(False)
    try:
        x = torch.tensor(images, dtype=torch.float32).div(255).reshape(-1, 1, 28, 28)
        scores = torch.softmax(model.eval()(x.to(device)), dim=-1)
        return scores.topk(1).indices.squeeze(1).cpu()
    finally:
        torch.set_grad_enabled(before)


@right_answer("accuracy")
def counted(predictions, labels):
    right = sum(int(a) == int(b) for a, b in zip(predictions, labels, strict=True))
    return right / len(labels)


@right_answer("accuracy")
def in_torch(predictions, labels):
    equal = torch.as_tensor(predictions) == torch.as_tensor(labels)
    return equal.float().mean().item()


@right_answer("train_mnist")
def gradient_descent_with_momentum(images, labels, epochs, device):
    x = torch.tensor(images[:, None] / 255, dtype=torch.float32)
    loader = DataLoader(
        TensorDataset(x, torch.as_tensor(labels, dtype=torch.long)), batch_size=50, shuffle=True
    )
    network = LectureCNN().to(device)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.02, momentum=0.9)
    for _epoch in range(epochs):
        network.train()
        for batch, right in loader:
            optimizer.zero_grad()
            cost = torch.nn.functional.cross_entropy(network(batch.to(device)), right.to(device))
            cost.backward()
            optimizer.step()
    return network.eval()


@right_answer("train_mnist")
def one_cycle(images, labels, epochs, device):
    x = (torch.from_numpy(images).float() / 255).unsqueeze(1).to(device)
    y = torch.from_numpy(np.asarray(labels)).long().to(device)
    model = LectureCNN().to(device)
    optimizer = torch.optim.Adam(model.parameters())
    steps = epochs * -(-len(x) // 64)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=5e-3, total_steps=steps)
    for _epoch in range(epochs):
        for part in torch.randperm(len(x), device=device).split(64):
            optimizer.zero_grad()
            torch.nn.CrossEntropyLoss()(model(x[part]), y[part]).backward()
            optimizer.step()
            schedule.step()
    return model


@right_answer("train_epoch")
def cleared_after_the_step(model, loader, criterion, optimizer, device):
    model.train()
    total = 0.0
    for x, y in loader:
        cost = criterion(model(x.to(device)), y.to(device))
        cost.backward()
        optimizer.step()
        optimizer.zero_grad()
        total += cost.item()
    return total / len(loader)
