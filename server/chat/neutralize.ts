/** Characters that nobody sees: Unicode tags, zero-width spaces and joins of words, direction overrides. */
const invisible = /[\u{E0000}-\u{E007F}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/gu;
/** Marks by which chat templates tell roles apart: ChatML, Llama, Gemma, DeepSeek, and the thinking of reasoning models. */
const templateMarks =
  /<(?=[|｜])|(?<=[|｜])>|\[(?=\/?INST\])|<(?=<\/?SYS>>)|<(?=\/?(?:s|bos|eos|think|start_of_turn|end_of_turn|system|assistant|user)>)/gi;

/** Text of a person or a document as a model may read it: no mark in it can pass for the beginning of another role. */
export function neutralize(text: string): string {
  return text.replace(invisible, '').replace(templateMarks, (mark) => (mark === '>' ? ' >' : `${mark} `));
}
