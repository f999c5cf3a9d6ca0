import type { History, HistoryParams } from '../../platform/storage/history.ts';
import type { ConditionTest, OrderedRule, RuleTest } from './matching.contract.ts';

/** A piece of SQL with the values it binds. */
export interface Bound {
  sql: string;
  params: HistoryParams;
}

/** Hands out placeholders; values never become part of the statement's text. */
class Binder {
  readonly params: Record<string, string> = {};
  readonly #known = new Map<string, string>();
  bind(value: string, type: 'String' | 'Float64' = 'String'): string {
    const key = `${type} ${value}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = `rule_${Object.keys(this.params).length}`;
    this.params[name] = value;
    const placeholder = `{${name}:${type}}`;
    this.#known.set(key, placeholder);
    return placeholder;
  }
}

/** Whether at least one of the rules matches a row of `interactions`. */
export function anyRuleSql(tests: readonly RuleTest[]): Bound {
  const binder = new Binder();
  const sql = tests.length === 0 ? 'false' : tests.map((test) => `(${ruleSql(test, binder)})`).join(' or ');
  return { sql: `(${sql})`, params: binder.params };
}

/** The touchpoint of a row of `interactions` under all rules in their order; '' where none matches. */
export function touchpointSql(rules: readonly OrderedRule[]): Bound {
  const binder = new Binder();
  const branches = rules.map(({ touchpoint, test }) => `${ruleSql(test, binder)}, ${binder.bind(touchpoint)}`);
  return { sql: branches.length === 0 ? `''` : `multiIf(${branches.join(', ')}, '')`, params: binder.params };
}

function ruleSql({ source, event, channel, conditions }: RuleTest, binder: Binder): string {
  // The cheap comparisons come first: `and` stops at the first that fails, so JSON is read for few rows only.
  const parts = [
    ...(event === null ? [] : [`kind = ${binder.bind(event)}`]),
    ...(channel === null ? [] : [`channel = ${binder.bind(channel)}`]),
    ...(source === null ? [] : [`source = ${binder.bind(source)}`]),
    ...conditions.map((condition) => conditionSql(condition, binder)),
  ];
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

/**
 * The engine refuses a whole document for one integer beyond 64 bits, which JavaScript writes without a second thought
 * (1e20). Such numbers are read as decimals instead.
 */
const readableProperties = String.raw`if(isValidJSON(properties), properties, replaceRegexpAll(properties, '([\\[:,]-?[0-9]{19,})', '\\1.0'))`;

function conditionSql({ property, op, text, number, truth }: ConditionTest, binder: Binder): string {
  const key = binder.bind(property);
  const type = `JSONType(${readableProperties}, ${key})`;
  const isText = `${type} = 'String'`;
  const isNumber = `${type} in ('Int64', 'UInt64', 'Double')`;
  const asText = `JSONExtractString(${readableProperties}, ${key})`;
  const asNumber = `JSONExtractFloat(${readableProperties}, ${key})`;
  const equals = () =>
    `(${[
      ...(text === null ? [] : [`(${isText} and ${asText} = ${binder.bind(text)})`]),
      ...(number === null ? [] : [`(${isNumber} and ${asNumber} = ${binder.bind(String(number), 'Float64')})`]),
      ...(truth === null ? [] : [`(${type} = 'Bool' and JSONExtractBool(${readableProperties}, ${key}) = ${Number(truth)})`]),
    ].join(' or ')})`;
  const limit = () => binder.bind(String(number ?? 0), 'Float64');
  switch (op) {
    case 'exists':
      return `${type} != 'Null'`;
    case 'is':
      return equals();
    case 'is_not':
      return `not ${equals()}`;
    case 'contains':
      return `(${isText} and position(${asText}, ${binder.bind(text ?? '')}) > 0)`;
    case 'starts_with':
      return `(${isText} and startsWith(${asText}, ${binder.bind(text ?? '')}))`;
    case 'greater':
      return `(${isNumber} and ${asNumber} > ${limit()})`;
    case 'less':
      return `(${isNumber} and ${asNumber} < ${limit()})`;
  }
}

/** Types of rows that are no contacts: they say who somebody is, or were placed by the survey or the file that brought them. */
const isContact = `type not in ('identify', 'group', 'alias', 'survey', 'placed')`;

export interface PreviewExample {
  at: string;
  kind: string;
  channel: string;
  source: string;
  touchpoint: string;
  text: string;
  properties: string;
}

/** How many contacts of all time the rules would catch, by the touchpoint at which these contacts are now. */
export async function countCaught(history: History, tests: readonly RuleTest[]): Promise<{ touchpoint: string; n: number }[]> {
  const rule = anyRuleSql(tests);
  return history.query(
    `select touchpoint, toUInt32(count()) as n
     from interactions
     where ${isContact} and ${rule.sql}
     group by touchpoint
     order by n desc, touchpoint
     limit 500`,
    rule.params, { lane: 'analysis', timeoutMs: 15_000 });
}

/** The newest contacts that the rules would catch. */
export async function listCaught(history: History, tests: readonly RuleTest[], limit: number): Promise<PreviewExample[]> {
  const rule = anyRuleSql(tests);
  return history.query(
    `select formatDateTime(at, '%FT%TZ') as at, kind, channel, source, touchpoint, substring(text, 1, 300) as text, properties
     from interactions
     where ${isContact} and ${rule.sql}
     order by interactions.at desc
     limit {limit:UInt32}`,
    { ...rule.params, limit }, { lane: 'analysis', timeoutMs: 15_000 });
}

/** Rules of all touchpoints, and which of these touchpoints a change concerns. */
export interface Reapplication {
  rules: readonly OrderedRule[];
  changedCodes: readonly string[];
  /** Rules of the changed touchpoints as they are now: what these catch may have to move to them. */
  changedTests: readonly RuleTest[];
}

/** Which rows stand elsewhere than the rules say: those at a changed touchpoint, and those its rules catch. */
function misplaced({ rules, changedCodes, changedTests }: Reapplication) {
  const target = touchpointSql(rules);
  const caught = anyRuleSql(changedTests);
  const rename = (bound: Bound, prefix: string): Bound => ({
    sql: bound.sql.replaceAll('{rule_', `{${prefix}_`),
    params: Object.fromEntries(Object.entries(bound.params).map(([name, value]) => [name.replace('rule', prefix), value])),
  });
  const [now, may] = [rename(target, 'now'), rename(caught, 'may')];
  const departments = new Map(rules.map(({ touchpoint, department }) => [touchpoint, department]));
  // A department that the sender named itself stays, as it does at the door.
  const department = `if(JSONExtractString(properties, 'department') != '', department, transform(${now.sql}, {codes:Array(String)}, {departments:Array(String)}, ''))`;
  return {
    touchpoint: now.sql,
    department,
    where: `${isContact} and (touchpoint in {changed:Array(String)} or ${may.sql}) and (touchpoint != ${now.sql} or department != ${department})`,
    params: { ...now.params, ...may.params, changed: [...changedCodes], codes: ['', ...departments.keys()], departments: ['', ...departments.values()] },
  };
}

export async function countMisplaced(history: History, change: Reapplication): Promise<number> {
  const { where, params } = misplaced(change);
  const rows = await history.query<{ n: number }>(`select toUInt64(count()) as n from interactions where ${where}`, params, { lane: 'analysis', timeoutMs: 60_000 });
  return rows[0]?.n ?? 0;
}

/**
 * Moves contacts to where the rules say. Returns at once: the engine rewrites its parts behind, readers see the old
 * place until a part is done, and an engine that is stopped in between goes on at its next start.
 */
export async function startMove(history: History, change: Reapplication): Promise<void> {
  const { touchpoint, department, where, params } = misplaced(change);
  await history.command(`alter table interactions update touchpoint = ${touchpoint}, department = ${department} where ${where} settings mutations_sync = 0`, params);
}

/** Parts that the engine still has to rewrite, and what stopped it, if anything. */
export async function findMoveProgress(history: History): Promise<{ partsToDo: number; failure: string }> {
  const rows = await history.query<{ partsToDo: number; failure: string }>(
    `select toUInt32(sum(parts_to_do)) as partsToDo, max(latest_fail_reason) as failure
     from system.mutations
     where database = currentDatabase() and table = 'interactions' and not is_done`);
  return rows[0] ?? { partsToDo: 0, failure: '' };
}
