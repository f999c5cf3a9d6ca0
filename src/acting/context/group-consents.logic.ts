interface Consent {
  purpose: string;
  channel: string;
  state: string;
}

/** One line per purpose and state instead of one per channel; in the order in which they come. */
export function groupConsents(consents: readonly Consent[]): { purpose: string; state: string; channels: string[] }[] {
  return [...Map.groupBy(consents, ({ purpose, state }) => `${purpose} ${state}`).values()].map((group) => ({ purpose: group[0]?.purpose ?? '', state: group[0]?.state ?? '', channels: group.map(({ channel }) => channel) }));
}
