// Numbers that look random and are the same for the same seed, so that a difference can be looked at again.

export interface Random {
  /** An integer from 0 to `limit` - 1. */
  below(limit: number): number;
  /** Up to `count` of the items, in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[];
}

/** Marsaglia's xorshift with 32 bits of state. */
export function createRandom(seed: number): Random {
  let state = (seed * 2654435761 + 1) >>> 0 || 1;
  const below = (limit: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % limit;
  };
  return {
    below,
    sample(items, count) {
      const pool = [...items];
      const taken: typeof pool = [];
      while (taken.length < count && pool.length > 0) taken.push(...pool.splice(below(pool.length), 1));
      return taken;
    },
  };
}
