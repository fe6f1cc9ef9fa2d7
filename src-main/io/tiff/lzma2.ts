// LZMA2 as the xz format specification 1.1.0 and Igor Pavlov's LZMA specification (public domain) describe it.

/** Probabilities start at one half of 2^11. */
const HALF = 1024;
const STATES = 12;
/** Offsets of the probability models inside one array. */
const IS_MATCH = 0;
const IS_REP = IS_MATCH + STATES * 16;
const IS_REP0 = IS_REP + STATES;
const IS_REP1 = IS_REP0 + STATES;
const IS_REP2 = IS_REP1 + STATES;
const IS_REP0_LONG = IS_REP2 + STATES;
const DISTANCE_SLOT = IS_REP0_LONG + STATES * 16;
const DISTANCE_SPECIAL = DISTANCE_SLOT + 4 * 64;
const DISTANCE_ALIGN = DISTANCE_SPECIAL + 128;
const MATCH_LENGTH = DISTANCE_ALIGN + 16;
/** choice, choice2, low[16][8], mid[16][8], high[256]. */
const LENGTH_MODEL = 2 + 16 * 8 + 16 * 8 + 256;
const REP_LENGTH = MATCH_LENGTH + LENGTH_MODEL;
const LITERAL = REP_LENGTH + LENGTH_MODEL;

/** Decodes LZMA2 data into a buffer that is also the dictionary. */
export class Lzma2Decoder {
  /** Bytes written so far. */
  written = 0;
  /** Position in `data` after the last byte used. */
  at: number;

  #dictionaryFrom = 0;
  #literalContext = 3;
  #literalMask = 0;
  #positionMask = 3;
  #probabilities = new Uint16Array(0);
  #state = 0;
  #rep0 = 0;
  #rep1 = 0;
  #rep2 = 0;
  #rep3 = 0;
  #range = 0;
  #code = 0;
  /** Bytes of a match that the end of a chunk cut off never occur; chunks end between symbols. */
  #end = 0;

  constructor(
    readonly data: Uint8Array,
    from: number,
    readonly out: Uint8Array,
    start = 0,
  ) {
    this.at = from;
    this.written = start;
    this.#dictionaryFrom = start;
  }

  /** Decodes chunks until the end marker, or until the buffer is full. Throws an Error on meaningless data. */
  decode(): void {
    const { data, out } = this;
    let hasProperties = false;
    for (;;) {
      const control = this.#byte();
      if (control === 0 || this.written === out.length) return;
      if (control === 1) this.#dictionaryFrom = this.written;
      if (control < 0x80) {
        if (control > 2) throw new Error('an unknown LZMA2 chunk');
        const size = this.#short() + 1;
        if (this.at + size > data.length) throw new Error('data that end too early');
        const take = Math.min(size, out.length - this.written);
        out.set(data.subarray(this.at, this.at + take), this.written);
        this.written += take;
        this.at += size;
        continue;
      }
      const size = (((control & 0x1f) << 16) | this.#short()) + 1;
      const packed = this.#short() + 1;
      if (control >= 0xe0) this.#dictionaryFrom = this.written;
      if (control >= 0xc0) {
        this.#setProperties(this.#byte());
        hasProperties = true;
      } else if (!hasProperties) {
        throw new Error('LZMA2 data without properties');
      } else if (control >= 0xa0) {
        this.#reset();
      }
      const next = this.at + packed;
      if (next > data.length) throw new Error('data that end too early');
      this.#chunk(Math.min(out.length, this.written + size));
      this.at = next;
    }
  }

  #byte(): number {
    if (this.at >= this.data.length) throw new Error('data that end too early');
    return this.data[this.at++]!;
  }

