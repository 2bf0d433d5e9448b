"""What PyTorch says of images with the weights of a model of this project.

Usage: python predict.py MODEL.safetensors IMAGES, where IMAGES are bytes, 784 an image.
Writes the predicted digits, one byte an image, to standard output.
Needs torch, numpy and safetensors.
"""

import json
import sys

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open


def main(model, images):
    with safe_open(model, framework="pt") as file:
        architecture = json.loads(file.metadata()["network"])
        weights = {name: file.get_tensor(name) for name in file.keys()}
    pixels = np.fromfile(images, dtype=np.uint8).reshape(-1, *architecture["inputShape"])
    answers = [run(architecture["layers"], weights, part) for part in np.array_split(pixels, 40)]
    sys.stdout.buffer.write(np.concatenate(answers).astype(np.uint8).tobytes())


def run(layers, weights, pixels):
    x = torch.tensor(pixels).float() / 255
    if x.ndim == 4:
        x = x.permute(0, 3, 1, 2)  # channels first
    counts = {}
    for layer in layers:
        kind = layer["type"]
        counts[kind] = counts.get(kind, 0) + 1
        own = {
            name.split(".")[1]: tensor
            for name, tensor in weights.items()
            if name.startswith(f"{kind}{counts[kind]}.")
        }
        if kind == "dense":
            x = x @ own["weights"] + own["bias"]
        elif kind == "conv2d":
            filters = own["weights"].permute(3, 2, 0, 1)
            x = F.conv2d(x, filters, own["bias"], layer["stride"], layer["padding"])
        elif kind == "maxPool2d":
            x = F.max_pool2d(x, layer["size"], layer["stride"], layer["padding"])
        elif kind == "batchNorm":
            x = F.batch_norm(
                x,
                own["runningMean"],
                own["runningVariance"],
                own["gamma"],
                own["beta"],
                eps=layer["epsilon"],
            )
        elif kind == "flatten":
            x = x.permute(0, 2, 3, 1).flatten(1) if x.ndim == 4 else x.flatten(1)
        elif kind in ("relu", "sigmoid", "tanh"):
            x = getattr(torch, kind)(x)
        elif kind not in ("dropout", "softmax"):  # neither changes which output is the maximum
            raise ValueError(f"no such layer here: {kind}")
    return x.argmax(1).numpy()


with torch.no_grad():
    main(*sys.argv[1:])
