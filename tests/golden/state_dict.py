# Writes state_dict.safetensors, the weights of a small network of PyTorch, and state_dict.json, what it
# answers. Needs python with torch and safetensors:  python tests/golden/state_dict.py
#
# Images are [batch, height, width, channels] in lib/nn; PyTorch puts channels first.
import json
import pathlib

import torch
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(1)

# Two pairs of layers have the same shapes, and in the alphabet "10" comes before "8".
model = nn.Sequential(
    nn.Conv2d(1, 2, 3, padding=1),
    nn.BatchNorm2d(2),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.BatchNorm1d(12),
    nn.Linear(12, 5),
    nn.Tanh(),
    nn.Linear(5, 5),
    nn.Tanh(),
    nn.Linear(5, 5),
    nn.Tanh(),
    nn.Linear(5, 3),
    nn.Softmax(1),
)
with torch.no_grad():
    for parameter in model.parameters():
        parameter.add_(0.5 * torch.randn(parameter.shape))
    model.train()
    for _ in range(20):
        model(torch.randn(8, 1, 4, 6))
    model.eval()
    x = torch.randn(3, 1, 4, 6)
    y = model(x)

path = pathlib.Path(__file__)
save_file(model.state_dict(), path.with_suffix(".safetensors"))
answers = {"x": x.permute(0, 2, 3, 1).flatten().tolist(), "y": y.flatten().tolist()}
path.with_suffix(".json").write_text(json.dumps(answers) + "\n")
