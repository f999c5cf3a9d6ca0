import { type AskedBefore, hasOf, joined, literalOf } from './condition-parts.logic.ts';
import { type Foreign, foreignIn, isForeign, listIn, textIn, valueIn } from './foreign-values.logic.ts';

const SIGNS: Readonly<Record<string, string>> = { equals: '==', doesNotEqual: '!=', isGreaterThan: '>', isLessThan: '<', isGreaterThanOrEqual: '>=', isLessThanOrEqual: '<=', isBefore: '<', isAfter: '>' };
const DEPTH_LIMIT = 10;

export interface Finders {
  question: (id: string) => AskedBefore | null;
  /** Our name of a hidden field. */
  hidden: (id: string) => string | null;
}

/** Translates a group of conditions of Formbricks. @returns null where it cannot be said in our language */
export function translateGroup(group: Foreign, find: Finders, depth = 0): string | null {
  if (depth > DEPTH_LIMIT) return null;
  const parts = listIn(group, 'conditions').map((one) => (isForeign(one) ? (listIn(one, 'conditions').length > 0 ? translateGroup(one, find, depth + 1) : translateOne(one, find)) : null));
  return joined(parts, textIn(group, 'connector') === 'or' ? 'or' : 'and');
}

function translateOne(condition: Foreign, find: Finders): string | null {
  const [left, right] = [foreignIn(condition, 'leftOperand') ?? {}, foreignIn(condition, 'rightOperand') ?? {}];
  const asked = askedOf(left, find);
  if (!asked) return null;
  const given = valueIn(right, 'value');
  const values = Array.isArray(given) ? (given as unknown[]) : [given];
  const literals = values.map((value) => literalOf(asked, value));
  const each = (sign: 'and' | 'or') => joined(literals.map((literal) => hasOf(asked, literal)), sign);
  const not = (inside: string | null) => (inside === null ? null : `not (${inside})`);
  const operator = textIn(condition, 'operator') ?? '';
  switch (operator) {
    case 'isSubmitted': case 'isSet': case 'isNotEmpty': case 'isCompletelySubmitted': return asked.kind === 'text' && asked.id.startsWith('hidden.') ? `${asked.id} != null` : `answered(${asked.id})`;
    case 'isSkipped': case 'isNotSet': case 'isEmpty': return asked.id.startsWith('hidden.') ? `${asked.id} == null` : `not answered(${asked.id})`;
    case 'isAccepted': return `${asked.id} == true`;
    case 'equalsOneOf': case 'isAnyOf': case 'includesOneOf': return each('or');
    case 'includesAllOf': return each('and');
    case 'doesNotIncludeOneOf': return not(each('or'));
    case 'doesNotIncludeAllOf': return not(each('and'));
  }
  const sign = SIGNS[operator];
  if (sign === undefined) return null;
  if (textIn(right, 'type') !== 'static' && textIn(right, 'type') !== undefined) {
    const other = askedOf(right, find);
    return other ? `${asked.id} ${sign} ${other.id}` : null;
  }
  const [first = null] = literals;
  if (asked.kind === 'many') return sign === '==' ? each('and') : sign === '!=' ? not(each('and')) : null;
  return first === null ? null : `${asked.id} ${sign} ${first}`;
}

function askedOf(operand: Foreign, find: Finders): AskedBefore | null {
  const value = textIn(operand, 'value') ?? '';
  switch (textIn(operand, 'type')) {
    case 'question': case 'element': {
      const asked = find.question(value);
      const row = textIn(foreignIn(operand, 'meta') ?? {}, 'row');
      const rowId = row === undefined ? undefined : asked?.rows.get(row);
      return asked && rowId !== undefined ? { ...asked, id: `${asked.id}.${rowId}`, kind: 'number' } : asked;
    }
    case 'hiddenField': {
      const id = find.hidden(value);
      return id === null ? null : { id: `hidden.${id}`, kind: 'text', values: new Map(), rows: new Map() };
    }
    default:
      return null; // variables
  }
}
