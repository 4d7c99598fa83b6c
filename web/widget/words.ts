/** What the widget says, in the languages of the page it is on. */
export type Words = {
  open: string;
  close: string;
  title: string;
  greeting: string;
  placeholder: string;
  send: string;
  stop: string;
  thinking: string;
  ownKnowledge: string;
  failed: string;
  waiting(place: number): string;
  tooMany(seconds: number): string;
  page(page: number): string;
};

const en: Words = {
  open: 'Ask a question',
  close: 'Close',
  title: 'Ask our documents',
  greeting: 'Ask a question. Answers come from our documents, and each shows where it stands.',
  placeholder: 'Your question',
  send: 'Send',
  stop: 'Stop',
  thinking: 'Looking it up…',
  ownKnowledge: 'Not from the documents: this is what the model knows by itself.',
  failed: 'There is no answer at the moment. Please ask again later.',
  waiting: (place) => `${place} before you…`,
  tooMany: (seconds) => `Too many questions at once. Please ask again in ${seconds} s.`,
  page: (page) => `page ${page}`,
};

const zh: Words = {
  open: '提问',
  close: '关闭',
  title: '向文档提问',
  greeting: '请提问。答案来自我们的文档，并注明出处。',
  placeholder: '您的问题',
  send: '发送',
  stop: '停止',
  thinking: '正在查找…',
  ownKnowledge: '文档中没有：以下是模型自身的知识。',
  failed: '现在无法回答，请稍后再试。',
  waiting: (place) => `前面还有 ${place} 个问题…`,
  tooMany: (seconds) => `提问过于频繁，请在 ${seconds} 秒后再试。`,
  page: (page) => `第 ${page} 页`,
};

/** @param language a BCP 47 tag */
export function wordsIn(language: string): Words {
  return language.toLowerCase().startsWith('zh') ? zh : en;
}
