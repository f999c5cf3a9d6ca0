import { defineConfig } from 'vitest/config';

/** Sets both engines up once; every test file gets a copy. */
const globalSetup = ['src/platform/testing/storage-template.ts'];
/** Pure functions: no engine, no clock, nothing of the process that a test could leave behind for the next. */
const pure = ['src/kernel/**/*.test.ts', 'src/**/*.logic.test.ts'];
/** What puts something else in the place of a module needs a process in which nobody has loaded it yet. */
const replacing = ['src/governance/users/same-work.test.ts'];

export default defineConfig({
  test: {
    // Real engines run in these tests: native code that holds one data folder per process at a time. So processes, not
    // threads, and no more of them than the smallest machine has cores.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // An engine that is asked to stop writes its last page first.
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        // A process for each file would cost more than all of these tests.
        test: { name: 'logic', include: pure, environment: 'node', pool: 'threads', isolate: false },
      },
      {
        extends: true,
        // Two processes for all files, one after another: loading half of Momente for each file costs more than its
        // tests. Every file has stores of its own, and puts back what it changes of the process itself.
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: [...pure, ...replacing],
          environment: 'node',
          globalSetup,
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'unit-alone', include: replacing, environment: 'node', globalSetup },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.ts'],
          environment: 'node',
          // Starts the product once; every test file gets a copy.
          globalSetup: ['e2e/first-start.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
          // Every file starts a server and a browser; two at once on two cores make each other late.
          fileParallelism: false,
        },
      },
    ],
  },
});
