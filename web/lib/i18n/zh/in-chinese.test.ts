import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inChinese, serverTexts } from './in-chinese.ts';

test.each([
  ['127.0.0.1:5598: connection refused at http://127.0.0.1:5598/v1/models', '127.0.0.1:5598：http://127.0.0.1:5598/v1/models 拒绝连接'],
  ['api.example.com answered 401: Incorrect API key: provided', 'api.example.com 返回 401：Incorrect API key: provided'],
  ['Ollama answered 404', 'Ollama 返回 404'],
  ['Check the API key.', '请检查 API 密钥。'],
  ['No chat model named "a/$1"', '没有名为“a/$1”的模型'],
  ['name is longer than 80 characters', '名称超过 80 个字符'],
  ['tags.0 is empty', 'tags.0不能为空'],
])('%s is told in Chinese', (said, chinese) => {
  expect(inChinese(said)).toBe(chinese);
});

test.each([
  ['The presentation is protected by a password', '演示文稿受密码保护'],
  ['The file is damaged: "word/document.xml" is cut off', '文件已损坏：“word/document.xml”被截断'],
  ['Page 3 is a scan; the text was recognised with 71 % confidence; check it', '第 3 页是扫描件，文字识别置信度 71%，请核对'],
  ['Pages 1, 2, 5 show no text that could be recognised', '第 1、2、5 页未识别出文字'],
  ['Page 2 looks scanned, and no text recognition is installed. Install the program tesseract with its languages eng and chi_sim, then try again.', '第 2 页像是扫描件，但未安装文字识别。请安装 tesseract 程序及其语言包 eng 和 chi_sim，然后重试。'],
  ['The JSON is damaged (Unexpected token, "{"a": 1, "b"); it was read as plain text', 'JSON 已损坏（Unexpected token, "{"a": 1, "b"），已按纯文本读取'],
  ['The sheets "A", "B" are hidden; they were read too', '工作表“A”、“B”已隐藏，也已读取'],
  ['No file of the archive can be taken in: "../a" was left out because its name leads elsewhere, and 2 more', '压缩包中没有可处理的文件：未处理“../a”，因为名称指向其他位置；另有 2 个'],
  ['Left out: "a" (The file is larger than 5 MB); "b" (The file name is empty); and 3 more', '未处理：“a”（文件超过 5 MB）；“b”（文件名为空）；另有 3 个'],
  ['http://a/ was not fetched: a leads to 10.0.0.1, which is not on the public internet', '未抓取 http://a/：a 指向的 10.0.0.1 不在公共互联网上'],
])('what is put together is told in Chinese as a whole: %s', (said, chinese) => {
  expect(inChinese(said)).toBe(chinese);
});

test('names are told as they are, also where they are words of the server', () => {
  expect(inChinese('There is already a knowledge base named "document"')).toBe('已有名为“document”的知识库');
});

test('what is not known is told as it was said', () => {
  expect(inChinese('The kettle is empty. Check the API key.')).toBe('The kettle is empty. Check the API key.');
});

test('each text with a Chinese one is a text of the server', () => {
  const server = path.join(import.meta.dirname, '../../../../server');
  const source = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ts$/.test(file) && !/^(generated|testing|evaluation)[\\/]|(test|suite)\.ts$/.test(file))
    .map((file) => readFileSync(path.join(server, file), 'utf8'))
    .join('\n');
  const parts = Object.keys(serverTexts).flatMap((text) => text.split('{}').map((part) => part.replace(/^[:,;\s"()]+|[:,;\s"()]+$/g, '')));
  expect(parts.filter((part) => !source.includes(part))).toEqual([]);
});

test('a Chinese text ends in a full stop where the English does', () => {
  const unlike = Object.entries(serverTexts).filter(([english, chinese]) => !english.endsWith('{}') && english.endsWith('.') !== chinese.endsWith('。'));
  expect(unlike).toEqual([]);
});

test('a Chinese text takes only what the English has', () => {
  const takes = ([english, chinese]: [string, string]) => Math.max(0, ...[...chinese.matchAll(/[$#](\d)/g)].map(([, place]) => Number(place))) < english.split('{}').length;
  expect(Object.entries(serverTexts).filter((entry) => !takes(entry))).toEqual([]);
});
