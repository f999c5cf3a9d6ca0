import { defuseFormula } from '../../kernel/formula-cells.ts';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/http/access.ts';
import { readBarometer } from './barometer.actions.ts';
import { compareGroups } from './groups.actions.ts';
import { readPaths } from './paths.actions.ts';

/** The last waves whose groups and paths are written too: each costs an analysis. */
const WAVES_IN_DEPTH = 4;

const columns = ['wave', 'from', 'to', 'what', 'group', 'factor', 'acts_on', 'n', 'value', 'low', 'high', 'alpha', 'target', 'difference', 'difference_low', 'difference_high', 'verdict'] as const;
type Line = Partial<Record<(typeof columns)[number], string | number | null>>;

/**
 * All figures in one long table, one figure per line, as programs like it (comma, decimal point): indices of all waves;
 * indices of groups, path coefficients and indices weighted by the model of the newest ones. What is withheld is empty.
 * @throws survey.not_found, barometer.not_found
 */
export async function writeFigures(context: Context, actor: Actor, code: string, { lang, by }: { lang: 'de' | 'en'; by: string }): Promise<string> {
  const { waves } = await readBarometer(context, actor, code);
  const lines: Line[] = waves.flatMap(({ id, name, from, to, figures }) => figures.map(({ factor, n, index, low, high, alpha, target, change }) => ({
    wave: name ?? id, from, to, what: 'index', factor, n, value: index, low, high, alpha, target, difference: change?.difference ?? null, difference_low: change?.low ?? null, difference_high: change?.high ?? null, verdict: change?.verdict ?? null,
  })));
  for (const { id, name, from, to } of waves.slice(-WAVES_IN_DEPTH)) {
    const about = { wave: name ?? id, from, to };
    const [{ groups }, model] = await Promise.all([compareGroups(context, actor, code, { wave: id, by }), readPaths(context, actor, code, { wave: id, scheme: 'centroid', lang })]);
    lines.push(...groups.flatMap(({ group, figures }) => figures.map(({ factor, n, index, low, high, difference }) => ({
      ...about, what: `index by ${by}`, group: group ?? (lang === 'de' ? 'alle übrigen' : 'all others'), factor, n, value: index, low, high, difference: difference?.difference ?? null, difference_low: difference?.low ?? null, difference_high: difference?.high ?? null, verdict: difference?.verdict ?? null,
    }))));
    lines.push(...model.factors.map(({ factor, index, low, high }) => ({ ...about, what: 'index weighted by the model', factor, n: model.n, value: index, low, high })));
    lines.push(...model.factors.flatMap(({ factor, items }) => items.map(({ item, weight }) => ({ ...about, what: 'weight', group: item, factor, n: model.n, value: weight }))));
    lines.push(...model.paths.map((path) => ({ ...about, what: 'path', factor: path.from, acts_on: path.to, n: model.n, value: path.coefficient, low: path.low, high: path.high })));
  }
  return `\uFEFF${[columns.join(','), ...lines.map((line) => columns.map((column) => cellOf(line[column])).join(','))].join('\r\n')}\r\n`;
}

function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(12)));
  const safe = defuseFormula(value);
  return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
