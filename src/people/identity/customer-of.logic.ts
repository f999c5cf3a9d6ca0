/**
 * SQL (columnar dialect) that says which customer a row of history belongs to. History keeps the identifier it was
 * written with (`subject`); merges, unmerges and shared devices only change `subject_owners`.
 *
 * `select uniq(${customerIdOf('i')}) from interactions i ${ownersJoin('i')} where …`
 * @param among - SQL that selects the subjects in question, so that not all owners are read
 */
export function ownersJoin(alias: string, among?: string): string {
  const where = among === undefined ? '' : `where subject in (${among}) `;
  return `asof left join (select subject, from_at, argMax(customer_id, version) as customer_id from subject_owners ${where}group by subject, from_at having argMax(removed, version) = 0) owners_of_${alias} on ${alias}.subject = owners_of_${alias}.subject and ${alias}.at >= owners_of_${alias}.from_at`;
}

export function customerIdOf(alias: string): string {
  return `if(owners_of_${alias}.customer_id = toUUID('00000000-0000-0000-0000-000000000000'), ${alias}.subject, owners_of_${alias}.customer_id)`;
}
