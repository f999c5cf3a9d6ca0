import { createRequire } from 'node:module';
import { cruise, type IForbiddenRuleType, type IViolation } from 'dependency-cruiser';
import { listTypeScript, root } from '../paths.ts';

type Config = {
  forbidden: IForbiddenRuleType[];
  options: Record<string, unknown> & { enhancedResolveOptions: Record<string, unknown> };
};

export type Cruise = { seen: string[]; violations: IViolation[] };

const config: Config = createRequire(import.meta.url)(`${root}/.dependency-cruiser.cjs`);
export const ruleNames = config.forbidden.flatMap((rule) => (rule.name ? [rule.name] : []));

/** Follows every import under `folder`/src and holds it against the rules. */
export async function cruiseFolder(folder: string): Promise<Cruise> {
  const { enhancedResolveOptions, ...options } = config.options;
  const { output } = await cruise(
    ['src'],
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden: config.forbidden } },
    enhancedResolveOptions,
  );
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with a report instead of a result');
  const seen = output.modules.map((module) => module.source).filter((source) => /^src\/.*\.tsx?$/.test(source));
  return { seen, violations: output.summary.violations };
}

/** The trap: a cruise that could read nothing finds nothing wrong. */
export async function findUnseen(folder: string, seen: string[]): Promise<string[]> {
  const known = new Set(seen);
  return listTypeScript('src', folder).filter((path) => !known.has(path));
}
