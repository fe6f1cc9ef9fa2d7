"""Runs a Finescope network (layers as JSON, weights by name) with PyTorch.

As a program: `torch_network.py network.json weights.json input.f32 output.f32`, where weights.json maps names to
base 64 of little-endian float32, and network.json holds {"network", "shape"} with shape [batch, height, width,
features]. It prints the output's shape. It reads the same layer list as src-main/models/layers.ts and knows nothing of
src-main/engine.
"""

import base64
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F


def run(network, weights, x, dtype=torch.float32):
    """x is NHWC float32 (numpy); the answer too. Kernels are [height, width, in, out], transposed [.., out, in]."""

    def tensor(layer, part):
        name = f"{layer['id']}.{part}"
        return torch.from_numpy(weights[name]).to(dtype) if name in weights else None

    def kernel(layer, order):
        k = layer["kernel"]
        return tensor(layer, "kernel").reshape(k, k, *order).permute(3, 2, 0, 1)

    images = {"input": torch.from_numpy(np.ascontiguousarray(x)).permute(0, 3, 1, 2).to(dtype)}
    for layer in network["layers"]:
        reads = [images[i] for i in layer["from"]]
        y, kind, n, m = reads[0], layer["kind"], layer["features"], layer.get("inputs")
        if kind == "conv":
            y = F.conv2d(y, kernel(layer, (m, n)), tensor(layer, "bias"), layer["stride"], layer["padding"])
        elif kind == "transposedConv":
            steps = layer["stride"], layer["padding"], layer["outputPadding"]
            y = F.conv_transpose2d(y, kernel(layer, (n, m)), tensor(layer, "bias"), *steps)
        elif kind == "batchNorm":
            mean, variance, scale, shift = (tensor(layer, p) for p in ("mean", "variance", "scale", "shift"))
            y = F.batch_norm(y, mean, variance, scale, shift, False, 0.0, layer["epsilon"])
        elif kind == "relu":
            y = F.relu(y)
        elif kind == "leakyRelu":
            y = F.leaky_relu(y, layer["slope"])
        elif kind == "tanh":
            y = torch.tanh(y)
        elif kind == "maxPool":
            y = F.max_pool2d(y, layer["size"])
        elif kind == "upsample":
            y = F.interpolate(y, scale_factor=layer["factor"], mode="nearest")
        elif kind == "concat":
            y = torch.cat(reads, 1)
        elif kind == "subtract":
            y = reads[0] - reads[1]
        else:
            raise SystemExit(f"unknown layer {kind}")
        images[layer["id"]] = y
    return y.permute(0, 2, 3, 1).contiguous().float().numpy()


def decode(text):
    return np.frombuffer(base64.b64decode(text), "<f4").copy()


if __name__ == "__main__":
    network_file, weights_file, input_file, output_file = sys.argv[1:]
    case = json.load(open(network_file))
    weights = {name: decode(text) for name, text in json.load(open(weights_file)).items()}
    torch.set_num_threads(2)
    with torch.no_grad():
        answer = run(case["network"], weights, np.fromfile(input_file, "<f4").reshape(case["shape"]))
    answer.astype("<f4").tofile(output_file)
    print(json.dumps(list(answer.shape)))
