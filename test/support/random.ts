// Numbers for generated cases: the same from the same seed, so that a failure can be looked at again (mulberry32).

/** Whole numbers below 2³². */
export function bitsFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Whole numbers below the one that is given with each call. */
export function randomFrom(seed: number): (below: number) => number {
  const next = bitsFrom(seed);
  return (below) => next() % below;
}
