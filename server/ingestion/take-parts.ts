import { createReadStream } from 'node:fs';
import type { Document as DocumentRow } from '../generated/prisma/client.ts';
import { AppError } from '../platform/errors.ts';
import { type AddContext, addDocument } from './add-document.ts';
import type { DocumentPart } from './document-loader.ts';
import { checkDocumentName } from './document-name.ts';
import { removeDocument } from './remove-document.ts';
import { type Reasoned, tellReasons } from './tell-reasons.ts';

export type PartsContext = AddContext & Parameters<typeof removeDocument>[0] & { maxUploadBytes: number };

/** A mail in an archive in an archive is still taken apart; what is deeper is told, not taken. */
const deepestPart = 3;
const mostNamedInNote = 10;

async function depthOf({ database }: PartsContext, document: DocumentRow): Promise<number> {
  let depth = 0;
  let parentId = document.parentId;
  while (parentId !== null && depth < deepestPart) {
    depth++;
    parentId = (await database.client.document.findUnique({ where: { id: parentId }, select: { parentId: true } }))?.parentId ?? null;
  }
  return depth;
}

async function takePart(context: PartsContext, parent: DocumentRow, part: DocumentPart, signal: AbortSignal): Promise<string> {
  const name = checkDocumentName(`${parent.name}/${part.name}`);
  const file = await context.files.receive(createReadStream(part.path), { maxBytes: context.maxUploadBytes, signal });
  try {
    const { id } = await addDocument(context, { knowledgeBaseId: parent.knowledgeBaseId, name, parentId: parent.id }, file, 'replace');
    return id;
  } finally {
    await context.files.discard(file.temporaryPath);
  }
}

/**
 * Makes the files found inside a document documents of their own, named after it; those of an earlier version that it
 * no longer holds are removed. Run again after an interruption, it finds what is there already.
 * @returns what its curator should know about those that were left out
 */
export async function takeParts(context: PartsContext, parent: DocumentRow, parts: readonly DocumentPart[], signal: AbortSignal): Promise<string[]> {
  if (parts.length > 0 && (await depthOf(context, parent)) >= deepestPart) return [`The files in it were left out: it lies ${deepestPart} documents deep`];
  const taken = new Set<string>();
  const leftOut: Reasoned[] = [];
  for (const part of parts) {
    try {
      taken.add(await takePart(context, parent, part, signal));
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'storage_full' || error.code === 'cancelled') throw error;
      leftOut.push({ name: part.name, reason: error.message });
    }
  }
  const earlier = await context.database.client.document.findMany({ where: { parentId: parent.id } });
  for (const document of earlier.filter(({ id }) => !taken.has(id))) await removeDocument(context, document);
  return leftOut.length > 0 ? [`Left out: ${tellReasons(leftOut, mostNamedInNote)}`] : [];
}
