import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { declaredEncoding, decodeText } from '../platform/text/decode.ts';
import { codeExtensions } from './code/extensions.ts';
import { compoundTypeOf } from './compound-file/kind.ts';
import type { SourceFile } from './document-loader.ts';
import { mainPartName } from './docx/package.ts';
import { signatures } from './signatures.ts';
import { readZipDirectory } from './zip-directory.ts';

const headBytes = 64 * 1024;

/** Types only the name tells apart: all of them are text. */
const textTypeByExtension: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
  '.tab': 'text/tab-separated-values',
  '.htm': 'text/html',
  '.html': 'text/html',
  '.xhtml': 'text/html',
  '.jsonl': 'application/jsonl',
  '.ndjson': 'application/jsonl',
  '.eml': 'message/rfc822',
  '.mht': 'message/rfc822',
  '.mhtml': 'message/rfc822',
  '.json': 'application/json',
  '.jsonc': 'application/json',
  '.geojson': 'application/json',
  '.xml': 'application/xml',
  '.rss': 'application/xml',
  '.atom': 'application/xml',
  '.rdf': 'application/xml',
  '.dbk': 'application/xml',
  '.docbook': 'application/xml',
  '.enex': 'application/enex+xml',
  '.rst': 'text/x-rst',
  '.toml': 'application/toml',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
  ...Object.fromEntries(codeExtensions.map((extension) => [extension, 'text/x-source-code'])),
};

/** Formats of text that are known by how they begin. */
const textFormats: readonly { mediaType: string; pattern: RegExp }[] = [
  { mediaType: 'application/enex+xml', pattern: /^\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE en-export[^>]*>\s*)?<en-export[\s>]/ },
  { mediaType: 'text/vtt', pattern: /^WEBVTT(\s|$)/ },
  { mediaType: 'application/x-subrip', pattern: /^\s*\d+[^\S\r\n]*\r?\n\s*(\d+:)?\d+:\d+[.,]\d+\s*-->\s*(\d+:)?\d+:\d+[.,]\d+/ },
  { mediaType: 'message/rfc822', pattern: /^([!-9;-~]+:[^\n]*\n([ \t][^\n]*\n)*)*?(Received|Message-ID|MIME-Version):[^\n]*\n/i },
  { mediaType: 'application/x-ipynb+json', pattern: /^\s*\{[^]*"cell_type"\s*:/ },
  { mediaType: 'text/x-ssa', pattern: /^\s*\[Script Info\]/i },
  { mediaType: 'text/x-lrc', pattern: /^\s*(\[[a-z]+:[^\]\n]*\]\s*)*(\[\d+:\d+(?:[.:]\d+)?\][^\r\n]*(?:[\r\n]\s*|$)){2}/i },
];

