"""NumPy and PyTorch as peers, as far as this Python has them.

Arguments: the directory with the files `images` and `labels`, and the number of threads.
"""

import json
import os
import sys
import time

DIRECTORY, THREADS = sys.argv[1], int(sys.argv[2])
# NumPy's library reads one of these when it is loaded.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[name] = str(THREADS)

import numpy as np

try:
    import torch
except ImportError as error:
    torch, reason = None, str(error)


def batches(workload, dtype):
    """Batches of pixels from 0 to 1, a row for each image, and their labels."""
    images = np.fromfile(DIRECTORY + "/images", dtype=np.uint8).reshape(-1, 784)
    labels = np.fromfile(DIRECTORY + "/labels", dtype=np.uint8).astype(np.int64)
    size = workload["batchSize"]
    for start in range(0, len(labels) - size + 1, size):
        yield (images[start : start + size] / 255).astype(dtype), labels[start : start + size]


def require_layers(workload, known):
    """The types of the network's layers, all of which must be known."""
    kinds = {spec["type"] for spec in workload["network"]}
    if kinds - known:
        raise ValueError(f'layers of type "{min(kinds - known)}" are not timed')
    return kinds


# The document's way: layers as objects, vectors of 64 bits, one image after the other through all of
# them, every layer handing back the gradient for its input, the first one too.


class Layer:
    def __init__(self, inputs, outputs, activation):
        self.weights = 0.01 * np.random.randn(inputs, outputs)
        self.bias = np.zeros(outputs)
        self.activation = activation

    def forward(self, x):
        self.x = x
        z = x @ self.weights + self.bias
        if self.activation == "sigmoid":
            self.y = 1 / (1 + np.exp(-z))
        else:
            exp = np.exp(z - np.max(z))
            self.y = exp / np.sum(exp)
        return self.y

    def backward(self, dy, rate):
        # For softmax with cross-entropy, dy already is the gradient at the logits.
        dz = dy * self.y * (1 - self.y) if self.activation == "sigmoid" else dy
        row = dz.reshape(1, -1)
        dx = row @ self.weights.T
        self.weights -= rate * (self.x.reshape(-1, 1) @ row)
        self.bias -= rate * np.sum(row, axis=0)
        return dx.reshape(-1)


def build_documents_numpy(workload):
    if workload["batchSize"] != 1:
        raise ValueError("it trains one image at a time")
    require_layers(workload, {"dense", "sigmoid", "softmax"})
    layers, inputs = [], workload["inputShape"][0]
    for dense, activation in zip(workload["network"][::2], workload["network"][1::2]):
        layers.append(Layer(inputs, dense["units"], activation["type"]))
        inputs = dense["units"]
    pairs = [(x[0], np.eye(10)[label[0]]) for x, label in batches(workload, np.float64)]
    scale = 2 / 10 if workload["loss"] == "meanSquaredError" else 1
    rate = workload["learningRate"]

    def step(i):
        x, target = pairs[i % len(pairs)]
        y = x
        for layer in layers:
            y = layer.forward(y)
        dy = scale * (y - target)
        for layer in reversed(layers):
            dy = layer.backward(dy, rate)

    return step


def build_lean_numpy(workload):
    """Dense layers as NumPy likes them: matrices of 32 bits, and nothing computed that nobody reads."""
    kinds = require_layers(workload, {"dense", "relu", "sigmoid", "softmax"})
    if {"relu", "sigmoid"} <= kinds:
        raise ValueError("it has one activation for all layers")
    relu = "relu" in kinds
    widths = [workload["inputShape"][0]] + [s["units"] for s in workload["network"] if s["type"] == "dense"]
    weights = [
        (np.random.randn(a, b) * np.sqrt(2 / a)).astype(np.float32) for a, b in zip(widths, widths[1:])
    ]
    biases = [np.zeros(b, np.float32) for b in widths[1:]]
    pairs = [(x, np.eye(10, dtype=np.float32)[labels]) for x, labels in batches(workload, np.float32)]
    rate = np.float32(workload["learningRate"])

    def activate(z):
        return np.maximum(z, 0) if relu else 1 / (1 + np.exp(-z))

    def slope(y):
        return y > 0 if relu else y * (1 - y)

    def output_gradient(z, target):
        if workload["loss"] == "meanSquaredError":
            y = activate(z)
            return 2 * (y - target) / np.float32(target.size) * slope(y)
        exp = np.exp(z - z.max(axis=1, keepdims=True))
        return (exp / exp.sum(axis=1, keepdims=True) - target) / np.float32(len(target))

    def step(i):
        x, target = pairs[i % len(pairs)]
        inputs = [x]
        for w, b in zip(weights[:-1], biases[:-1]):
            inputs.append(activate(inputs[-1] @ w + b))
        dy = output_gradient(inputs[-1] @ weights[-1] + biases[-1], target)
        for j in range(len(weights) - 1, -1, -1):
            dx = dy @ weights[j].T * slope(inputs[j]) if j > 0 else None
            # Of one image, the product is a column times a row.
            scaled = rate * dy
            weights[j] -= inputs[j].T * scaled if len(x) == 1 else inputs[j].T @ scaled
            biases[j] -= scaled.sum(axis=0)
            dy = dx

    return step


