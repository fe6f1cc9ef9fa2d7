"""Writes weight files with PyTorch for test/oracle/state-dict.test.ts.

`make_state_dicts.py FOLDER` writes FOLDER/*.pth and prints {file: {tensor: {shape, dtype, values}}} as JSON, the values
as float64 in row-major order.
"""

import collections
import json
import os
import sys

import torch
from torch import nn

torch.manual_seed(0)
folder = sys.argv[1]
expected = {}


def save(name, value, state=None, **options):
    torch.save(value, os.path.join(folder, name), **options)
    expected[name] = {
        key: {"shape": list(t.shape), "dtype": str(t.dtype)[6:], "values": t.detach().double().flatten().tolist()}
        for key, t in (state or value).items()
        if isinstance(t, torch.Tensor)
    }


module = nn.Sequential(nn.Conv2d(1, 3, 3, bias=False), nn.BatchNorm2d(3), nn.ConvTranspose2d(3, 2, 4, stride=2))
plain = module.state_dict()

save("zip.pth", plain)
save("legacy.pth", plain, _use_new_zipfile_serialization=False)
for protocol in (3, 4, 5):
    save(f"protocol-{protocol}.pth", plain, pickle_protocol=protocol)
save("legacy-protocol-4.pth", plain, _use_new_zipfile_serialization=False, pickle_protocol=4)

types = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
types += [torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]
odd = torch.tensor([0.0, -0.0, 1.5, -2.25, 65504.0, 6e-8, 1e-3, 100.0])
each = {f"t.{str(t)[6:]}": odd.clamp(0, 100).to(t) if not t.is_floating_point else odd.to(t) for t in types}
each["special.float16"] = torch.tensor([float("inf"), float("-inf"), 2**-24, 2**-14, 65504]).half()
each["special.bfloat16"] = torch.tensor([float("inf"), 1e-39, 3e38]).bfloat16()
each["scalar"] = torch.tensor(3.25)
each["empty"] = torch.empty(0, 3)
save("types.pth", each)
save("types-legacy.pth", each, _use_new_zipfile_serialization=False)

base = torch.arange(60.0)
views = collections.OrderedDict(
    transposed=base.view(3, 4, 5).permute(2, 0, 1),
    sliced=base.view(6, 10)[1:5:2, 3:],
    expanded=base[7:9].expand(3, 2),
    last=base[59:],
    channels_last=torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last),
    parameter=nn.Parameter(torch.randn(2, 2)),
    frozen=nn.Parameter(torch.randn(3), requires_grad=False),
)
save("views.pth", views)
save("views-legacy.pth", views, _use_new_zipfile_serialization=False)

optimizer = torch.optim.Adam(module.parameters())
module(torch.randn(1, 1, 8, 8)).sum().backward()
optimizer.step()
checkpoint = {"epoch": 3, "loss": [0.5, 0.25], "best": 0.1, "seen": {1, 2}, "size": torch.Size([2, 3])}
save("checkpoint.pth", {**checkpoint, "model": module.state_dict(), "optimizer": optimizer.state_dict()}, module.state_dict())
wrapped = nn.DataParallel(module)
save("data-parallel.pth", {"state_dict": wrapped.state_dict()}, module.state_dict())

torch.serialization.set_crc32_options(False)
save("no-crc.pth", plain)

torch.save(module, os.path.join(folder, "whole-module.pth"))
torch.save(module, os.path.join(folder, "whole-module-legacy.pth"), _use_new_zipfile_serialization=False)
torch.save(torch.zeros(3), os.path.join(folder, "tensor.pth"))
torch.jit.save(torch.jit.script(nn.ReLU()), os.path.join(folder, "script.pth"))
torch.save({"w": torch.zeros(3).to_sparse()}, os.path.join(folder, "sparse.pth"))
torch.save({"w": torch.quantize_per_tensor(torch.zeros(3), 0.1, 0, torch.qint8)}, os.path.join(folder, "quantized.pth"))
print(json.dumps(expected))