/** Formats a text is taken for by its look, where its name says nothing more than that it is text. */
const likelyTextFormats: readonly { mediaType: string; pattern: RegExp }[] = [
  { mediaType: 'text/x-source-code', pattern: /^#!\s*\/\S*(?:\/env\s+\S+|sh|bash|python[\d.]*|node|perl|ruby)\b/ },
  { mediaType: 'application/xml', pattern: /^\s*<\?xml\s[^>]*\?>/ },
  { mediaType: 'application/json', pattern: /^\s*(?:\{|\[\s*\{)\s*"[^"\n]{1,200}"\s*:/ },
];

/** What the extension promises, to note where the content is something else. */
const promisedByExtension: Readonly<Record<string, string>> = {
  ...textTypeByExtension,
  '.txt': 'text/plain',
  '.pdf': 'application/pdf',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.doc': 'application/msword',
  '.dot': 'application/msword',
  '.xls': 'application/vnd.ms-excel',
  '.xlt': 'application/vnd.ms-excel',
  '.ppt': 'application/vnd.ms-powerpoint',
  '.pps': 'application/vnd.ms-powerpoint',
  '.msg': 'application/vnd.ms-outlook',
  '.ipynb': 'application/x-ipynb+json',
  '.epub': 'application/epub+zip',
  '.odt': 'application/vnd.oasis.opendocument.text',
  '.odp': 'application/vnd.oasis.opendocument.presentation',
  '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
  '.rtf': 'application/rtf',
  '.srt': 'application/x-subrip',
  '.vtt': 'text/vtt',
  '.ass': 'text/x-ssa',
  '.ssa': 'text/x-ssa',
  '.lrc': 'text/x-lrc',
  '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

export type DetectedType = { mediaType: string; notes: string[] };

/**
 * Type of a file by its content: signature, parts of a zip, look of the text. The extension decides between kinds of text only.
 * @throws AppError unsupported, when the file is empty or its container cannot be read
 */
export async function detectMediaType(source: SourceFile): Promise<DetectedType> {
  const extension = path.extname(source.name).toLowerCase();
  const file = await open(source.path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.every((byte) => byte === 0)) {
      throw new AppError('unsupported', 'The file is empty', { hint: 'Check that it was saved and copied completely.' });
    }
    const mediaType = await typeOf(file, head, extension);
    const promised = promisedByExtension[extension];
    const differs = promised !== undefined && promised !== mediaType;
    return { mediaType, notes: differs ? [`The name ends in ${extension}, but the content is ${mediaType}; it was read as that`] : [] };
  } finally {
    await file.close();
  }
}

async function typeOf(file: FileHandle, head: Buffer, extension: string): Promise<string> {
  const signature = signatures.find(({ matches }) => matches(head));
  if (signature?.mediaType === 'application/zip') return zipTypeOf(file);
  if (signature?.mediaType === 'application/x-ole-storage') return compoundTypeOf(file);
  if (signature) return signature.mediaType;
  return textTypeOf(head, extension);
}

/** Office files and e-books are zips, told apart by the parts they hold. */
async function zipTypeOf(file: FileHandle): Promise<string> {
  const entries = await readZipDirectory(file);
  const names = new Set(entries.map((entry) => entry.name));
  if (entries.some((entry) => mainPartName.test(entry.name))) return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.has('xl/workbook.bin')) return 'application/vnd.ms-excel.sheet.binary.macroEnabled.12';
  if (names.has('xl/workbook.xml')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (names.has('ppt/presentation.xml')) return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  const declaration = entries.find((entry) => entry.name === 'mimetype' && entry.method === 0 && entry.declaredBytes < 100);
  if (!declaration) return names.has('META-INF/container.xml') ? 'application/epub+zip' : 'application/zip';
  const start = declaration.localHeaderOffset + 30 + 'mimetype'.length;
  const { buffer } = await file.read(Buffer.alloc(declaration.declaredBytes), 0, declaration.declaredBytes, start);
  return /^application\/[\w.+-]+$/.exec(buffer.toString('latin1'))?.[0] ?? 'application/zip';
}

function textTypeOf(head: Buffer, extension: string): string {
  const { text } = decodeText(withoutCutCharacter(head), declaredEncoding(head));
  if (looksBinary(text)) return 'application/octet-stream';
  const start = text.trimStart().slice(0, 512).toLowerCase();
  if (start.startsWith('<!doctype html') || /^(<\?xml[^>]*>\s*)?(<!--(?:(?!-->).)*-->\s*)*<(html|head|body)[\s>]/s.test(start)) return 'text/html';
  const format = textFormats.find(({ pattern }) => pattern.test(text));
  const likely = likelyTextFormats.find(({ pattern }) => pattern.test(text));
  return format?.mediaType ?? textTypeByExtension[extension] ?? likely?.mediaType ?? 'text/plain';
}

/** A head cut at a fixed length may end inside a character; after an ASCII byte none does. Wide encodings are cut between characters anyway. */
function withoutCutCharacter(head: Buffer): Buffer {
  if (head.length < headBytes || head.includes(0)) return head;
  return head.subarray(0, head.findLastIndex((byte) => byte < 0x80) + 1 || headBytes);
}

/** More than one control or impossible character in a hundred is no text anybody wrote. */
function looksBinary(text: string): boolean {
  const odd = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd\ufffe\uffff]/g)?.length ?? 0;
  return odd * 100 > text.length;
}
