# Writes tensors.safetensors with the format's own library, for the reader of lib/nn.
# Needs python with numpy and safetensors:  python tests/golden/tensors.py
import pathlib

import numpy as np
from safetensors.numpy import save_file

tensors = {
    "dense1.weights": np.arange(6, dtype=np.float32).reshape(2, 3) / 3,
    "dense1.bias": np.array([-1, 0.5, 1e-30], dtype=np.float32),
    "scalar": np.array(7, dtype=np.float32),
    "empty": np.zeros((0, 4), dtype=np.float32),
    "schräg \u4e00": np.array([np.inf], dtype=np.float32),
}
path = pathlib.Path(__file__).with_suffix(".safetensors")
save_file(tensors, path, metadata={"written by": "safetensors", "quote": '"'})
