import { cpus, totalmem } from 'node:os';

/** `npm run bench -- <name>`: prints figures with the machine they were measured on. */
const benches: Record<string, () => Promise<void>> = {
  ingest: async () => (await import('./ingest.ts')).benchIngest(),
  backup: async () => (await import('./backup.ts')).benchBackup(),
  exports: async () => (await import('./exports.ts')).benchExports(),
  'read-file': async () => (await import('./read-file.ts')).benchReadFile(),
  import: async () => (await import('./import.ts')).benchImport(),
  desk: async () => (await import('./desk.ts')).benchDesk(),
  editor: async () => (await import('./editor.ts')).benchEditor(),
  outreach: async () => (await import('./outreach.ts')).benchOutreach(),
  responses: async () => (await import('./responses.ts')).benchResponses(),
  results: async () => (await import('./results.ts')).benchResults(),
  numbers: async () => (await import('./numbers.ts')).benchNumbers(),
  promises: async () => (await import('./promises.ts')).benchPromises(),
  profile: async () => (await import('./profile.ts')).benchProfile(),
};

const names = process.argv.slice(2).filter((word) => /^[a-z]/.test(word));
const unknown = names.find((name) => !(name in benches));
if (names.length === 0 || unknown !== undefined) {
  process.stderr.write(`Say which: npm run bench -- ${Object.keys(benches).join('|')}\n`);
  process.exit(2);
}
process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
for (const name of names) {
  process.stdout.write(`\n== ${name}\n`);
  await benches[name]?.();
}
