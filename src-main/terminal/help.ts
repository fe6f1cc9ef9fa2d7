import type { TerminalCommand } from '../commands/command';
import { flagOf, isSwitch, switchFlag } from './arguments';

/** The page `finescope --help` prints. */
export function overview(commands: readonly TerminalCommand[], version: string): string {
  const width = Math.max(...commands.map(({ id }) => id.length));
  const rows = commands.map(({ id, help }) => `  ${id.padEnd(width)}  ${help}`);
  return [
    `Finescope ${version}: super-resolution fluorescence microscopy from small training sets.`,
    '',
    'Usage: finescope COMMAND ...',
    '',
    ...rows,
    '',
    "finescope COMMAND --help tells a command's options; --json prints its result as JSON.",
  ].join('\n');
}

/** The page `finescope COMMAND --help` prints. */
export function commandHelp(command: TerminalCommand): string {
  const entries = Object.entries(command.parameters);
  const label = (name: string): string => {
    const parameter = command.parameters[name]!;
    const { positional, placeholder, repeatable } = parameter;
    if (positional) return placeholder ?? name.toUpperCase();
    if (isSwitch(parameter)) return switchFlag(name, parameter);
    return `${flagOf(name)} ${placeholder ?? 'VALUE'}${repeatable ? ' ...' : ''}`;
  };
  const usage = entries
    .map(([name, { schema }]) => (schema.safeParse(undefined).success ? `[${label(name)}]` : label(name)))
    .join(' ');
  const width = Math.max(0, ...entries.map(([name]) => label(name).length));
  const rows = entries.map(([name, parameter]) => {
    const { help } = parameter;
    const isDenied = isSwitch(parameter) && switchFlag(name, parameter) !== flagOf(name);
    const text = isDenied ? `Does not do this: ${help[0]!.toLowerCase()}${help.slice(1)}` : help;
    return `  ${label(name).padEnd(width)}  ${text}`;
  });
  return [`Usage: finescope ${command.id} ${usage}`.trimEnd(), '', command.help, '', ...rows]
    .join('\n')
    .trimEnd();
}
