import { expect, test } from 'vitest';
import { RuntimeFailedError } from '../../../src-main/contract/errors';
import { openRuntime } from '../../../src-main/engine/runtime';

test('where neither TensorFlow nor WebAssembly is found, starting fails with a sentence', async () => {
  const nowhere = { addon: undefined, missing: 'no compiler was found', wasm: '/nowhere' };
  const failure = await openRuntime(nowhere).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RuntimeFailedError);
  expect((failure as Error).message).toMatch(
    /^Neither TensorFlow \(no compiler was found\) nor the WebAssembly backend/,
  );
});
