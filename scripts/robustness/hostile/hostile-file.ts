export type HostileFile = {
  /** In a multipart header as it stands: it may lead out of the folder. */
  name: string;
  /** Made when its turn comes; a stream where it is too large to be held. */
  content: () => Uint8Array | AsyncIterable<Uint8Array>;
  /** What has to come of it. Left out where both are right, as long as it comes within the limits. */
  outcome?: 'refused' | 'read';
  /** Made and answered in well under a second: such files are tried on every change. */
  isQuick?: boolean;
  /** Words that lie outside of the document and must not be found in it. */
  forbidden?: string;
};

/** What documents try to reach: an address that counts who asks, and a file beside the data folder. */
export type Surroundings = { url: string; secretPath: string; secret: string };

const quick = (file: HostileFile): HostileFile => ({ ...file, isQuick: true });

export const refused = (name: string, content: HostileFile['content']): HostileFile => quick({ name, content, outcome: 'refused' });
export const read = (name: string, content: HostileFile['content']): HostileFile => quick({ name, content, outcome: 'read' });
export const settled = (name: string, content: HostileFile['content']): HostileFile => quick({ name, content });
/** Too slow to be tried on every change. */
export const slow = (file: HostileFile): HostileFile => ({ ...file, isQuick: false });
