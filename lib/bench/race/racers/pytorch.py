"""PyTorch in the race: a whole process that trains once, by the recipe that ours get.

Arguments: the task as JSON, the folder with the images and labels as bytes, the number of threads,
and how: "contiguous", "channels_last" or "compiled".
"""

import json
import math
import sys
import time

import numpy as np
import torch
from torch import nn

TASK, DIRECTORY, THREADS, MODE = json.loads(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4]
RECIPE = TASK["recipe"]
SIDE = 28


def read(name):
    """Images of one channel and labels, as bytes."""
    images = np.fromfile(f"{DIRECTORY}/{name}-images", dtype=np.uint8).reshape(-1, 1, SIDE, SIDE)
    labels = np.fromfile(f"{DIRECTORY}/{name}-labels", dtype=np.uint8).astype(np.int64)
    return torch.from_numpy(images), torch.from_numpy(labels)


def start(values, initializer, fan_in, fan_out):
    """First weights or biases, from the distributions of lib/nn/initializers.ts."""
    kind = initializer["type"]
    if kind == "zeros":
        nn.init.zeros_(values)
    elif kind == "normal":
        nn.init.normal_(values, std=initializer["std"])
    elif kind == "uniform":
        nn.init.uniform_(values, initializer["low"], initializer["high"])
    elif kind == "he":
        nn.init.normal_(values, std=math.sqrt(2 / fan_in))
    elif kind == "xavier":
        limit = math.sqrt(6 / (fan_in + fan_out))
        nn.init.uniform_(values, -limit, limit)
    else:
        raise ValueError(f'first weights of type "{kind}" do not race')


def build(recipe):
    """torch.nn's own modules; the softmax at the end is a part of the loss."""
    layers = []
    shape = list(recipe["inputShape"])
    if len(shape) == 3:
        shape = [shape[2], shape[0], shape[1]]
    else:
        layers.append(nn.Flatten())
    for spec in recipe["network"]:
        kind = spec["type"]
        if kind == "dense":
            layer = nn.Linear(shape[0], spec["units"])
            fans = shape[0], spec["units"]
            shape = [spec["units"]]
        elif kind == "conv2d":
            window = {"kernel_size": spec["size"], "stride": spec["stride"], "padding": spec["padding"]}
            layer = nn.Conv2d(shape[0], spec["filters"], **window)
            area = spec["size"] ** 2
            fans = area * shape[0], area * spec["filters"]
            shape = [spec["filters"], *(slide(side, spec) for side in shape[1:])]
        elif kind == "maxPool2d":
            layer = nn.MaxPool2d(spec["size"], stride=spec["stride"], padding=spec["padding"])
            shape = [shape[0], *(slide(side, spec) for side in shape[1:])]
        elif kind == "batchNorm":
            make = nn.BatchNorm2d if len(shape) == 3 else nn.BatchNorm1d
            layer = make(shape[0], eps=spec["epsilon"], momentum=spec["momentum"])
        elif kind == "dropout":
            layer = nn.Dropout(spec["rate"])
        elif kind == "flatten":
            layer = nn.Flatten()
            shape = [math.prod(shape)]
        elif kind == "relu":
            layer = nn.ReLU()
        elif kind == "softmax":
            continue
        else:
            raise ValueError(f'layers of type "{kind}" do not race')
        if kind in ("dense", "conv2d"):
            start(layer.weight, spec["weights"], *fans)
            start(layer.bias, spec["bias"], *fans)
        layers.append(layer)
    return nn.Sequential(*layers)


def slide(side, spec):
    """How many positions a window has along a side."""
    return (side + 2 * spec["padding"] - spec["size"]) // spec["stride"] + 1


def make_optimizer(network, spec):
    """Only weights of two axes and more decay, as with ours."""
    weights = [p for p in network.parameters() if p.dim() > 1]
    rest = [p for p in network.parameters() if p.dim() <= 1]
    groups = [{"params": weights, "weight_decay": spec["weightDecay"]}, {"params": rest, "weight_decay": 0}]
    if spec["type"] == "adam":
        betas = spec["beta1"], spec["beta2"]
        return torch.optim.AdamW(groups, lr=1, betas=betas, eps=spec["epsilon"])
    if spec["type"] == "momentum":
        settings = {"momentum": spec["momentum"], "nesterov": spec["nesterov"]}
        return torch.optim.SGD(groups, lr=1, dampening=1 - spec["dampening"], **settings)
    raise ValueError(f'the optimizer "{spec["type"]}" does not race')


