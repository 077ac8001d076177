import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: ['dist/', 'node_modules/', '.kip/', 'coverage/', 'test-output/', '**/api/schema.ts'],
  },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  prettier,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // What is taken out of an object to have the rest of it is not used.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/require-await': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  // Nest reads constructor types at run time, so files with decorators import classes as values.
  {
    files: [
      'apps/**/*.ts',
      'libs/http/**/*.ts',
      'libs/queue/**/*.ts',
      'libs/store/**/*.ts',
      'libs/dto/**/*.ts',
    ],
    ignores: ['apps/console/**'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    files: ['apps/console/**/*.{ts,tsx}'],
    ...hooks.configs.flat['recommended-latest'],
    rules: {
      ...hooks.configs.flat['recommended-latest'].rules,
      // A handler of the page may be async: what it throws, the query it calls has caught and shows.
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['apps/console/public/*.js'],
    languageOptions: { globals: { window: 'readonly', document: 'readonly' } },
  },
  {
    files: ['apps/console/installable/sw.js'],
    languageOptions: {
      globals: {
        ...{ self: 'readonly', caches: 'readonly' },
        ...{ fetch: 'readonly', Request: 'readonly', URL: 'readonly' },
      },
    },
  },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    ...tseslint.configs.disableTypeChecked,
    languageOptions: {
      globals: { module: 'writable', process: 'readonly', console: 'readonly', fetch: 'readonly' },
      parserOptions: { projectService: false, project: false },
    },
  },
  { files: ['**/*.mjs'], rules: { 'no-console': 'off' } },
);
