/** Seed of every bootstrap and simulation unless somebody gives another: the same data give the same numbers. */
export const DEFAULT_SEED = 20_240_229;

const TWO_TO_32 = 4_294_967_296;

/**
 * A seeded generator of random numbers (sfc32: 128 bits of state, period at least 2^32, about 2^127 on average; passes PractRand).
 * Bootstraps and simulations draw from it and never from Math.random, so that an interval that was shown yesterday is
 * the same today. Not for keys or tokens: whoever sees numbers can go on with them.
 * @source Chris Doty-Humphrey, PractRand 0.93, sfc32; seeded through splitmix32, 12 numbers thrown away
 */
export class SeededRandom {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare: number | null = null;

  /** @throws RangeError when the seed is no whole number */
  constructor(seed: number = DEFAULT_SEED) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed must be a whole number, got ${seed}`);
    let state = (seed ^ Math.floor(seed / TWO_TO_32)) | 0;
    const split = (): number => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
      return (mixed ^ (mixed >>> 15)) | 0;
    };
    this.#a = split();
    this.#b = split();
    this.#c = split();
    for (let round = 0; round < 12; round += 1) this.bits();
  }

  /** 32 random bits as a number in [0, 2^32). */
  bits(): number {
    const mixed = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  }

  /** Uniform in [0, 1), in steps of 2^-32. */
  next(): number {
    return this.bits() / TWO_TO_32;
  }

  /**
   * A whole number in [0, below), each equally likely (what would favour the small ones is drawn again).
   * @throws RangeError unless `below` is a whole number from 1 to 2^32
   */
  integer(below: number): number {
    if (!Number.isInteger(below) || below < 1 || below > TWO_TO_32) throw new RangeError(`below must be a whole number from 1 to 2^32, got ${below}`);
    const fair = TWO_TO_32 - (TWO_TO_32 % below);
    let drawn = this.bits();
    while (drawn >= fair) drawn = this.bits();
    return drawn % below;
  }

  /** Standard normal. @source Marsaglia & Bray (1964), the polar method */
  normal(): number {
    if (this.#spare !== null) {
      const kept = this.#spare;
      this.#spare = null;
      return kept;
    }
    for (;;) {
      const u = this.next() * 2 - 1;
      const v = this.next() * 2 - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spare = v * factor;
      return u * factor;
    }
  }
}
