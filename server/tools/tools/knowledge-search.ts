import { z } from 'zod';
import { queryMaxChars } from '#contracts/search';
import { AppError } from '../../platform/errors.ts';
import { analyze, scriptOf } from '../../platform/text/terms.ts';
import { defineTool, type NamedKnowledgeBase, type ToolCallContext, type ToolScope } from '../tool.ts';

const searchesLimit = 20;
const describedLimit = 40;
const describedChars = 200;

type Aim = { knowledgeBase: NamedKnowledgeBase; query: string };

function getByName(knowledgeBases: readonly NamedKnowledgeBase[], name: string): NamedKnowledgeBase {
  const wanted = name.trim().toLowerCase();
  const found = knowledgeBases.find((each) => each.id === name || each.name.toLowerCase() === wanted);
  if (found) return found;
  const known = knowledgeBases.map((each) => each.name);
  throw new AppError('not_found', `There is no knowledge base named "${name}"`, { field: 'knowledgeBases', hint: `There are: ${known.join(', ')}.`, known });
}

/** Lines of `knowledge base,question` are questions of their own, as agents of the older system write them. */
function aimsOfLines(query: string, knowledgeBases: readonly NamedKnowledgeBase[]): Aim[] | undefined {
  const aims = query
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, name = '', question = ''] = /^([^,，]+)[,，]\s*(\S.*)$/.exec(line.trim()) ?? [];
      const knowledgeBase = knowledgeBases.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
      return knowledgeBase && { knowledgeBase, query: question };
    });
  return aims.length > 0 && aims.every((aim) => aim !== undefined) ? aims : undefined;
}

function aimsOf(query: string, names: readonly string[] | undefined, { knowledgeBases }: ToolScope): Aim[] {
  if (knowledgeBases.length === 0) throw new AppError('not_found', 'There is no knowledge base to search');
  if (names?.length) return [...new Set(names)].map((name) => ({ knowledgeBase: getByName(knowledgeBases, name), query }));
  return aimsOfLines(query, knowledgeBases) ?? knowledgeBases.map((knowledgeBase) => ({ knowledgeBase, query }));
}

/** In the language of the question or the name; the Chinese as in the older system. */
const titleOf = ({ name }: NamedKnowledgeBase, query: string) => (scriptOf(analyze(query + name)) === 'han' ? `查询到 ${name} 知识库的相关信息` : `Found in ${name}`);

function searchOne({ search, principal, topK, scoreThreshold, filter, signal }: ToolCallContext, { knowledgeBase, query }: Aim) {
  return search(principal, [knowledgeBase.id], { query, topK, scoreThreshold, filter }, signal);
}

export const knowledgeSearch = defineTool({
  id: 'knowledge-search',
  label: 'Knowledge search',
  description: 'Searches knowledge bases and gives numbered passages of their documents. Several knowledge bases are searched at once.',
  input: z.object({
    query: z.string().min(1).max(queryMaxChars).describe('What to search for: a whole question with its names and numbers'),
    knowledgeBases: z.array(z.string()).max(searchesLimit).optional().describe('Names of the knowledge bases to search; left out: all of them'),
  }),
  textField: 'query',
  defaults: { isOn: true, needsApproval: false },
  describe({ knowledgeBases }) {
    const lines = knowledgeBases.slice(0, describedLimit).map(({ name, description }) => `- ${name}: ${description.replace(/\s+/g, ' ').slice(0, describedChars)}`);
    return `The knowledge bases:\n${lines.join('\n')}`;
  },
  async run({ query, knowledgeBases }, context) {
    const all = aimsOf(query, knowledgeBases, context);
    const aims = all.slice(0, searchesLimit);
    const answers = await Promise.all(aims.map((aim) => searchOne(context, aim)));
    const found = aims.map(({ knowledgeBase }, index) => ({ title: titleOf(knowledgeBase, query), passages: answers[index]!.hits }));
    const lines = aims.map(({ knowledgeBase: { name } }, index) => `${name}: ${answers[index]!.hits.length || 'no'} passages`);
    if (all.length > searchesLimit) lines.push(`Only ${searchesLimit} of ${all.length} were searched; name those that are wanted.`);
    return { text: lines.join('\n'), found: found.filter(({ passages }) => passages.length > 0), traces: answers.map(({ trace }) => trace) };
  },
});
