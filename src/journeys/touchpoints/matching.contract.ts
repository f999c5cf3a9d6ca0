/**
 * Rules in the form in which both machines run them: the predicate at the door (`matching.logic.ts`) and the SQL over
 * history (`matching.analytics.ts`). What a value typed by a person may equal is decided once, here, so that both agree.
 */
export interface ConditionTest {
  property: string;
  op: 'is' | 'is_not' | 'contains' | 'starts_with' | 'exists' | 'greater' | 'less';
  /** Equals a property that is a text; null = can equal none. */
  text: string | null;
  /** Equals a property that is a number: "5" means 5 as well. */
  number: number | null;
  /** Equals a property that is true or false. */
  truth: boolean | null;
}

/** null = the field matches everything. */
export interface RuleTest {
  source: string | null;
  event: string | null;
  channel: string | null;
  conditions: readonly ConditionTest[];
}

/** One rule of one touchpoint; lists of these are in the order in which the first match wins. */
export interface OrderedRule {
  touchpoint: string;
  /** Code of the owning department; empty where the touchpoint has none. */
  department: string;
  test: RuleTest;
}
