import type { ColumnMapping, Inspection, Profile } from '../imports.contract.ts';

const plain = (heading: string) => heading.trim().toLowerCase();

/**
 * A saved profile for another file of the same kind: each column is looked up by its heading, equal headings by their
 * order. Columns that the profile does not know are left out.
 * @returns the headings of columns that the file does not have, if any
 */
export function fitProfile(profile: Profile, { columns, format }: Pick<Inspection, 'columns' | 'format'>): { profile: Profile } | { missing: string[] } {
  const free = columns.map(({ position, heading }) => ({ position, heading }));
  const missing: string[] = [];
  const placed = new Map<string, (typeof free)[number]>();
  const mapped = [...profile.columns].sort((a, b) => a.position - b.position).flatMap((mapping): ColumnMapping[] => {
    if (mapping.use.as === 'ignore') return [];
    const exact = free.findIndex(({ heading, position }) => plain(heading) === plain(mapping.heading) && position === mapping.position);
    const index = exact >= 0 ? exact : free.findIndex(({ heading }) => plain(heading) === plain(mapping.heading));
    // a second use of a column stands where the first one does
    const key = `${mapping.position} ${plain(mapping.heading)}`;
    const found = placed.get(key) ?? (index >= 0 ? free.splice(index, 1)[0] : undefined);
    if (found) placed.set(key, found);
    else missing.push(mapping.heading || `column ${mapping.position + 1}`);
    return found ? [{ ...mapping, position: found.position, heading: found.heading }] : [];
  });
  return missing.length > 0 ? { missing } : { profile: { ...profile, format: { ...format, headerRows: profile.format.headerRows }, columns: mapped } };
}
