import { sql } from 'kysely';
import { customerIdOf, ownersJoin } from '../../people/identity/customer-of.logic.ts';
import { untilDelivered } from '../../platform/storage/journal.ts';
import type { TestContext } from '../../platform/testing/test-storage.ts';

/** Everything in both stores that an import can touch, without numbers that are drawn at random. */
export async function wholeStores(context: TestContext): Promise<Record<string, unknown>> {
  await untilDelivered(context);
  const rows = async (statement: string) => (await sql.raw(statement).execute(context.db)).rows;
  const history = (statement: string) => context.history.query(statement, {}, { lane: 'analysis' });
  return {
    identifiers: await rows(`select id, kind, value, raw, named_at, stands_at, customer_id, layer, (select jsonb_object_agg(key, value -> 0) from jsonb_each(traits)) as traits from identifiers order by id`),
    layers: await rows(`select node_id, layer from identifier_layers order by 1, 2`),
    links: await rows(`select op, link_id, from_id, into_id, rule, source, at from identity_log where retracted_at is null order by link_id, at`),
    spans: await rows(`select node_id, from_at, to_at, customer_id from identifier_spans order by 1, 2 nulls first`),
    customers: await rows(`select id, name, traits, base_text, record_text, first_at from customers order by id`),
    words: await rows(`select word from search_words order by 1`),
    accounts: await rows(`select external_id, kind, name from accounts order by 1`),
    members: await rows(`select a.external_id, m.subject, m.role from account_members m join accounts a on a.id = m.account_id order by 1, 2`),
    contracts: await rows(`select c.number, c.subject, c.product, a.external_id, c.starts_on, c.ends_on, c.monthly_cents from contracts c left join accounts a on a.id = c.account_id order by 1`),
    devices: await rows(`select external_id, subject, model, maker, serial, software, owned_from, owned_to from devices order by 1`),
    addresses: await rows(`select external_id, subject, kind, street, postcode, city, country, cell, valid_from, valid_to from addresses order by 1`),
    kinds: await rows(`select subject, kind, set_at from customer_kinds order by 1`),
    messageIds: await rows(`select id, import_id from message_ids order by 1`),
    touchpoints: await rows(`select code, name_de, name_en, stage, channel, kind, department, rules from touchpoints order by 1`),
    changes: await rows(`select kind, key, before, said from import_changes order by seq`),
    interactions: await history(`select toString(message_id) as id, message_key, toString(${customerIdOf('i')}) as customer, toString(subject) as subject, toString(at) as at, type, kind, touchpoint, department, score, properties from interactions i ${ownersJoin('i')} order by id`),
    answers: await history(`select toString(response_id) as id, toString(subject) as subject, toString(at) as at, touchpoint, role, dimension, value, text from answers order by id, role, dimension`),
    owners: await history(`select toString(subject) as subject, toString(from_at) as from_at, toString(argMax(customer_id, version)) as customer from subject_owners group by subject, from_at having argMax(removed, version) = 0 order by subject, from_at`),
  };
}

export async function emptyStores(context: TestContext): Promise<void> {
  await untilDelivered(context);
  await context.db.transaction().execute(async (tx) => {
    // Consents hang on identifiers and refuse to be emptied, here as everywhere.
    await sql`alter table consent_log disable trigger consent_no_truncate`.execute(tx);
    await sql`truncate imports, import_chunks, import_refusals, import_changes, identifiers, identifier_layers, identity_log, identifier_spans, customers, search_words, message_ids, accounts, account_members, contracts, devices, addresses, customer_kinds, touchpoints, history_journal cascade`.execute(tx);
    await sql`alter table consent_log enable trigger consent_no_truncate`.execute(tx);
  });
  for (const table of ['interactions', 'subject_owners', 'answers']) await context.history.command(`truncate table ${table}`);
}