def window_of(spec):
    return {"kernel_size": spec["size"], "stride": spec["stride"], "padding": spec["padding"]}


def slide(side, kernel_size, stride, padding):
    """How many positions a window has along a side."""
    return (side + 2 * padding - kernel_size) // stride + 1


def build_channels_last(workload):
    """PyTorch with the channels of each pixel side by side, as ours and tfjs have them."""
    if len(workload["inputShape"]) != 3:
        raise ValueError("without images it is plain PyTorch")
    return build_torch(workload, torch.channels_last)


def build_torch(workload, layout=None):
    """torch.nn's own modules and optimizer, as its tutorials use them."""
    nn = torch.nn
    layout = layout or torch.contiguous_format
    activations = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
    # The softmax at the end is a part of the loss.
    require_layers(workload, {"dense", "conv2d", "maxPool2d", "flatten", "softmax", *activations})
    layers, shape = [], list(workload["inputShape"])
    if len(shape) == 3:
        shape = [shape[2], shape[0], shape[1]]
    image = list(shape)
    for spec in workload["network"]:
        kind = spec["type"]
        if kind == "dense":
            layers.append(nn.Linear(shape[0], spec["units"]))
            shape = [spec["units"]]
        elif kind == "conv2d":
            filters, window = spec["filters"], window_of(spec)
            layers.append(nn.Conv2d(shape[0], filters, **window))
            shape = [filters, *(slide(side, **window) for side in shape[1:])]
        elif kind == "maxPool2d":
            window = window_of(spec)
            layers.append(nn.MaxPool2d(**window))
            shape = [shape[0], *(slide(side, **window) for side in shape[1:])]
        elif kind == "flatten":
            layers.append(nn.Flatten())
            shape = [int(np.prod(shape))]
        elif kind in activations:
            layers.append(activations[kind]())
    network = nn.Sequential(*layers).to(memory_format=layout)
    optimizer = torch.optim.SGD(network.parameters(), lr=workload["learningRate"])
    pairs = []
    for x, labels in batches(workload, np.float32):
        target = torch.tensor(labels)
        if workload["loss"] == "meanSquaredError":
            target = nn.functional.one_hot(target, 10).float()
        pairs.append((torch.tensor(x).reshape(-1, *image).contiguous(memory_format=layout), target))
    loss = nn.MSELoss() if workload["loss"] == "meanSquaredError" else nn.CrossEntropyLoss()

    def step(i):
        x, target = pairs[i % len(pairs)]
        optimizer.zero_grad()
        loss(network(x), target).backward()
        optimizer.step()

    return step


def train(step, batch_size, seconds):
    begin = time.perf_counter()
    steps = elapsed = 0
    while elapsed < seconds:
        step(steps)
        steps += 1
        elapsed = time.perf_counter() - begin
    return {"images": steps * batch_size, "seconds": elapsed}


def main():
    builders = {
        "NumPy, the document's way": build_documents_numpy,
        "NumPy, lean": build_lean_numpy,
    }
    engines = [{"engine": engine, "version": np.__version__} for engine in builders]
    missing = []
    if torch is None:
        missing.append({"engine": "PyTorch", "reason": reason})
    else:
        torch.set_num_threads(THREADS)
        ways = {"PyTorch": build_torch, "PyTorch, channels_last": build_channels_last}
        version = torch.__version__.split("+")[0]
        engines += [{"engine": engine, "version": version} for engine in ways]
        builders.update(ways)
    print(json.dumps({"engines": engines, "missing": missing}), flush=True)
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = request["engine"], request["name"]
        try:
            if "workload" in request:
                workload = request["workload"]
                trainings[key] = builders[request["engine"]](workload), workload["batchSize"]
            elif key not in trainings:
                raise RuntimeError("another engine of the same process took too long and ended it")
            reply = train(*trainings[key], request["seconds"])
        except Exception as error:
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


main()
