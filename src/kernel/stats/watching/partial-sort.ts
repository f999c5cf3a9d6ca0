/** A part of the values that may still be split, and which of the wanted places are looked for in it. Places are 0-based. */
interface Part {
  from: number;
  to: number;
  firstWanted: number;
  lastWanted: number;
}

/** Parts of up to this many steps are sorted by insertion. */
const SMALL = 10;

/**
 * Sorts in place just as far as the values at the `wanted` places need it (Chambers' partial quicksort).
 * Only for numbers that must be R's: its `stl` names the two middle places in descending order where the algorithm
 * wants them ascending, and so now and then takes a value next to the median. Whoever wants a median sorts.
 * @param wanted - ascending 0-based places
 * @source Chambers (1971), Algorithm 410: Partial sorting, Communications of the ACM 14, 357–358
 */
export function partialSort(values: Float64Array, wanted: readonly number[]): void {
  if (values.length < 2 || wanted.length === 0) return;
  const waiting: Part[] = [];
  let part: Part | undefined = { from: 0, to: values.length - 1, firstWanted: 0, lastWanted: wanted.length - 1 };
  while (part) {
    if (part.firstWanted > part.lastWanted) part = waiting.pop();
    // The first part is split down to the end: insertion needs a smaller value in front of it.
    else if (part.to - part.from > SMALL || (part.from === 0 && part.to > 0)) part = split(values, wanted, part, waiting) ?? waiting.pop();
    else {
      sortByInsertion(values, part.from, part.to);
      part = waiting.pop();
    }
  }
}

/** Splits a part, puts the longer side aside and goes on with the shorter one, if something is wanted there. */
function split(values: Float64Array, wanted: readonly number[], { from, to, firstWanted, lastWanted }: Part, waiting: Part[]): Part | undefined {
  const [left, right] = partition(values, from, to);
  if (left - from <= to - right) {
    let last = lastWanted;
    while (last >= firstWanted && (wanted[last] ?? 0) > left) last -= 1;
    waiting.push({ from: right, to, firstWanted: last < firstWanted ? firstWanted : last + 1, lastWanted });
    return last < firstWanted ? undefined : { from, to: left, firstWanted, lastWanted: last };
  }
  let first = firstWanted;
  while (first <= lastWanted && (wanted[first] ?? 0) < right) first += 1;
  waiting.push({ from, to: left, firstWanted, lastWanted: first > lastWanted ? lastWanted : first - 1 });
  return first > lastWanted ? undefined : { from: right, to, firstWanted: first, lastWanted };
}

/** @returns last place of what is not above the median of three, first place of what is not below */
function partition(values: Float64Array, from: number, to: number): [number, number] {
  const at = (place: number): number => values[place] ?? 0;
  const swap = (a: number, b: number): void => {
    [values[a], values[b]] = [at(b), at(a)];
  };
  // Halves as with places counted from 1.
  const middle = Math.trunc((from + to + 2) / 2) - 1;
  if (at(from) > at(middle)) swap(from, middle);
  if (at(to) < at(middle)) {
    swap(to, middle);
    if (at(from) > at(middle)) swap(from, middle);
  }
  const pivot = at(middle);
  let [left, right] = [to, from];
  for (;;) {
    do left -= 1;
    while (at(left) > pivot);
    do right += 1;
    while (at(right) < pivot);
    if (right > left) return [left, right];
    swap(left, right);
  }
}

function sortByInsertion(values: Float64Array, from: number, to: number): void {
  for (let next = from + 1; next <= to; next += 1) {
    const value = values[next] ?? 0;
    let place = next;
    while ((values[place - 1] ?? Number.NEGATIVE_INFINITY) > value) {
      values[place] = values[place - 1] ?? 0;
      place -= 1;
    }
    values[place] = value;
  }
}
