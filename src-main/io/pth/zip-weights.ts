import { unpickle } from './pickle';
import { torchHost } from './torch-objects';
import type { WeightFileErrors } from './weight-file-errors';
import { MAX_PICKLE_BYTES, type WeightSource } from './weight-source';
import { ZipArchive } from './zip-archive';

/**
 * Opens what torch.save writes since PyTorch 1.6: a zip with the pickle `NAME/data.pkl`, one entry `NAME/data/KEY` a
 * storage and, since 2.0, `NAME/byteorder`.
 */
export async function openZipWeights(path: string, errors: WeightFileErrors): Promise<WeightSource> {
  const archive = await ZipArchive.open(path, errors);
  try {
    const pickles = archive.names.filter((name) => /^[^/]*\/data\.pkl$/.test(name));
    if (pickles.length !== 1) {
      throw errors.refused(
        'is a zip file, but not one that torch.save wrote: it has no data.pkl. Choose a .pth file.',
      );
    }
    const folder = pickles[0]!.slice(0, -'data.pkl'.length);
    if (archive.size(`${folder}constants.pkl`) !== undefined) {
      throw errors.refused(
        'is a TorchScript program, not weights. Save its weights alone: torch.save(model.state_dict(), "weights.pth").',
      );
    }
    const order =
      archive.size(`${folder}byteorder`) === undefined
        ? 'little'
        : Buffer.from(await archive.read(`${folder}byteorder`, 16)).toString('latin1');
    if (order !== 'little' && order !== 'big') throw errors.damaged('names a byte order that does not exist');

    const bytes = await archive.read(pickles[0]!, MAX_PICKLE_BYTES);
    return {
      value: unpickle(bytes, 0, torchHost(errors), errors).value,
      littleEndian: order === 'little',
      async storageBytes({ key, type, length }) {
        const name = `${folder}data/${key}`;
        const expected = length * type.bytes;
        const size = archive.size(name);
        if (size !== undefined && size !== expected) {
          throw errors.damaged(`should hold ${expected} bytes of numbers in one place, but holds ${size}`);
        }
        return archive.read(name, expected);
      },
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}
