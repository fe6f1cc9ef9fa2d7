"""Writes TIFF files of many kinds into a folder and prints, as JSON, what tifffile reads from each.

For every series: shape, axes, dtype, number of levels, min, max, mean, std of the finite values, and `order`, a sum in
which every value counts by its position, so that a swapped row or plane is found. Files are made by tifffile, or by
hand where tifffile reads a format but does not write it (Micro-Manager, NDTiff, MetaMorph, LSM, ImageJ's single
directory, old bit orders).
"""

import json
import os
import random
import struct
import sys
import warnings

import numpy
import tifffile

warnings.filterwarnings('ignore')
folder = sys.argv[1]
rng = numpy.random.default_rng(20261122)
random.seed(20261122)
names = []


def pixels(shape, dtype):
    dtype = numpy.dtype(dtype)
    if dtype == bool:
        return rng.integers(0, 2, shape).astype(bool)
    if dtype.kind == 'f':
        return (rng.normal(size=shape) * 10).astype(dtype)
    low = max(int(numpy.iinfo(dtype).min), -(2**50))
    high = min(int(numpy.iinfo(dtype).max), 2**50)
    return rng.integers(low, high, shape, endpoint=True).astype(dtype)


def path_of(name):
    names.append(name)
    return os.path.join(folder, name)


def write(name, data, **options):
    tifffile.imwrite(path_of(f'{name}.tif'), data, **options)


def size(shape):
    return 'x'.join(str(i) for i in shape)


def element_types():
    shapes = [(37, 19), (3, 21, 33), (40, 64), (2, 3, 17, 18), (9, 20, 22), (31, 29, 3)]
    for dtype in 'bool uint8 int8 uint16 int16 uint32 int32 uint64 int64 float16 float32 float64'.split():
        kind = numpy.dtype(dtype).kind
        for compression in (None, 'lzw', 'zlib', 'packbits', 'zstd', 'lzma'):
            predictors = {'f': (None, 3), 'b': (None,)}.get(kind, (None, 2))
            for predictor in predictors if compression not in (None, 'packbits') else (None,):
                shape = random.choice(shapes)
                options = {'byteorder': random.choice('<>'), 'bigtiff': random.random() < 0.3}
                if random.random() < 0.4:
                    options['tile'] = (16, random.choice((16, 32)))
                elif random.random() < 0.5:
                    options['rowsperstrip'] = random.choice((1, 5, 7))
                if random.random() < 0.5:
                    options['metadata'] = None
                options['photometric'] = 'rgb' if shape[-1] == 3 and kind != 'b' else 'minisblack'
                name = f'type-{dtype}-{compression}-{predictor}-{size(shape)}-{len(names)}'
                write(name, pixels(shape, dtype), compression=compression, predictor=predictor, **options)


def packed_bits():
    for bits in range(2, 16):
        if bits == 8:
            continue
        data = pixels((20, 21), 'uint8' if bits < 8 else 'uint16') & (2**bits - 1)
        write(f'bits-{bits}', data, bitspersample=bits)


def planar():
    for dtype in ('uint8', 'uint16'):
        for compression, predictor in ((None, None), ('lzw', 2), ('zstd', 2)):
            for shape in ((3, 20, 24), (2, 3, 33, 17)):
                for tile in (None, (16, 16)):
                    write(
                        f'planar-{dtype}-{compression}-{size(shape)}-{bool(tile)}',
                        pixels(shape, dtype),
                        **{'photometric': 'rgb', 'planarconfig': 'separate', 'compression': compression},
                        **{'predictor': predictor, 'tile': tile, 'metadata': random.choice((None, {}))},
                    )


