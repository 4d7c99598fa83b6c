/*
 * A GGUF file of the llama architecture whose weights make it say one text: the layer adds nothing, and the last matrix leads
 * from each word to the next. Layout: github.com/ggml-org/ggml/blob/master/docs/gguf.md.
 */
const alignment = 32;
const dimensions = 64;
const feedForward = 32;
const confidence = 4;
const types = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;
/** Kinds of tokens, as llama.cpp numbers them. */
const kinds = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

type Value = { type: keyof typeof types; value: string | number } | { type: 'array'; of: keyof typeof types; values: readonly (string | number)[] };

const uint32 = (value: number) => Buffer.from(new Uint32Array([value]).buffer);
const uint64 = (value: number) => Buffer.from(new BigUint64Array([BigInt(value)]).buffer);
const text = (value: string) => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);

function scalar(type: keyof typeof types, value: string | number): Buffer {
  if (type === 'string') return text(String(value));
  return Buffer.from((type === 'float32' ? new Float32Array([Number(value)]) : new Int32Array([Number(value)])).buffer);
}

function metadata(key: string, value: Value): Buffer {
  const head = [text(key), uint32(types[value.type])];
  if (!('values' in value)) return Buffer.concat([...head, scalar(value.type, value.value)]);
  return Buffer.concat([...head, uint32(types[value.of]), uint64(value.values.length), ...value.values.map((each) => scalar(value.of, each))]);
}

type Tensor = { name: string; shape: readonly number[]; values: Float32Array };

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)]);
}

function ggufBytes(keys: Record<string, Value>, tensors: readonly Tensor[]): Buffer {
  let offset = 0;
  const infos = tensors.map(({ name, shape, values }) => {
    const info = Buffer.concat([text(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset)]);
    offset += Math.ceil(values.byteLength / alignment) * alignment;
    return info;
  });
  const pairs = Object.entries(keys).map(([key, value]) => metadata(key, value));
  const head = Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(pairs.length), ...pairs, ...infos]);
  return Buffer.concat([padded(head), ...tensors.map(({ values }) => padded(Buffer.from(values.buffer)))]);
}

/** Numbers that look random and are the same each time, from -1 to 1. */
function createNoise(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 2 ** 31;
  };
}

const template =
  "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}" +
  "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}";

type Tiny = {
  /** What it says after every prompt, word by word; words begin with their own space. */
  words: readonly string[];
  /** It never ends, but begins again. */
  isEndless?: boolean;
  contextTokens?: number;
  chatTemplate?: string | null;
};

export function tinyGguf({ words, isEndless = false, contextTokens = 2_048, chatTemplate = template }: Tiny): Buffer {
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);
  const control = ['<s>', '</s>', '<|im_start|>', '<|im_end|>'];
  const normal = words.map((word, index) => `${word.replaceAll(' ', '▁')}${'\u200b'.repeat(words.slice(0, index).includes(word) ? index : 0)}`);
  const tokens = ['<unk>', ...control, ...bytes, '▁', ...normal];
  const kindOf = (index: number) => (index === 0 ? kinds.unknown : index <= control.length ? kinds.control : index <= control.length + 256 ? kinds.byte : kinds.normal);

  const noise = createNoise();
  const embedding = new Float32Array(tokens.length * dimensions).map(() => noise() / Math.sqrt(dimensions));
  const output = new Float32Array(tokens.length * dimensions);
  const lead = (from: string, to: string) => {
    const [start, target] = [tokens.indexOf(from) * dimensions, tokens.indexOf(to) * dimensions];
    for (let index = 0; index < dimensions; index++) output[target + index]! += confidence * embedding[start + index]!;
  };
  lead('<0x0A>', normal[0]!);
  normal.forEach((word, index) => lead(word, normal[index + 1] ?? (isEndless ? normal[0]! : '<|im_end|>')));

  const zeros = (name: string, ...shape: number[]): Tensor => ({ name, shape, values: new Float32Array(shape.reduce((product, each) => product * each, 1)) });
  const ones = (name: string): Tensor => ({ name, shape: [dimensions], values: new Float32Array(dimensions).fill(1) });
  const tensors: Tensor[] = [
    { name: 'token_embd.weight', shape: [dimensions, tokens.length], values: embedding },
    ones('output_norm.weight'),
    { name: 'output.weight', shape: [dimensions, tokens.length], values: output },
    ones('blk.0.attn_norm.weight'),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map((name) => zeros(`blk.0.${name}.weight`, dimensions, dimensions)),
    ones('blk.0.ffn_norm.weight'),
    zeros('blk.0.ffn_gate.weight', dimensions, feedForward),
    zeros('blk.0.ffn_up.weight', dimensions, feedForward),
    zeros('blk.0.ffn_down.weight', feedForward, dimensions),
  ];
  const number = (value: number): Value => ({ type: 'uint32', value });
  const string = (value: string): Value => ({ type: 'string', value });
  return ggufBytes(
    {
      'general.architecture': string('llama'),
      'general.name': string('tiny'),
      'llama.context_length': number(contextTokens),
      'llama.embedding_length': number(dimensions),
      'llama.block_count': number(1),
      'llama.feed_forward_length': number(feedForward),
      'llama.attention.head_count': number(2),
      'llama.attention.head_count_kv': number(2),
      'llama.rope.dimension_count': number(dimensions / 2),
      'llama.attention.layer_norm_rms_epsilon': { type: 'float32', value: 1e-5 },
      'tokenizer.ggml.model': string('llama'),
      'tokenizer.ggml.tokens': { type: 'array', of: 'string', values: tokens },
      'tokenizer.ggml.scores': { type: 'array', of: 'float32', values: tokens.map((_, index) => -index) },
      'tokenizer.ggml.token_type': { type: 'array', of: 'int32', values: tokens.map((_, index) => kindOf(index)) },
      'tokenizer.ggml.unknown_token_id': number(0),
      'tokenizer.ggml.bos_token_id': number(1),
      'tokenizer.ggml.eos_token_id': number(4),
      ...(chatTemplate === null ? {} : { 'tokenizer.chat_template': string(chatTemplate) }),
    },
    tensors,
  );
}
