import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { confinementRule } from './scripts/lint/confinement.js';
import { layersRule } from './scripts/lint/layers.js';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: the reader finds the same name everywhere.',
};
const noRawHtml = {
  selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
  message: 'Never raw HTML: render text through the one Markdown component, which sanitises.',
};

export default tseslint.config(
  { ignores: ['node_modules/', 'server/generated/', 'web/out/', 'web/.next/', 'web/next-env.d.ts', 'knowledge_base/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
    },
  },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    plugins: { lectern: { rules: { layers: layersRule, confinement: confinementRule } } },
    rules: {
      'lectern/layers': 'error',
      'lectern/confinement': 'error',
      'max-lines': ['error', { max: 250 }],
      'no-restricted-syntax': ['error', noDefaultExport, noRawHtml],
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['web/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // Next, Vitest, Prisma, PostCSS and ESLint read default exports.
    files: ['web/app/**', '*.config.{js,ts}', 'web/*.config.{mjs,ts}'],
    rules: { 'no-restricted-syntax': ['error', noRawHtml] },
  },
  { files: ['scripts/**', 'server/main.ts'], rules: { 'no-console': 'off' } },
);
