import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Environment } from '../../server/platform/config.ts';
import { listSources, read, root } from './files.ts';
import { findImportCycles } from './import-cycles.ts';

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'];
const packageJson = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;

/** What is written in code spans and links, and in the trees of code blocks. */
function namedPaths(document: string): string[] {
  const text = read(document);
  const spans = [...text.matchAll(/`([^`\n]+)`/g), ...text.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
  const isPath = /^(server|web|scripts|prisma|knowledge_base|docs|\.ci)\/[\w./{},-]*$|^[\w.-]+\.(md|json|ts|js|mjs|example)$/;
  const expand = (span: string): string[] => {
    const braces = /^(.*)\{([^}]+)\}(.*)$/.exec(span);
    return braces ? braces[2]!.split(',').flatMap((each) => expand(braces[1]! + each + braces[3]!)) : [span];
  };
  const isPackage = (span: string) => span in packageJson.dependencies;
  return spans.filter((span) => isPath.test(span) && !span.startsWith('x.') && !isPackage(span)).flatMap(expand);
}

/** A path from the root, or the bare name of a file somewhere in the sources. */
function exists(named: string): boolean {
  return existsSync(path.join(root, named)) || (!named.includes('/') && listSources().some((file) => file.endsWith(`/${named}`)));
}

test.each(documents)('%s names only files and folders that exist', (document) => {
  const paths = namedPaths(document);
  expect(paths.length).toBeGreaterThan(3);
  expect(paths.filter((each) => !exists(each))).toEqual([]);
});

test.each(documents)('%s names only commands that exist', (document) => {
  const named = [...read(document).matchAll(/(?:`|^)npm (?:run )?([\w:-]+)/gm)].map((match) => match[1]!);
  const builtIn = ['install', 'ci', 'rebuild', 'config'];
  expect(named.filter((name) => !builtIn.includes(name) && !(name in packageJson.scripts))).toEqual([]);
});

test('ARCHITECTURE.md gives a reason for every dependency', () => {
  const text = read('ARCHITECTURE.md');
  const all = { ...packageJson.dependencies, ...packageJson.optionalDependencies, ...packageJson.devDependencies };
  expect(Object.keys(all).filter((name) => !name.startsWith('@types/') && !text.includes(`\`${name}\``))).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved"/);
});

test('.env.example names every variable with its default', () => {
  const lines = [...read('.env.example').matchAll(/^(# )?([A-Z_]+)=(.*)$/gm)];
  const given = Object.fromEntries(lines.filter(([, isComment]) => !isComment).map(([, , name, value]) => [name, value]));
  expect(Environment.parse(given)).toEqual(Environment.parse({}));
  // FAILPOINTS is for tests.
  expect(lines.map(([, , name]) => name).sort()).toEqual(Object.keys(Environment.shape).filter((name) => name !== 'FAILPOINTS').sort());
});

test('files are short: half of them have at most 80 lines, none more than 400', () => {
  const lengths = listSources().filter((file) => !/\.(test|suite)\.tsx?$/.test(file)).map((file) => ({ file, lines: read(file).split('\n').length - 1 }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
});

test('files are named for what they hold', () => {
  expect(listSources().filter((file) => /(^|[/.-])(utils?|helpers?|managers?|misc)([/.-]|$)/i.test(file))).toEqual([]);
});

test('no test is switched off, and nothing is left for later', () => {
  const loose = /\b(TODO|FIXME)\b|@ts-(ignore|expect-error|nocheck)|\b(test|it|describe)\.(skip|only|todo)\(|\bas any\b/;
  const own = 'scripts/repository/repository.test.ts';
  expect(listSources().filter((file) => file !== own && loose.test(read(file)))).toEqual([]);
});

test('imports go round in no circle', () => {
  expect(findImportCycles(new Map(listSources().map((file) => [file, read(file)])))).toEqual([]);
});

test('a circle would be found', () => {
  const planted = new Map([
    ['server/a.ts', `import { b } from './b.ts';`],
    ['server/b.ts', `export { c } from './c.ts';`],
    ['server/c.ts', `import type { a } from './a.ts';\nimport { a as value } from './a.ts';`],
    ['server/d.ts', `import type { a } from './a.ts';`],
  ]);
  expect(findImportCycles(planted)).toEqual([['server/a.ts', 'server/b.ts', 'server/c.ts', 'server/a.ts']]);
});
