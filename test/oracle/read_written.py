"""Prints what tifffile makes of each file named on the command line, as one JSON object a line.

Run by image-write.test.ts. A path that begins with "virtual:" is opened as a memory map, and only the first and the last
pixel of its first and last plane are described. OME-XML is validated against the schema of 2016-06.
"""

import json
import os
import sys

import lxml.etree
import numpy
import ome_types
import tifffile

SCHEMA = lxml.etree.XMLSchema(lxml.etree.parse(os.path.join(os.path.dirname(ome_types.__file__), "ome-2016-06.xsd")))


def describe(path):
    virtual = path.startswith("virtual:")
    path = path.removeprefix("virtual:")
    with tifffile.TiffFile(path) as tif:
        series = tif.series[0]
        page = tif.pages[0]
        record = {
            "axes": series.axes,
            "shape": series.shape,
            "dtype": str(series.dtype),
            "kind": series.kind,
            "bigTiff": tif.is_bigtiff,
            "pages": len(tif.pages),
            "resolution": [tag.value[0] / tag.value[1] for tag in (page.tags.get("XResolution"), page.tags.get("YResolution")) if tag],
            "resolutionUnit": int(page.tags["ResolutionUnit"].value) if "ResolutionUnit" in page.tags else None,
        }
        if virtual:
            pixels = tifffile.memmap(path, mode="r") if tif.is_imagej or not tif.is_ome else series.asarray(out="memmap")
            planes = pixels.reshape(-1, *pixels.shape[-2:])
            record["planes"] = [[plane[0, 0].item(), plane[-1, -1].item()] for plane in (planes[0], planes[-1])]
        else:
            record["planes"] = series.asarray().reshape(-1, numpy.prod(series.keyframe.shape)).tolist()
        if tif.is_imagej:
            metadata = dict(tif.imagej_metadata)
            luts = metadata.pop("LUTs", [])
            metadata["LUTs"] = [numpy.asarray(lut).tolist() for lut in ([luts] if getattr(luts, "ndim", 3) == 2 else luts)]
            record["imagej"] = metadata
        if tif.is_ome:
            xml = tif.ome_metadata.encode()
            record["schemaErrors"] = [str(error) for error in SCHEMA.error_log] if not SCHEMA.validate(lxml.etree.fromstring(xml)) else []
            record["ome"] = json.loads(ome_types.from_xml(xml.decode()).model_dump_json(exclude_unset=True))
    return record


for path in sys.argv[1:]:
    print(json.dumps(describe(path), default=str))
