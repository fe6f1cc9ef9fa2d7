import { basename } from 'node:path';
import { DamagedFileError, FileTooLargeError, ModelImportError } from '../../contract/errors';

/** What to do about a file that wants more than its weights to be read. */
export const SAVE_WEIGHTS_ALONE =
  'If you trust it, open it in PyTorch and save the weights alone: torch.save(model.state_dict(), "weights.pth").';

/** The sentences about one weight file; each begins with its name. */
export class WeightFileErrors {
  readonly name: string;

  constructor(readonly path: string) {
    this.name = basename(path);
  }

  /** The file contradicts itself or ends too early. `what` completes the sentence that begins with the name. */
  damaged(what: string, cause?: unknown): DamagedFileError {
    const message = `"${this.name}" ${what}. Copy it again from its source, or save it anew in PyTorch.`;
    return new DamagedFileError(message, { path: this.path }, { cause });
  }

  /** The file is sound but is not, or holds more than, weights. `what` ends with its own cure and full stop. */
  refused(what: string): ModelImportError {
    return new ModelImportError(`"${this.name}" ${what}`, { path: this.path });
  }

  /** The file wants a Python function or class, which is never given. */
  asksToRun(module: string, name: string): ModelImportError {
    const callee = printable(`${module}.${name}`);
    return this.refused(
      `asks to run ${callee}; Finescope runs nothing from weight files. ${SAVE_WEIGHTS_ALONE}`,
    );
  }

  /** The file exceeds a stated limit. */
  tooLarge(what: string): FileTooLargeError {
    return new FileTooLargeError(`"${this.name}" ${what}. ${SAVE_WEIGHTS_ALONE}`, { path: this.path });
  }
}

/** Text from a file made fit to be shown: no control characters, at most 120 characters. */
export function printable(text: string): string {
  const clean = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?');
  return clean.length > 120 ? `${clean.slice(0, 119)}…` : clean;
}
