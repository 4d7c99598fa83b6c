import path from 'node:path';
import type { NextConfig } from 'next';

/** A static export: the server sends the files of web/out, so there is one process and one origin. */
const config: NextConfig = {
  output: 'export',
  reactStrictMode: true,
  images: { unoptimized: true },
  // The contracts sit beside web/, so the bundler's root is the repository.
  turbopack: { root: path.resolve(import.meta.dirname, '..') },
};

export default config;