  #short(): number {
    const high = this.#byte();
    return (high << 8) | this.#byte();
  }

  #setProperties(properties: number): void {
    if (properties >= 9 * 5 * 5) throw new Error('impossible LZMA properties');
    const literalContext = properties % 9;
    const rest = Math.floor(properties / 9);
    const literalPosition = rest % 5;
    if (literalContext + literalPosition > 4) throw new Error('impossible LZMA properties');
    this.#literalContext = literalContext;
    this.#literalMask = (1 << literalPosition) - 1;
    this.#positionMask = (1 << Math.floor(rest / 5)) - 1;
    this.#probabilities = new Uint16Array(LITERAL + (0x300 << (literalContext + literalPosition)));
    this.#reset();
  }

  #reset(): void {
    this.#probabilities.fill(HALF);
    this.#state = 0;
    this.#rep0 = this.#rep1 = this.#rep2 = this.#rep3 = 0;
  }

  #bit(model: number): number {
    const probabilities = this.#probabilities;
    const probability = probabilities[model]!;
    const bound = (this.#range >>> 11) * probability;
    let bit: number;
    if (this.#code >>> 0 < bound) {
      probabilities[model] = probability + ((2048 - probability) >> 5);
      this.#range = bound;
      bit = 0;
    } else {
      probabilities[model] = probability - (probability >> 5);
      this.#range = (this.#range - bound) >>> 0;
      this.#code = (this.#code - bound) >>> 0;
      bit = 1;
    }
    this.#normalize();
    return bit;
  }

  #normalize(): void {
    if (this.#range >>> 0 < 0x1000000) {
      this.#range = (this.#range << 8) >>> 0;
      this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
    }
  }

  #tree(model: number, bits: number): number {
    let symbol = 1;
    for (let i = 0; i < bits; i++) symbol = (symbol << 1) | this.#bit(model + symbol);
    return symbol - (1 << bits);
  }

  #reverseTree(model: number, bits: number): number {
    let node = 1;
    let symbol = 0;
    for (let i = 0; i < bits; i++) {
      const bit = this.#bit(model + node);
      node = (node << 1) | bit;
      symbol |= bit << i;
    }
    return symbol;
  }

  #direct(bits: number): number {
    let result = 0;
    for (let i = 0; i < bits; i++) {
      this.#range >>>= 1;
      const bit = this.#code >>> 0 >= this.#range ? 1 : 0;
      if (bit) this.#code = (this.#code - this.#range) >>> 0;
      this.#normalize();
      result = ((result << 1) | bit) >>> 0;
    }
    return result;
  }

  #length(model: number, position: number): number {
    if (this.#bit(model) === 0) return 2 + this.#tree(model + 2 + position * 8, 3);
    if (this.#bit(model + 1) === 0) return 10 + this.#tree(model + 2 + 128 + position * 8, 3);
    return 18 + this.#tree(model + 2 + 256, 8);
  }

  #distance(length: number): number {
    const slot = this.#tree(DISTANCE_SLOT + Math.min(length - 2, 3) * 64, 6);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1;
    const base = ((2 | (slot & 1)) << bits) >>> 0;
    if (slot < 14) return base + this.#reverseTree(DISTANCE_SPECIAL + base - slot, bits);
    return base + this.#direct(bits - 4) * 16 + this.#reverseTree(DISTANCE_ALIGN, 4);
  }

  #literal(): void {
    const { out } = this;
    const position = this.written - this.#dictionaryFrom;
    const before = position > 0 ? out[this.written - 1]! : 0;
    const context =
      ((position & this.#literalMask) << this.#literalContext) + (before >> (8 - this.#literalContext));
    const model = LITERAL + 0x300 * context;
    let symbol = 1;
    if (this.#state >= 7) {
      let match = out[this.written - this.#rep0 - 1]!;
      while (symbol < 0x100) {
        const matchBit = (match >> 7) & 1;
        match <<= 1;
        const bit = this.#bit(model + ((1 + matchBit) << 8) + symbol);
        symbol = (symbol << 1) | bit;
        if (bit !== matchBit) break;
      }
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.#bit(model + symbol);
    out[this.written++] = symbol & 0xff;
    this.#state = this.#state < 4 ? 0 : this.#state < 10 ? this.#state - 3 : this.#state - 6;
  }

  #chunk(end: number): void {
    if (this.#byte() !== 0) throw new Error('a damaged LZMA chunk');
    this.#range = 0xffffffff;
    this.#code = 0;
    for (let i = 0; i < 4; i++) this.#code = ((this.#code << 8) | this.#byte()) >>> 0;
    this.#end = end;

    while (this.written < end) {
      const position = (this.written - this.#dictionaryFrom) & this.#positionMask;
      const state = this.#state;
      if (this.#bit(IS_MATCH + (state << 4) + position) === 0) {
        this.#literal();
        continue;
      }
      let length: number;
      if (this.#bit(IS_REP + state) === 0) {
        this.#rep3 = this.#rep2;
        this.#rep2 = this.#rep1;
        this.#rep1 = this.#rep0;
        length = this.#length(MATCH_LENGTH, position);
        this.#state = state < 7 ? 7 : 10;
        this.#rep0 = this.#distance(length);
      } else {
        if (this.#bit(IS_REP0 + state) === 0) {
          if (this.#bit(IS_REP0_LONG + (state << 4) + position) === 0) {
            this.#state = state < 7 ? 9 : 11;
            this.#copy(1);
            continue;
          }
        } else {
          let distance = this.#rep1;
          if (this.#bit(IS_REP1 + state) === 1) {
            distance = this.#rep2;
            if (this.#bit(IS_REP2 + state) === 1) {
              distance = this.#rep3;
              this.#rep3 = this.#rep2;
            }
            this.#rep2 = this.#rep1;
          }
          this.#rep1 = this.#rep0;
          this.#rep0 = distance;
        }
        length = this.#length(REP_LENGTH, position);
        this.#state = state < 7 ? 8 : 11;
      }
      this.#copy(length);
    }
  }

  #copy(length: number): void {
    const { out } = this;
    let from = this.written - this.#rep0 - 1;
    if (from < this.#dictionaryFrom) throw new Error('a reference to before the beginning');
    const end = Math.min(this.#end, this.written + length);
    let to = this.written;
    while (to < end) out[to++] = out[from++]!;
    this.written = to;
  }
}
