import { analyzeCommands } from './analyze-commands';
import type { Command, TerminalCommand } from './command';
import { compare } from './compare';
import { compareCommands } from './compare-commands';
import { datasetBuild } from './dataset';
import { doctor } from './doctor';
import { driftCommand } from './drift';
import { editCommands } from './edit-commands';
import { evaluateCommand } from './evaluate';
import { fileCommands } from './file-commands';
import { gsosCommand } from './gsos';
import { imageCommands, toolCommands } from './image-commands';
import { info } from './info';
import { modelsImport, modelsList } from './models';
import { processCommands } from './process-commands';
import { esrrfCommand, srrfCommand } from './reconstruct';
import { decorrelationCommand, frcCommand, seamsCommand, squirrelCommand } from './quality';
import { runsCurves } from './run-curves';
import { runsList } from './runs';
import { simulateCommand, simulatePresets } from './simulate';
import { superResolveCommand } from './super-resolve';
import { sweepCommand } from './sweep';
import { esrrfSweep, srrfSweep } from './sweep-parameters';
import { trainCommand, trainPresets, trainResume } from './train';
import { trainingCommands } from './training-commands';
import { windowCommands } from './window-commands';

/** Every action of the user, in the order of the menus. Menus, shortcuts, the finder and the command line read this table. */
export const commands: readonly Command[] = [
  ...fileCommands,
  simulateCommand,
  simulatePresets,
  ...editCommands,
  ...toolCommands,
  info,
  ...imageCommands,
  superResolveCommand,
  ...processCommands,
  srrfCommand,
  esrrfCommand,
  gsosCommand,
  srrfSweep,
  esrrfSweep,
  modelsImport,
  modelsList,
  ...analyzeCommands,
  compare,
  driftCommand,
  frcCommand,
  decorrelationCommand,
  squirrelCommand,
  seamsCommand,
  ...compareCommands,
  datasetBuild,
  trainCommand,
  trainResume,
  ...trainingCommands,
  evaluateCommand,
  runsList,
  runsCurves,
  sweepCommand,
  trainPresets,
  ...windowCommands,
  doctor,
];

/** Those the command line has. */
export const terminalCommands: readonly TerminalCommand[] = commands.filter(
  (command): command is TerminalCommand => 'run' in command,
);

/** The menus, from left to right. */
export const MENUS = ['File', 'Edit', 'Image', 'Process', 'Analyze', 'Train', 'Window', 'Help'] as const;
