/**
 * Drivers that tell yes from no on their own without a mistake: no value of the one lies on the wrong side of a value of
 * the other (they may share the border). Then the odds of this driver have no upper end. Drivers that do so only
 * together are found by the fit, which goes on without end.
 * @param columns - drivers of equal length, none constant
 * @param outcome - 0 or 1
 * @returns places of such drivers; none where one value of the outcome is missing
 * @source Albert & Anderson (1984), Biometrika 71, 1–10: complete and quasi-complete separation
 */
export function separatingDrivers(columns: readonly Float64Array[], outcome: Float64Array): number[] {
  return columns.flatMap((column, place) => {
    const [no, yes] = [{ low: Infinity, high: -Infinity }, { low: Infinity, high: -Infinity }];
    for (const [row, value] of column.entries()) {
      const own = outcome[row] === 1 ? yes : no;
      own.low = Math.min(own.low, value);
      own.high = Math.max(own.high, value);
    }
    const isBothThere = no.low <= no.high && yes.low <= yes.high;
    return isBothThere && (no.high <= yes.low || yes.high <= no.low) ? [place] : [];
  });
}
