# Writes layers.json: what PyTorch says of every layer, loss, optimizer and of whole networks.
# Needs python with torch:  python tests/golden/layers.py
#
# Specs are those of lib/nn. Images are [batch, height, width, channels] there and filters
# [height, width, channels, filters]; PyTorch puts channels first and outputs before inputs.
import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)


class ToRows(nn.Module):
    """Flatten, in the order that images have in lib/nn."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def conv2d(filters, channels, size=3, stride=1, padding=0):
    spec = {"filters": filters, "size": size, "stride": stride, "padding": padding}
    layer = nn.Conv2d(channels, filters, size, stride, padding)
    return {"type": "conv2d", **spec, **INITIALIZERS}, layer


def dense(units, inputs):
    return {"type": "dense", "units": units, **INITIALIZERS}, nn.Linear(inputs, units)


def max_pool2d(size, stride=None, padding=0):
    spec = {"type": "maxPool2d", "size": size, "stride": stride or size, "padding": padding}
    return spec, nn.MaxPool2d(size, stride, padding)


def batch_norm(channels, images, epsilon=1e-5, momentum=0.1):
    make = nn.BatchNorm2d if images else nn.BatchNorm1d
    spec = {"type": "batchNorm", "epsilon": epsilon, "momentum": momentum}
    return spec, make(channels, epsilon, momentum)


INITIALIZERS = {"weights": {"type": "he"}, "bias": {"type": "zeros"}}
SIGMOID = {"type": "sigmoid"}, nn.Sigmoid()
TANH = {"type": "tanh"}, nn.Tanh()
RELU = {"type": "relu"}, nn.ReLU()
SOFTMAX = {"type": "softmax"}, nn.Softmax(1)
FLATTEN = {"type": "flatten"}, ToRows()


def ours(tensor):
    """A tensor of images or filters in the layout of lib/nn, or a matrix of weights."""
    return tensor.permute(0, 2, 3, 1) if tensor.dim() == 4 else tensor


def theirs(tensor):
    return tensor.permute(0, 3, 1, 2) if tensor.dim() == 4 else tensor


def numbers(tensor):
    return [float(f"{value:.8g}") for value in tensor.detach().flatten().tolist()]


def weights_of(tensor):
    """Parameters, or their gradients, with outputs last."""
    if tensor.dim() == 4:
        return numbers(tensor.permute(2, 3, 1, 0))
    return numbers(tensor.T if tensor.dim() == 2 else tensor)


def state_of(network):
    """What `network.state` of lib/nn holds, in its order."""
    tensors = []
    for layer in network:
        tensors += layer.parameters()
        if isinstance(layer, (nn.BatchNorm1d, nn.BatchNorm2d)):
            tensors += [layer.running_mean, layer.running_var]
    return [weights_of(tensor) for tensor in tensors]


def build(*layers):
    """Specs, and the network with weights that have few digits."""
    network = nn.Sequential(*(layer for _, layer in layers))
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_((torch.randn_like(parameter) * 0.4).round(decimals=3))
    return [spec for spec, _ in layers], network


def passes(name, input_shape, *layers, batch=3):
    """A network run forward and backward, and forward once more outside training."""
    specs, network = build(*layers)
    state = state_of(network)
    x = torch.randn(batch, *input_shape).round(decimals=3).requires_grad_()
    y = ours(network(theirs(x)))
    dy = torch.randn_like(y).round(decimals=3)
    y.backward(dy)
    after = state_of(network)
    network.eval()
    return {
        "name": name,
        "specs": specs,
        "inputShape": input_shape,
        "state": state,
        "x": numbers(x),
        "y": numbers(y),
        "dy": numbers(dy),
        "dx": numbers(x.grad),
        "gradients": [weights_of(parameter.grad) for parameter in network.parameters()],
        "stateAfter": after,
        "evaluated": numbers(ours(network(theirs(x)))),
    }


def loss_of(name, y, targets):
    """The loss of every row, and the gradient of their mean."""
    y = torch.tensor(y).requires_grad_()
    targets = torch.tensor(targets)
    if name == "crossEntropy":
        losses = F.cross_entropy(y, targets, reduction="none")
    else:
        losses = F.mse_loss(y, targets, reduction="none").mean(1)
    losses.mean().backward()
    return {
        "loss": name,
        "shape": list(y.shape),
        "y": numbers(y),
        "targets": numbers(targets),
        "losses": numbers(losses),
        "gradient": numbers(y.grad),
    }


def optimizer_of(spec, network):
    """Only weights decay, not biases: parameters of one axis stay out."""
    decay = spec["weightDecay"]
    groups = [
        {"params": [p for p in network.parameters() if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in network.parameters() if p.dim() == 1], "weight_decay": 0},
    ]
    if spec["type"] == "sgd":
        return torch.optim.SGD(groups)
    if spec["type"] == "momentum":
        momentum, nesterov = spec["momentum"], spec["nesterov"]
        return torch.optim.SGD(groups, momentum=momentum, nesterov=nesterov)
    if spec["type"] == "adam":
        betas = (spec["beta1"], spec["beta2"])
        return torch.optim.AdamW(groups, betas=betas, eps=spec["epsilon"])
    raise ValueError(f"no optimizer {spec['type']} here: add it")


def training(
    name,
    optimizer,
    *layers,
    input_shape,
    loss="crossEntropy",
    smoothing=0,
    clip=None,
    distillation=None,
):
    """Six steps on batches of four images, with a teacher where there is a distillation."""
    specs, network = build(*layers)
    state = state_of(network)
    pixels = torch.randint(0, 256, (24, *input_shape))
    labels = torch.randint(0, 3, (24,))
    rates = [0.05, 0.05, 0.04, 0.04, 0.03, 0.02]
    method = optimizer_of(optimizer, network)
    taught = {}
    if distillation is not None:
        teacher = torch.randn(24, 3) * 3
        temperature, weight = distillation["temperature"], distillation["weight"]
        taught = {"distillation": distillation, "softTargets": numbers(teacher.softmax(1))}
    losses = []
    for step, rate in enumerate(rates):
        batch = slice(4 * step, 4 * step + 4)
        y = network(theirs(pixels[batch] / 255))
        if loss == "crossEntropy":
            error = F.cross_entropy(y, labels[batch], label_smoothing=smoothing)
        else:
            error = F.mse_loss(y, F.one_hot(labels[batch], 3).double())
        if distillation is not None:
            softened = (teacher[batch] / temperature).softmax(1)
            soft_error = F.cross_entropy(y / temperature, softened)
            error = (1 - weight) * error + weight * temperature**2 * soft_error
        method.zero_grad()
        error.backward()
        if clip is not None:
            gradients = [parameter.grad for parameter in network.parameters()]
            norm = torch.sqrt(sum((gradient**2).sum() for gradient in gradients))
            for gradient in gradients:
                gradient *= min(1, clip / norm)
        for group in method.param_groups:
            group["lr"] = rate
        method.step()
        losses.append(error)
    return {
        "name": name,
        "specs": specs + ([SOFTMAX[0]] if loss == "crossEntropy" else []),
        "inputShape": input_shape,
        "loss": loss,
        "optimizer": optimizer,
        "labelSmoothing": smoothing,
        "clipNorm": clip,
        **taught,
        "state": state,
        "pixels": pixels.flatten().tolist(),
        "labels": labels.tolist(),
        "learningRates": rates,
        "losses": numbers(torch.stack(losses)),
        "stateAfter": state_of(network),
    }


def plain(decay=0):
    return {"type": "sgd", "weightDecay": decay}


def momentum(nesterov=False, decay=0):
    spec = {"type": "momentum", "momentum": 0.9, "dampening": 1}
    return {**spec, "nesterov": nesterov, "weightDecay": decay}


def adam(decay=0, epsilon=1e-8):
    spec = {"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": epsilon}
    return {**spec, "weightDecay": decay}


def perceptron(output=()):
    return dense(5, 6), TANH, dense(3, 5), *output


def cnn():
    """Every kind of layer that learns or reshapes, on images of 8x8."""
    return (
        conv2d(3, 1, padding=1),
        batch_norm(3, images=True),
        RELU,
        max_pool2d(2),
        conv2d(4, 3),
        TANH,
        FLATTEN,
        dense(5, 16),
        batch_norm(5, images=False),
        SIGMOID,
        dense(3, 5),
    )


PICTURE = [5, 7, 2]
layers = [
    passes("dense", [4], dense(3, 4)),
    passes("sigmoid", [5], SIGMOID),
    passes("tanh", [5], TANH),
    passes("relu", [5], RELU),
    passes("softmax", [5], SOFTMAX),
    passes("conv2d", PICTURE, conv2d(3, 2)),
    passes("conv2d of 1x1", PICTURE, conv2d(3, 2, size=1)),
    passes("conv2d with padding", PICTURE, conv2d(3, 2, size=5, padding=2), batch=2),
    passes("conv2d with stride", PICTURE, conv2d(2, 2, stride=2, padding=1), batch=2),
    passes("maxPool2d", PICTURE, max_pool2d(2)),
    passes("maxPool2d with overlap", PICTURE, max_pool2d(3, stride=2, padding=1), batch=2),
    passes("flatten", [2, 3, 2], FLATTEN),
    passes("batchNorm of images", [3, 2, 4], batch_norm(4, images=True), batch=2),
    passes("batchNorm of rows", [4], batch_norm(4, images=False, epsilon=1e-3, momentum=0.3)),
]
losses = [
    loss_of("meanSquaredError", [[0.2, 0.9, 0.1], [1.5, -2.0, 0.0]], [[0.0, 1, 0], [1, 0, 0]]),
    loss_of("crossEntropy", [[2.0, -1.0, 0.5], [0, 0, 0]], [[1.0, 0, 0], [0, 0, 1]]),
    loss_of("crossEntropy", [[1.5, 0.5, -3.0]], [[0.8, 0.1, 0.1]]),
    loss_of("crossEntropy", [[1e4, -1e4, 0], [1e4, -1e4, 0]], [[1.0, 0, 0], [0, 1, 0]]),
]
trainings = [
    training("sgd", plain(), *perceptron(), input_shape=[6]),
    training("sgd with weight decay", plain(0.1), *perceptron(), input_shape=[6]),
    training("momentum", momentum(), *perceptron(), input_shape=[6]),
    training("Nesterov's momentum", momentum(True, 0.01), *perceptron(), input_shape=[6]),
    training("Adam", adam(), *perceptron(), input_shape=[6]),
    training("Adam with weight decay", adam(0.2), *perceptron(), input_shape=[6]),
    training("label smoothing", plain(), *perceptron(), input_shape=[6], smoothing=0.2),
    training("clipped gradients", momentum(), *perceptron(), input_shape=[6], clip=0.5),
    training(
        "squared error",
        plain(),
        *perceptron([SIGMOID]),
        input_shape=[6],
        loss="meanSquaredError",
    ),
    training("CNN", plain(), *cnn(), input_shape=[8, 8, 1]),
    training("CNN with momentum", momentum(True, 0.001), *cnn(), input_shape=[8, 8, 1]),
    # A bias before normalization changes nothing, so its gradient is rounding alone, which Adam
    # would make steps of: a larger epsilon keeps them small.
    training("CNN with Adam", adam(0.01, epsilon=1e-3), *cnn(), input_shape=[8, 8, 1]),
]
TAUGHT = {"temperature": 4, "weight": 0.7}
networks = [passes("CNN", [8, 8, 1], *cnn(), SOFTMAX, batch=4)]
# Behind what was there before, so that it keeps its random numbers.
trainings += [
    training("teacher", momentum(), *perceptron(), input_shape=[6], distillation=TAUGHT),
    training(
        "teacher and label smoothing",
        plain(),
        *perceptron(),
        input_shape=[6],
        smoothing=0.1,
        distillation={"temperature": 0.5, "weight": 0.25},
    ),
]
golden = {
    "layers": layers,
    "losses": losses,
    "networks": networks,
    "trainings": trainings,
}
# A case a line, so that a change shows in a diff.
parts = [
    f"{json.dumps(part)}: [\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"
    for part, cases in golden.items()
]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("{\n" + ",\n".join(parts) + "\n}\n")
