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
except ImportError:
    torch = None


def batches(work, dtype):
    """Batches of pixels from 0 to 1, a row for each image, and their labels."""
    images = np.fromfile(DIRECTORY + "/images", dtype=np.uint8).reshape(-1, 784)
    labels = np.fromfile(DIRECTORY + "/labels", dtype=np.uint8).astype(np.int64)
    size = work["batchSize"]
    for start in range(0, len(labels) - size + 1, size):
        yield (images[start : start + size] / 255).astype(dtype), labels[start : start + size]


# The way of the documents: a class for each kind of layer, column vectors of 64 bits, and one image
# after the other through all of them.


class Dense:
    def __init__(self, inputs, outputs):
        self.weights = np.random.randn(outputs, inputs) * np.sqrt(2 / inputs)
        self.bias = np.zeros((outputs, 1))

    def forward(self, x):
        self.x = x
        return np.dot(self.weights, x) + self.bias

    def backward(self, dy, rate):
        dx = np.dot(self.weights.T, dy)
        self.weights -= rate * np.dot(dy, self.x.T)
        self.bias -= rate * dy
        return dx


class Sigmoid:
    def forward(self, x):
        self.y = 1 / (1 + np.exp(-x))
        return self.y

    def backward(self, dy, rate):
        return dy * self.y * (1 - self.y)


def numpy_one_by_one(work):
    layers, inputs = [], work["inputShape"][0]
    for spec in work["network"]:
        if spec["type"] == "dense":
            layers.append(Dense(inputs, spec["units"]))
            inputs = spec["units"]
        else:
            layers.append(Sigmoid())
    pairs = [(x.reshape(-1, 1), np.eye(10)[label].reshape(10, 1)) for x, label in batches(work, float)]
    rate = work["learningRate"]

    def step(i):
        x, target = pairs[i % len(pairs)]
        y = x
        for layer in layers:
            y = layer.forward(y)
        dy = 2 * (y - target) / len(target)
        for layer in reversed(layers):
            dy = layer.backward(dy, rate)

    return step


def numpy_batches(work):
    """Dense layers with ReLU, softmax and cross-entropy, on matrices of 32 bits."""
    widths = [work["inputShape"][0]] + [s["units"] for s in work["network"] if s["type"] == "dense"]
    weights = [
        (np.random.randn(a, b) * np.sqrt(2 / a)).astype(np.float32) for a, b in zip(widths, widths[1:])
    ]
    biases = [np.zeros(b, np.float32) for b in widths[1:]]
    pairs = [(x, np.eye(10, dtype=np.float32)[labels]) for x, labels in batches(work, np.float32)]
    rate = np.float32(work["learningRate"])

    def step(i):
        x, target = pairs[i % len(pairs)]
        inputs = [x]
        for w, b in zip(weights[:-1], biases[:-1]):
            inputs.append(np.maximum(inputs[-1] @ w + b, 0))
        logits = inputs[-1] @ weights[-1] + biases[-1]
        exp = np.exp(logits - logits.max(axis=1, keepdims=True))
        dy = (exp / exp.sum(axis=1, keepdims=True) - target) / np.float32(len(x))
        for j in range(len(weights) - 1, -1, -1):
            dx = dy @ weights[j].T * (inputs[j] > 0) if j > 0 else None
            weights[j] -= rate * (inputs[j].T @ dy)
            biases[j] -= rate * dy.sum(axis=0)
            dy = dx

    return step


def build_numpy(work):
    kinds = {spec["type"] for spec in work["network"]}
    if kinds == {"dense", "sigmoid"} and work["batchSize"] == 1:
        return numpy_one_by_one(work)
    if kinds == {"dense", "relu", "softmax"}:
        return numpy_batches(work)
    raise ValueError("not written for NumPy")


def build_torch(work):
    """torch.nn's own modules and optimizer, as its tutorials use them."""
    nn = torch.nn
    layers, shape = [], list(work["inputShape"])
    if len(shape) == 3:
        shape = [shape[2], shape[0], shape[1]]
    image = list(shape)
    for spec in work["network"]:
        kind = spec["type"]
        if kind == "dense":
            layers.append(nn.Linear(shape[0], spec["units"]))
            shape = [spec["units"]]
        elif kind == "conv2d":
            size, filters = spec["size"], spec["filters"]
            layers.append(nn.Conv2d(shape[0], filters, size))
            shape = [filters, shape[1] - size + 1, shape[2] - size + 1]
        elif kind == "maxPool2d":
            layers.append(nn.MaxPool2d(spec["size"]))
            shape = [shape[0], shape[1] // spec["size"], shape[2] // spec["size"]]
        elif kind == "flatten":
            layers.append(nn.Flatten())
            shape = [int(np.prod(shape))]
        elif kind in ("relu", "sigmoid"):
            layers.append(nn.ReLU() if kind == "relu" else nn.Sigmoid())
        elif kind != "softmax":  # which is a part of the loss
            raise ValueError(f'a layer of type "{kind}" is not timed')
    network = nn.Sequential(*layers)
    optimizer = torch.optim.SGD(network.parameters(), lr=work["learningRate"])
    pairs = []
    for x, labels in batches(work, np.float32):
        target = torch.tensor(labels)
        if work["loss"] == "meanSquaredError":
            target = nn.functional.one_hot(target, 10).float()
        pairs.append((torch.tensor(x).reshape(-1, *image), target))
    loss = nn.MSELoss() if work["loss"] == "meanSquaredError" else nn.CrossEntropyLoss()

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
    engines = [{"engine": "NumPy", "version": np.__version__}]
    builders = {"NumPy": build_numpy}
    if torch is not None:
        torch.set_num_threads(THREADS)
        engines.append({"engine": "PyTorch", "version": torch.__version__.split("+")[0]})
        builders["PyTorch"] = build_torch
    print(json.dumps({"engines": engines}), flush=True)
    trainings = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = request["engine"], request["name"]
        try:
            if "work" in request:
                work = request["work"]
                trainings[key] = builders[request["engine"]](work), work["batchSize"]
            reply = train(*trainings[key], request["seconds"])
        except Exception as error:
            reply = {"error": str(error)}
        print(json.dumps(reply), flush=True)


main()
