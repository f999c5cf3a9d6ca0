/** The ends of the scales a driver was asked on: the lowest and the highest that were used. */
export interface AskedOn {
  lows: readonly [number, number];
  highs: readonly [number, number];
}

/** The one scale on which all of them were asked; null where there are several, or no drivers. */
export function sharedScale(drivers: readonly AskedOn[]): { low: number; high: number } | null {
  const [first] = drivers;
  if (!first) return null;
  const [low, high] = [first.lows[0], first.highs[0]];
  const isShared = drivers.every(({ lows, highs }) => lows.every((end) => end === low) && highs.every((end) => end === high));
  return isShared ? { low, high } : null;
}
