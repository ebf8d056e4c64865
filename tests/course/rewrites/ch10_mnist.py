"""Known wrong answers of chapter 10 in other words: each must be recognised as the mistake it repeats."""

import numpy as np
import torch
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from tests.course.answers import rewritten

# --- load_mnist ---


@rewritten("load_mnist", of="parts_swapped")
def other_part(root, train):
    if train:
        return datasets.MNIST(root, train=False, transform=transforms.ToTensor())
    return datasets.MNIST(root, train=True, transform=transforms.ToTensor())


@rewritten("load_mnist", of="not_scaled")
def bytes_in_a_tensor(root, train):
    def as_tensor(picture):
        return torch.from_numpy(np.array(picture)).unsqueeze(0)

    return datasets.MNIST(root=root, train=train, transform=as_tensor)


@rewritten("load_mnist", of="inverted")
def black_on_white(root, train):
    def negative(picture):
        return transforms.ToTensor()(transforms.functional.invert(picture))

    return datasets.MNIST(root, train, transform=negative)


# --- make_loader ---


@rewritten("make_loader", of="not_shuffled")
def in_sequence(dataset, batch_size):
    sampler = torch.utils.data.SequentialSampler(dataset)
    return DataLoader(dataset, batch_size, sampler=sampler, drop_last=True)


@rewritten("make_loader", of="last_batch_kept")
def rest_kept(dataset, batch_size):
    return DataLoader(dataset=dataset, batch_size=batch_size, shuffle=True, drop_last=False)


@rewritten("make_loader", of="defaults_left")
def batch_sampler_of_its_own(dataset, batch_size):
    places = list(range(len(dataset)))
    groups = [places[start : start + batch_size] for start in range(0, len(places), batch_size)]
    return DataLoader(dataset, batch_sampler=groups)


# --- predict ---


@rewritten("predict", of="on_0_to_255")
def bytes_fed(model, images, device):
    model.train(False)
    batch = torch.tensor(images.astype(np.float32)[:, None]).to(device)
    with torch.inference_mode():
        return np.argmax(model(batch).cpu().numpy(), axis=1)


@rewritten("predict", of="evaluation_mode_forgotten")
def asked_as_it_is(model, images, device):
    batch = torch.as_tensor(images[:, None] / np.float32(255), device=device)
    with torch.no_grad():
        scores = model(batch)
    return scores.topk(1, dim=1).indices[:, 0].cpu().numpy()


@rewritten("predict", of="squeezed")
def without_axes_of_one(model, images, device):
    model.eval()
    with torch.no_grad():
        scores = model(torch.tensor(images, dtype=torch.float32)[:, None].to(device).div(255))
    return np.squeeze(scores.cpu().numpy().argmax(axis=-1))


@rewritten("predict", of="least_likely")
def lowest_first(model, images, device):
    model.eval()
    with torch.no_grad():
        scores = model((torch.from_numpy(images) / 255).reshape(-1, 1, 28, 28).to(device))
    return scores.sort(dim=1).indices[:, 0].cpu().numpy()


# --- accuracy ---


@rewritten("accuracy", of="percent")
def out_of_a_hundred(predictions, labels):
    right = [int(a) == int(b) for a, b in zip(predictions, labels, strict=True)]
    return 100.0 * sum(right) / len(right)


@rewritten("accuracy", of="number_of_right_answers")
def right_ones_counted(predictions, labels):
    return float(np.count_nonzero(np.equal(predictions, labels)))


@rewritten("accuracy", of="share_of_wrong_answers")
def wrong_ones(predictions, labels):
    return float(1 - (torch.as_tensor(predictions) == torch.as_tensor(labels)).double().mean().item())
