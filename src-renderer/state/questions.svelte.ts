/** One way to answer a question. */
export interface Answer {
  id: string;
  /** A verb: "Stop and keep best". */
  label: string;
  /** "safe" is what Enter does and loses nothing; "danger" loses something. */
  kind: 'safe' | 'danger' | 'other';
}

/** A question that stops a person, because data would be lost. */
export interface Question {
  /** "Stop super-resolving overview.tif?" */
  title: string;
  /** What is lost and what is kept. */
  text: string;
  answers: Answer[];
  answer: (id: string | null) => void;
}

/** Questions of the window, one at a time. */
export class Questions {
  #waiting = $state.raw<Question[]>([]);
  /** The one to be answered now. */
  readonly current = $derived(this.#waiting[0] ?? null);

  /** Asks, and answers with the id of the chosen answer; null where the person turned away. */
  ask(question: Omit<Question, 'answer'>): Promise<string | null> {
    return new Promise((resolve) => {
      const asked: Question = {
        ...question,
        answer: (id) => {
          this.#waiting = this.#waiting.filter((other) => other !== asked);
          resolve(id);
        },
      };
      this.#waiting = [...this.#waiting, asked];
    });
  }
}
