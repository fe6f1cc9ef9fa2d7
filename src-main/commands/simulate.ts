import { z } from 'zod';
import { SIMULATION_PRESETS } from '../contract/simulation-presets';
import { chooseSimulation } from '../jobs/choose-simulation';
import { simulate, type SimulatedSet } from '../jobs/simulate';
import { defineCommand } from './command';
import { optionalText } from './parameters';

/** Makes images of which everything is known. */
export const simulateCommand = defineCommand({
  id: 'simulate',
  title: 'Simulate a sample',
  help: 'Makes stacks of frames of a sample of known truth, with the truth and the positions of fluorophores.',
  menu: ['File', 'Simulate a sample…'],
  separated: true,
  shortcut: null,
  act: (window) => window.simulate(),
  parameters: {
    config: {
      schema: z.string().min(1).optional(),
      placeholder: 'CONFIG.json',
      positional: true,
      help: 'A configuration, or simulation.json of a simulation.',
    },
    preset: optionalText('NAME', 'Instead, a simulation by name: simulate presets lists them.'),
    out: {
      schema: z.string().min(1),
      placeholder: 'FOLDER',
      help: 'A new folder; or one in which the same simulation was begun, which then goes on.',
    },
    fields: {
      schema: z.int().min(1).max(999).optional(),
      placeholder: 'N',
      help: 'How many fields of view.',
    },
    seed: {
      schema: z.int().min(0).optional(),
      placeholder: 'N',
      help: 'Of all that is random: another number makes other fields.',
    },
    set: {
      schema: z.array(z.string().min(1)).default([]),
      placeholder: 'KEY=VALUE',
      repeatable: true,
      help: 'A setting by its path, e.g. optics.numericalAperture=1.2 or sample.kind=actin.',
    },
  },
  async run(session, { out, ...choice }, options) {
    const config = await chooseSimulation(session, choice, options);
    return simulate(session, { config, out }, options);
  },
  describe: describeSet,
});

/** The presets. */
export const simulatePresets = defineCommand({
  id: 'simulate presets',
  title: 'Simulations',
  help: 'Lists the simulations that can be asked for by name.',
  menu: ['File', 'Simulations'],
  shortcut: null,
  parameters: {},
  run: async () => ({ presets: SIMULATION_PRESETS }),
  describe: ({ presets }) => {
    const width = Math.max(...presets.map(({ name }) => name.length));
    return presets.map(({ name, title, help }) => `${name.padEnd(width)}  ${title}. ${help}`).join('\n');
  },
});

function describeSet({ folder, name, frames, width, height, fields, kept }: SimulatedSet): string {
  const [first] = fields as [SimulatedSet['fields'][0]];
  const count = fields.length === 1 ? '1 field' : `${fields.length} fields`;
  return [
    `"${name}": ${count} of ${width} x ${height} pixels, ${frames === 1 ? '1 frame' : `${frames} frames`} each.`,
    ...(kept > 0 ? [`${kept} of them were there already.`] : []),
    `  frames     ${first.frames.join(', ')}`,
    `  truth      ${first.truth}`,
    `  positions  ${first.positions}`,
    ...(first.drift === null ? [] : [`  drift      ${first.drift}`]),
    ...(first.localisations
      ? [`  input      ${first.localisations.sparse}`, `  target     ${first.localisations.dense}`]
      : []),
    `They lie in ${folder}`,
  ].join('\n');
}