def shaped():
    axes_of = {'TZCYX': (2, 3, 1, 10, 12), 'ZYX': (1, 10, 12), 'XYZ': (4, 5, 6), 'YXZ': (5, 6, 7)}
    axes_of |= {'QQYX': (2, 2, 10, 12), 'TYXS': (2, 10, 12, 3), 'TX': (5, 100), 'TZCYXS': (1, 2, 1, 10, 12, 3)}
    for axes, shape in axes_of.items():
        for truncate in (False, True):
            metadata = {'axes': axes, 'truncate': True} if truncate else {'axes': axes}
            photometric = 'rgb' if axes.endswith('S') else 'minisblack'
            write(f'shaped-{axes}-{truncate}', pixels(shape, 'uint16'), metadata=metadata, photometric=photometric)
    for shape in ((100, 1), (1, 1, 10, 12), (10, 12, 1), (3, 1, 10, 12, 1), (2, 3, 4, 5, 6), (1, 1, 1)):
        for metadata in (None, {}):
            kind = 'plain' if metadata is None else 'shaped'
            write(f'{kind}-{size(shape)}', pixels(shape, 'uint16'), metadata=metadata, photometric='minisblack')
    for tile in ((16, 16, 16), (4, 16, 16), None):
        for compression in (None, 'zlib'):
            name = f'volume-{tile and tile[0]}-{compression}'
            write(name, pixels((8, 32, 32), 'uint8'), volumetric=True, tile=tile, compression=compression)


def imagej():
    shapes = {'YX': (20, 22), 'ZYX': (5, 20, 22), 'TYX': (1, 20, 22), 'TZCYX': (2, 3, 4, 20, 22), 'CYX': (2, 20, 22)}
    shapes |= {'ZCYX': (3, 2, 20, 22), 'TZCYXS': (2, 1, 1, 20, 22, 3), 'YXS': (20, 22, 3), 'CYXS': (2, 20, 22, 3)}
    for axes, shape in shapes.items():
        for dtype in ('uint8', 'uint16', 'float32'):
            for compression in (None, 'zlib'):
                if axes.endswith('S') and dtype != 'uint8':
                    continue
                write(
                    f'imagej-{axes}-{dtype}-{compression}',
                    pixels(shape, dtype),
                    **{'imagej': True, 'compression': compression, 'byteorder': random.choice('<>')},
                    **{'metadata': {'axes': axes, 'unit': 'um', 'spacing': 0.3}, 'resolution': (10, 10)},
                )


def ome():
    shapes = {'YX': (20, 22), 'ZYX': (5, 20, 22), 'TCZYX': (2, 3, 4, 20, 22), 'CTZYX': (2, 3, 4, 20, 22)}
    shapes |= {'TCYX': (3, 2, 20, 22), 'YXS': (20, 22, 3), 'SYX': (3, 20, 22), 'CSYX': (2, 3, 20, 22)}
    shapes |= {'TZPYX': (2, 2, 3, 20, 22), 'AZYX': (3, 2, 20, 22), 'TCYXS': (2, 2, 20, 22, 3), 'QYX': (4, 20, 22)}
    for axes, shape in shapes.items():
        for compression in (None, 'zlib'):
            options = {'photometric': 'rgb' if 'S' in axes else 'minisblack', 'byteorder': random.choice('<>')}
            if 'SYX' in axes:
                options['planarconfig'] = 'separate'
            data = pixels(shape, random.choice(('uint8', 'uint16', 'float32')))
            write(f'{axes}-{compression}.ome', data, ome=True, compression=compression, metadata={'axes': axes}, **options)


def several_series():
    shapes = [(3, 20, 22), (20, 22), (2, 2, 16, 18), (10, 12), (4, 10, 12), (9, 10, 12)]
    for kind, options in (('shaped', {}), ('ome', {'ome': True}), ('plain', {})):
        for i in range(4):
            with tifffile.TiffWriter(path_of(f'series-{kind}-{i}.tif'), byteorder=random.choice('<>'), **options) as tif:
                for shape in random.sample(shapes, 3):
                    extra = {'metadata': None} if kind == 'plain' else {}
                    tif.write(pixels(shape, random.choice(('uint8', 'uint16'))), photometric='minisblack', **extra)
    for count in (2, 7, 8, 20):
        with tifffile.TiffWriter(path_of(f'pages-{count}.tif')) as tif:
            for _ in range(count):
                tif.write(pixels((15, 17), 'uint16'), metadata=None, photometric='minisblack', contiguous=False)


