/** Statistics: from a file and from the store. Parts by name: `npm run bench -- numbers --part=drivers`. */
const parts: Record<string, () => Promise<void>> = {
  drivers: async () => (await import('./numbers/drivers.ts')).benchDrivers(),
  'drivers-in-store': async () => (await import('./numbers/drivers-in-store.ts')).benchDriversInStore(),
  metrics: async () => (await import('./numbers/metrics.ts')).benchMetrics(),
  'heat-map': async () => (await import('./numbers/heat-map.ts')).benchHeatMap(),
};

export async function benchNumbers(): Promise<void> {
  const asked = process.argv.flatMap((word) => (word.startsWith('--part=') ? word.slice(7).split(',') : []));
  for (const [name, run] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stdout.write(`\n-- ${name}\n`);
    await run();
  }
}
