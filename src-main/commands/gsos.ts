import { z } from 'zod';
import { InvalidRequestError } from '../contract/errors';
import { Photons, type GsosReport } from '../contract/gsos';
import { defineCommand } from './command';
import { filesParameter, numberList } from './parameters';

/** Super-resolution from images at several excitation powers. */
export const gsosCommand = defineCommand({
  id: 'gsos',
  title: 'GSOS',
  help: 'Narrows the PSF by sqrt(M) from images of a field at M excitation powers (Zhang 2018).',
  menu: ['Process', 'GSOS'],
  shortcut: null,
  parameters: {
    image: filesParameter(
      'IMAGE...',
      'An image for each power, the mean of its frames; or one stack with a frame for each.',
    ),
    powers: {
      schema: z.array(z.number()).min(1),
      placeholder: 'P1,P2[,...]',
      help: 'Excitation power of each image, in their order and any unit, e.g. 1,2.',
      fromText: parsePowers,
    },
    photons: { schema: Photons, placeholder: 'N', help: Photons.description! },
    out: {
      schema: z.string().min(1),
      placeholder: 'OUT.tif',
      help: 'The image to write, as float32 (.tif or .ome.tif).',
    },
    frames: numberList('Only these frames of each image, counted from 1.'),
  },
  run: (session, { image, powers, photons, out, frames }, options) =>
    session.withFiles((files) =>
      files.gsos({ images: image.map((path) => ({ path, frames })), powers, photons, out }, options),
    ),
  describe: describeGsos,
});

function parsePowers(text: string): number[] {
  return text.split(',').map((word) => {
    const power = Number(word);
    if (word.trim() !== '' && Number.isFinite(power)) return power;
    throw new InvalidRequestError(
      `"${word}" in --powers ${text} is no number. Write them as 1,2 or 0.5,1,2.`,
      {
        parameter: 'powers',
      },
    );
  });
}

function describeGsos({
  out,
  width,
  height,
  powers,
  coefficients,
  noiseAmplification,
  narrowing,
  notes,
}: GsosReport): string {
  const terms = coefficients.map(
    (one, k) =>
      `${one < 0 ? '- ' : k > 0 ? '+ ' : ''}${Number(Math.abs(one).toPrecision(4))} S(${powers[k]})`,
  );
  return [
    `${out}: ${width} x ${height}, ${terms.join(' ')}`,
    `The point spread function is ${narrowing.toFixed(2)} times narrower. With the same noise in all images and the strongest one counted once, noise is ${noiseAmplification.toFixed(2)} times that of one.`,
    ...notes,
  ].join('\n');
}
