import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTestContext, type TestContext } from '../platform/testing/test-storage.ts';
import { ownedThings } from './slices.ts';

let context: TestContext;
beforeAll(async () => {
  context = await openTestContext();
});
afterAll(() => context.close());

/** Columns that name a member of staff and say who did something, not whose it is; or that go with the person. */
const noOwnership: Record<string, string> = {
  'user_sessions.user_id': 'ends when somebody leaves',
  'user_accounts.user_id': 'how somebody signs in',
  'invitations.user_id': 'a link for this person; ends when somebody leaves',
  'known_devices.user_id': 'goes with the person',
  'passkeys.user_id': 'how somebody signs in',
  'recovery_codes.user_id': 'how somebody signs in',
  'second_factors.user_id': 'how somebody signs in',
  'sign_in_steps.user_id': 'a sign-in that has begun',
  'staff_absences.user_id': 'when somebody is away; ends when they leave',
  'staff_absences.substitute': 'who stands in; says nothing about whose a thing is',
  'roles.created_by': 'who made a role; roles belong to the company',
  'users.deactivated_by': 'who did it',
  'goodwill_bookings.asked_by': 'who asked for it; a decision is anybody’s who may decide',
  'goodwill_bookings.approved_by': 'who decided',
  'goodwill_bookings.charged_to': 'whose allowance it was booked on, for the sums of that month',
  'goodwill_limits.user_id': 'how much somebody may give; goes with the person',
  'inquiries.asked_by': 'who asked; the answer goes to the case, and cases are handed over',
  'inquiries.closed_by': 'who did it',
  'inquiry_entries.author': 'who wrote it',
  'playbook_acknowledgements.user_id': 'who has read a guide; goes with the person',
  'case_watchers.user_id': 'what somebody wants to be told about; goes with the person',
};

it('every column that names a member of staff is handed over when they leave, or says why not', async () => {
  const { rows } = await sql<{ place: string }>`
    select c.conrelid::regclass::text || '.' || a.attname as place
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = 'users'::regclass
    order by place limit 200`.execute(context.db);
  const answered = new Set([...ownedThings.flatMap(({ columns }) => columns), ...Object.keys(noOwnership)]);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(({ place }) => place).filter((place) => !answered.has(place))).toEqual([]);
});
