import path from 'node:path';
import { type Approvals, createApprovals } from './chat/agent/approvals.ts';
import { createTurnRegistry, type TurnRegistry } from './chat/turn-registry.ts';
import { type AnswerStore, createAnswerStore } from './conversations/answer-store.ts';
import { type ConversationFeed, createConversationFeed } from './conversations/conversation-feed.ts';
import { type IngestContext, ingestHandler } from './ingestion/ingest.ts';
import { createParserPool, type ParserPool } from './ingestion/parser-pool.ts';
import { Passwords } from './ingestion/passwords.ts';
import { Progress } from './ingestion/progress.ts';
import { requeueForgotten } from './ingestion/requeue-forgotten.ts';
import { rebuildHandler } from './ingestion/rebuild.ts';
import { sweepOrphans } from './ingestion/sweep-orphans.ts';
import { keepPaused } from './knowledge-bases/ingestion-control.ts';
import { rebuildOutdated, removeFilesHandler } from './knowledge-bases/knowledge-base.service.ts';
import { WatchedFolders } from './knowledge-bases/folders/folder.service.ts';
import { expireTemporary } from './knowledge-bases/temporary/temporary-files.service.ts';
import { seedSamples } from './knowledge-bases/seed-samples.ts';
import { crawlHandler } from './knowledge-bases/web-pages/crawl.ts';
import { sweepHidden } from './maintenance/restore/hidden.ts';
import { LocalModels } from './models/local/local-model.service.ts';
import { createModelCatalog, type ModelCatalog } from './models/model-catalog.ts';
import { createProxies, type Proxies } from './models/proxies.ts';
import type { Config } from './platform/config.ts';
import { type Database, openDatabase } from './platform/database.ts';
import { DisposalStack } from './platform/disposal.ts';
import { createFileStore, type FileStore } from './platform/files.ts';
import { createJobQueue, type JobQueue } from './platform/jobs.ts';
import { lockDataFolder } from './platform/lock.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { localAdministrator } from './platform/principal.ts';
import { createEndpointClient, type EndpointClient } from './platform/endpoint-client.ts';
import { createSafeFetch, type SafeFetch } from './platform/safe-fetch.ts';
import { openSecrets, type Secrets } from './platform/secrets.ts';
import { listChunkIds, loadVectors, removeStrayVectors } from './retrieval/embedding.repository.ts';
import { IndexCatalog } from './retrieval/index-catalog.ts';
import { RemoteStores } from './retrieval/remote-stores.ts';
import { createSearch, type Search } from './retrieval/search.ts';
import { createWebSearch, type WebSearch } from './search-engines/web-search.ts';
import { summarizeHandler } from './summaries/summary.service.ts';
import { openSettings, type SettingSource } from './settings/setting.service.ts';
import { remakeTablesHandler } from './tables/remake-tables.ts';
import { TableReaders } from './tables/table-readers.ts';
import { openTranslation, type Translation } from './translation/translation.service.ts';
import { listTables, queryTables } from './tables/table.service.ts';
import { ToolServers } from './tools/servers/tool-servers.ts';
import { createToolBox, type ToolBox } from './tools/tool-box.ts';
import type { ToolServices } from './tools/tool.ts';

const migrationsDir = path.join(import.meta.dirname, '../prisma/migrations');
const samplesDir = path.join(import.meta.dirname, '../knowledge_base/samples');
/** Jobs that wait for an embedding provider should not keep others from being parsed. */
const workersBesideParsers = 2;

/** Everything the features work with, built once. Each of them takes from it what it needs. */
export type AppContext = ModelCatalog &
  AsyncDisposable & {
    config: Config;
    log: Logger;
    database: Database;
    secrets: Secrets;
    files: FileStore;
    safeFetch: SafeFetch;
    endpoints: EndpointClient;
    proxies: Proxies;
    settings: SettingSource;
    localModels: LocalModels;
    progress: Progress;
    passwords: Passwords;
    watchedFolders: WatchedFolders;
    parsers: ParserPool;
    tableReaders: TableReaders;
    indexes: IndexCatalog;
    jobs: JobQueue;
    search: Search;
    webSearch: WebSearch;
    translation: Translation;
    toolServers: ToolServers;
    tools: ToolBox;
    approvals: Approvals;
    answers: AnswerStore;
    turns: TurnRegistry;
    conversationFeed: ConversationFeed;
    /** Resumes what an earlier run left unfinished, and seeds the samples on the first start. */
    start(): Promise<void>;
  };

async function ensureLocalAdministrator(database: Database): Promise<void> {
  const { userId: id } = localAdministrator;
  await database.write((transaction) => transaction.user.upsert({ where: { id }, create: { id, name: 'Administrator' }, update: {} }));
}

