/** A tool as its server describes it. */
export type RemoteTool = { name: string; label: string; description: string; input: Record<string, unknown> };

const nameMaxChars = 128;
const descriptionMaxChars = 4_000;
const schemaMaxChars = 20_000;

type Listed = { name: string; title?: string; description?: string; inputSchema: object; annotations?: { title?: string } };

/** What can be offered to a model: a name that an id can be made of, a schema of a bounded size. */
export function readRemoteTool({ name, title, description = '', inputSchema, annotations }: Listed): RemoteTool[] {
  if (!/^[\w.:-]+$/.test(name) || name.length > nameMaxChars) return [];
  if (JSON.stringify(inputSchema).length > schemaMaxChars) return [];
  const label = (title ?? annotations?.title ?? name).slice(0, nameMaxChars);
  return [{ name, label, description: description.slice(0, descriptionMaxChars), input: inputSchema as Record<string, unknown> }];
}
