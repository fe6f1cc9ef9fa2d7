// Set-up speaks on standard error only: the standard output of a command belongs to the command.

const terminal = process.stderr.isTTY === true;
let open = false;

/** Prints one line. */
export function say(line) {
  if (open) process.stderr.write('\n');
  open = false;
  process.stderr.write(`${line}\n`);
}

/**
 * A line that changes while work goes on: rewritten in place on a terminal, otherwise printed at most every
 * `quietMs` so that a log stays short. Returns `update(text)` and `done(text)`.
 */
export function progressLine(quietMs = 10_000) {
  let last = -Infinity;
  return {
    update(text) {
      const now = performance.now();
      if (terminal) {
        if (now - last < 100) return;
        process.stderr.write(`\r\x1b[K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
        open = true;
      } else {
        if (now - last < quietMs) return;
        process.stderr.write(`${text}\n`);
      }
      last = now;
    },
    done(text) {
      if (terminal && open) process.stderr.write('\r\x1b[K');
      open = false;
      process.stderr.write(`${text}\n`);
    },
  };
}

/** "274 MB", with three digits at most where they tell something. */
export function megabytes(bytes) {
  const value = bytes / 1e6;
  return value < 10 ? `${value.toFixed(1)} MB` : `${Math.round(value)} MB`;
}

/** "1 min 20 s". */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
