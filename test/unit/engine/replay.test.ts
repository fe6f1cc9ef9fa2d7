import { expect, test } from 'vitest';
import { compileNetwork } from '../../../src-main/engine/compile';
import { openReplay } from '../../../src-main/engine/replay';
import { networkOf } from '../../../src-main/models/catalog';
import { randomWeights } from '../../support/plain-network';

/** A machine that computes nothing but keeps count of what is alive. */
function countingMachine() {
  const alive = new Set<number>();
  let last = 0;
  let most = 0;
  const make = () => {
    alive.add(++last);
    most = Math.max(most, alive.size);
    return last;
  };
  return {
    alive,
    most: () => most,
    make,
    machine: {
      constant: make,
      execute: ({ outputs }: { outputs: unknown[] }, inputs: number[]) => {
        for (const input of inputs) if (!alive.has(input)) throw new Error(`${input} was freed too early`);
        return outputs.map(make);
      },
      free: (handle: number) => {
        if (!alive.delete(handle)) throw new Error(`${handle} was freed twice`);
      },
    },
  };
}

test.each([{}, { largeImage: 0 }])('a replay frees everything after its last use, once (%o)', (options) => {
  const network = networkOf({ kind: 'denseed', blocks: [2, 3, 2], growthRate: 4, firstFeatures: 8 });
  const compiled = compileNetwork(
    network,
    randomWeights(network, 1),
    { batch: 1, height: 8, width: 8 },
    options,
  );
  const { machine, alive, most, make } = countingMachine();
  const replay = openReplay(machine, compiled);
  const constants = alive.size;

  const input = make();
  const output = replay.run(input);
  expect([...alive].slice(constants)).toEqual([input, output]);
  expect(most() - constants).toBeLessThan(16);

  machine.free(input);
  machine.free(output);
  replay.dispose();
  expect(alive.size).toBe(0);
});
