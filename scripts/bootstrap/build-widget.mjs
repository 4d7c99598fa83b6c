import { build } from 'esbuild';

/** The script that pages of others embed: one file, nothing in it but our own lines. The first argument says where it goes. */
await build({
  entryPoints: ['web/widget/main.ts'],
  outfile: process.argv[2] ?? 'web/out/widget.js',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  logLevel: 'error',
});
