import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ROOT } from '../setup/cache.mjs';
import { installElectron } from '../setup/electron.mjs';
import { BROWSER_HOST, COMMAND_LINE } from '../setup/program.mjs';
import { say } from '../setup/say.mjs';
import { setUp } from '../setup/setup.mjs';

/** A window that ends with an error sooner than this did not open. */
const OPENED_AFTER_MS = 5000;
/** Where the person was: npm itself goes to the checkout. */
const FOLDER = process.env.INIT_CWD ?? process.cwd();

/**
 * `npm start [FILES]`: set-up, then the window; where there is no screen or no Electron, the same in a browser.
 * `npm start -- --browser [FOLDER] [FILES] [--port N]` is always the latter, `npm start -- COMMAND ...` a command.
 */
export default async function start(words) {
  await setUp({ retry: true });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined); // the child has it too, and decides
  if (words[0] === '--browser') return finish(await inBrowser(words.slice(1)));
  if (isCommand(words[0])) return finish(await foreground(process.execPath, [COMMAND_LINE, ...words]));
  const files = words.map((word) => resolve(FOLDER, word));
  finish((await inWindow(files)) ?? (await inBrowser(files)));
}

/** Whether a word is a command or an option rather than a file. */
function isCommand(word) {
  if (word === undefined) return false;
  return word.startsWith('-') || (/^[a-z-]+$/.test(word) && !existsSync(resolve(FOLDER, word)));
}

/** Opens the window and waits for its end; undefined where none can be opened. */
async function inWindow(files) {
  if (!hasScreen()) {
    say('There is no screen here, so Finescope opens in a browser.');
    return undefined;
  }
  const electron = await installElectron();
  if (!electron) {
    say('So there is no window of its own; Finescope opens in a browser.');
    return undefined;
  }
  if (electron.kind === 'test') {
    say(`Electron ${electron.version} runs, an old one for tests: the current one cannot be fetched here.`);
  }
  // Chromium refuses to run its sandbox as root. Only root goes without: everyone else has it.
  const asRoot = process.platform === 'linux' && process.getuid() === 0;
  const began = performance.now();
  const result = await foreground(electron.program, [...(asRoot ? ['--no-sandbox'] : []), ROOT, ...files]);
  if (result.code === 0 || result.signal || performance.now() - began > OPENED_AFTER_MS) return result;
  say('The window did not open; what Electron said is above. Finescope opens in a browser instead.');
  return undefined;
}

function hasScreen(environment = process.env) {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Serves the window to a browser until it is stopped. */
function inBrowser(words) {
  return foreground(process.execPath, [BROWSER_HOST, ...words], FOLDER);
}

async function foreground(program, words, cwd = ROOT) {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env; // editors set it in their terminals
  const child = spawn(program, words, { cwd, env, stdio: 'inherit' });
  const [code, signal] = await once(child, 'exit');
  return { code, signal };
}

function finish({ code, signal }) {
  process.exitCode = signal ? 1 : code;
}
