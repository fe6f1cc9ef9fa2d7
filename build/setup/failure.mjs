/** Something set-up cannot mend by itself; `message` is a sentence for the person, with its cure. No stack is shown. */
export class SetupFailure extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = 'SetupFailure';
  }
}
