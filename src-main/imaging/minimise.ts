/** A place where a function of one variable is least, and its value there. */
export interface Minimum {
  at: number;
  value: number;
}

/** Golden section: what is left of an interval in a step. */
const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * The minimum of a function between `low` and `high` by Brent's method (Brent 1973, chapter 5): parabolas through the best
 * three places, golden sections where they do not help. Where there are several minima it finds one of them; where there
 * is none inside, it comes as near to an end as `tolerance` allows.
 *
 * @param tolerance Of the place; below the square root of the function's own accuracy it is of no use.
 */
export function minimise(of: (x: number) => number, low: number, high: number, tolerance = 1e-6): Minimum {
  let best = { at: low + GOLDEN * (high - low), value: 0 };
  best.value = of(best.at);
  let [second, third] = [best, best];
  let [step, stepBefore] = [0, 0];
  const isOpen = () => Math.abs(best.at - (low + high) / 2) > 2 * tolerance - (high - low) / 2;
  while (isOpen()) {
    const middle = (low + high) / 2;
    const parabola = stepTo(best, second, third);
    const isUsable =
      Math.abs(stepBefore) > tolerance &&
      Math.abs(parabola) < Math.abs(stepBefore / 2) &&
      best.at + parabola > low &&
      best.at + parabola < high;
    if (isUsable) {
      [stepBefore, step] = [step, parabola];
      const near = 2 * tolerance;
      if (best.at + step - low < near || high - best.at - step < near)
        step = best.at < middle ? tolerance : -tolerance;
    } else {
      stepBefore = best.at < middle ? high - best.at : low - best.at;
      step = GOLDEN * stepBefore;
    }
    const at = best.at + (Math.abs(step) >= tolerance ? step : Math.sign(step) * tolerance);
    const tried = { at, value: of(at) };
    if (tried.value <= best.value) {
      if (at < best.at) high = best.at;
      else low = best.at;
      [third, second, best] = [second, best, tried];
    } else {
      if (at < best.at) low = at;
      else high = at;
      if (tried.value <= second.value || second === best) [third, second] = [second, tried];
      else if (tried.value <= third.value || third === best || third === second) third = tried;
    }
  }
  return best;
}

/** From the best place to the top of the parabola through three; NaN where they lie on a line. */
function stepTo(best: Minimum, second: Minimum, third: Minimum): number {
  const r = (best.at - second.at) * (best.value - third.value);
  const q = (best.at - third.at) * (best.value - second.value);
  const p = (best.at - third.at) * q - (best.at - second.at) * r;
  return -p / (2 * (q - r));
}
