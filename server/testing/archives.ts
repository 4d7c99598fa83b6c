import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { RestoredKnowledgeBase } from '#contracts/maintenance';
import type { Answer, TestServer } from './test-server.ts';

const blockBytes = 512;

export type ArchiveFile = { name: string; content: Buffer; /** Of the tar header; '0' is a plain file. */ type?: string; sizeInHeader?: number };
type Row = Record<string, unknown>;

export async function backUp({ url }: Pick<TestServer, 'url'>, knowledgeBaseId: string): Promise<Buffer> {
  const answer = await fetch(`${url}/api/knowledge-bases/${knowledgeBaseId}/backup`, { method: 'POST' });
  if (!answer.ok) throw new Error(`The backup was answered with ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

export async function restore({ url }: Pick<TestServer, 'url'>, archive: Buffer, query: Record<string, string> = {}): Promise<Answer<RestoredKnowledgeBase>> {
  const response = await fetch(`${url}/api/knowledge-bases/restore?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-tar' },
    body: new Uint8Array(archive),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as RestoredKnowledgeBase };
}

export function readArchive(archive: Buffer): ArchiveFile[] {
  const files: ArchiveFile[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString('utf8', at, at + 100).split('\0', 1)[0]!;
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    files.push({ name, content: archive.subarray(at + blockBytes, at + blockBytes + size) });
    at += blockBytes + Math.ceil(size / blockBytes) * blockBytes;
  }
  return files;
}

function headerOf({ name, content, type = '0', sizeInHeader = content.length }: ArchiveFile): Buffer {
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${sizeInHeader.toString(8).padStart(11, '0')}\0`, 124);
  header.write('        ', 148);
  header.write(type, 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

export function writeArchive(files: readonly ArchiveFile[]): Buffer {
  const parts = files.flatMap((file) => [headerOf(file), file.content, Buffer.alloc((blockBytes - (file.content.length % blockBytes)) % blockBytes)]);
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)]);
}

/** The manifest as it would be had these files been backed up. */
export function withManifest(files: readonly ArchiveFile[]): ArchiveFile[] {
  const others = files.filter(({ name }) => name !== 'manifest.json');
  const manifest = JSON.parse(files.find(({ name }) => name === 'manifest.json')!.content.toString()) as Row;
  const entries = others.map(({ name, content }) => ({ name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }));
  return [...others, { name: 'manifest.json', content: Buffer.from(JSON.stringify({ ...manifest, entries })) }];
}

/** The archive with its rows changed, and a manifest that agrees with that. */
export function changeArchive(archive: Buffer, change: (row: Row, table: string) => Row): Buffer {
  const changed = readArchive(archive).map((file) => {
    const table = /\/([A-Za-z]+)-\d{6}\.jsonl\.gz$/.exec(file.name)?.[1];
    if (table === undefined) return file;
    const lines = gunzipSync(file.content).toString().trimEnd().split('\n');
    return { ...file, content: gzipSync(`${lines.map((line) => JSON.stringify(change(JSON.parse(line) as Row, table))).join('\n')}\n`) };
  });
  return writeArchive(withManifest(changed));
}