def pyramids():
    for is_ome in (True, False):
        for levels in (1, 2):
            for shape in ((256, 256), (2, 128, 96), (255, 129)):
                for metadata in ({}, None) if not is_ome else ({},):
                    data = pixels(shape, 'uint16')
                    name = f'pyramid-{is_ome}-{levels}-{size(shape)}-{metadata is None}.tif'
                    options = {'tile': (16, 16), 'photometric': 'minisblack'}
                    if metadata is None:
                        options['metadata'] = None
                    with tifffile.TiffWriter(path_of(name), ome=is_ome) as tif:
                        tif.write(data, subifds=levels, **options)
                        for _ in range(levels):
                            data = data[..., ::2, ::2]
                            tif.write(data, subfiletype=1, **options)
    data = pixels((128, 128), 'uint8')
    with tifffile.TiffWriter(path_of('pyramid-pages.tif')) as tif:
        for level in range(3):
            tif.write(data, subfiletype=int(level > 0), tile=(16, 16), metadata=None, photometric='minisblack')
            data = data[::2, ::2]


def colours():
    write('miniswhite', pixels((20, 22), 'uint8'), photometric='miniswhite')
    write('cmyk', pixels((20, 22, 4), 'uint8'), photometric='separated')
    write('rgba', pixels((20, 22, 4), 'uint8'), photometric='rgb', extrasamples=['unassalpha'])
    colormap = rng.integers(0, 65535, (3, 256)).astype('uint16')
    write('palette', pixels((20, 22), 'uint8'), photometric='palette', colormap=colormap)
    ramp = numpy.linspace(0, 255, 80 * 96 * 3).reshape(80, 96, 3).astype('uint8')
    for subsampling in ((1, 1), (2, 1), (2, 2)):
        for tile in (None, (32, 32)):
            name = f'jpeg-{subsampling[0]}{subsampling[1]}-{bool(tile)}'
            write(name, ramp, compression='jpeg', subsampling=subsampling, tile=tile, photometric='rgb', metadata=None)
    write('jpeg-grey', ramp[..., 0].copy(), compression='jpeg', metadata=None)
    write('png', pixels((80, 96), 'uint16'), compression='png', tile=(32, 32), metadata=None)


def directory(tags, values_at, next_offset=0):
    """A little-endian classic IFD of SHORT, LONG, RATIONAL and UNDEFINED tags and the values that lie after it."""
    codes = sorted(tags)
    values = b''
    at = values_at + 2 + 12 * len(codes) + 4
    entries = b''
    for code in codes:
        kind, data = tags[code]
        width = {3: 2, 4: 4, 5: 8, 7: 1}[kind]
        count = len(data) // width
        if code in (33628, 33629):  # MetaMorph counts entries and planes, not values
            count = len(data) // {33628: 8, 33629: 24}[code]
        if len(data) <= 4:
            field = data.ljust(4, b'\0')
        else:
            field = struct.pack('<I', at + len(values))
            values += data
        entries += struct.pack('<HHI', code, kind, count) + field
    return struct.pack('<H', len(codes)) + entries + struct.pack('<I', next_offset) + values


def grey16(height, width, data_at, **more):
    short, long = (lambda v: (3, struct.pack('<H', v))), (lambda v: (4, struct.pack('<I', v)))
    tags = {256: long(width), 257: long(height), 258: short(16), 259: short(1), 262: short(1), 273: long(data_at)}
    tags |= {277: short(1), 278: long(height), 279: long(height * width * 2)}
    return tags | {int(code[1:]): value for code, value in more.items()}


