import fc from 'fast-check';

/** The same examples in every run, so that a test says the same twice; `PROPERTY_SEED=<number>` looks at others. */
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 20_261_122) });

export { fc };
