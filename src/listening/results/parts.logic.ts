import type { VersionChange } from '../surveys/versions/comparability.contract.ts';
import type { Definition, Option, Question, QuestionKind, Row, Scale, TypedRole, Words } from '../surveys/definition.contract.ts';

/** What results know of a published version. */
export interface ResultVersion {
  version: number;
  publishedAt: Date;
  definition: Definition;
  /** Against the version before. */
  changes: readonly VersionChange[];
}

/**
 * A line of figures: the question itself, a row of a matrix, an item of pairs, one option of several. Answers in history
 * are found by `item`, which is unique in the survey.
 */
export interface Part {
  item: string;
  question: string;
  /** Row, item or option; '' = the question itself. */
  part: string;
  role: TypedRole;
  label: Words | null;
  dimension: string;
  /** Points of the scale as asked; null where there is none. */
  scale: { low: number; high: number; labels: Readonly<Record<string, Words>> } | null;
  /** Of a single choice: what can be chosen. */
  options: readonly Option[];
}

export interface AskedQuestion {
  question: Question;
  isInNewest: boolean;
  /** The first version whose answers compare with the newest. */
  fromVersion: number;
  notCompared: (VersionChange & { version: number })[];
  parts: Part[];
}

/**
 * All questions that the versions ask, in the order of the newest one; those that it no longer asks come last. Options
 * and rows of earlier versions that compare are kept.
 * @param versions - newest first, at least one
 */
export function askedQuestions(versions: readonly ResultVersion[]): AskedQuestion[] {
  const newest = versions[0];
  if (!newest) return [];
  const found = new Map<string, AskedQuestion>();
  for (const { definition, version } of versions) {
    for (const question of questionsOf(definition)) {
      const known = found.get(question.id);
      if (known) {
        if (version >= known.fromVersion) known.parts = withOlder(known.parts, partsOf(question));
        continue;
      }
      const { fromVersion, notCompared } = comparableFrom(question.id, version, versions);
      found.set(question.id, { question, isInNewest: version === newest.version, fromVersion, notCompared, parts: partsOf(question) });
    }
  }
  return [...found.values()].filter(({ question }) => question.kind !== 'statement');
}

export const questionsOf = ({ pages }: Definition): Question[] => pages.flatMap(({ questions }) => questions);

/** How far back answers to a question compare with those of `version`. */
function comparableFrom(question: string, version: number, versions: readonly ResultVersion[]): Pick<AskedQuestion, 'fromVersion' | 'notCompared'> {
  let fromVersion = version;
  for (const older of versions.filter((one) => one.version <= version)) {
    fromVersion = older.version;
    const broken = older.changes.filter((change) => change.breaksComparison && change.change !== 'added' && (change.question === question || change.question === ''));
    if (broken.length > 0 && versions.some((one) => one.version < older.version)) return { fromVersion, notCompared: broken.map((change) => ({ ...change, version: older.version })) };
  }
  return { fromVersion, notCompared: [] };
}

function withOlder(parts: Part[], older: readonly Part[]): Part[] {
  const byItem = new Map(parts.map((part) => [part.item, part]));
  for (const part of older) {
    const known = byItem.get(part.item);
    if (!known) byItem.set(part.item, part);
    else if (known.options.length > 0) byItem.set(part.item, { ...known, options: [...known.options, ...part.options.filter(({ id }) => known.options.every((option) => option.id !== id))] });
  }
  return [...byItem.values()];
}

const points = (low: number, high: number, scale?: { lowLabel?: Words | undefined; highLabel?: Words | undefined }): Part['scale'] => ({
  low, high, labels: { ...(scale?.lowLabel ? { [low]: scale.lowLabel } : {}), ...(scale?.highLabel ? { [high]: scale.highLabel } : {}) },
});
const ofScale = ({ low, high, lowLabel, highLabel, labels }: Scale): Part['scale'] => ({ low, high, labels: { ...points(low, high, { lowLabel, highLabel })?.labels, ...labels } });

/** The lines of one question, as typed-answers.logic.ts writes them. */
export function partsOf(question: Question): Part[] {
  const base = { question: question.id, item: question.id, part: '', label: null, dimension: question.dimension ?? '', scale: null, options: [] };
  const line = (role: TypedRole, changes: Partial<Part> = {}): Part => ({ ...base, role, ...changes });
  const ofRow = (row: Row, role: TypedRole, scale: Scale, side = ''): Part => line(role, { item: `${question.id}.${row.id}${side}`, part: row.id, label: row.text, dimension: row.dimension ?? question.dimension ?? (question.kind === 'matrix' ? '' : row.id), scale: ofScale(scale) });
  switch (question.kind) {
    case 'nps': return [line('nps', { scale: points(0, 10, question) })];
    case 'csat': return [line('csat', { scale: points(1, question.points, question) })];
    case 'ces': return [line('ces', { scale: points(1, question.points, question) })];
    case 'rating': return [line(question.role ?? 'rating', { scale: points(1, question.points, question) })];
    case 'choice': case 'dropdown': return [line('choice', { options: question.options })];
    case 'choices': case 'pictures': return question.options.map((option) => line('choice', { item: `${question.id}.${option.id}`, part: option.id, label: option.label }));
    case 'ranking': return question.options.map((option) => line('rank', { item: `${question.id}.${option.id}`, part: option.id, label: option.label, scale: points(1, question.options.length) }));
    case 'matrix': return question.rows.map((row) => ofRow(row, 'agreement', question.scale));
    case 'importance': return question.items.map((row) => ofRow(row, 'importance', question.scale));
    case 'pairs': {
      const [first, second]: [TypedRole, TypedRole] = question.roles === 'functional_dysfunctional' ? ['functional', 'dysfunctional'] : ['expectation', 'experience'];
      return question.items.flatMap((row) => [ofRow(row, first, question.scale, `.${first}`), ofRow(row, second, question.scale, `.${second}`)]);
    }
    case 'slider': return [line('number', { scale: points(question.low, question.high, question) })];
    case 'number': return [line('number')];
    case 'date': return [line('date')];
    case 'text': return [line(question.role ?? (question.lines === 'many' ? 'comment' : 'text'))];
    case 'consent': return [line('consent', { scale: points(0, 1) })];
    case 'contact': case 'file': case 'statement': return [];
  }
}

/** Kinds whose answers are any of several options, so that options do not add up to those who answered. */
export const isMultiple = (kind: QuestionKind): boolean => kind === 'choices' || kind === 'pictures' || kind === 'ranking';
