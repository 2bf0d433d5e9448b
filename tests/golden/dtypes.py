# Writes dtypes.safetensors: numbers of every kind that weights are kept in, by PyTorch.
# Needs python with torch and safetensors:  python tests/golden/dtypes.py
import pathlib

import torch
from safetensors.torch import save_file

numbers = [0.0, -0.0, 1.0, -2.5, 1 / 3, 6e-8, 1e-5, 65504.0]
kinds = {"F16": torch.float16, "BF16": torch.bfloat16, "F32": torch.float32, "F64": torch.float64}
tensors = {name: torch.tensor(numbers, dtype=kind) for name, kind in kinds.items()}
tensors["infinite"] = torch.tensor([float("inf"), float("-inf"), float("nan")], dtype=torch.float16)
tensors["steps"] = torch.tensor(20)
save_file(tensors, pathlib.Path(__file__).with_suffix(".safetensors"))
for name, kind in kinds.items():
    print(name, tensors[name].to(torch.float64).tolist())
