import type { RunSummary } from '../contract/run';
import type { CallOptions } from '../contract/signal';
import type { Session } from './session';

/** The runs of this user, the one changed last first, and sentences about those that cannot be read. */
export function listRuns(
  session: Session,
  options: CallOptions,
): Promise<{ runs: RunSummary[]; problems: string[] }> {
  return session.withFiles((files) => files.listRuns({ folder: session.runsFolder }, options));
}
