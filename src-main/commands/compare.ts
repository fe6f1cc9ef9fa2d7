import type { ImageComparison } from '../contract/files-api';
import { defineCommand } from './command';
import { fileParameter } from './parameters';

/** How much an image agrees with a reference, as it is and after the best affine rescaling. */
export const compare = defineCommand({
  id: 'compare',
  title: 'Compare with the target',
  help: 'Measures how much image A agrees with reference B: PSNR, SSIM, MS-SSIM, RMSE, NRMSE, MAE, Pearson.',
  menu: ['Analyze', 'Compare with the target'],
  separated: true,
  shortcut: null,
  when: ({ hasPair }) => hasPair,
  act: (window) => window.compareWithTarget(),
  parameters: {
    image: fileParameter('A', 'The image to judge.'),
    reference: fileParameter('B', 'The reference, or target, of the same size.'),
  },
  run: (session, values, options) => session.withFiles((files) => files.compareImages(values, options)),
  describe: ({ peak, range, window, planes, affine, notes, ...plain }) => {
    const row = (label: string, of: (measures: ImageComparison) => string) =>
      `${label.padEnd(12)}${of(plain).padStart(14)}${of(affine).padStart(14)}`;
    return [
      `${''.padEnd(12)}${'as it is'.padStart(14)}${'best affine'.padStart(14)}`,
      row('PSNR', ({ psnr }) => `${psnr.toFixed(4)} dB`),
      row('SSIM', ({ ssim }) => ssim?.toFixed(4) ?? 'too small'),
      row('SSIM (Gauss)', ({ ssimGaussian }) => ssimGaussian?.toFixed(4) ?? 'too small'),
      row('MS-SSIM', ({ msSsim }) => msSsim?.toFixed(4) ?? 'too small'),
      row('RMSE', ({ rmse }) => rmse.toFixed(4)),
      row('NRMSE', ({ nrmse }) => nrmse.euclidean?.toFixed(6) ?? 'B is 0'),
      row('MAE', ({ mae }) => mae.toFixed(4)),
      row('Pearson', ({ pearson }) => pearson.toFixed(6)),
      `PSNR with peak ${peak}; SSIM with data range ${range} and the ${window.size} x ${window.size} ${window.kind} window, mean of ${planes} ${planes === 1 ? 'plane' : 'planes'};`,
      'SSIM (Gauss) with the 11 x 11 Gaussian window of SD 1.5, MS-SSIM over five scales of it; NRMSE over the root mean square of B;',
      `best affine: A x ${affine.scale.toPrecision(6)} + ${affine.offset.toPrecision(6)}, fitted on B itself.`,
      ...notes,
    ].join('\n');
  },
});
