"""Makes the published networks in PyTorch from their description, with random weights, for imported-networks.test.ts.

`make_networks.py FOLDER` writes FOLDER/NAME.pth for each and prints {NAME: {side, input, output}} as JSON: one image
of side x side, row-major, and what the network makes of it in float64.
"""

import json
import os
import sys

import torch
from torch import nn
from torch_models import UNet, dense_ed, dncnn, gan_generator

torch.manual_seed(1)

networks = {
    "denseed": (dense_ed((2, 3, 1), 5, 7), 20),
    "dncnn": (dncnn(5, 6), 9),
    "gan-generator": (gan_generator(), 12),
    "unet": (UNet(True), 32),
    "unet-plain": (UNet(False), 32),
}
found = {}
for name, (net, side) in networks.items():
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, -0.5, 1.5)
            nn.init.normal_(module.bias)
            nn.init.normal_(module.running_mean)
            nn.init.uniform_(module.running_var, 0.5, 2)
    torch.save(net.state_dict(), os.path.join(sys.argv[1], f"{name}.pth"))
    x = torch.rand(1, 1, side, side, dtype=torch.float64) - 0.5
    with torch.no_grad():
        y = net.double().eval()(x)
    found[name] = {"side": side, "input": x.flatten().tolist(), "output": y.flatten().tolist()}
print(json.dumps(found))
