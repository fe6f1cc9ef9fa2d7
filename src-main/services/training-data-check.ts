import type { DataReport, DataRequest } from '../contract/training-api';
import type { CallOptions } from '../contract/signal';
import { dataDisk } from '../io/data-disk';
import { networkOf } from '../models/catalog';
import { outputScale, sizeStep } from '../models/geometry';
import { ImageShelf } from '../training/data/image-shelf';
import { inspectData } from '../training/data/inspect';
import { PlaneStore } from '../training/data/plane-store';

/** Planes that several looks need (targets that frames share) are kept in this much memory, and few files open. */
const KEPT_BYTES = 2 ** 26;
const MOST_OPEN = 4;

/** Looks at all that a run would train on, and says what was found; nothing stays open. */
export async function checkTrainingData(
  { architecture, ...request }: DataRequest,
  options: CallOptions = {},
): Promise<DataReport> {
  const network = architecture && networkOf(architecture);
  const shelf = new ImageShelf(dataDisk, MOST_OPEN);
  const tools = { files: dataDisk, shelf, store: new PlaneStore(KEPT_BYTES) };
  const inspected = {
    ...request,
    ...(network && { scale: outputScale(network), sizeStep: sizeStep(network) }),
  };
  try {
    return (await inspectData(inspected, tools, false, options)).report;
  } finally {
    await shelf.close();
  }
}
