import type { ImportedWeights } from '../contract/files-api';
import type { Architecture, ImportedModelFacts } from '../contract/model';
import type { CancelSignal } from '../contract/signal';
import { throwIfCancelled } from '../contract/signal';
import { sizeStep } from '../models/geometry';
import type { Weights } from '../models/layers';
import { parameterCount } from '../models/parameters';
import { recognise, RECOGNISED } from '../models/recognise';
import { testImage, testImageSide } from '../models/test-image';
import { weightsFromTorch } from '../models/torch-weights';
import { checksum } from './checksum';
import { writeBundleDraft } from './model-bundle';
import { modelNameOf, requireModelName } from './model-name';
import { readStateDict } from './pth/state-dict';
import { WeightFileErrors } from './pth/weight-file-errors';

/** What an import is asked. */
export interface ImportRequest extends ImportedModelFacts {
  /** The folder that bundles lie in. */
  folder: string;
  /** Finescope's version, for provenance. */
  version: string;
}

/**
 * Reads a PyTorch state dict without running anything in it, recognises its network and writes a bundle draft into
 * `folder`; the bundle is complete once its test output was computed. Importing the same file again replaces its bundle.
 *
 * Throws what readStateDict throws, ModelImportError where no network fits or a weight is not a number, and
 * InvalidRequestError for a name that is taken or cannot be one.
 */
export async function importWeights(
  path: string,
  { name, description, pixelSizeUm, folder, version }: ImportRequest,
  signal?: CancelSignal,
): Promise<ImportedWeights> {
  const modelName = name === undefined ? modelNameOf(path) : requireModelName(name);
  const errors = new WeightFileErrors(path);
  const state = await readStateDict(path, signal);
  const found = recognise(state);
  if ('problem' in found) {
    throw errors.refused(
      `fits no network that Finescope knows. ${found.problem} Recognised are: ${RECOGNISED}.`,
    );
  }
  const { architecture, network, sources } = found;
  const weights = weightsFromTorch(state, sources);
  requireNumbers(weights, errors);
  const { sha256: sourceSha256 } = await checksum(path, signal ? { signal } : {});
  throwIfCancelled(signal);

  const side = testImageSide(sizeStep(network));
  const parameters = parameterCount(network);
  const bundlePath = await writeBundleDraft(
    folder,
    {
      name: modelName,
      description: description ?? describe(architecture, network.name),
      ...(pixelSizeUm !== undefined && { pixelSizeUm }),
      architecture,
      parameters,
      normalisation: { kind: 'fixed' },
      output: 'image',
      provenance: {
        source: errors.name,
        sourceSha256,
        importedAt: new Date().toISOString(),
        finescope: version,
      },
      licence: `Licence: ask the authors of ${errors.name}; Finescope knows none.`,
    },
    weights,
    { shape: [1, side, side, 1], values: testImage(side) },
  );
  return { bundlePath, architecture, parameters };
}

function describe(architecture: Architecture, name: string): string {
  const imported = `${name}, weights imported from PyTorch.`;
  if (architecture.kind !== 'dncnn') return imported;
  return `${imported} Weights do not tell whether DnCNN subtracts its answer from the input; it is taken to, as published.`;
}

function requireNumbers(weights: Weights, errors: WeightFileErrors): void {
  for (const [name, values] of weights) {
    if (values.every(Number.isFinite)) continue;
    throw errors.refused(
      `holds weights that are not numbers (in "${name}"): its training went wrong. Choose weights of an earlier epoch.`,
    );
  }
}
