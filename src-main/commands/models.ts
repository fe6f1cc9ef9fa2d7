import { z } from 'zod';
import type { Architecture, ModelRecord, TrainingSummary } from '../contract/model';
import { importModel, listModels } from '../jobs/models';
import { defineCommand } from './command';
import { fileParameter, optionalText } from './parameters';

/** Makes an installed model of a PyTorch weight file. */
export const modelsImport = defineCommand({
  id: 'models import',
  title: 'Import a model',
  help: 'Imports a PyTorch state dict (.pth) as an installed model, without running anything in it.',
  menu: ['Process', 'Import a model…'],
  separated: true,
  shortcut: null,
  act: (window) => window.importModel(),
  parameters: {
    file: fileParameter('FILE.pth', 'A PyTorch state dict.'),
    name: optionalText('NAME', 'What to call the model; default the name of the file.'),
    description: optionalText('TEXT', 'What it is for: sample, stain, microscope.'),
    pixelSize: {
      schema: z.number().positive().optional(),
      placeholder: 'UM',
      help: 'Pixel size of the images it was trained on, in micrometres.',
    },
  },
  run: (session, { file, name, description, pixelSize }, options) =>
    importModel(
      session,
      {
        path: file,
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(pixelSize !== undefined && { pixelSizeUm: pixelSize }),
      },
      options,
    ),
  describe: ({ path, record }) =>
    `Installed "${record.name}": ${describeModel(record)}.\n${record.licence}\n${path}`,
});

/** The installed models. */
export const modelsList = defineCommand({
  id: 'models list',
  title: 'Model library',
  help: 'Lists the installed models.',
  menu: ['Process', 'Model library'],
  shortcut: null,
  act: (window) => window.showPage('models'),
  parameters: {},
  run: (session, _values, options) => listModels(session, options),
  describe: ({ models }) =>
    models.length === 0
      ? 'No model is installed. Import one: finescope models import FILE.pth'
      : models.map(({ name, record }) => `${name}: ${describeModel(record)}`).join('\n'),
  failures: ({ problems }) => problems,
});

/** "DenseED (3,6,3), 237,204 parameters, trained at 0.2 µm/px". */
export function describeModel({ architecture, parameters, pixelSizeUm, training }: ModelRecord): string {
  const trained = pixelSizeUm === undefined ? '' : `, trained at ${pixelSizeUm} µm/px`;
  const scored = training ? `, ${describeTraining(training)}` : '';
  return `${describeArchitecture(architecture)}, ${parameters.toLocaleString('en-US')} parameters${trained}${scored}`;
}

/** "trained on 15 fields: 24.43 dB on 1 field held out (best rescaling of the input 23.10, input as it is 21.25)". */
function describeTraining({ fields, heldOut, psnr, baselines }: TrainingSummary): string {
  const count = (number: number) => `${number} field${number === 1 ? '' : 's'}`;
  const learnt = `trained on ${count(fields)}`;
  if (psnr === null) return `${learnt}, none held out`;
  const known = [
    ['best rescaling of the input', baselines?.rescaled],
    ['input as it is', baselines?.raw],
  ] as const;
  const beside = known.flatMap(([name, value]) => (value == null ? [] : `${name} ${value.toFixed(2)}`));
  const besideText = beside.length === 0 ? '' : ` (${beside.join(', ')})`;
  return `${learnt}: ${psnr.toFixed(2)} dB on ${count(heldOut.length)} held out${besideText}`;
}

/** "DenseED (3,6,3)". */
export function describeArchitecture(architecture: Architecture): string {
  switch (architecture.kind) {
    case 'denseed':
      return `DenseED (${architecture.blocks.join(',')})`;
    case 'autoencoder':
      return `Autoencoder ${architecture.batchNorm ? 'with' : 'without'} batch norm`;
    case 'unet':
      return architecture.batchNorm ? 'U-Net with batch norm' : 'U-Net without batch norm';
    case 'dncnn':
      return `DnCNN of ${architecture.layers} layers${architecture.residual ? ', residual' : ''}`;
    case 'residual-cnn':
      return `Residual CNN of ${architecture.layers} layers${enlarging(architecture.scale)}`;
    case 'deep-storm':
      return `Deep-STORM${enlarging(architecture.scale)}`;
    case 'residual-unet':
      return `Residual U-Net of ${architecture.levels} levels`;
    case 'resnet':
      return `ResNet of ${architecture.blocks} blocks${enlarging(architecture.scale)}`;
    case 'anna-palm':
      return `ANNA-PALM's U-Net of ${architecture.levels} levels`;
    case 'gan-generator':
      return 'GAN generator';
  }
}

/** ", 4× finer" along each side, where it is so. */
function enlarging(scale: number): string {
  return scale === 1 ? '' : `, ${scale}× finer`;
}
