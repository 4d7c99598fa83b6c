/** What stands directly in server/ puts everything together. */
const application = /^server\/[^/]+\.ts$/;
/** Files that are no part of the running server and its page. */
const outside = [/\.(test|suite)\.tsx?$/, /^scripts\//, /^server\/testing\//, /^[^/]+$/, /^web\/[^/]+\.(ts|mjs)$/];

/** Modules that only some files may import, and what the others do instead. */
export const confinedModules = [
  {
    modules: ['express', 'helmet'],
    allowed: [...outside, application, /\.routes\.ts$/, /^server\/platform\/(http[^/]*|sse)\.ts$/, /^server\/auth\//],
    instead: 'declare the route in a *.routes.ts file and keep the work in a service that knows nothing of HTTP.',
  },
  {
    modules: ['@prisma', '@libsql', 'libsql', /(^|\/)generated\/prisma\//],
    allowed: [...outside, /\.repository\.ts$/, /^server\/platform\//, /^prisma\//],
    instead: 'ask through the *.repository.ts of the feature that owns the rows.',
  },
  {
    modules: ['usearch', 'hnswlib-node', 'pg'],
    allowed: [...outside, /^server\/retrieval\/vector-stores\//],
    instead: 'use the VectorStore interface; engines live in server/retrieval/vector-stores.',
  },
  {
    modules: ['@hyzyla/pdfium', 'pdf-parse', 'mammoth', 'cheerio', 'papaparse', 'fast-xml-parser'],
    allowed: [...outside, /^server\/ingestion\//],
    instead: 'use the DocumentLoader interface; documents are parsed by server/ingestion, in processes of their own.',
  },
  {
    modules: ['langchain', /^@langchain\//],
    allowed: [...outside, /^server\/chat\/agent\//],
    instead: 'agents are run by server/chat/agent; models are asked through the ChatModel interface.',
  },
  {
    modules: ['gpt-tokenizer', 'pino'],
    allowed: [...outside, /^server\/platform\//],
    instead: 'use server/platform/tokens.ts or server/platform/logger.ts.',
  },
  {
    modules: ['fs', 'fs/promises'],
    allowed: [...outside, application, /^server\/platform\//, /^server\/ingestion\//, /^server\/models\/local\//, /^server\/retrieval\/(index-|vector-stores\/)/, /^server\/knowledge-bases\/(seed-samples\.ts$|folders\/)/, /^server\/maintenance\//, /^prisma\//],
    instead: 'store files through server/platform/files.ts, which knows what to make durable.',
  },
  {
    modules: ['chokidar'],
    allowed: [...outside, /^server\/knowledge-bases\/folders\//],
    instead: 'folders are followed by server/knowledge-bases/folders.',
  },
  {
    modules: ['child_process', 'cluster', 'worker_threads'],
    allowed: [...outside, /^server\/platform\//, /^server\/ingestion\/parser-/, /^server\/retrieval\/index-process/],
    instead: 'native and hostile work runs in the parser process or the index process, which hold the limits.',
  },
  {
    modules: ['http', 'https', 'net', 'undici'],
    allowed: [...outside, application, /^server\/platform\//, /^server\/models\//],
    instead: 'use safeFetch of server/platform/safe-fetch.ts, which checks the address it connects to.',
  },
];

/** Globals that only some files may use. `pattern` is matched against the expression around the name. */
export const confinedGlobals = [
  {
    name: 'process',
    what: 'process.env',
    pattern: /^process\.env/,
    allowed: [...outside, /^server\/platform\/config\.ts$/],
    instead: 'add the variable to server/platform/config.ts and take the value from Config.',
  },
  {
    name: 'fetch',
    what: 'fetch',
    pattern: /^/,
    allowed: [...outside, /^server\/platform\/safe-fetch\.ts$/, /^server\/models\//, /^web\/(lib|widget)\//],
    instead: 'use safeFetch of server/platform/safe-fetch.ts; in the page, the client of web/lib.',
  },
];
