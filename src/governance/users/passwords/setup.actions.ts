import type { Context } from '../../../platform/context.ts';
import { issueFirstLink } from '../accounts/invitations.actions.ts';
import { findFact, saveFact } from '../accounts/invitations.queries.ts';
import { judgePassword } from './password.logic.ts';
import { savePassword } from '../sessions/sessions.queries.ts';
import { emailSchema } from '../users.contract.ts';
import { countAdministrators, findUserByEmail, insertUser, lockUsers } from '../users.queries.ts';

const DEMO_LOADED = 'demo.loaded';

/** The one-time link for the first administrator; an unused one of an earlier start stops working. @returns null when there is an administrator */
export async function ensureFirstAdministratorLink(context: Context): Promise<string | null> {
  return (await countAdministrators(context.db)) > 0 ? null : issueFirstLink(context);
}

export interface AdministratorInput {
  email: string;
  password: string;
  name?: string | undefined;
}

/**
 * The administrator of an unattended set-up. Safe at every start: creates the user when missing and never changes an
 * existing one, so a password changed on the page is not set back by a restart.
 * @throws Error for an address that is none, with the words to show at the start
 */
export async function createAdministrator(context: Context, { email: given, password, name }: AdministratorInput): Promise<'created' | 'exists'> {
  const email = emailSchema.safeParse(given);
  if (!email.success) throw new Error(`MOMENTE_ADMIN_EMAIL is ${JSON.stringify(given)}; it has to be an e-mail address such as anna@company.example.`);
  if (password === '' || password.length > 200) throw new Error('MOMENTE_ADMIN_PASSWORD has to have between 1 and 200 characters.');
  const created = await context.db.transaction().execute(async (tx) => {
    await lockUsers(tx);
    if (await findUserByEmail(tx, email.data)) return null;
    const user = await insertUser(tx, { name: name ?? email.data.split('@')[0] ?? email.data, email: email.data, role: 'administrator', departments: [], language: speaksGerman(context.settings.defaultCountry) ? 'de' : 'en' });
    if (user) await savePassword(tx, user.id, password);
    return user;
  });
  if (!created) return 'exists';
  if ((await judgePassword(password, [created.name, created.email])).kind !== 'acceptable') context.log.warn('MOMENTE_ADMIN_PASSWORD is easy to guess; change it under Settings → My profile');
  return 'created';
}

export async function readSetup({ db }: Context): Promise<{ needed: boolean; demoLoaded: boolean }> {
  return { needed: (await countAdministrators(db)) === 0, demoLoaded: (await findFact(db, DEMO_LOADED)) !== null };
}

/** Told by whoever loads the demo company; the start page then no longer offers it. */
export async function markDemoLoaded({ db, clock }: Context): Promise<void> {
  await saveFact(db, DEMO_LOADED, clock.now());
}

const speaksGerman = (country: string) => ['DE', 'AT', 'CH', 'LI'].includes(country);
