import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { printable, type WeightFileErrors } from './weight-file-errors';

/** Entries of an archive, and how much larger than stored a compressed entry may say it is (torch stores plainly). */
const MAX_ENTRIES = 100_000;
const MAX_RATIO = 200;
const RATIO_MATTERS_ABOVE_BYTES = 2 ** 20;

/**
 * A zip file read in memory, entry by entry, within stated sizes. Names are only compared, never used as paths;
 * nothing is written.
 */
export class ZipArchive {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
    private readonly errors: WeightFileErrors,
  ) {}

  /** Reads the list of entries. Throws DamagedFileError or FileTooLargeError. */
  static async open(path: string, errors: WeightFileErrors): Promise<ZipArchive> {
    const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
    const zip = await openPromise(path, options).catch((error: unknown) => {
      throw errors.damaged('ends too early: the list at the end of the zip file is missing', error);
    });
    try {
      if (zip.entryCount > MAX_ENTRIES) throw errors.tooLarge(`lists ${zip.entryCount} entries`);
      return new ZipArchive(zip, await listEntries(zip, errors), errors);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Names of all entries. */
  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** Bytes an entry says it holds once decompressed; undefined where there is no such entry. */
  size(name: string): number | undefined {
    return this.entries.get(name)?.uncompressedSize;
  }

  /** The bytes of an entry of at most `limit` bytes. Throws DamagedFileError or FileTooLargeError. */
  async read(name: string, limit: number): Promise<Uint8Array> {
    const entry = this.entries.get(name);
    if (!entry) throw this.errors.damaged(`lacks its part "${printable(name.slice(name.indexOf('/') + 1))}"`);
    const { uncompressedSize: size, compressedSize } = entry;
    if (size > limit)
      throw this.errors.tooLarge(`holds a part of ${size} bytes where at most ${limit} are expected`);
    if (size > RATIO_MATTERS_ABOVE_BYTES && size > compressedSize * MAX_RATIO) {
      throw this.errors.tooLarge(
        `holds ${compressedSize} bytes that unpack to ${size}, which weights do not`,
      );
    }
    const bytes = new Uint8Array(size);
    let done = 0;
    try {
      const stream = await this.zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        if (done + chunk.length > size) throw new Error('more bytes than declared');
        bytes.set(chunk, done);
        done += chunk.length;
      }
      if (done < size) throw new Error('fewer bytes than declared');
    } catch (error) {
      throw this.errors.damaged('has a part that cannot be unpacked', error);
    }
    return bytes;
  }

  close(): void {
    this.zip.close();
  }
}

function listEntries(zip: ZipFile, errors: WeightFileErrors): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>();
    zip.on('error', (error: unknown) =>
      reject(errors.damaged('has a list of entries that cannot be read', error)),
    );
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      const name = Buffer.from(entry.fileNameRaw).toString('utf8');
      if (entries.has(name)) return reject(errors.damaged('lists the same entry twice'));
      entries.set(name, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}
