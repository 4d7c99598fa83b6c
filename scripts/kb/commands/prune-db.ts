import type { Document } from '#contracts/document';
import type { KnowledgeBase } from '#contracts/knowledge-base';
import type { DoctorReport } from '#contracts/maintenance';
import { chooseKnowledgeBases, contentFolderOf, listDocuments } from '../choose.ts';
import type { Command, Run } from '../command.ts';
import { documentNameOf, findFiles } from '../content-folder.ts';

/** Those whose original is gone; where there is a folder, also those whose file is not in it any more. Pages and parts of other documents have none. */
async function vanished(run: Run, knowledgeBase: KnowledgeBase, lostOriginals: ReadonlySet<string>): Promise<Document[]> {
  const listing = await findFiles(contentFolderOf(run, knowledgeBase));
  const inFolder = listing && new Set(listing.files.map(({ path }) => documentNameOf(path)));
  const documents = await listDocuments(run.api, knowledgeBase.id);
  return documents.filter(({ id, name, sourceUrl, parentId, failure }) => {
    const hasFile = sourceUrl === undefined && parentId === undefined;
    return lostOriginals.has(id) || failure?.code === 'original_missing' || (hasFile && inFolder !== undefined && !inFolder.has(name));
  });
}

export const pruneDb: Command = {
  name: 'prune-db',
  summary: 'remove documents whose file has vanished; only tells which without --yes',
  usage: '[-n name...] [--from folder] [--yes]',
  options: { from: { type: 'string' } },
  startsWork: false,
  async run(run) {
    const { findings } = await run.api.send<DoctorReport>('POST', '/api/maintenance/doctor', {});
    const lostOriginals = new Set(findings.filter(({ kind }) => kind === 'original-missing').map(({ subject }) => subject));
    let count = 0;
    for (const knowledgeBase of await chooseKnowledgeBases(run, run.given.names)) {
      for (const { id, name } of await vanished(run, knowledgeBase, lostOriginals)) {
        if (run.given.yes) await run.api.send('DELETE', `/api/documents/${id}`);
        run.say(`${knowledgeBase.name}: ${name}`);
        count += 1;
      }
    }
    run.say(run.given.yes ? `${count} documents removed` : `${count} documents would be removed; do it with --yes`);
    return 0;
  },
};
