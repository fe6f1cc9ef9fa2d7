import protobuf from 'protobufjs';
import type { EpochRecord } from '../../contract/run';
import { crc32c } from './crc32c';

/**
 * TensorBoard's event files: records as TensorFlow frames them (tensorflow/core/lib/io/record_writer.h), each an Event.
 * The messages below are the part of tensorflow/core/util/event.proto and framework/summary.proto that is used here.
 */
const root = protobuf.Root.fromJSON({
  nested: {
    Event: {
      oneofs: { what: { oneof: ['fileVersion', 'summary', 'sessionLog'] } },
      fields: {
        wallTime: { type: 'double', id: 1 },
        step: { type: 'int64', id: 2 },
        fileVersion: { type: 'string', id: 3 },
        summary: { type: 'Summary', id: 5 },
        sessionLog: { type: 'SessionLog', id: 7 },
      },
    },
    Summary: { fields: { value: { rule: 'repeated', type: 'Value', id: 1 } } },
    Value: { fields: { tag: { type: 'string', id: 1 }, simpleValue: { type: 'float', id: 2 } } },
    SessionLog: { fields: { status: { type: 'int32', id: 1 } } },
  },
});
const Event = root.lookupType('Event');

/** SessionLog's START: what earlier files of the run say from this step on is to be forgotten. */
const START = 1;

/** How an event file begins; `startedAt` is in ISO 8601. Everything that earlier files told is told anew. */
export function openingRecords(startedAt: string): Uint8Array {
  const wallTime = secondsOf(startedAt);
  return Buffer.concat([
    eventRecord({ wallTime, fileVersion: 'brain.Event:2' }),
    eventRecord({ wallTime, sessionLog: { status: START } }),
  ]);
}

/** The numbers of an epoch as scalars at that epoch, by TensorBoard's tags: "train/loss", "validation/psnr", ... */
export function epochRecord({ epoch, endedAt, learningRate, train, validation }: EpochRecord): Uint8Array {
  const scalars: Record<string, number | null> = {
    learning_rate: learningRate,
    'train/loss': train.loss,
    'train/rmse': train.rmse,
    'train/discriminator': train.discriminator,
    'validation/loss': validation?.loss ?? null,
    'validation/rmse': validation?.rmse ?? null,
    'validation/psnr': validation?.psnr ?? null,
    'validation/ssim': validation?.ssim ?? null,
  };
  const value = Object.entries(scalars)
    .filter(([, simpleValue]) => simpleValue !== null)
    .map(([tag, simpleValue]) => ({ tag, simpleValue }));
  return eventRecord({ wallTime: secondsOf(endedAt), step: epoch, summary: { value } });
}

/** Frames data as TensorFlow does: length, its masked checksum, data, their masked checksum; all little-endian. */
function frameRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(12 + data.length + 4);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc(data), true);
  return record;
}

function eventRecord(event: object): Uint8Array {
  return frameRecord(Event.encode(event).finish());
}

/** Turned right by 15 bits and moved, so that the checksum of data that hold checksums is not a special one. */
function maskedCrc(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

function secondsOf(time: string): number {
  return Date.parse(time) / 1000;
}
