import path from 'node:path';
import { z } from 'zod';
import { type FetchConfig, networkEntryProblem } from './fetch-rules.ts';

const loopbackHosts = new Set(['127.0.0.1', '::1', 'localhost']);

const commaSeparated = z.string().transform((text) =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== ''),
);

/** The environment, all of it. `.env.example` names the same variables. */
export const Environment = z.object({
  /** Address to listen on. Only loopback addresses, until people sign in. */
  HOST: z
    .string()
    .default('127.0.0.1')
    .refine((host) => loopbackHosts.has(host), 'must be 127.0.0.1, ::1 or localhost: Lectern does not open itself to a network while nobody has to sign in'),
  /** Port to listen on; 0 takes a free one. */
  PORT: z.coerce.number().int().min(0).max(65_535).default(7861),
  /** Folder that holds the database, the originals and the indexes. */
  DATA_DIR: z.string().min(1).default('knowledge_base'),
  /** SQLite file as `file:` URL; `lectern.db` in DATA_DIR when left out. */
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/, 'must begin with file:')
    .optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** Largest uploaded file, in megabytes. */
  MAX_UPLOAD_MB: z.coerce.number().int().min(1).max(4096).default(200),
  /** Largest backup that is restored, in megabytes. */
  MAX_RESTORE_MB: z.coerce.number().int().min(1).max(1_048_576).default(20_480),
  /** Documents parsed at the same time. */
  PARSER_PROCESSES: z.coerce.number().int().min(1).max(64).default(2),
  /** Networks (CIDR), addresses and hosts of the organisation that web pages may be fetched from; the public internet always is. */
  FETCH_ALLOWED_NETWORKS: commaSeparated
    .superRefine((entries, context) => {
      for (const message of entries.map(networkEntryProblem)) if (message) context.addIssue({ code: 'custom', message });
    })
    .prefault(''),
  /** Ports that web pages may be fetched from, beside 80 and 443. */
  FETCH_ALLOWED_PORTS: commaSeparated
    .transform((entries) => entries.map(Number))
    .pipe(z.array(z.number().int().min(1).max(65_535)))
    .prefault(''),
  /** Folders of this machine that may be watched, with all in them. */
  FOLDER_ROOTS: commaSeparated.prefault(''),
  /** Test only: places where the process is made to fail, see server/platform/failpoints.ts. */
  FAILPOINTS: z.string().optional(),
});

export type Config = {
  listen: { host: string; port: number };
  dataDir: string;
  databaseUrl: string;
  logLevel: string;
  maxUploadBytes: number;
  maxRestoreBytes: number;
  parserProcesses: number;
  fetch: FetchConfig;
  folderRoots: string[];
  failpoints?: string;
};

/** Reads the environment once. @throws Error that lists everything wrong with it */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(`Invalid environment:\n${z.prettifyError(parsed.error)}`);
  const { HOST, PORT, DATA_DIR, DATABASE_URL, LOG_LEVEL, MAX_UPLOAD_MB, MAX_RESTORE_MB, PARSER_PROCESSES, FETCH_ALLOWED_NETWORKS, FETCH_ALLOWED_PORTS, FOLDER_ROOTS, FAILPOINTS } =
    parsed.data;
  const dataDir = path.resolve(DATA_DIR);
  return {
    listen: { host: HOST, port: PORT },
    dataDir,
    databaseUrl: DATABASE_URL ?? `file:${path.join(dataDir, 'lectern.db')}`,
    logLevel: LOG_LEVEL,
    maxUploadBytes: MAX_UPLOAD_MB * 1024 * 1024,
    maxRestoreBytes: MAX_RESTORE_MB * 1024 * 1024,
    parserProcesses: PARSER_PROCESSES,
    fetch: { allowedNetworks: FETCH_ALLOWED_NETWORKS, allowedPorts: FETCH_ALLOWED_PORTS },
    folderRoots: FOLDER_ROOTS.map((folder) => path.resolve(folder)),
    failpoints: FAILPOINTS,
  };
}
