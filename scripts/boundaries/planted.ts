/** A small tree of source files, by path: what is legal, and for each rule one import that breaks it. */
type Tree = Record<string, string>;
type Planted = { rule: string; from: string; files: Tree };

const value = 'export const value = 1;\n';
const imports = (...specifiers: string[]) => specifiers.map((name, place) => `import { value as v${place} } from '${name}';\n`).join('') + value;
const importsType = (specifier: string) => `import type { value } from '${specifier}';\nexport type Value = typeof value;\n`;

/** An import from one file of `src` to another, both made up. */
function plant(rule: string, from: string, to: string): Planted {
  const up = '../'.repeat(from.split('/').length - 1);
  return { rule, from: `src/${from}`, files: { [`src/${from}`]: imports(`./${up}${to}`), [`src/${to}`]: value } };
}

function plantPackage(rule: string, from: string, name: string): Planted {
  return { rule, from: `src/${from}`, files: { [`src/${from}`]: imports(name) } };
}

export const planted: Planted[] = [
  plant('governance-imports-only-upwards', 'governance/users/a.actions.ts', 'people/customers/a.contract.ts'),
  plant('people-imports-only-upwards', 'people/customers/b.actions.ts', 'journeys/maps/b.contract.ts'),
  plant('journeys-imports-only-upwards', 'journeys/maps/c.actions.ts', 'listening/surveys/c.contract.ts'),
  plant('listening-imports-only-upwards', 'listening/surveys/d.actions.ts', 'understanding/gaps/d.contract.ts'),
  plant('understanding-imports-only-upwards', 'understanding/gaps/e.actions.ts', 'acting/cases/e.contract.ts'),
  plant('acting-imports-only-upwards', 'acting/cases/f.actions.ts', 'steering/goals/f.contract.ts'),
  plant('slices-meet-at-the-border', 'people/timeline/g.actions.ts', 'people/customers/g.queries.ts'),
  plant('pages-are-composed-of-parts', 'people/timeline/web/G.tsx', 'people/customers/g2.queries.ts'),
  // A type is an import too: the parser must not lose it.
  {
    rule: 'slices-meet-at-the-border',
    from: 'src/people/timeline/h.actions.ts',
    files: { 'src/people/timeline/h.actions.ts': importsType('../customers/h.queries.ts'), 'src/people/customers/h.queries.ts': value },
  },
  plant('contract-is-a-leaf', 'people/customers/i.contract.ts', 'people/customers/i.logic.ts'),
  plant('logic-is-pure', 'people/customers/j.logic.ts', 'people/customers/j.queries.ts'),
  plantPackage('logic-is-pure', 'people/customers/k.logic.ts', 'node:fs'),
  plant('page-logic-is-pure', 'people/customers/web/l.logic.ts', 'people/customers/web/L.tsx'),
  plant('sql-does-not-decide', 'people/customers/m.queries.ts', 'people/customers/m.actions.ts'),
  plant('actions-know-no-caller', 'people/customers/n.actions.ts', 'people/customers/n.routes.ts'),
  plant('routes-and-jobs-are-opened-by-the-root', 'people/customers/o.jobs.ts', 'people/customers/o.routes.ts'),
  plantPackage('kernel-stands-alone', 'kernel/p.ts', 'node:fs'),
  plant('oracles-are-for-tests', 'people/customers/p2.logic.ts', 'kernel/stats/testing/p2.ts'),
  plant('foundation-knows-no-domain', 'platform/http/q.ts', 'people/customers/q.contract.ts'),
  plant('platform-draws-nothing', 'platform/http/r.ts', 'ui/r.tsx'),
  plant('app-is-the-root', 'platform/http/s.ts', 'app/s.ts'),
  plant('demo-is-loaded-by-the-root', 'people/customers/t.actions.ts', 'demo/t.ts'),
  plant('demo-uses-the-doors', 'demo/u.ts', 'people/customers/u.queries.ts'),
  plant('browser-stays-clean', 'people/customers/web/V.tsx', 'people/customers/v.actions.ts'),
  {
    // By a detour: the page imports pure logic, and that logic needs Node.
    rule: 'page-reaches-no-server',
    from: 'src/people/customers/web/W.tsx',
    files: { 'src/people/customers/web/W.tsx': imports('../w.logic.ts'), 'src/people/customers/w.logic.ts': imports('node:crypto') },
  },
  plant('command-line-speaks-http', 'clients/cli/x.ts', 'platform/storage/x.ts'),
  plant('widget-carries-no-zod', 'clients/widget/y.ts', 'listening/surveys/y.contract.ts'),
  {
    rule: 'no-cycles',
    from: 'src/ui/z.tsx',
    files: { 'src/ui/z.tsx': imports('./z2.tsx'), 'src/ui/z2.tsx': imports('./z.tsx') },
  },
  plant('no-barrels', 'ui/aa.tsx', 'ui/table/index.ts'),
  plant('no-junk-drawers', 'ui/bb.tsx', 'ui/date-utils.ts'),
  plant('no-junk-drawers', 'ui/cc.tsx', 'ui/shared/dates.ts'),
  plantPackage('no-dead-imports', 'ui/dd.tsx', './nowhere.tsx'),
  plantPackage('packages-are-declared', 'ui/ee.tsx', 'acorn'),
  plantPackage('product-runs-without-tools', 'ui/ff.tsx', 'vitest'),
];

/** Imports as they should be; a rule that bars one of these is too strict. */
export const legal: Tree = {
  'src/kernel/stats/mean.ts': imports('../legal.ts'),
  'src/kernel/legal.ts': value,
  'src/platform/storage/legal.ts': imports('node:fs', '../../kernel/legal.ts'),
  'src/people/customers/legal.contract.ts': imports('zod', '../../kernel/legal.ts'),
  'src/people/customers/legal.logic.ts': imports('./legal.contract.ts', '../../kernel/legal.ts', '@stdlib/stats-base-dists-t-cdf'),
  'src/people/customers/legal.queries.ts': imports('./legal.contract.ts', '../../platform/storage/legal.ts'),
  'src/people/customers/legal.actions.ts': imports('./legal.queries.ts', './legal.logic.ts', '../identity/legal.actions.ts'),
  'src/people/customers/legal.routes.ts': imports('./legal.actions.ts', './legal.queries.ts', './more.routes.ts'),
  'src/people/customers/more.routes.ts': value,
  'src/people/customers/legal.actions.test.ts': imports('./legal.actions.ts', '../identity/legal.queries.ts', 'vitest'),
  'src/people/customers/web/Legal.tsx':
    "import { value as type } from '../legal.contract.ts';\nexport const Legal = () => <p onClick={() => type}>Where do you import from?</p>;\n" +
    "import { Button } from '../../../ui/Legal.tsx';\nexport const Other = () => <Button<string> />;\n",
  'src/people/identity/legal.queries.ts': imports('../../platform/storage/legal.ts'),
  'src/people/identity/legal.actions.ts': imports('./legal.queries.ts', '../../governance/users/legal.contract.ts'),
  'src/governance/users/legal.contract.ts': imports('zod'),
  'src/ui/Legal.tsx': 'export const Button = <T,>(_: { of?: T }) => <button type="button">ä</button>;\n',
  'src/clients/web/legal.ts': imports('../../people/customers/web/Legal.tsx'),
  'src/demo/legal.ts': imports('../people/customers/legal.actions.ts'),
  'src/app/legal.ts': imports('../demo/legal.ts', '../people/customers/legal.routes.ts'),
};
