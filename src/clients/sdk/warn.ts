/** For whoever builds the page and looks into its console; visitors never see it. */
export function warn(what: string, error?: unknown): void {
  // oxlint-disable-next-line no-console -- there is no other place on somebody else's page
  console.warn(`momente: ${what}`, ...(error === undefined ? [] : [error]));
}
