import { makeCompoundFile, type CompoundTree } from './compound-file-fixture.ts';

export type MsgAttachment = { name: string; mediaType?: string; content?: string | Buffer; message?: MsgFixture; isShownInBody?: boolean };
export type MsgFixture = {
  /** Texts by the number of their property, in four hexadecimal digits. */
  texts?: Readonly<Record<string, string>>;
  /** Bytes likewise. */
  bytes?: Readonly<Record<string, Buffer>>;
  /** Whole numbers, likewise. */
  numbers?: Readonly<Record<string, number>>;
  recipients?: readonly { name: string; address: string; type: number }[];
  attachments?: readonly MsgAttachment[];
  sent?: Date;
  /** Texts in one byte each character, in the code page the numbers name. */
  isNarrow?: boolean;
};

/** A message as Outlook saves it. */
export function makeMsg(message: MsgFixture): Buffer {
  return makeCompoundFile(messageTree(message, 32));
}

function messageTree({ texts = {}, bytes = {}, numbers = {}, recipients = [], attachments = [], sent, isNarrow = false }: MsgFixture, headerBytes: number): CompoundTree {
  return {
    ...Object.fromEntries(Object.entries(texts).map(([id, text]) => (isNarrow ? [`__substg1.0_${id}001E`, Buffer.from(text, 'latin1')] : wideText(id, text)))),
    ...Object.fromEntries(Object.entries(bytes).map(([id, value]) => [`__substg1.0_${id}0102`, value])),
    ...Object.fromEntries(recipients.map(({ name, address, type }, index) => [storageName('recip', index), Object.fromEntries([wideText('3001', name), wideText('39FE', address), fixed(8, { '0C15': type })])])),
    ...Object.fromEntries(attachments.map((attachment, index) => [storageName('attach', index), attachmentTree(attachment)])),
    ...Object.fromEntries([fixed(headerBytes, numbers, sent)]),
  };
}

function attachmentTree({ name, mediaType = 'application/octet-stream', content, message, isShownInBody = false }: MsgAttachment): CompoundTree {
  return {
    ...Object.fromEntries([wideText('3707', name), wideText('370E', mediaType), fixed(8, { '3714': isShownInBody ? 4 : 0 })]),
    ...(content === undefined ? {} : { '__substg1.0_37010102': Buffer.from(content) }),
    ...(message ? { '__substg1.0_3701000D': messageTree(message, 24) } : {}),
  };
}

function wideText(id: string, text: string): [string, Buffer] {
  return [`__substg1.0_${id}001F`, Buffer.from(text, 'utf16le')];
}

function storageName(kind: string, index: number): string {
  return `__${kind}_version1.0_#${index.toString(16).padStart(8, '0')}`;
}

function fixed(headerBytes: number, numbers: Readonly<Record<string, number>>, sent?: Date): [string, Buffer] {
  const entry = (type: number, id: string, value: bigint): Buffer => {
    const bytes = Buffer.alloc(16);
    bytes.writeUInt16LE(type, 0);
    bytes.writeUInt16LE(Number.parseInt(id, 16), 2);
    bytes.writeBigUInt64LE(value, 8);
    return bytes;
  };
  const entries = Object.entries(numbers).map(([id, value]) => entry(3, id, BigInt(value)));
  if (sent) entries.push(entry(0x40, '0039', BigInt(sent.getTime() - Date.UTC(1601, 0, 1)) * 10_000n));
  return ['__properties_version1.0', Buffer.concat([Buffer.alloc(headerBytes), ...entries])];
}
