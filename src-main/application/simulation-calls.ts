import type { AppApi } from '../contract/app-api';
import { previewSimulation } from '../jobs/preview-simulation';
import type { Session } from '../jobs/session';
import { simulate } from '../jobs/simulate';
import type { PathPolicy } from './path-policy';

type SimulationCalls = Pick<AppApi, 'previewSimulation' | 'simulate'>;

/** The calls about simulating. A window names a folder that was chosen for it; what is written there it may open. */
export function simulationCalls(session: Session, policy: PathPolicy): SimulationCalls {
  return {
    previewSimulation: ({ config }, call = {}) => previewSimulation(session, config, call),
    async simulate({ config, within }, call = {}) {
      await policy.requireWriting(within);
      const { signal, onProgress } = call;
      const out = `${within.replace(/[/\\]+$/, '')}/${config.name}`;
      const { folder, fields } = await simulate(
        session,
        { config, out },
        { ...(signal && { signal }), ...(onProgress && { onProgress }) },
      );
      const { frames, truth, localisations } = fields[0]!;
      const known = localisations ? [localisations.sparse, localisations.dense] : [truth];
      const images = [...frames, ...known].map((file) => `${folder}/${file}`);
      policy.grantReading([folder, ...images]);
      return { folder, fields: fields.length, images };
    },
  };
}
