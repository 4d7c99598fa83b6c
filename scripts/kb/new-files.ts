import type { KnowledgeBase } from '#contracts/knowledge-base';
import { contentFolderOf, listDocuments } from './choose.ts';
import type { Run } from './command.ts';
import { documentNameOf, findFiles } from './content-folder.ts';
import { takeInFiles } from './take-in.ts';

/** Takes in the files of a knowledge base's folder: those it knows, those it does not, or both. @returns the exit code */
export async function takeInFolder(run: Run, knowledgeBase: KnowledgeBase, which: 'new' | 'known' | 'all'): Promise<number> {
  const folder = contentFolderOf(run, knowledgeBase);
  const listing = await findFiles(folder);
  if (!listing) {
    run.say(`${knowledgeBase.name}: there is no folder ${folder}`);
    return which === 'new' ? 1 : 0;
  }
  for (const { path, reason } of listing.skipped) run.say(`${path}: left out, ${reason}`);
  const known = new Set((await listDocuments(run.api, knowledgeBase.id)).map(({ name }) => name));
  const files = listing.files
    .map(({ path, absolutePath }) => ({ name: documentNameOf(path), file: absolutePath }))
    .filter(({ name }) => which === 'all' || known.has(name) === (which === 'known'));
  run.say(`${knowledgeBase.name}: ${files.length} of ${listing.files.length} files in ${folder}`);
  return takeInFiles(run, knowledgeBase.id, files, 'replace');
}