/** Builds the parts in the order they need each other; disposing takes them down in the opposite one. */
export async function createContext(config: Config): Promise<AppContext> {
  const stack = new DisposalStack();
  try {
    return await build(config, stack);
  } catch (error) {
    await stack[Symbol.asyncDispose]();
    throw error;
  }
}

async function build(config: Config, stack: DisposalStack): Promise<AppContext> {
  const log = createLogger(config.logLevel);
  stack.use(await lockDataFolder(config.dataDir));
  const database = stack.use(await openDatabase({ url: config.databaseUrl, migrationsDir }));
  await ensureLocalAdministrator(database);
  const secrets = await openSecrets(config.dataDir);
  const files = createFileStore({ root: config.dataDir });
  const safeFetch = stack.use(createSafeFetch(config.fetch));
  const endpoints = stack.use(createEndpointClient());
  const settings = openSettings(database);
  const localModels = stack.use(new LocalModels({ database, modelsDir: config.modelsDir, log }));
  const proxies = stack.use(createProxies(config.proxies));
  const models = createModelCatalog({ database, secrets, settings, proxies, localModels });
  const progress = new Progress();
  const source = {
    listChunkIds: (knowledgeBaseId: string) => listChunkIds(database.sql, knowledgeBaseId),
    loadVectors: (modelKey: string, chunkIds: readonly number[]) => loadVectors(database.sql, modelKey, chunkIds),
  };
  const indexes = stack.use(new IndexCatalog({ root: config.dataDir, source, log, remoteStores: RemoteStores.connect(config.remoteStores, endpoints) }));
  const parsers = stack.use(createParserPool({ processes: config.parserProcesses }));
  const tableReaders = stack.use(new TableReaders());
  const passwords = new Passwords();
  const ingestContext: IngestContext = {
    database,
    files,
    parsers,
    progress,
    indexes,
    embeddingModels: models.embeddingModels,
    passwords,
    maxUploadBytes: config.maxUploadBytes,
    /** Documents found inside others become jobs of their own. */
    get jobs(): JobQueue {
      return jobs;
    },
  };
  const jobs: JobQueue = stack.use(
    createJobQueue({
      database,
      log,
      workers: config.parserProcesses + workersBesideParsers,
      onIdle: () => database.writeSql((sql) => removeStrayVectors(sql)),
      handlers: {
        'ingest-document': ingestHandler(ingestContext),
        rebuild: rebuildHandler(ingestContext),
        crawl: crawlHandler({ database, files, progress, config, safeFetch, queue: () => jobs }),
        'remove-files': removeFilesHandler({ indexes, files }),
        'remake-tables': remakeTablesHandler({ database, files, parsers }),
        summarize: summarizeHandler({ ...models, database, settings, indexes, progress }),
      },
    }),
  );
  const watchedFolders = stack.use(new WatchedFolders({ config, log, database, files, jobs, progress, indexes }));
  const search = createSearch({ database, indexes, settings, ...models });
  const translation = openTranslation({ ...models, database, secrets, settings, endpoints });
  const webSearch = createWebSearch({ database, secrets, endpoints, safeFetch, files, parsers, settings });
  const toolServers = stack.use(new ToolServers(database, secrets));
  const toolServices: ToolServices = {
    endpoints,
    search,
    webSearch,
    listTables: (...asked) => listTables(context, ...asked),
    queryTables: (...asked) => queryTables(context, ...asked),
  };
  const tools = createToolBox({ database, secrets, toolServers, services: toolServices, log });
  const answers = stack.use(createAnswerStore({ database, log }));
  const conversationFeed = createConversationFeed();
  const turns = stack.use(createTurnRegistry({ log, conversationFeed }));
  const context: AppContext = {
    ...models,
    config,
    log,
    database,
    secrets,
    files,
    safeFetch,
    endpoints,
    proxies,
    settings,
    localModels,
    progress,
    passwords,
    watchedFolders,
    parsers,
    tableReaders,
    indexes,
    jobs,
    search,
    webSearch,
    translation,
    toolServers,
    tools,
    approvals: createApprovals(),
    answers,
    turns,
    conversationFeed,
    async start() {
      await answers.recover();
      await localModels.list();
      await sweepHidden({ database, files, indexes });
      await sweepOrphans({ database, files, log });
      await requeueForgotten({ database, jobs, log });
      await keepPaused(context);
      await jobs.start();
      await rebuildOutdated(context, localAdministrator);
      await watchedFolders.start();
      await expireTemporary(context, localAdministrator);
      await seedSamples(context, localAdministrator, samplesDir);
    },
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  };
  return context;
}
