import { examine } from '../jobs/doctor';
import { defineCommand } from './command';

/** Runtime, device, speed and self-test. */
export const doctor = defineCommand({
  id: 'doctor',
  title: 'Check this computer',
  help: 'Tells what computes here, how fast, and whether the numbers are right.',
  menu: ['Help', 'Check this computer'],
  shortcut: null,
  act: (window) => window.checkComputer(),
  parameters: {},
  run: (session, _values, options) => examine(session, options),
  describe: ({ finescope, host, device, memoryBytes, selfTest, speed, modelsFolder, models }) => {
    const oneDnn = device.kind === 'cpu' ? `, oneDNN ${device.oneDnn ? 'on' : 'off'}` : '';
    const perSecond = (speed.pixelsPerSecond / 1e6).toPrecision(3);
    return [
      `Finescope ${finescope} on ${host}`,
      `Runtime    ${device.runtime}`,
      `Device     ${device.device} (${device.kind}), ${device.threads} threads${oneDnn}`,
      ...(device.fallback ? [`           ${device.fallback}`] : []),
      `Memory     ${(memoryBytes / 2 ** 30).toFixed(1)} GB for computing`,
      `Self-test  ${selfTest.passed ? 'passed' : 'FAILED'}: largest difference ${selfTest.largestDifference.toExponential(1)}, allowed ${selfTest.tolerance.toExponential(1)}`,
      `Speed      ${perSecond} megapixels a second, DenseED (3,6,3) on ${speed.side} x ${speed.side}`,
      `Models     ${models.length > 0 ? models.join(', ') : 'none installed'} (${modelsFolder})`,
    ].join('\n');
  },
  failures: ({ selfTest, problems }) => [
    ...(selfTest.passed
      ? []
      : [
          'The self-test failed: numbers computed here differ from the stored ones. Do not trust results from this machine.',
        ]),
    ...problems,
  ],
});
