/** Some twenty-five settings in the order in which one looks for them; a flat list that long is read from top to bottom every time. */
export const settingsGroups = {
  people: ['/settings/people', '/settings/roles', '/settings/departments', '/settings/sign-in'],
  desk: ['/settings/mailboxes', '/settings/templates', '/settings/service-levels', '/settings/promises', '/settings/goodwill', '/settings/closed-loop'],
  customers: ['/settings/customer-fields', '/settings/identity', '/settings/channels', '/settings/consents', '/settings/fatigue'],
  data: ['/settings/keys', '/settings/inlets', '/settings/webhooks', '/settings/lookups', '/settings/imports', '/settings/exports'],
  protection: ['/settings/privacy', '/settings/audit', '/settings/backups'],
  mine: ['/settings/profile', '/settings/security'],
} as const;
export type SettingsGroup = keyof typeof settingsGroups;

const places: readonly string[] = Object.values(settingsGroups).flat();
/** Fewer entries need no headings. */
const FEW = 8;

/** Where an entry stands among the settings; 0 for those that are none. */
export const placeOf = (path: string): number => places.indexOf(path) + 1;

/** The entries of a section under their headings; one group without a name where there are few, or where they are no settings. */
export function underHeadings<Entry extends { path: string }>(entries: readonly Entry[]): { name: SettingsGroup | null; entries: readonly Entry[] }[] {
  if (entries.length <= FEW || !entries.every(({ path }) => placeOf(path) > 0)) return [{ name: null, entries }];
  const names = Object.keys(settingsGroups) as SettingsGroup[]; // the keys of a constant are its own
  return names
    .map((name) => ({ name, entries: entries.filter(({ path }) => settingsGroups[name].some((one) => one === path)) }))
    .filter((group) => group.entries.length > 0);
}
