import type { Context } from '../../platform/context.ts';
import { findUserByEmail, insertUser, lockUsers } from './users.queries.ts';

export interface NewColleague {
  name: string;
  email: string;
  role: string;
  language: 'de' | 'en';
}

export interface Colleague extends NewColleague {
  id: string;
}

/** Members of staff without a password: they can have cases, but nobody signs in as them until they are sent a link. */
export async function addColleagues(context: Context, colleagues: readonly NewColleague[]): Promise<Colleague[]> {
  return context.db.transaction().execute(async (tx) => {
    await lockUsers(tx);
    const added: Colleague[] = [];
    for (const colleague of colleagues) {
      const user = (await findUserByEmail(tx, colleague.email)) ?? (await insertUser(tx, { ...colleague, departments: [] }));
      if (user) added.push({ ...colleague, id: user.id });
    }
    return added;
  });
}
