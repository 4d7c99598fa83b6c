import type { AssistantMessage, Source } from '#contracts/message';

/** Said in the place of sources, word for word as old pages look for it. */
export const ownKnowledgeNotice = "<span style='color:red'>未找到相关文档,该回答为大模型自身能力解答！</span>";
const nothingFoundNotice = "<span style='color:red'>未找到相关文档！</span>";

/** Where a document of a knowledge base is downloaded. @param base address of this server, without a slash at its end */
export function downloadLink(base: string, knowledgeBaseName: string, documentName: string): string {
  const names = new URLSearchParams({ knowledge_base_name: knowledgeBaseName, file_name: documentName });
  return `${base}/knowledge_base/download_doc?${names.toString()}`;
}

function linkOf({ url, documentName }: Source, linkTo: ((documentName: string) => string) | undefined): string {
  if (url !== undefined) return `[${url}](${url})`;
  return linkTo ? `[${documentName}](${linkTo(documentName)})` : `[${documentName}]`;
}

/** One text for each source, or one that says that there is none. @param linkTo where a document is downloaded; left out for files that cannot be */
export function sourceLines({ sources, status }: AssistantMessage, linkTo?: (documentName: string) => string): string[] {
  if (sources.length === 0) return [status === 'refused' ? nothingFoundNotice : ownKnowledgeNotice];
  return sources.map((source) => `出处 [${source.number}] ${linkOf(source, linkTo)} \n\n${source.text}\n\n`);
}
