import type { NamedCommand } from './command.ts';

/** All commands, in the order of the list that `momente --help` shows. Each is loaded when it is called: an analysis of a file waits for no other. */
export const commands: readonly NamedCommand[] = [
  { name: 'backup', load: async () => (await import('./commands/backup.ts')).backupCommand },
  { name: 'restore', load: async () => (await import('./commands/restore.ts')).restoreCommand },
  { name: 'export', load: async () => (await import('./commands/export.ts')).exportCommand },
  { name: 'audit verify', load: async () => (await import('./commands/audit-verify.ts')).auditVerifyCommand },
  { name: 'import', load: async () => (await import('./commands/import.ts')).importCommand },
  { name: 'metrics', load: async () => (await import('./commands/metrics.ts')).metricsCommand },
  { name: 'weight', load: async () => (await import('./commands/weight.ts')).weightCommand },
  { name: 'gap', load: async () => (await import('./commands/gap.ts')).gapCommand },
  { name: 'drivers', load: async () => (await import('./commands/drivers.ts')).driversCommand },
  { name: 'ipa', load: async () => (await import('./commands/ipa.ts')).ipaCommand },
  { name: 'barometer', load: async () => (await import('./commands/barometer.ts')).barometerCommand },
  { name: 'kano', load: async () => (await import('./commands/kano.ts')).kanoCommand },
  { name: 'alerts', load: async () => (await import('./commands/alerts.ts')).alertsCommand },
];
