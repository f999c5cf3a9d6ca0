import type { Answers, AnswerValue, Definition, OtherOption, Question, Row, Scale, ScalePoint, TypedAnswer, TypedRole } from '../definition.contract.ts';

/**
 * What the answers of a response say to figures: one row each. Contact data, files and statements say nothing there.
 * @param answers - as kept by checkAnswers: only what is on the way, of the right shape
 */
export function typedAnswers(definition: Definition, answers: Answers): TypedAnswer[] {
  return definition.pages.flatMap((page) => page.questions).flatMap((question) => {
    const value = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined;
    return value === undefined ? [] : typeOne(question, value);
  });
}

/** Both ends of a scale. */
type Ends = readonly [low: number, high: number];

/** A point moved from one scale to the same place on another. */
function rescale(raw: number, [low, high]: Ends, [toLow, toHigh]: Ends): number {
  return toLow + ((raw - low) / (high - low)) * (toHigh - toLow);
}

function typeOne(question: Question, answer: AnswerValue): TypedAnswer[] {
  const row = (role: TypedRole, changes: Partial<TypedAnswer> = {}): TypedAnswer => ({
    question: question.id, item: question.id, role, dimension: question.dimension ?? '', touchpoint: question.touchpoint ?? null, option: '', value: null, raw: null, low: null, high: null, text: '', ...changes,
  });
  // The shapes belong to the kinds (definition.contract.ts); checkAnswers let no other pass.
  switch (question.kind) {
    case 'nps':
      return [row('nps', onScale(answer as number, [0, 10], [0, 10]))];
    case 'csat':
      return [row('csat', onScale(answer as number, [1, question.points], [1, 5]))];
    case 'ces':
      return [row('ces', onScale(answer as number, [1, question.points], [0, 10]))];
    case 'rating':
      return [question.role === 'overall' ? row('overall', onScale(answer as number, [1, question.points], [0, 10])) : row('rating', onScale(answer as number, [1, question.points], [1, question.points]))];
    case 'choice':
    case 'dropdown':
      return [row('choice', optionOf(answer as string | OtherOption))];
    case 'choices':
    case 'pictures':
      return (answer as readonly (string | OtherOption)[]).map(optionOf).map((chosen) => row('choice', { ...chosen, item: `${question.id}.${chosen.option}` }));
    case 'ranking':
      return (answer as readonly string[]).map((option, index) => row('rank', { option, item: `${question.id}.${option}`, value: index + 1, raw: index + 1, low: 1, high: question.options.length }));
    case 'matrix':
      return rowsOf(question.rows, answer).map(([part, point]) => row('agreement', { ...partOf(question, part), ...pointOf(point, question.scale, null) }));
    case 'importance':
      return rowsOf(question.items, answer).map(([part, point]) => row('importance', { ...partOf(question, part), ...pointOf(point, question.scale, [0, 10]) }));
    case 'pairs':
      return typePairs(question, answer, row);
    case 'slider':
      return [row('number', { value: answer as number, raw: answer as number, low: question.low, high: question.high })];
    case 'number':
      return [row('number', { value: answer as number, raw: answer as number, low: question.low ?? null, high: question.high ?? null })];
    case 'date':
      return [row('date', { text: answer as string })];
    case 'text':
      return [row(question.role ?? (question.lines === 'many' ? 'comment' : 'text'), { text: answer as string })];
    case 'consent':
      return [row('consent', { value: answer === true ? 1 : 0, raw: answer === true ? 1 : 0, low: 0, high: 1 })];
    case 'contact':
    case 'file':
    case 'statement':
      return [];
  }
}

function typePairs(question: Extract<Question, { kind: 'pairs' }>, answer: AnswerValue, row: (role: TypedRole, changes: Partial<TypedAnswer>) => TypedAnswer): TypedAnswer[] {
  const isKano = question.roles === 'functional_dysfunctional';
  const roles = isKano ? (['functional', 'dysfunctional'] as const) : (['expectation', 'experience'] as const);
  const given = answer as Readonly<Record<string, { first?: ScalePoint; second?: ScalePoint }>>;
  return question.items.flatMap((item) => {
    const pair = given[item.id];
    return (['first', 'second'] as const).flatMap((side, index) => {
      const [point, role] = [pair?.[side], roles[index]];
      if (point === undefined || role === undefined) return [];
      const place = partOf(question, item);
      return [row(role, { ...place, item: `${place.item}.${role}`, ...pointOf(point, question.scale, isKano ? null : [0, 10]) })];
    });
  });
}

function rowsOf(rows: readonly Row[], answer: AnswerValue): [Row, ScalePoint][] {
  const given = answer as Readonly<Record<string, ScalePoint>>;
  return rows.flatMap((row): [Row, ScalePoint][] => {
    const point = given[row.id];
    return point === undefined ? [] : [[row, point]];
  });
}

/** Items of pairs and importance that name no dimension are one each, so that they are compared with themselves. */
const partOf = (question: Question, part: Row) => ({ item: `${question.id}.${part.id}`, option: part.id, dimension: part.dimension ?? question.dimension ?? (question.kind === 'matrix' ? '' : part.id) });

const onScale = (raw: number, from: Ends, to: Ends) => ({ raw, low: from[0], high: from[1], value: rescale(raw, from, to) });

/** "Cannot say" is kept as a row without value, so that it can be counted and never averaged. */
function pointOf(point: ScalePoint, { low, high }: Scale, to: Ends | null) {
  if (point === 'na') return { raw: null, value: null, low, high };
  return to ? onScale(point, [low, high], to) : { raw: point, value: point, low, high };
}

function optionOf(chosen: string | OtherOption): { option: string; text: string } {
  return typeof chosen === 'string' ? { option: chosen, text: '' } : { option: chosen.id, text: chosen.text };
}
