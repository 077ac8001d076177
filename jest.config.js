/** One shape for every suite; `make unit` and `make pipeline` choose by folder. */
const shared = {
  extensionsToTreatAsEsm: ['.ts'],
  setupFiles: ['reflect-metadata'],
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
          },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
    // Required by the static-file plugin, it is ESM behind a CommonJS door that jest cannot open.
    'content-disposition/.+\\.js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!content-disposition/)'],
};

export default {
  // A test that hangs ends; one that is slow on a busy machine does not fail.
  testTimeout: 60_000,
  // Of one suite, where its tests say that they may: installations that mostly wait for each other's timeouts.
  maxConcurrency: 2,
  testSequencer: '<rootDir>/test/longest-first.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/libs', '<rootDir>/apps'],
      testMatch: ['**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'pipeline',
      roots: ['<rootDir>/test'],
      testMatch: ['**/*.e2e.ts'],
    },
    {
      ...shared,
      displayName: 'redis',
      globals: { queuesInRedis: true },
      roots: ['<rootDir>/test'],
      testMatch: ['**/{pipeline,check,board}.e2e.ts'],
    },
    {
      ...shared,
      displayName: 'browser',
      roots: ['<rootDir>/test/browser'],
      testMatch: ['**/*.browser.ts'],
    },
  ],
};
