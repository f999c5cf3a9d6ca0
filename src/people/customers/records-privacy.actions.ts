import type { PersonalDataHolder } from '../../governance/privacy/personal-data.actions.ts';
import { redactAudit } from '../../governance/audit/redact.actions.ts';
import { countOwned, deleteEmptyAccounts, deleteOwned, leaveAccounts, listAccountIds, listOwnAccounts, listOwned, type OwnedTable } from './records-privacy.queries.ts';

type ListedTable = Exclude<OwnedTable, 'account_members'>;

const categories = {
  contracts: {
    key: 'contracts', labelDe: 'Verträge', labelEn: 'Contracts',
    purposeDe: 'Anliegen zum Vertrag beantworten', purposeEn: 'Answering requests about the contract',
  },
  devices: {
    key: 'devices', labelDe: 'Geräte', labelEn: 'Devices',
    purposeDe: 'Hilfe zum Gerät geben, von bekannten Fehlern Betroffene finden', purposeEn: 'Helping with the device, finding who is affected by a known issue',
  },
  addresses: {
    key: 'addresses', labelDe: 'Anschriften', labelEn: 'Addresses',
    purposeDe: 'Dienste am Ort prüfen, Briefe zustellen', purposeEn: 'Checking services at the place, delivering letters',
  },
  customer_kinds: {
    key: 'customer_kinds', labelDe: 'Art des Kunden', labelEn: 'Kind of customer',
    purposeDe: 'Personen, Firmen und Partner unterscheiden', purposeEn: 'Telling persons, companies and partners apart',
  },
} as const;

/** What a customer has, one row each, hanging on the identifier it came with. */
function recordHolder(table: ListedTable): PersonalDataHolder {
  return {
    name: `people.${table}`,
    tables: [`records.${table}`],
    category: categories[table],
    count: ({ db }, reach) => countOwned(db, table, reach),
    async *export({ db }, reach) {
      for (const row of await listOwned(db, table, reach)) yield row;
    },
    erase: async (_context, tx, reach) => ({ erased: await deleteOwned(tx, table, reach) }),
  };
}

/** Households and companies: membership goes; the account itself where nobody is left in it. Runs before contracts. */
const accountsHolder: PersonalDataHolder = {
  name: 'people.accounts',
  tables: ['records.accounts', 'records.account_members'],
  category: {
    key: 'accounts', labelDe: 'Haushalt und Firma', labelEn: 'Household and company',
    purposeDe: 'Zusammengehörige Kunden gemeinsam betreuen', purposeEn: 'Serving customers who belong together',
  },
  staysDe: 'Ein Haushalt oder eine Firma bleibt, solange andere dazugehören.',
  staysEn: 'A household or company stays as long as others belong to it.',
  count: ({ db }, reach) => countOwned(db, 'account_members', reach),
  async *export({ db }, reach) {
    for (const account of await listOwnAccounts(db, reach)) yield { kind: account.kind, name: account.name, ...(account.role === null ? {} : { role: account.role }) };
  },
  async erase(context, tx, reach) {
    const accounts = await listAccountIds(tx, reach);
    const erased = await deleteOwned(tx, 'account_members', reach);
    await leaveAccounts(tx, reach);
    const gone = await deleteEmptyAccounts(tx, accounts);
    // The log tells of an account without saying whose it is; its id finds those entries.
    if (gone.length > 0) await redactAudit(context, tx, { customerId: reach.customerId, subjects: [], identifiers: gone.map((id) => ({ kind: 'account', value: id, raw: id })) });
    return { erased };
  },
};

export const recordHolders: readonly PersonalDataHolder[] = [accountsHolder, recordHolder('contracts'), recordHolder('devices'), recordHolder('addresses'), recordHolder('customer_kinds')];
