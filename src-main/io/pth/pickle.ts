import { PickleReader } from './pickle-reader';
import type { WeightFileErrors } from './weight-file-errors';

/**
 * Operations one pickle may hold, and items its calls may copy: far above any network's state dict (about 60 a
 * tensor), far below what would fill memory. The machine never follows a value into another, so nesting costs nothing.
 */
export const MAX_OPERATIONS = 1_000_000;

/** A Python tuple; a list is an array, a dict or OrderedDict a Map, a set a Set. */
export class Tuple {
  constructor(readonly items: readonly unknown[]) {}
}

/** A function that a pickle may call: one of ours, made for it, never Python's. */
export class PickleFunction {
  constructor(
    readonly name: string,
    readonly call: (args: readonly unknown[], spend: (count: number) => void) => unknown,
  ) {}
}

/** What a pickle may reach outside itself. */
export interface PickleHost {
  /** The value of a global name. Throws where the name is not one of the few that are known. */
  global(module: string, name: string): unknown;
  /** The object of a persistent id. */
  persistent(id: unknown): unknown;
}

/**
 * Reads one pickle from `bytes` at `offset` (protocols 2 to 5, what torch.save has ever written) into plain
 * containers. Runs nothing: names are looked up in `host`, which knows a handful, and any other is refused by name.
 * Answers the value and where the pickle ended. Throws DamagedFileError, FileTooLargeError or ModelImportError.
 */
export function unpickle(
  bytes: Uint8Array,
  offset: number,
  host: PickleHost,
  errors: WeightFileErrors,
): { value: unknown; end: number } {
  const machine = new PickleMachine(new PickleReader(bytes, offset, errors), host, errors);
  return machine.run();
}

class PickleMachine {
  #stack: unknown[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, unknown>();
  #spent = 0;

  constructor(
    private readonly reader: PickleReader,
    private readonly host: PickleHost,
    private readonly errors: WeightFileErrors,
  ) {}

