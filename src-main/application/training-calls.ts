import type { AppApi } from '../contract/app-api';
import type { CallOptions } from '../contract/signal';
import type { DataReport, DataRequest } from '../contract/training-api';
import type { DataSource, TrainingConfig } from '../contract/training-config';
import { listRuns } from '../jobs/runs';
import type { Session } from '../jobs/session';
import type { HostFunctions } from './host-functions';
import type { PathPolicy } from './path-policy';
import type { TrainingRuns } from './training-runs';

/** What the calls about training work with. */
export interface TrainingContext {
  session: Session;
  host: Pick<HostFunctions, 'info'>;
  policy: PathPolicy;
  runs: TrainingRuns;
}

type TrainingCalls = Pick<
  AppApi,
  | 'listRuns'
  | 'watchRun'
  | 'runPreview'
  | 'checkTrainingData'
  | 'estimateTraining'
  | 'startTraining'
  | 'resumeRun'
  | 'controlRun'
>;

/** The calls about training. A window names data that it was granted, and runs that it was told of. */
export function trainingCalls({ session, host, policy, runs }: TrainingContext): TrainingCalls {
  const check = async (request: DataRequest, call: CallOptions): Promise<DataReport> => {
    const paths = dataPaths(request.data);
    for (const path of paths) await policy.requireReading(path);
    const report = await session.withFiles((files) => files.checkTrainingData(request, heard(call)));
    // What lies in a served folder may be a link that leads out of it, and a table may name anything.
    const named = report.fields.flatMap(({ input, target }) =>
      [input, target].map((name) => whole(request.data, name)),
    );
    for (const path of paths) await policy.requireReadingWith(path, named);
    return report;
  };
  const requireConfig = async (config: TrainingConfig, call: CallOptions): Promise<void> => {
    const { data, split, patches, normalisation, seed } = config;
    if (host.info.kind === 'browser') await check({ data, split, patches, normalisation, seed }, call);
    for (const path of dataPaths(data)) await policy.requireReading(path);
    for (const term of config.loss) if (term.kind === 'perceptual') await policy.requireReading(term.model);
  };
  return {
    async listRuns(_, call = {}) {
      const listed = await listRuns(session, heard(call));
      policy.grantReading(listed.runs.map(({ path }) => path));
      return listed;
    },
    async watchRun({ run }, call = {}) {
      await policy.requireReading(run);
      await runs.watch(run, {
        ...heard(call),
        onEvent(event) {
          // Where a run of this user lies and what it was trained on, a person chose once: it may be chosen again.
          if (event.kind === 'run' && host.info.kind === 'desktop')
            policy.grantReading(dataPaths(event.detail.record.config.data));
          call.onEvent?.(event);
        },
      });
    },
    async runPreview({ run, epoch }, call = {}) {
      await policy.requireReading(run);
      return session.withFiles((files) => files.readRunPreview({ run, epoch }, heard(call)));
    },
    checkTrainingData: (request, call = {}) => check(request, call),
    async estimateTraining({ config }, call = {}) {
      await requireConfig(config, call);
      return session.withTraining((training) => training.estimate({ config }, heard(call)), {
        threads: config.threads,
      });
    },
    async startTraining({ config }, call = {}) {
      await requireConfig(config, call);
      const run = await runs.start(config, call);
      policy.grantReading([run]);
      return { run };
    },
    async resumeRun({ run, epochs }, call = {}) {
      await policy.requireReading(run);
      await runs.resume(run, epochs, call);
    },
    async controlRun({ run, action }) {
      await policy.requireReading(run);
      await runs.control(run, action);
    },
  };
}

/** The paths that a data source names itself. */
function dataPaths(data: DataSource): string[] {
  switch (data.kind) {
    case 'folder':
      return [data.folder];
    case 'table':
      return [data.file];
    case 'localisations':
      return [data.frames, data.positions];
  }
}

/** The path of a file that a report names as the person did: below the folder, or beside the table. */
function whole(data: DataSource, name: string): string {
  if (/^(\/|\\|[a-z]:)/i.test(name)) return name;
  const [first] = dataPaths(data);
  const folder = data.kind === 'folder' ? first! : first!.replace(/[/\\][^/\\]+$/, '');
  return `${folder}/${name}`;
}

/** What of a window's call concerns the process that answers it. */
function heard({ signal, onProgress }: CallOptions): CallOptions {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}
