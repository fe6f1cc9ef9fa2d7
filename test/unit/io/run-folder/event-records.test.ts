import { describe, expect, it } from 'vitest';
import { epochRecord, openingRecords } from '../../../../src-main/io/run-folder/event-records';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const time = (seconds: number) => new Date(seconds * 1000).toISOString();

// The expected bytes are those that TensorBoard 2.21's own RecordWriter and messages write for the same events.
describe('event records', () => {
  it('begin with the version, and forget what earlier files told', () => {
    expect(hex(openingRecords(time(1795300000.25)))).toBe(
      '1800000000000000a37f4b2209000010a886c0da411a0d627261696e2e4576656e743a32d50ecd32' +
        '0d000000000000003c37b83409000010a886c0da413a02080168896d62',
    );
  });

  it('tell the numbers of an epoch as scalars', () => {
    const record = epochRecord({
      epoch: 12,
      step: 60,
      learningRate: 3e-4,
      train: { loss: 0.5, rmse: 0.125, terms: { mse: 0.5 }, discriminator: null },
      validation: { loss: 0.25, rmse: 0.0625, psnr: 24.5, ssim: 0.75 },
      best: true,
      seconds: 3,
      endedAt: time(1795300060.5),
    });
    expect(hex(record)).toBe(
      'aa00000000000000adb5492209000020b786c0da41100c2a9c01' +
        '0a140a0d6c6561726e696e675f726174651552499d39' +
        '0a110a0a747261696e2f6c6f7373150000003f' +
        '0a110a0a747261696e2f726d7365150000003e' +
        '0a160a0f76616c69646174696f6e2f6c6f7373150000803e' +
        '0a160a0f76616c69646174696f6e2f726d7365150000803d' +
        '0a160a0f76616c69646174696f6e2f70736e72150000c441' +
        '0a160a0f76616c69646174696f6e2f7373696d150000403f' +
        'fd396edb',
    );
  });
});
