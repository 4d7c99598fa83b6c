/** A piece of a response, as the old client reads them: it takes each for one value. */
type Piece = Record<string, unknown>;

export type Envelope<Data = unknown> = { code: number; msg: string; data: Data };

/** One value of a stream, read the way the old page reads it: `chunk[6:-2]` after `data: `, else the piece itself. */
export function readPiece(piece: string): Piece | undefined {
  if (piece.startsWith(':')) return undefined;
  return JSON.parse(piece.startsWith('data: ') ? piece.slice(6, -2) : piece) as Piece;
}

/** Asks a server the way the page of Langchain-Chatchat does: the same paths, the same bodies with all of their defaults. */
export function chatchatClient(url: string) {
  const json = { 'Content-Type': 'application/json' };

  async function post<Body = Envelope>(path: string, body?: unknown): Promise<Body> {
    const response = await fetch(url + path, { method: 'POST', headers: body === undefined ? {} : json, body: body === undefined ? undefined : JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Body;
  }

  async function get<Body = Envelope>(path: string, query: Record<string, string> = {}): Promise<Body> {
    return (await (await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`)).json()) as Body;
  }

  /** Each event of the stream on its own, however the connection cut it. */
  async function stream(path: string, body: unknown): Promise<Piece[]> {
    const text = await (await fetch(url + path, { method: 'POST', headers: json, body: JSON.stringify(body) })).text();
    const pieces = text.startsWith('data: ') || text.startsWith(':') ? text.split(/(?<=\r\n\r\n)/) : [text];
    return pieces.filter(Boolean).map(readPiece).filter((piece) => piece !== undefined);
  }

  async function send<Data>(path: string, files: Record<string, string>, fields: Record<string, string>): Promise<Envelope<Data>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    for (const [name, content] of Object.entries(files)) form.append('files', new Blob([content]), name);
    return (await (await fetch(url + path, { method: 'POST', body: form })).json()) as Envelope<Data>;
  }

  const splitting = { chunk_size: 250, chunk_overlap: 50, zh_title_enhance: false };
  const generation = { model_name: undefined as string | undefined, temperature: 0.7, max_tokens: null, prompt_name: 'default' };
  return {
    post,
    get,
    stream,
    chat: (query: string, more: object = {}) => stream('/chat/chat', { query, conversation_id: '', history_len: -1, history: [], stream: true, ...generation, ...more }),
    knowledgeBaseChat: (query: string, knowledge_base_name: string, more: object = {}) =>
      stream('/chat/knowledge_base_chat', { query, knowledge_base_name, top_k: 3, score_threshold: 1, history: [], stream: true, ...generation, ...more }),
    fileChat: (query: string, knowledge_id: string, more: object = {}) =>
      stream('/chat/file_chat', { query, knowledge_id, top_k: 3, score_threshold: 1, history: [], stream: true, ...generation, ...more }),
    searchEngineChat: (query: string, search_engine_name: string, more: object = {}) =>
      stream('/chat/search_engine_chat', { query, search_engine_name, top_k: 3, history: [], stream: true, split_result: true, ...generation, ...more }),
    agentChat: (query: string, more: object = {}) => stream('/chat/agent_chat', { query, history: [], stream: true, ...generation, ...more }),
    listKnowledgeBases: async () => (await get<Envelope<string[]>>('/knowledge_base/list_knowledge_bases')).data,
    createKnowledgeBase: (knowledge_base_name: string) =>
      post('/knowledge_base/create_knowledge_base', { knowledge_base_name, vector_store_type: 'faiss', embed_model: 'bge-large-zh-v1.5' }),
    deleteKnowledgeBase: (name: string) => post('/knowledge_base/delete_knowledge_base', name),
    listFiles: async (knowledge_base_name: string) => (await get<Envelope<string[]>>('/knowledge_base/list_files', { knowledge_base_name })).data,
    searchDocs: (query: string, knowledge_base_name: string, more: object = {}) =>
      post<{ page_content: string; metadata: Record<string, unknown>; type: string; id: string; score: number }[]>('/knowledge_base/search_docs', {
        query,
        knowledge_base_name,
        top_k: 3,
        score_threshold: 1,
        file_name: '',
        metadata: {},
        ...more,
      }),
    uploadDocs: (knowledge_base_name: string, files: Record<string, string>, more: Record<string, string> = {}) =>
      send<{ failed_files: Record<string, string> }>('/knowledge_base/upload_docs', files, {
        knowledge_base_name,
        override: 'False',
        to_vector_store: 'True',
        chunk_size: '250',
        chunk_overlap: '50',
        zh_title_enhance: 'False',
        docs: '{}',
        not_refresh_vs_cache: 'False',
        ...more,
      }),
    uploadTempDocs: (files: Record<string, string>, prev_id = '') =>
      send<{ id: string; failed_files: Record<string, string>[] }>('/knowledge_base/upload_temp_docs', files, {
        ...(prev_id && { prev_id }),
        chunk_size: '250',
        chunk_overlap: '50',
        zh_title_enhance: 'False',
      }),
    updateDocs: (knowledge_base_name: string, file_names: string[], more: object = {}) =>
      post<Envelope<{ failed_files: Record<string, string> }>>('/knowledge_base/update_docs', {
        knowledge_base_name,
        file_names,
        ...splitting,
        override_custom_docs: false,
        docs: '{}',
        not_refresh_vs_cache: false,
        ...more,
      }),
    deleteDocs: (knowledge_base_name: string, file_names: string[], delete_content = false) =>
      post<Envelope<{ failed_files: Record<string, string> }>>('/knowledge_base/delete_docs', { knowledge_base_name, file_names, delete_content, not_refresh_vs_cache: false }),
    recreate: (knowledge_base_name: string) =>
      stream('/knowledge_base/recreate_vector_store', { knowledge_base_name, allow_empty_kb: true, vs_type: 'faiss', embed_model: 'm3e-base', ...splitting, not_refresh_vs_cache: false }),
    feedback: (message_id: string, score: number, reason = '') => post('/chat/feedback', { message_id, score, reason }),
  };
}
