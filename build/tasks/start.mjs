import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { COMMAND_LINE } from '../setup/program.mjs';
import { say } from '../setup/say.mjs';
import { setUp } from '../setup/setup.mjs';

const HOW_TO_BEGIN = `
Finescope is ready. Run its commands from this folder:

  npx finescope models import WEIGHTS.pth --name NAME    install a network's weights
  npx finescope super-resolve IMAGE.tif --model NAME --out RESULT.tif
  npx finescope --help                                   every command
`;

/** `npm start`: set-up, then the command given, or the doctor's report and how to begin. */
export default async function start(words) {
  await setUp({ retry: true });
  const child = spawn(process.execPath, [COMMAND_LINE, ...(words.length > 0 ? words : ['doctor'])], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined); // the child has it too, and decides
  const [code, signal] = await once(child, 'exit');
  if (words.length === 0 && code === 0) say(HOW_TO_BEGIN);
  process.exitCode = signal ? 1 : code;
}
