import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Sight } from './screen';

/** One kind of movement: how it begins and ends, and its n-th step; every step has to change the picture. */
export interface Movement {
  begin?(): Promise<void>;
  step(n: number): Promise<void>;
  end?(): Promise<void>;
}

/** What was seen of a movement, in ms. */
export interface Frames {
  /** Between pictures while one step follows another. */
  intervals: number[];
  /** From a step to the picture that shows it, one step at a time. */
  delays: number[];
}

const CONTINUOUS_MS = 3000;
const SINGLE_STEPS = 60;

/** Moves, and watches the picture change on the screen. */
export async function watchFrames(sight: Sight, { begin, step, end }: Movement): Promise<Frames> {
  await sight.still();
  await begin?.();
  let n = 0;
  const until = performance.now() + CONTINUOUS_MS;
  const moving = (async () => {
    while (performance.now() < until) await step(n++);
  })();
  const times = await sight.changes(moving);
  await moving;
  await sight.still();
  const delays: number[] = [];
  for (let i = 0; i < SINGLE_STEPS; i++) {
    const before = Buffer.from(sight.look());
    const at = performance.now();
    const stepped = step(n++);
    delays.push((await sight.untilOther(before, 'the step of a movement', 5000)) - at);
    await stepped;
    await wait(40 + 17 * Math.random()); // not in step with the frames
    await sight.still(40);
  }
  await end?.();
  return { intervals: times.slice(1).map((time, i) => time - times[i]!), delays };
}

/** The picture is dragged along a circle by the middle button. */
export function panning(page: Page, centre: { x: number; y: number }): Movement {
  const at = (n: number): [number, number] => [
    centre.x + 150 * Math.sin(n / 9),
    centre.y + 120 * Math.cos(n / 9),
  ];
  return {
    async begin() {
      await page.mouse.move(...at(0));
      await page.mouse.down({ button: 'middle' });
    },
    step: (n) => page.mouse.move(...at(n + 1)),
    end: () => page.mouse.up({ button: 'middle' }),
  };
}

/** The wheel zooms in ten steps and out again. */
export function zooming(page: Page, centre: { x: number; y: number }): Movement {
  return {
    begin: () => page.mouse.move(centre.x, centre.y),
    step: (n) => page.mouse.wheel(0, n % 20 < 10 ? -50 : 50),
  };
}

/** The slider of the highest displayed value is dragged to and fro. */
export function changingContrast(page: Page): Movement {
  const slider = page.getByRole('slider', { name: 'Maximum' });
  let box = { x: 0, y: 0, width: 0, height: 0 };
  const at = (part: number): [number, number] => [box.x + box.width * part, box.y + box.height / 2];
  return {
    async begin() {
      box = (await slider.boundingBox())!;
      await page.mouse.move(...at(0.7));
      await page.mouse.down();
    },
    step: (n) => page.mouse.move(...at(0.6 + 0.3 * Math.sin(n / 7))),
    end: () => page.mouse.up(),
  };
}
