import type { Command } from './command';
import { compare } from './compare';
import { doctor } from './doctor';
import { info } from './info';
import { modelsImport, modelsList } from './models';
import { superResolveCommand } from './super-resolve';

/** Every action of the user. Menus, shortcuts, the finder, the recorder and the command line read this table. */
export const commands: readonly Command[] = [
  superResolveCommand,
  modelsImport,
  modelsList,
  compare,
  info,
  doctor,
];
