import { expect, test } from 'vitest';
import { computeEnvironment, trainingEnvironment } from '../../../src-main/engine/environment';

test('the compute process starts with oneDNN on, quiet, and taking GPU memory as it is needed', () => {
  expect(computeEnvironment()).toEqual({
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_CPP_MIN_LOG_LEVEL: '2',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
  });
});

test('a number of threads is passed on where one is asked for', () => {
  expect(computeEnvironment({ threads: 3 })).toMatchObject({ TF_NUM_INTRAOP_THREADS: '3' });
});

test('a training process repeats its bits on a GPU too', () => {
  expect(trainingEnvironment({ threads: 2 })).toMatchObject({
    TF_DETERMINISTIC_OPS: '1',
    TF_ENABLE_ONEDNN_OPTS: '1',
    TF_NUM_INTRAOP_THREADS: '2',
  });
});
