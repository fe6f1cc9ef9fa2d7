"""Runs a Finescope network (layers as JSON, weights by name) with PyTorch.

As a program: `torch_network.py network.json weights.json input.f32 output.f32 ...`, four files for each network, where
weights.json maps names to base 64 of little-endian float32, and network.json holds {"network", "shape"} with shape
[batch, height, width, features]. It prints the outputs' shapes. It reads the same layer list as src-main/models/layers.ts and knows nothing of
src-main/engine.
"""

import base64
import json
import sys

import numpy as np
import torch
import torch.nn.functional as F


def run(network, weights, x, training=False):
    """
    What a network makes of x, [batch, features, height, width]. Kernels are [height, width, in, out], transposed
    [.., out, in], tensors of any type and shape. `training`: batch norm by the batch's own statistics.
    """

    def tensor(layer, part):
        return weights.get(f"{layer['id']}.{part}")

    def kernel(layer, order):
        k = layer["kernel"]
        return tensor(layer, "kernel").reshape(k, k, *order).permute(3, 2, 0, 1).contiguous()

    images = {"input": x}
    for layer in network["layers"]:
        reads = [images[i] for i in layer["from"]]
        y, kind, n, m = reads[0], layer["kind"], layer["features"], layer.get("inputs")
        if kind == "conv":
            y = F.conv2d(y, kernel(layer, (m, n)), tensor(layer, "bias"), layer["stride"], layer["padding"])
        elif kind == "transposedConv":
            steps = layer["stride"], layer["padding"], layer["outputPadding"]
            y = F.conv_transpose2d(y, kernel(layer, (n, m)), tensor(layer, "bias"), *steps)
        elif kind == "dense":
            flat = y.permute(0, 2, 3, 1).flatten(1)
            y = F.linear(flat, tensor(layer, "kernel").reshape(m, n).T, tensor(layer, "bias"))[:, :, None, None]
        elif kind == "batchNorm":
            mean, variance, scale, shift = (tensor(layer, p) for p in ("mean", "variance", "scale", "shift"))
            if training:
                mean = variance = None
            y = F.batch_norm(y, mean, variance, scale, shift, training, 0.0, layer["epsilon"])
        elif kind == "relu":
            y = F.relu(y)
        elif kind == "leakyRelu":
            y = F.leaky_relu(y, layer["slope"])
        elif kind == "tanh":
            y = torch.tanh(y)
        elif kind == "sigmoid":
            y = torch.sigmoid(y)
        elif kind == "maxPool":
            y = F.max_pool2d(y, layer["size"])
        elif kind == "averagePool":
            y = F.avg_pool2d(y, layer["size"])
        elif kind == "upsample":
            y = upsample(y, layer["factor"], layer.get("method", "nearest"))
        elif kind == "pixelShuffle":
            # PyTorch counts features first, then the places in the square; Finescope the other way round.
            r = layer["factor"]
            y = F.pixel_shuffle(y.unflatten(1, (r * r, n)).transpose(1, 2).flatten(1, 2), r)
        elif kind == "padFeatures":
            y = F.pad(y, (0, 0, 0, 0, 0, n - y.shape[1]))
        elif kind == "concat":
            y = torch.cat(reads, 1)
        elif kind == "subtract":
            y = reads[0] - reads[1]
        elif kind == "add":
            y = sum(reads)
        elif kind == "dropout" and not (training and layer["rate"]):
            pass
        else:
            raise SystemExit(f"unknown layer {kind}")
        images[layer["id"]] = y
    return y


def upsample(x, factor, method):
    if method == "nearest":
        return F.interpolate(x, scale_factor=factor, mode="nearest")
    if method == "bilinear":
        return F.interpolate(x, scale_factor=factor, mode="bilinear", align_corners=False)
    rows, columns = (keys(side, factor).to(x.dtype) for side in x.shape[2:])
    return rows @ x @ columns.T


def keys(side, factor):
    """Cubic interpolation (Keys 1981, a = -0.5) as a matrix; what lies beyond the border is left out of the mean."""
    distance = ((torch.arange(side * factor, dtype=torch.float64) + 0.5) / factor - 0.5)[:, None] - torch.arange(side)
    d = distance.abs()
    near, far = 1.5 * d**3 - 2.5 * d**2 + 1, -0.5 * d**3 + 2.5 * d**2 - 4 * d + 2
    weights = torch.where(d <= 1, near, torch.where(d < 2, far, 0.0))
    return weights / weights.sum(1, keepdim=True)


def decode(text):
    return np.frombuffer(base64.b64decode(text), "<f4").copy()


def answer(network_file, weights_file, input_file, output_file):
    """Runs one network and answers the shape of what it gave."""
    case = json.load(open(network_file))
    weights = {name: torch.from_numpy(decode(text)) for name, text in json.load(open(weights_file)).items()}
    image = torch.from_numpy(np.fromfile(input_file, "<f4")).reshape(case["shape"]).permute(0, 3, 1, 2)
    with torch.no_grad():
        values = run(case["network"], weights, image).permute(0, 2, 3, 1).contiguous().numpy()
    values.astype("<f4").tofile(output_file)
    return list(values.shape)


if __name__ == "__main__":
    torch.set_num_threads(2)
    files = sys.argv[1:]
    print(json.dumps([answer(*files[n : n + 4]) for n in range(0, len(files), 4)]))