def rate_at(schedule, progress):
    if not isinstance(schedule, dict):
        return schedule
    if schedule["type"] != "oneCycle":
        raise ValueError(f'the schedule "{schedule["type"]}" does not race')
    warm_up, peak = schedule["warmUp"], schedule["peak"]
    if progress < warm_up:
        return anneal(schedule["start"], peak, progress / warm_up)
    return anneal(peak, schedule["end"], (progress - warm_up) / (1 - warm_up))


def anneal(first, last, part):
    """Along half a cosine wave."""
    return last + (first - last) * (1 + math.cos(math.pi * part)) / 2


def augment(x, options):
    """Turns, slants, stretches and moves each image at random, as lib/data/augment.ts does."""
    count = len(x)

    def within(name):
        return options.get(name, 0) * (2 * torch.rand(count) - 1)

    angle, slant = within("rotation") * math.pi / 180, within("shear")
    zoom_x, zoom_y = 1 + within("zoom"), 1 + within("zoom")
    move = torch.stack([within("shift"), within("shift")], 1).unsqueeze(2) * 2 / SIDE
    cos, sin = angle.cos(), angle.sin()
    rows = [(cos + slant * sin) / zoom_x, (sin - slant * cos) / zoom_x, -sin / zoom_y, cos / zoom_y]
    matrix = torch.stack(rows, 1).reshape(count, 2, 2)
    theta = torch.cat([matrix, -matrix @ move], 2)
    grid = nn.functional.affine_grid(theta, x.shape, align_corners=False)
    return nn.functional.grid_sample(x, grid, align_corners=False)


def compile_for(network, sizes, side):
    """Compiled for the sizes of batches that come; the weights are afterwards what they were."""
    compiled = torch.compile(network, dynamic=False)
    before = {name: value.clone() for name, value in network.state_dict().items()}
    for size in sizes:
        x = torch.rand(size, 1, side, side)
        nn.functional.cross_entropy(compiled(x), torch.zeros(size, dtype=torch.int64)).backward()
    network.load_state_dict(before)
    network.zero_grad()
    return compiled


def check(recipe):
    unknown = {"distillation", "clipNorm", "emaDecay", "earlyStopping"} & set(recipe)
    if unknown:
        raise ValueError(f"recipes with {min(unknown)} do not race")
    if recipe["loss"] != "crossEntropy" or "elastic" in recipe.get("augment", {}):
        raise ValueError("only cross-entropy without elastic changes races")


def main():
    check(RECIPE)
    torch.set_num_threads(THREADS)
    torch.manual_seed(TASK["seed"])
    images, labels = read("train")
    images, labels = images[: TASK["images"]], labels[: TASK["images"]]
    test_images, test_labels = read("test")
    network = build(RECIPE)
    layout = torch.channels_last if MODE == "channels_last" else torch.contiguous_format
    network = network.to(memory_format=layout)
    optimizer = make_optimizer(network, RECIPE["optimizer"])
    count, size, epochs = len(labels), RECIPE["batchSize"], RECIPE["epochs"]
    sizes = {min(size, count), count % size} - {0}
    model = compile_for(network, sizes, SIDE) if MODE == "compiled" else network
    steps = math.ceil(count / size)
    smoothing = RECIPE.get("labelSmoothing", 0)
    changes = RECIPE.get("augment")

    computed = time.process_time()
    begun = time.time()
    for epoch in range(epochs):
        order = torch.randperm(count)
        for step in range(steps):
            chosen = order[step * size : (step + 1) * size]
            x = images[chosen].float().div_(255)
            if changes is not None:
                x = augment(x, changes)
            x = x.contiguous(memory_format=layout)
            rate = rate_at(RECIPE["learningRate"], (epoch * steps + step) / (epochs * steps))
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x), labels[chosen], label_smoothing=smoothing).backward()
            optimizer.step()
    trained = time.time()
    computed = time.process_time() - computed

    network.eval()
    correct = 0
    with torch.no_grad():
        for start in range(0, len(test_labels), 1000):
            x = test_images[start : start + 1000].float().div(255).contiguous(memory_format=layout)
            correct += (network(x).argmax(1) == test_labels[start : start + 1000]).sum().item()
    finish = {
        "version": torch.__version__.split("+")[0],
        "begun": 1000 * begun,
        "trained": 1000 * trained,
        "processorSeconds": computed,
        "accuracy": correct / len(test_labels),
    }
    print(json.dumps(finish), flush=True)


main()
