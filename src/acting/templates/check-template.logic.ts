import { makeEngine, type Values } from './render-template.logic.ts';
import { MAX_SOURCE_LENGTH, type TemplateProblem, type TemplateValues, templateVariables } from './templates.contract.ts';

const MAX_PROBLEMS = 20;
const engine = makeEngine(String);

/**
 * What is wrong with a Liquid source, in its order: what does not parse, and every name that is not among `known`.
 * @param known - full names such as `customer.name`; those of templates where nothing is given
 */
export function checkTemplate(source: string, known: readonly string[] = templateVariables): TemplateProblem[] {
  if (source.length > MAX_SOURCE_LENGTH) return [{ line: 1, column: 1, kind: 'too_long', name: null, problem: `is longer than ${MAX_SOURCE_LENGTH} characters` }];
  try {
    const { globals } = engine.analyzeSync(engine.parse(source), { partials: false });
    const unknown = Object.values(globals).flat().flatMap(({ segments, location }) => {
      const name = segments.map((segment) => (typeof segment === 'object' ? `[${String(segment)}]` : String(segment))).join('.');
      return known.includes(name) ? [] : [{ line: location.row, column: location.col, kind: 'unknown_variable' as const, name, problem: `${name} is not known here; known are ${known.join(', ')}` }];
    });
    return unknown.toSorted((a, b) => a.line - b.line || a.column - b.column).slice(0, MAX_PROBLEMS);
  } catch (error) {
    return [syntaxProblem(error)];
  }
}

/** The values of a text with an empty text for whatever is not known, and which of the names used that are. */
export function fillBlanks(values: TemplateValues): Values {
  const filled: Record<string, Record<string, string>> = {};
  for (const variable of templateVariables) {
    const [group = '', name = ''] = variable.split('.');
    const given: Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>> = { ...values };
    (filled[group] ??= {})[name] = given[group]?.[name] ?? '';
  }
  return filled;
}

/** Names used in a source for which there is no value: what somebody must write by hand before sending. */
export function listBlanks(source: string, values: TemplateValues): string[] {
  const filled = fillBlanks(values);
  try {
    const used = engine.globalFullVariablesSync(engine.parse(source), { partials: false });
    return templateVariables.filter((variable) => used.includes(variable) && readValue(filled, variable) === '');
  } catch {
    return [];
  }
}

function readValue(filled: Values, variable: string): unknown {
  const [group = '', name = ''] = variable.split('.');
  const inner = filled[group];
  return typeof inner === 'object' && inner !== null ? Object.entries(inner).find(([key]) => key === name)?.[1] : undefined;
}

/** Errors of the library end in `, line:2, col:3`; that is the place, and no part of the sentence. */
function syntaxProblem(error: unknown): TemplateProblem {
  const message = error instanceof Error ? error.message : String(error);
  const place = /,? line:(\d+), col:(\d+)/.exec(message);
  const problem = message.slice(0, place?.index ?? 300).slice(0, 300);
  return { line: Number(place?.[1] ?? 1), column: Number(place?.[2] ?? 1), kind: problem.endsWith('not found') || /undefined filter/.test(problem) ? 'not_allowed' : 'syntax', name: null, problem };
}
