import { sql } from 'kysely';
import type { ProcessingFacts } from '../governance/privacy/processing-record.contract.ts';
import { permissionsOfRole } from '../governance/roles/roles.actions.ts';
import { roles as builtIn } from '../governance/roles/roles.contract.ts';
import type { Context } from '../platform/context.ts';

const roleNames: Record<string, readonly [de: string, en: string]> = {
  administrator: ['Administration', 'Administrator'], cx_manager: ['CX-Management', 'CX manager'], agent: ['Kundenbetreuung', 'Agent'],
  touchpoint_owner: ['Kontaktpunkt-Verantwortung', 'Touchpoint owner'], analyst: ['Analyse', 'Analyst'], viewer: ['Nur ansehen', 'Viewer'],
};

/** What is switched on in this installation, for the record of processing activities. */
export async function readProcessingFacts(context: Context): Promise<ProcessingFacts> {
  const [recipients, roles, measures] = await Promise.all([readRecipients(context), readRoles(context), readMeasures(context)]);
  return { recipients, roles, measures };
}

const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : address);

async function readRecipients({ db, history, settings }: Context): Promise<ProcessingFacts['recipients']> {
  const webhooks = await sql<{ url: string; eventKinds: string[] }>`select url, event_kinds from webhook_endpoints where switched_off_at is null order by url limit 500`.execute(db);
  const provider = await sql<{ issuer: string }>`select issuer from single_sign_on`.execute(db);
  const pickups = await sql<{ name: string; place: { kind?: string; host?: string } }>`select name, place from import_pickups where not paused order by name limit 500`.execute(db);
  return [
    ...(settings.smtpUrl ? [{ kind: 'mail' as const, de: `Mailserver ${hostOf(settings.smtpUrl)}: Einladungen und Benachrichtigungen`, en: `Mail server ${hostOf(settings.smtpUrl)}: invitations and notifications` }] : []),
    ...webhooks.rows.map(({ url, eventKinds }) => ({ kind: 'webhook' as const, de: `Programm unter ${hostOf(url)} (Webhook): ${eventKinds.join(', ')}; nur die Nummer des Kunden`, en: `Program at ${hostOf(url)} (webhook): ${eventKinds.join(', ')}; the customer’s id only` })),
    ...provider.rows.map(({ issuer }) => ({ kind: 'single_sign_on' as const, de: `Anmeldedienst ${hostOf(issuer)}: Anmeldung der Mitarbeiter`, en: `Sign-in provider ${hostOf(issuer)}: sign-in of staff` })),
    ...pickups.rows.flatMap(({ name, place }) => (place.host ? [{ kind: 'sftp' as const, de: `SFTP-Server ${place.host} („${name}“): Abholung von Dateien`, en: `SFTP server ${place.host} (“${name}”): picking up files` }] : [])),
    ...(history.place === 'embedded' ? [] : [{ kind: 'store' as const, de: `Eigener Datenbankserver ${hostOf(history.place)}`, en: `Own database server ${hostOf(history.place)}` }]),
  ];
}

async function readRoles(context: Context): Promise<ProcessingFacts['roles']> {
  const own = await sql<{ code: string; name: string }>`select code, name from roles order by name limit 200`.execute(context.db);
  const counts = await sql<{ role: string; n: number }>`select role, count(*) as n from users where deactivated_at is null group by role`.execute(context.db);
  const peopleOf = new Map(counts.rows.map(({ role, n }) => [role, n]));
  const all = [...builtIn.map((code) => ({ code: code as string, name: roleNames[code] ?? ([code, code] as const) })), ...own.rows.map(({ code, name }) => ({ code, name: [name, name] as const }))];
  return Promise.all(all.map(async ({ code, name: [de, en] }) => {
    const permissions = await permissionsOfRole(context, code);
    const may = (action: string, subject: string) => permissions.some((held) => (held.subject === subject || held.subject === 'all') && (held.action === action || held.action === 'manage'));
    return { de, en, people: peopleOf.get(code) ?? 0, sees: !may('read', 'customer') ? ('nothing' as const) : may('read', 'personal_data') ? ('clear' as const) : ('masked' as const), handlesPrivacy: may('create', 'privacy') };
  }));
}

async function readMeasures({ db, settings, clock }: Context): Promise<ProcessingFacts['measures']> {
  const factors = await sql<{ roles: string[] }>`select second_factor_roles as roles from sign_in_settings`.execute(db);
  const backup = await sql<{ at: Date }>`select max(finished_at) as at from backup_runs where finished_at is not null`.execute(db);
  const required = factors.rows[0]?.roles ?? [];
  const backupAt = backup.rows[0]?.at ?? null;
  const days = backupAt ? Math.floor((clock.now().getTime() - backupAt.getTime()) / 86_400_000) : null;
  return [
    ...(settings.publicUrl.startsWith('https://') ? [{ key: 'transport', de: 'Übertragung verschlüsselt (TLS)', en: 'Transport is encrypted (TLS)' }] : []),
    { key: 'passwords', de: 'Kennwörter nur als Streuwert (scrypt); Sperre nach Fehlversuchen', en: 'Passwords only as hashes (scrypt); pause after failed attempts' },
    ...(required.length > 0 ? [{ key: 'second_factor', de: `Zweiter Faktor verlangt für: ${required.map((role) => roleNames[role]?.[0] ?? role).join(', ')}`, en: `Second factor required for: ${required.map((role) => roleNames[role]?.[1] ?? role).join(', ')}` }] : []),
    { key: 'roles', de: 'Zugriff nach Rollen; ohne das Recht auf personenbezogene Daten nur verkürzt', en: 'Access by role; without the right to personal data in masked form only' },
    { key: 'audit', de: 'Jede Änderung und jeder Blick auf personenbezogene Daten wird unveränderbar protokolliert', en: 'Every change and every look at personal data is kept in a tamper-evident log' },
    { key: 'secrets', de: 'Zugangsdaten zu anderen Systemen verschlüsselt gespeichert (AES-256-GCM)', en: 'Credentials of other systems are stored encrypted (AES-256-GCM)' },
    { key: 'erasure', de: 'Löschung in allen Speichern bis auf die Ebene der Dateien, mit Nachweis', en: 'Erasure in all stores down to the files, with proof' },
    ...(days === null ? [] : [{ key: 'backup', de: `Verschlüsselte Sicherung, zuletzt vor ${days} Tagen`, en: `Encrypted backup, last made ${days} days ago` }]),
  ];
}
