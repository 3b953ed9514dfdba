import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

const PURE = 'The core never reads a clock or a random number: same input, same bytes.';

const READS =
  'A path may lead to a pipe that is never answered or a device that never ends: read it through main/files/whole.ts.';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'release',
      'node_modules',
      'coverage',
      '**/*.gen.ts',
      'test-results',
      '**/*.js',
      '**/*.cjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: true },
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['app/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: PURE },
        { object: 'Math', property: 'random', message: PURE },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: PURE },
        {
          selector: 'CallExpression[callee.property.name=/^(localeCompare|toLocaleString)$/]',
          message: 'Locale-dependent: use app/base/order.ts. ' + PURE,
        },
      ],
    },
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat['recommended-latest'] },
  {
    files: ['tests/**/*.{ts,tsx}', 'scripts/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['main/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['main/**/*.ts'],
    // What comes with the package is ours, and so is what was just made or what the system itself tells.
    ignores: [
      'main/files/whole.ts',
      'main/{package,page-files}.ts',
      'main/print/*.ts',
      'main/store/{atomic,lock}.ts',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:fs', 'node:fs/promises'].map((name) => ({
            name,
            importNames: [
              'open',
              'openSync',
              'readFile',
              'readFileSync',
              'createReadStream',
              'default',
            ],
            message: READS,
          })),
        },
      ],
    },
  },
);
