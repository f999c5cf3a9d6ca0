const reserved = new Set(['all', 'and', 'by', 'eq', 'ge', 'gt', 'le', 'lt', 'ne', 'not', 'or', 'to', 'with']);

/**
 * Names that SPSS takes: a letter first, letters, digits and _, at most 64 bytes, unique without regard to case, none of
 * its own words. The same names in give the same names out.
 */
export function savNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain = name.replaceAll(/[^A-Za-z0-9_]/g, '_').replace(/^[^A-Za-z]+/, '').replace(/_+$/, '').slice(0, 64) || 'v';
    const base = reserved.has(plain.toLowerCase()) ? `${plain}_` : plain;
    let found = base;
    for (let n = 2; taken.has(found.toLowerCase()); n += 1) found = `${base.slice(0, 63 - String(n).length)}_${n}`;
    taken.add(found.toLowerCase());
    return found;
  });
}
