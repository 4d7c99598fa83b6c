/*
 * ONNX models written byte by byte as protocol buffers. Layout: github.com/onnx/onnx/blob/main/onnx/onnx.proto3.
 */
const float32 = 1;
const int64 = 7;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 127) | (rest > 127 ? 128 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Buffer.from(bytes);
}

const number = (field: number, value: number) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field: number, value: Buffer | string) => {
  const content = Buffer.from(value);
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
};
const message = (field: number, ...parts: readonly Buffer[]) => bytes(field, Buffer.concat(parts));

const node = (type: string, inputs: readonly string[], output: string, ...attributes: readonly Buffer[]) =>
  message(1, ...inputs.map((input) => bytes(1, input)), bytes(2, output), bytes(4, type), ...attributes);
/** AttributeProto: a whole number is of type 2. */
const attribute = (name: string, value: number) => message(5, bytes(1, name), number(3, value), number(20, 2));
const floats = (name: string, shape: readonly number[], values: readonly number[]) =>
  message(5, ...shape.map((size) => number(1, size)), number(2, float32), bytes(8, name), bytes(9, Buffer.from(new Float32Array(values).buffer)));
const longs = (name: string, shape: readonly number[], values: readonly number[]) =>
  message(5, ...shape.map((size) => number(1, size)), number(2, int64), bytes(8, name), bytes(9, Buffer.from(new BigInt64Array(values.map(BigInt)).buffer)));

/** A named value; text stands for a size that is told only when it runs. */
const value = (field: number, name: string, type: number, shape: readonly (number | string)[]) => {
  const sizes = shape.map((size) => message(1, typeof size === 'string' ? bytes(2, size) : number(1, size)));
  return message(field, bytes(1, name), message(2, message(1, number(1, type), message(2, ...sizes))));
};

const model = (...graph: readonly Buffer[]) => Buffer.concat([number(1, 8), message(7, ...graph, bytes(2, 'tiny')), message(8, bytes(1, ''), number(2, 13))]);

/** Last hidden state: each token's own row of the table, as [batch, length, width]. */
export function tinyEncoder(table: readonly (readonly number[])[]): Buffer {
  return model(
    node('Gather', ['table', 'input_ids'], 'last_hidden_state'),
    floats('table', [table.length, table[0]!.length], table.flat()),
    value(11, 'input_ids', int64, ['batch', 'length']),
    value(12, 'last_hidden_state', float32, ['batch', 'length', table[0]!.length]),
  );
}

/** Logits: what the tokens of a pair weigh together, as [batch, 1]. */
export function tinyRanker(weights: readonly number[]): Buffer {
  return model(
    node('Gather', ['table', 'input_ids'], 'weighed'),
    node('ReduceSum', ['weighed', 'axes'], 'logits', attribute('keepdims', 0)),
    floats('table', [weights.length, 1], weights),
    longs('axes', [1], [1]),
    value(11, 'input_ids', int64, ['batch', 'length']),
    value(12, 'logits', float32, ['batch', 1]),
  );
}

/** The tokenizer.json of a word list: one token per word, [CLS] before, [SEP] after each text. */
export function tinyTokenizer(words: readonly string[]): string {
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]'];
  const vocabulary = [...special, ...words];
  const token = (id: string, type: number) => ({ SpecialToken: { id, type_id: type } });
  const text = (id: string, type: number) => ({ Sequence: { id, type_id: type } });
  return JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: special.map((content, id) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
    normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]', 0), text('A', 0), token('[SEP]', 0)],
      pair: [token('[CLS]', 0), text('A', 0), token('[SEP]', 0), text('B', 1), token('[SEP]', 1)],
      special_tokens: Object.fromEntries(['[CLS]', '[SEP]'].map((id) => [id, { id, ids: [special.indexOf(id)], tokens: [id] }])),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  });
}
