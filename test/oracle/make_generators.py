"""Makes networks in PyTorch's own modules with random weights, for generators.test.ts.

`make_generators.py FOLDER` reads [CASE, ...] as JSON from standard input, where a CASE is {"name", "architecture", "side"}
or {"name", "discriminator": kind, "side", "inputs", "features"}, and prints {NAME: arrays} (torch_files.py): all tensors
in Finescope's order and axes (float32), one image of "side" x "side", and what the network makes of it in float64; of a
CASE with "count": true only the number of its parameters.
"""

import json
import sys

import numpy as np
import torch
from torch import nn
from torch_discriminators import Wang, patch, vgg
from torch_files import write
from torch_models import GroupDiscriminator, twin
from torch_tensors import flat, owned, trained

folder = sys.argv[1]
torch.manual_seed(3)
torch.set_num_threads(2)


def network(case):
    kind = case.get("discriminator")
    if kind is None:
        return twin(case["architecture"])
    if kind == "group":
        return GroupDiscriminator(case["side"])
    if kind == "wang":
        return Wang(case["inputs"], case["features"])
    if kind == "vgg":
        return vgg(case["inputs"], case["features"], case["side"])
    return patch(case["inputs"], case["features"])


def valued(case):
    net = network(case).eval()
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.5, 1.5)
            nn.init.normal_(module.bias, 0, 0.3)
            nn.init.normal_(module.running_mean, 0, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 2)
    weights = flat([tensor for tensor, _ in owned(net)]).astype("f4")
    side = case["side"]
    image = torch.rand(1, case.get("inputs", 1), side, side) - 0.5
    with torch.no_grad():
        answer = net.double()(image.double())
    image, answer = (x.permute(0, 2, 3, 1) if x.ndim == 4 else x[:, None, None, :] for x in (image, answer))
    arrays = {"weights": weights, "input": image.contiguous().numpy(), "output": answer.contiguous().numpy()}
    return write(folder, case["name"], arrays)


def counted(case):
    with torch.device("meta"):
        count = sum(tensor.numel() for tensor in trained(network(case)))
    return write(folder, case["name"], {"parameters": np.array([count], "f8")})


cases = json.load(sys.stdin)
print(json.dumps({case["name"]: counted(case) if case.get("count") else valued(case) for case in cases}))
