import { AtomicFile } from './atomic-file';

/** A text file (UTF-8) of any length that is written piece by piece, and appears under its name complete or not at all. */
export class TextSink {
  #position = 0;

  private constructor(private readonly file: AtomicFile) {}

  /** Throws FileNotWritableError, as every call does; and DiskFullError when the disk has no room. */
  static async create(path: string): Promise<TextSink> {
    return new TextSink(await AtomicFile.create(path, 0));
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    const at = this.#position;
    this.#position += bytes.length;
    await this.file.write(bytes, at);
  }

  finish(): Promise<void> {
    return this.file.finish();
  }

  abort(): Promise<void> {
    return this.file.abort();
  }
}
