/** Instructions of the FlagEmbedding project for its BGE models up to v1.5, which want one before a query and none before a passage. */
const bgeChinese = '为这个句子生成表示以用于检索相关文章：';
const bgeEnglish = 'Represent this sentence for searching relevant passages: ';
/** Of the E5 papers (Wang et al. 2022, 2024). */
const e5Instruct = 'Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ';

export type TextPrefixes = { query: string; passage: string };
const none: TextPrefixes = { query: '', passage: '' };

/** What a model wants before texts, by its name: `bge-large-zh-v1.5`, `intfloat/multilingual-e5-large`. Most want nothing. */
export function prefixesOf(model: string): TextPrefixes {
  const name = model.toLowerCase();
  if (/(^|[/_-])bge-/.test(name) && !name.includes('noinstruct')) {
    const language = /(^|[-_])(zh|en)([-_.:]|$)/.exec(name.replace(/^.*\//, ''))?.[2];
    return language ? { query: language === 'zh' ? bgeChinese : bgeEnglish, passage: '' } : none;
  }
  if (!/(^|[/_-])e5-/.test(name)) return none;
  return name.includes('instruct') ? { query: e5Instruct, passage: '' } : { query: 'query: ', passage: 'passage: ' };
}
