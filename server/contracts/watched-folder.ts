import { z } from 'zod';

export const WatchedFolderState = z.enum(['watching', 'syncing', 'off', 'missing', 'holding']);
export type WatchedFolderState = z.infer<typeof WatchedFolderState>;

/** Patterns of paths: `*` stands for anything within a name, `**` for any folders; one without a slash is looked for in every folder. */
const Ignore = z.array(z.string().trim().min(1).max(200)).max(50);

export const WatchedFolder = z.object({
  id: z.string(),
  knowledgeBaseId: z.string(),
  path: z.string(),
  ignore: Ignore,
  isOn: z.boolean(),
  /** `holding`: so many files vanished at once that their documents stay until somebody confirms it. */
  state: WatchedFolderState,
  message: z.string().optional(),
  documentCount: z.number().int(),
});
export type WatchedFolder = z.infer<typeof WatchedFolder>;

/** Without a path, the folder `<name of the knowledge base>/content` of the data folder, which is made if need be. */
export const CreateWatchedFolder = z.strictObject({ path: z.string().trim().min(1).max(1_000).optional(), ignore: Ignore.default([]) });
export type CreateWatchedFolder = z.infer<typeof CreateWatchedFolder>;

export const UpdateWatchedFolder = z.strictObject({ ignore: Ignore, isOn: z.boolean() }).partial();
export type UpdateWatchedFolder = z.infer<typeof UpdateWatchedFolder>;

export const SyncWatchedFolder = z.strictObject({
  /** The files that vanished are gone for good: their documents may go too. */
  confirmRemoval: z.boolean().default(false),
});
export type SyncWatchedFolder = z.infer<typeof SyncWatchedFolder>;

export const FolderSync = z.object({
  added: z.number().int(),
  updated: z.number().int(),
  renamed: z.number().int(),
  removed: z.number().int(),
  /** Files that were not taken, and why. */
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
});
export type FolderSync = z.infer<typeof FolderSync>;
