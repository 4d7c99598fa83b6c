import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { inChinese } from './in-chinese.ts';

const server = path.join(import.meta.dirname, '../../../../server');
const folders = ['ingestion', 'knowledge-bases', 'maintenance', 'summaries', 'tables'];

/** What makes a failure of the words it is given, and what is named like the words it holds. */
const speakers = /^(AppError|damagedContainer|damagedPicture|damagedArchive|tooMuch|tooLarge|bomb|refuse|fetchFailure)$/;
const words = /^(message|hint|problem|reason|label|note|notes|failure)$/;

/** Told where there is no page. */
const exceptions = {
  'There is no knowledge base named "{}"': 'programs name one by its name, the page by its id',
  'Knowledge bases are named by their name or their id.': 'of the same',
  'The data folder is not empty': 'a whole system is restored by command',
  'Set DATA_DIR to an empty folder and restore into that.': 'of the same',
};

const isSentence = (text: string) => /[a-z]{2,} [a-z]{2,}/i.test(text);

function sayingsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(path.join(server, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const collect = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) found.push(node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join(''));
    ts.forEachChild(node, collect);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && speakers.test(node.expression.getText())) node.arguments?.forEach(collect);
    else if ((ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) && node.initializer && words.test(node.name.getText())) collect(node.initializer);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found.filter(isSentence);
}

test('what the server says of documents and knowledge bases has a Chinese text', () => {
  const files = folders.flatMap((folder) => readdirSync(path.join(server, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)));
  const sayings = files.filter((file) => /(?<!\.(test|suite|routes))\.ts$/.test(file)).flatMap(sayingsIn);
  expect(sayings.length).toBeGreaterThan(200);
  const unknown = new Set(sayings.filter((text) => inChinese(text) === text));
  expect([...unknown].sort()).toEqual(Object.keys(exceptions).sort());
});
