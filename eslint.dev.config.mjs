// Lint of the code that is not published: sandbox, scripts, tests, gulpfile. n8n's own lint
// (eslint.config.mjs, strict mode, unchanged) covers every .ts file; development code that needs
// Node's own modules is written as .mts, which n8n's rules leave to us.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

export default defineConfig([
	{ ignores: ['dist', 'node_modules', 'coverage', '.cache', '**/*.ts'] },
	{
		files: ['*.js', '*.mjs', 'n8n/*.{cjs,mjs}', 'scripts/**/*.{js,cjs,mjs}'],
		extends: [js.configs.recommended],
		languageOptions: { globals: globals.node },
	},
	{
		files: ['**/*.mts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
		},
	},
	{
		files: ['test/**/*.mts'],
		rules: {
			// jest's matchers and parsed JSON are `any` by their own types.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
		},
	},
]);
