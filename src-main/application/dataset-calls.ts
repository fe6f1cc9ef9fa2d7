import type { AppApi } from '../contract/app-api';
import { buildDataset } from '../jobs/build-dataset';
import { fileName } from '../jobs/output-names';
import type { Session } from '../jobs/session';
import type { PathPolicy } from './path-policy';

/** The calls about data sets. A window names folders that were chosen for it; the set that is made it may train on. */
export function datasetCalls(
  session: Session,
  policy: PathPolicy,
): Pick<AppApi, 'buildDataset' | 'datasetSplit'> {
  return {
    async buildDataset({ stacks, within, config }, call = {}) {
      await policy.requireReading(stacks);
      await policy.requireWriting(within);
      const { signal, onProgress, onEvent } = call;
      const trimmed = (path: string) => path.replace(/[/\\]+$/, '');
      const { folder, split, findings } = await buildDataset(
        session,
        {
          stacks: trimmed(stacks),
          out: `${trimmed(within)}/${fileName(trimmed(stacks))} data set`,
          config,
        },
        {
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
          onField: (field, count) => onEvent?.({ kind: 'field', field, count }),
        },
      );
      policy.grantReading([folder]);
      return { folder, split, findings };
    },
    async datasetSplit({ folder }) {
      await policy.requireReading(folder);
      const record = await session.withFiles((files) => files.readDataset({ folder }));
      return record?.split ?? null;
    },
  };
}
