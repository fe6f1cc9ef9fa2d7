import { computeEnvironment } from '../../src-main/engine/environment';
import { loadAddon, type Addon } from '../../src-main/engine/tensorflow';

/**
 * TensorFlow's addon in this process, with the environment that the compute process would have. The launcher (npm
 * test) builds it and leaves its path in FINESCOPE_TENSORFLOW.
 */
export function testAddon(): Addon {
  const path = process.env['FINESCOPE_TENSORFLOW'];
  if (!path)
    throw new Error(
      'FINESCOPE_TENSORFLOW is not set: run the tests with npm test, which prepares TensorFlow.',
    );
  Object.assign(process.env, computeEnvironment());
  return loadAddon(path);
}
