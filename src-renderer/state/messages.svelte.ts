/** How a message is meant: "success" fades by itself, the others stay until they are closed. */
export type MessageLevel = 'success' | 'info' | 'warning' | 'error';

/** A button of a message. */
export interface MessageAction {
  label: string;
  run: () => void;
}

/** What a person is told: a bold fact, what to do, at most three buttons. */
export interface Message {
  id: number;
  level: MessageLevel;
  /** The fact, a sentence. */
  fact: string;
  advice: string;
  actions: MessageAction[];
  at: Date;
}

/** How long a success stays, in ms. */
const SUCCESS_MS = 6000;

/** Messages on the screen, and the log of all that was said. */
export class Messages {
  shown = $state.raw<Message[]>([]);
  log = $state.raw<Message[]>([]);
  #last = 0;

  /** Says something. A sentence is split after its first full stop: the fact, and what to do. */
  say(level: MessageLevel, sentence: string, actions: MessageAction[] = []): Message {
    const end = sentence.search(/\.\s/);
    const [fact, advice] = end < 0 ? [sentence, ''] : [sentence.slice(0, end + 1), sentence.slice(end + 2)];
    const message = { id: ++this.#last, level, fact, advice, actions, at: new Date() };
    this.log = [...this.log.slice(-999), message];
    const isRepeated = this.shown.some((other) => other.fact === fact && other.advice === advice);
    if (!isRepeated) this.shown = [...this.shown, message];
    if (level === 'success') setTimeout(() => this.close(message.id), SUCCESS_MS);
    return message;
  }

  /** Notes something in the log alone. */
  note(sentence: string): void {
    const message: Message = {
      id: ++this.#last,
      level: 'info',
      fact: sentence,
      advice: '',
      actions: [],
      at: new Date(),
    };
    this.log = [...this.log.slice(-999), message];
  }

  /** Says what went wrong; errors of the application are sentences already. */
  fail(error: unknown, actions: MessageAction[] = []): void {
    this.say('error', error instanceof Error ? error.message : String(error), actions);
  }

  close(id: number): void {
    this.shown = this.shown.filter((message) => message.id !== id);
  }
}
