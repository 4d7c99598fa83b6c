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

const httpAddress = /^https?:\/\//;
const notHttpProxy = 'must begin with http:// or https://; SOCKS proxies are not spoken to';
/** Variables that are written in small letters as often. */
const lowerCased = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

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
  /** Folder whose GGUF files and ONNX folders are local models; what runs them is installed in it. */
  MODELS_DIR: z.string().min(1).default('models'),
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
  /** PostgreSQL with the extension `vector`, as vector store "pgvector". */
  PGVECTOR_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/, 'must begin with postgres://')
    .optional(),
  /** Milvus or a cluster at Zilliz Cloud, as vector store "milvus"; the token is an API key or `user:password`. */
  MILVUS_URL: z.url({ protocol: /^https?$/ }).optional(),
  MILVUS_TOKEN: z.string().optional(),
  /** Elasticsearch from 8.4, as vector store "elasticsearch"; the URL may hold user and password. */
  ELASTICSEARCH_URL: z.url({ protocol: /^https?$/ }).optional(),
  ELASTICSEARCH_API_KEY: z.string().optional(),
  /** Folders of this machine that may be watched, with all in them. */
  FOLDER_ROOTS: commaSeparated.prefault(''),
  /** Proxies that requests to model providers go through, by the scheme of the address; http or https. */
  HTTP_PROXY: z.string().regex(httpAddress, notHttpProxy).optional(),
  HTTPS_PROXY: z.string().regex(httpAddress, notHttpProxy).optional(),
  /** Hosts and domains that are asked directly. This machine and private networks always are. */
  NO_PROXY: commaSeparated.prefault(''),
  /** Test only: places where the process is made to fail, see server/platform/failpoints.ts. */
  FAILPOINTS: z.string().optional(),
});

/** Proxies by the scheme of the address, and what is asked without one. */
export type ProxyConfig = { http?: string; https?: string; except: readonly string[] };

export type Config = {
  listen: { host: string; port: number };
  dataDir: string;
  modelsDir: string;
  databaseUrl: string;
  logLevel: string;
  maxUploadBytes: number;
  maxRestoreBytes: number;
  parserProcesses: number;
  fetch: FetchConfig;
  proxies: ProxyConfig;
  folderRoots: string[];
  remoteStores: {
    pgvector?: { url: string };
    milvus?: { url: string; token?: string };
    elasticsearch?: { url: string; apiKey?: string };
  };
  failpoints?: string;
};

/** Reads the environment once. @throws Error that lists everything wrong with it */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const small = Object.fromEntries(lowerCased.map((name) => [name, env[name.toLowerCase()]]));
  const given = Object.fromEntries(Object.entries({ ...small, ...env }).filter(([, value]) => value !== '' && value !== undefined));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(`Invalid environment:\n${z.prettifyError(parsed.error)}`);
  const { HOST, PORT, DATA_DIR, MODELS_DIR, DATABASE_URL, LOG_LEVEL, MAX_UPLOAD_MB, MAX_RESTORE_MB, PARSER_PROCESSES, FETCH_ALLOWED_NETWORKS, FETCH_ALLOWED_PORTS, FOLDER_ROOTS, FAILPOINTS } =
    parsed.data;
  const { HTTP_PROXY: http, HTTPS_PROXY: https, NO_PROXY: except } = parsed.data;
  const { PGVECTOR_URL, MILVUS_URL, MILVUS_TOKEN, ELASTICSEARCH_URL, ELASTICSEARCH_API_KEY } = parsed.data;
  const dataDir = path.resolve(DATA_DIR);
  return {
    listen: { host: HOST, port: PORT },
    dataDir,
    modelsDir: path.resolve(MODELS_DIR),
    databaseUrl: DATABASE_URL ?? `file:${path.join(dataDir, 'lectern.db')}`,
    logLevel: LOG_LEVEL,
    maxUploadBytes: MAX_UPLOAD_MB * 1024 * 1024,
    maxRestoreBytes: MAX_RESTORE_MB * 1024 * 1024,
    parserProcesses: PARSER_PROCESSES,
    fetch: { allowedNetworks: FETCH_ALLOWED_NETWORKS, allowedPorts: FETCH_ALLOWED_PORTS },
    proxies: { http, https, except },
    folderRoots: FOLDER_ROOTS.map((folder) => path.resolve(folder)),
    remoteStores: {
      pgvector: PGVECTOR_URL === undefined ? undefined : { url: PGVECTOR_URL },
      milvus: MILVUS_URL === undefined ? undefined : { url: MILVUS_URL, token: MILVUS_TOKEN },
      elasticsearch: ELASTICSEARCH_URL === undefined ? undefined : { url: ELASTICSEARCH_URL, apiKey: ELASTICSEARCH_API_KEY },
    },
    failpoints: FAILPOINTS,
  };
}

/** By these LangChain is told to send all that an agent reads and writes to a service of its maker. */
const tracingVariables = ['LANGSMITH_TRACING_V2', 'LANGCHAIN_TRACING_V2', 'LANGSMITH_TRACING', 'LANGCHAIN_TRACING'] as const;

/** Nothing leaves this machine for a variable that another program was given: they are taken out of the environment. */
export function refuseTracing(environment: NodeJS.ProcessEnv = process.env): void {
  for (const name of tracingVariables) delete environment[name];
}
