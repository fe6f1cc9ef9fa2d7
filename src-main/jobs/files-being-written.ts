import type { FilesApi, Provenance } from '../contract/files-api';
import type { ImageInfo } from '../contract/image';
import type { CallOptions } from '../contract/signal';
import { discardWritten } from './discard-written';
import type { Session } from './session';

type Signal = Pick<CallOptions, 'signal'>;

/** Several files that are written at the same time by one process; what is not finished is given up together. */
export class FilesBeingWritten {
  readonly #unfinished = new Map<string, () => Promise<void>>();

  constructor(
    private readonly session: Session,
    readonly files: FilesApi,
  ) {}

  /** Starts an image, completes it after `fill`. */
  async image(
    { path, info, provenance }: { path: string; info: ImageInfo; provenance: Provenance },
    options: Signal,
    fill: (handle: number) => Promise<void>,
  ): Promise<void> {
    const created = await this.files.createImage({ path, info, provenance }, options);
    this.#unfinished.set(path, () => discardWritten(this.session, this.files, created, path));
    await fill(created.handle);
    await this.files.finishImage({ handle: created.handle });
    this.#unfinished.delete(path);
  }

  /** Starts a text, completes it after `fill`, which is given how to write on. */
  async text(
    path: string,
    options: Signal,
    fill: (append: (text: string) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const { handle } = await this.files.createText({ path }, options);
    this.#unfinished.set(path, () => discardText(this.session, this.files, handle, path));
    await fill((text) => this.files.appendText({ handle, text }, options));
    await this.files.finishText({ handle });
    this.#unfinished.delete(path);
  }

  /** Gives up what is not finished; nothing of it remains. */
  async discard(): Promise<void> {
    for (const discard of this.#unfinished.values()) await discard();
  }
}

async function discardText(session: Session, files: FilesApi, handle: number, path: string): Promise<void> {
  const isGivenUp = await files.abortText({ handle }).then(
    () => true,
    () => false,
  );
  if (!isGivenUp) await discardWritten(session, files, null, path);
}
