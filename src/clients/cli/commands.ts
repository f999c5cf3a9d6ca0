import type { Command } from './command.ts';
import { importCommand } from './commands/import.ts';
import { alertsCommand } from './commands/alerts.ts';
import { auditVerifyCommand } from './commands/audit-verify.ts';
import { backupCommand } from './commands/backup.ts';
import { barometerCommand } from './commands/barometer.ts';
import { driversCommand } from './commands/drivers.ts';
import { exportCommand } from './commands/export.ts';
import { gapCommand } from './commands/gap.ts';
import { ipaCommand } from './commands/ipa.ts';
import { kanoCommand } from './commands/kano.ts';
import { metricsCommand } from './commands/metrics.ts';
import { restoreCommand } from './commands/restore.ts';
import { weightCommand } from './commands/weight.ts';

/** All commands, in the order of the list that `momente --help` shows. */
export const commands: readonly Command[] = [backupCommand, restoreCommand, exportCommand, auditVerifyCommand, importCommand, metricsCommand, weightCommand, gapCommand, driversCommand, ipaCommand, barometerCommand, kanoCommand, alertsCommand];
