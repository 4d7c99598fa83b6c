import { findStream, type CompoundFile } from '../compound-file/compound-file.ts';
import type { CompoundStorage } from '../compound-file/directory.ts';
import { MessageProperties } from './properties.ts';

/** A file with its bytes, or a message; one that is only linked has neither. */
export type MessageAttachment = { name: string; mediaType: string | undefined; read?: () => Promise<Buffer>; message?: CompoundStorage };

const maxAttachments = 1_000;
const dataStream = '__substg1.0_37010102';
const messageStorage = '__substg1.0_3701000D';
/** Set for pictures that the page of the mail shows. */
const shownInBodyFlag = 4;

export async function readAttachments(file: CompoundFile, message: CompoundStorage, encoding: string): Promise<MessageAttachment[]> {
  const attachments: MessageAttachment[] = [];
  const storages = message.storages.filter(({ name }) => name.startsWith('__attach_version1.0_')).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const storage of storages.slice(0, maxAttachments)) {
    const properties = await MessageProperties.read(file, storage, 'other', encoding);
    if (((properties.number('3714') ?? 0) & shownInBodyFlag) !== 0) continue;
    const data = findStream(storage, dataStream);
    const mediaType = await properties.text('370E');
    const name = (await properties.text('3707')) ?? (await properties.text('3704')) ?? (await properties.text('3001')) ?? 'attachment';
    attachments.push({
      // The message that was signed, with its own attachments.
      name: mediaType === 'multipart/signed' ? 'signed message.eml' : name,
      mediaType,
      read: data && (() => file.read(data)),
      message: storage.storages.find(({ name }) => name.toUpperCase() === messageStorage.toUpperCase()),
    });
  }
  return attachments;
}