  run(): { value: unknown; end: number } {
    for (;;) {
      this.#spend(1);
      const operation = String.fromCharCode(this.reader.byte());
      if (operation === '.') return { value: this.#pop(), end: this.reader.offset };
      this.#execute(operation);
    }
  }

  readonly #spend = (count: number): void => {
    this.#spent += count;
    if (this.#spent > MAX_OPERATIONS)
      throw this.errors.tooLarge('holds far more than the weights of a network');
  };

  #execute(operation: string): void {
    const { reader } = this;
    switch (operation) {
      case '\x80': {
        const protocol = reader.byte();
        if (protocol > 5) throw this.#unknown(`pickle protocol ${protocol}`);
        return;
      }
      case '\x95':
        return void reader.length64();
      case '(':
        return void this.#marks.push(this.#stack.length);
      case '0':
        return void this.#pop();
      case '1':
        return void this.#popMark();
      case '2':
        return this.#push(this.#top());
      case 'N':
        return this.#push(null);
      case '\x88':
        return this.#push(true);
      case '\x89':
        return this.#push(false);
      case 'K':
        return this.#push(reader.byte());
      case 'M':
        return this.#push(reader.uint16());
      case 'J':
        return this.#push(reader.int32());
      case '\x8a':
        return this.#push(reader.integer(reader.byte()));
      case '\x8b':
        return this.#push(reader.integer(reader.uint32()));
      case 'G':
        return this.#push(reader.double());
      case '\x8c':
        return this.#push(reader.text(reader.byte()));
      case 'X':
        return this.#push(reader.text(reader.uint32()));
      case '\x8d':
        return this.#push(reader.text(reader.length64()));
      case 'U':
        return this.#push(reader.latin1(reader.byte()));
      case 'T':
        return this.#push(reader.latin1(reader.uint32()));
      case 'C':
        return this.#push(reader.bytes(reader.byte()));
      case 'B':
        return this.#push(reader.bytes(reader.uint32()));
      case '\x8e':
      case '\x96':
        return this.#push(reader.bytes(reader.length64()));
      case ']':
        return this.#push([]);
      case 'l':
        return this.#push(this.#popMark());
      case 'a':
        return this.#append([this.#pop()]);
      case 'e':
        return this.#append(this.#popMark());
      case ')':
        return this.#push(new Tuple([]));
      case 't':
        return this.#push(new Tuple(this.#popMark()));
      case '\x85':
      case '\x86':
      case '\x87':
        return this.#push(new Tuple(this.#popCount(operation.charCodeAt(0) - 0x84)));
      case '}':
        return this.#push(new Map());
      case 'd': {
        const items = this.#popMark();
        this.#push(new Map());
        return this.#setItems(items);
      }
      case 's':
        return this.#setItems(this.#popCount(2));
      case 'u':
        return this.#setItems(this.#popMark());
      case '\x8f':
        return this.#push(new Set());
      case '\x90':
        return this.#addItems(this.#popMark());
      case '\x91':
        return this.#push(new Set(this.#popMark()));
      case 'h':
        return this.#push(this.#remembered(reader.byte()));
      case 'j':
        return this.#push(this.#remembered(reader.uint32()));
      case 'q':
        return void this.#memo.set(reader.byte(), this.#top());
      case 'r':
        return void this.#memo.set(reader.uint32(), this.#top());
      case '\x94':
        return void this.#memo.set(this.#memo.size, this.#top());
      case 'c':
        return this.#push(this.host.global(reader.line(), reader.line()));
      case '\x93': {
        const [module, name] = this.#popCount(2);
        if (typeof module !== 'string' || typeof name !== 'string') throw this.#contradiction();
        return this.#push(this.host.global(module, name));
      }
      case 'i':
        this.host.global(reader.line(), reader.line());
        throw this.#unknown('pickle operation INST');
      case 'R':
      case '\x81': {
        const [callee, args] = this.#popCount(2);
        if (!(callee instanceof PickleFunction && args instanceof Tuple)) throw this.#contradiction();
        return this.#push(callee.call(args.items, this.#spend));
      }
      case 'b': {
        // The attributes of an OrderedDict (a state dict's _metadata: module versions) say nothing about weights.
        this.#pop();
        if (!(this.#top() instanceof Map)) throw this.#contradiction();
        return;
      }
      case 'Q':
        return this.#push(this.host.persistent(this.#pop()));
      default:
        throw this.#unknown(`pickle operation 0x${operation.charCodeAt(0).toString(16).padStart(2, '0')}`);
    }
  }

  #push(value: unknown): void {
    this.#stack.push(value);
  }

  #pop(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw this.#contradiction();
    return this.#stack.pop();
  }

  #top(): unknown {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw this.#contradiction();
    return this.#stack.at(-1);
  }

  #popCount(count: number): unknown[] {
    if (this.#stack.length - (this.#marks.at(-1) ?? 0) < count) throw this.#contradiction();
    return this.#stack.splice(this.#stack.length - count);
  }

  #popMark(): unknown[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw this.#contradiction();
    return this.#stack.splice(mark);
  }

  #remembered(index: number): unknown {
    if (!this.#memo.has(index)) throw this.#contradiction();
    return this.#memo.get(index);
  }

  #append(items: unknown[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) throw this.#contradiction();
    for (const item of items) list.push(item);
  }

  #addItems(items: unknown[]): void {
    const set = this.#top();
    if (!(set instanceof Set)) throw this.#contradiction();
    for (const item of items) set.add(item);
  }

  #setItems(items: unknown[]): void {
    const map = this.#top();
    if (!(map instanceof Map) || items.length % 2 !== 0) throw this.#contradiction();
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  }

  #contradiction(): Error {
    return this.errors.damaged('contradicts itself in its list of tensors');
  }

  #unknown(what: string): Error {
    return this.errors.refused(
      `uses ${what}, which torch.save does not write. Save it anew in PyTorch: torch.save(model.state_dict(), "weights.pth").`,
    );
  }
}
