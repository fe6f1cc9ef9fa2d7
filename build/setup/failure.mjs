/** Something set-up cannot mend by itself; `message` is a sentence for the person, with its cure. No stack is shown. */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {{ cause?: unknown, prerequisite?: boolean }} [options] `prerequisite`: the person has to install something
   *   (quick to look for again), not the network or a build that failed
   */
  constructor(message, { cause, prerequisite = false } = {}) {
    super(message, { cause });
    this.name = 'SetupFailure';
    this.prerequisite = prerequisite;
  }
}
