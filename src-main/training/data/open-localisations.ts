import type { CallOptions } from '../../contract/signal';
import type { DataFinding } from '../../contract/training-api';
import type { DataSource } from '../../contract/training-config';
import { planeGeometry } from '../../imaging/geometry';
import type { DataFiles } from './data-files';
import { densitySource } from './density-source';
import { readEmitters } from './emitters';
import type { Field, FieldSet, Frame } from './fields';
import { fault, unreadable, warning } from './findings';
import type { ImageShelf } from './image-shelf';

/** Parts into which one stack of simulated frames is divided, so that some can be held out. */
const BLOCKS = 20;

/** The grid of Deep-STORM, where no network says another. */
const USUAL_SCALE = 8;

/**
 * Deep-STORM's data: a stack of frames and the positions of their emitters. Its frames are simulations of their own, so
 * there is no field of view to keep together: the stack is divided into up to 20 blocks of frames, which stand in the
 * place of fields. A finding says so, for frames of a real recording show one sample again and again.
 *
 * @param scale Pixels of the density map per camera pixel along a side; 8 where the network is not known.
 */
export async function openLocalisations(
  files: DataFiles,
  source: Extract<DataSource, { kind: 'localisations' }>,
  scale: number = USUAL_SCALE,
  shelf: ImageShelf,
  options: CallOptions,
): Promise<FieldSet> {
  const file = nameOf(files, source.frames);
  const positions = nameOf(files, source.positions);
  const set = { fields: [], scale, density: true, files: [source.frames, source.positions] };
  let image;
  try {
    ({ image } = await shelf.source(source.frames, options));
  } catch (error) {
    return { ...set, findings: [unreadable(error, file)] };
  }
  const { width, height, planes, samples } = planeGeometry(image.info);
  if (samples > 1) {
    const sentence = `"${file}" holds ${samples} values a pixel; localisation needs a stack of one channel.`;
    return { ...set, findings: [fault('type', file, sentence)] };
  }
  const grid = { planes, width: width * scale, height: height * scale, pixelNm: source.pixelSizeNm / scale };
  const {
    frames: emitters,
    outside,
    beyond,
  } = readEmitters(await files.readText(source.positions), positions, grid);
  const density = densitySource(emitters, grid, positions);
  const frames = Array.from({ length: planes }, (_, plane): Frame => ({
    input: { image, plane, file },
    target: { image: density, plane, file: positions, isComputed: true },
  }));
  const findings = [blocksWarning(file, planes)];
  if (outside > 0) findings.push(outsideWarning(positions, outside, grid, source.pixelSizeNm));
  if (beyond > 0) {
    const sentence = `${beyond} positions in "${positions}" belong to frames beyond the ${planes} of "${file}" (frames count from 1): left aside.`;
    findings.push(warning('positions', positions, sentence));
  }
  return { ...set, fields: blocks(frames, { input: file, target: positions, width, height }), findings };
}

function blocks(frames: Frame[], common: Pick<Field, 'input' | 'target' | 'width' | 'height'>): Field[] {
  const count = Math.min(BLOCKS, frames.length);
  const digits = String(frames.length).length;
  const number = (frame: number) => String(frame + 1).padStart(digits, '0');
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * frames.length) / count);
    const to = Math.floor(((i + 1) * frames.length) / count);
    const name = to - from === 1 ? `frame ${number(from)}` : `frames ${number(from)}-${number(to - 1)}`;
    return { ...common, name, frames: frames.slice(from, to), sharesTarget: false };
  });
}

function blocksWarning(file: string, planes: number): DataFinding {
  return warning(
    'frames',
    file,
    `The ${planes} frames of "${file}" are taken as simulations independent of one another, in ${Math.min(BLOCKS, planes)} ` +
      `blocks of which some can be held out. Frames of one real recording show the same sample: scores on held-out ones ` +
      `would flatter the network.`,
  );
}

function outsideWarning(
  positions: string,
  count: number,
  grid: { width: number; height: number; pixelNm: number },
  pixelSizeNm: number,
): DataFinding {
  const [wide, high] = [grid.width * grid.pixelNm, grid.height * grid.pixelNm].map(Math.round);
  return warning(
    'positions',
    positions,
    `${count} positions in "${positions}" lie outside the frames, which are ${wide} x ${high} nm at ${pixelSizeNm} nm a ` +
      `pixel: left aside. If these are many, the camera's pixel size (data.pixelSizeNm) is another.`,
  );
}

const nameOf = (files: DataFiles, path: string) => files.relative(files.folderOf(path), path);