def metamorph():
    for name, distance, times in (('z', 3, (5, 5, 5)), ('t', 0, (5, 6, 7)), ('i', 0, (5, 5, 5))):
        data = pixels((3, 10, 12), 'uint16')
        uic2 = b''.join(struct.pack('<6I', distance, 2, 1, time, 1, time) for time in times)
        tags = grey16(10, 12, 8, t33628=(4, struct.pack('<II', 0, 0)), t33629=(5, uic2))
        at = 8 + data.nbytes
        with open(path_of(f'metamorph-{name}.stk.tif'), 'wb') as file:
            file.write(struct.pack('<2sHI', b'II', 42, at) + data.tobytes() + directory(tags, at))


def micro_manager():
    """Two files of one acquisition (T=3, C=2), split in the middle, and one that lies alone."""
    data = pixels((6, 10, 12), 'uint16')
    summary = {'MicroManagerVersion': '1.4', 'Channels': 2, 'Slices': 1, 'Frames': 3, 'Positions': 1}
    summary |= {'Prefix': 'cells', 'SlicesFirst': True, 'TimeFirst': True, 'PixelSize_um': 0.1}
    alone = summary | {'Prefix': 'alone'}
    for name, meta, frames in (
        ('cells_MMStack.ome', summary, range(4)),
        ('cells_MMStack_1.ome', summary, range(4, 6)),
        ('alone_MMStack.ome', alone, range(2, 6)),
    ):
        text = json.dumps(meta).encode()
        parts, index = [], []
        at = 40 + len(text)
        first = at
        for i, frame in enumerate(frames):
            # As Micro-Manager lays frames out: 13 tags, the pixels 162 bytes after the directory begins.
            more = {'t282': (5, struct.pack('<II', 1, 1)), 't283': (5, struct.pack('<II', 1, 1))}
            more |= {'t296': (3, struct.pack('<H', 3)), 't51123': (7, b'{    }\0')}
            tags = grey16(10, 12, at + 162, **more)
            next_at = 0 if i == len(frames) - 1 else at + 162 + 240 + 32
            block = bytearray(directory(tags, at, next_at))
            table = 2 + 12 * len(tags) + 4
            assert table == 162 and len(block) <= table + 32
            # The values move behind the pixels.
            for entry in range(len(tags)):
                code = struct.unpack_from('<H', block, 2 + entry * 12)[0]
                if code in (282, 283, 51123):
                    field = 2 + entry * 12 + 8
                    struct.pack_into('<I', block, field, struct.unpack_from('<I', block, field)[0] + 240)
            parts.append(bytes(block[:table]) + data[frame].tobytes() + bytes(block[table:]).ljust(32, b'\0'))
            index.append(struct.pack('<5I', frame % 2, 0, frame // 2, 0, at))
            at += 162 + 240 + 32
        header = struct.pack('<2sHI', b'II', 42, first)
        header += struct.pack('<8I', 54773648, at, 0, 0, 99384722, 0, 2355492, len(text))
        with open(path_of(f'{name}.tif'), 'wb') as file:
            file.write(header + text + b''.join(parts))
            file.write(struct.pack('<2I', 3453623, len(index)) + b''.join(index))


def ndtiff():
    os.mkdir(os.path.join(folder, 'ndtiff'))
    data = pixels((6, 10, 12), 'uint16')
    text = b'{"Prefix": "x"}'
    at = 28 + len(text)
    first, parts, index = at, [], b''
    for i in range(6):
        tags = grey16(10, 12, 0, t51123=(7, b'{    }\0'))
        table = len(directory(tags, at))
        tags[273] = (4, struct.pack('<I', at + table))
        next_at = 0 if i == 5 else at + table + 240
        parts.append(directory(tags, at, next_at) + data[i].tobytes())
        axes = json.dumps({'time': i // 2, 'channel': ('GFP', 'DAPI')[i % 2]}).encode()
        name = b'x_NDTiffStack.tif'
        index += struct.pack('<I', len(axes)) + axes + struct.pack('<I', len(name)) + name
        index += struct.pack('<IiiiiIii', at + table, 12, 10, 1, 0, 0, 0, 0)
        at += table + 240
    header = struct.pack('<2sHI', b'II', 42, first) + struct.pack('<5I', 483729, 3, 1, 2355492, len(text))
    with open(path_of('ndtiff/x_NDTiffStack.tif'), 'wb') as file:
        file.write(header + text + b''.join(parts))
    with open(os.path.join(folder, 'ndtiff', 'NDTiff.index'), 'wb') as file:
        file.write(index)


def fluoview():
    data = pixels((6, 10, 12), 'uint16')
    header = bytearray(1500)
    for i, (name, length) in enumerate((('X', 12), ('Y', 10), ('Ch', 2), ('Z', 3))):
        struct.pack_into('<16si8xd64s', header, 284 + i * 100, name.encode(), length, 0.1, b'um')
    at, blocks = 8, b''
    for i in range(6):
        more = {'t34361': (7, bytes(header)), 't34362': (7, bytes(64))} if i == 0 else {}
        tags = grey16(10, 12, 0, **more)
        table = len(directory(tags, at))
        tags[273] = (4, struct.pack('<I', at + table))
        end = at + table + 240
        blocks += directory(tags, at, 0 if i == 5 else end) + data[i].tobytes()
        at = end
    with open(path_of('fluoview.tif'), 'wb') as file:
        file.write(struct.pack('<2sHI', b'II', 42, 8) + blocks)


def lsm():
    data = pixels((4, 10, 12), 'uint16')
    thumbs = pixels((4, 5, 6), 'uint16')
    info = bytearray(276)
    struct.pack_into('<II5i', info, 0, 67127628, 276, 12, 10, 4, 1, 1)
    struct.pack_into('<3d', info, 40, 1e-7, 1e-7, 3e-7)
    at, blocks = 8, b''
    for i in range(8):
        image = (thumbs if i % 2 else data)[i // 2]
        more = {'t34412': (7, bytes(info))} if i == 0 else {}
        more['t254'] = (4, struct.pack('<I', i % 2))
        tags = grey16(*image.shape, 0, **more)
        table = len(directory(tags, at))
        tags[273] = (4, struct.pack('<I', at + table))
        end = at + table + image.nbytes
        blocks += directory(tags, at, 0 if i == 7 else end) + image.tobytes()
        at = end
    with open(path_of('confocal.lsm.tif'), 'wb') as file:
        file.write(struct.pack('<2sHI', b'II', 42, 8) + blocks)


def single_directory():
    """ImageJ's layout above 4 GB: one directory, planes one after the other."""
    data = pixels((5, 10, 12), 'uint16')
    text = b'ImageJ=1.54f\nimages=5\nframes=5\nhyperstack=true\nunit=micron\n\0'
    tags = grey16(10, 12, 8, t270=(7, text))
    at = 8 + data.nbytes
    block = bytearray(directory(tags, at))
    for entry in range(len(tags)):
        if struct.unpack_from('<H', block, 2 + entry * 12)[0] == 270:
            struct.pack_into('<H', block, 2 + entry * 12 + 2, 2)
    with open(path_of('imagej-single-directory.tif'), 'wb') as file:
        file.write(struct.pack('<2sHI', b'II', 42, at) + data.tobytes() + block)


def reference(name):
    with tifffile.TiffFile(os.path.join(folder, name)) as tif:
        found = []
        for series in tif.series:
            data = series.asarray().astype('float64').reshape(-1)
            finite = numpy.where(numpy.isfinite(data), data, 0)
            # Modulo a prime, so that weights are exact and differ between neighbours, rows and planes.
            weights = numpy.arange(data.size) % 9973 + 1
            found.append(
                {
                    **{'shape': series.shape, 'axes': series.axes, 'dtype': str(series.dtype)},
                    **{'levels': len(series.levels), 'min': data.min(), 'max': data.max(), 'mean': data.mean()},
                    **{'std': data.std(), 'order': float((finite * weights).sum() / weights.sum())},
                }
            )
        return found


for make in (element_types, packed_bits, planar, shaped, imagej, ome, several_series, pyramids, colours):
    make()
for make in (metamorph, micro_manager, ndtiff, fluoview, lsm, single_directory):
    make()
json.dump({name: reference(name) for name in names}, sys.stdout)
