const messages = [{ role: 'user', content: 'How many days of leave are there?' }];
const tell = { role: 'user', content: 'Say hello.' };
const named = { knowledge_base_name: 'Handbook' };
const asked = { query: 'How many days of leave are there?', stream: false };

/** Bodies of requests in the protocols of others, by method and path. */
export const protocolExamples: Readonly<Record<string, unknown>> = {
  'post /v1/chat/completions': { model: 'kb:Handbook', messages },
  'post /v1/embeddings': { model: 'lexical', input: ['How many days of leave are there?'] },
  'post /strict/v1/chat/completions': { model: 'kb:Handbook', messages, temperature: 0.95, max_tokens: 2048 },
  'post /mcp': { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  'post /chat/chat': { query: 'Hello', history: [], stream: false },
  'post /chat/knowledge_base_chat': { ...asked, ...named, top_k: 3, score_threshold: 1 },
  'post /chat/search_engine_chat': { ...asked, search_engine_name: 'duckduckgo', top_k: 3 },
  'post /chat/file_chat': { ...asked, knowledge_id: '5b8f4c1e2a774f0e9d330c6f1f6b2a11' },
  'post /chat/agent_chat': { ...asked, query: 'What is 37593 * 67?' },
  'post /chat/fastchat': { messages: [tell] },
  'post /chat/feedback': { message_id: '9e0d7b5261c44c8b8a5f7d2f0b8a3c22', score: 100, reason: 'Right.' },
  'post /knowledge_base/create_knowledge_base': { knowledge_base_name: 'Travel', kb_info: 'Rules of travel' },
  'post /knowledge_base/delete_knowledge_base': 'Travel',
  'post /knowledge_base/update_info': { ...named, kb_info: 'Leave and pay' },
  'post /knowledge_base/search_docs': { ...named, query: 'leave', top_k: 3, score_threshold: 1 },
  'post /knowledge_base/update_docs': { ...named, file_names: ['handbook.md'] },
  'post /knowledge_base/update_docs_by_id': { ...named, docs: { 42: { page_content: 'Employees have 28 days of leave.', metadata: {} } } },
  'post /knowledge_base/delete_docs': { ...named, file_names: ['handbook.md'], delete_content: false },
  'post /knowledge_base/recreate_vector_store': { ...named, chunk_size: 400, chunk_overlap: 60 },
  'post /knowledge_base/kb_summary_api/summary_file_to_vector_store': { ...named, file_name: 'handbook.md' },
  'post /knowledge_base/kb_summary_api/summary_doc_ids_to_vector_store': { ...named, doc_ids: ['42'] },
  'post /knowledge_base/kb_summary_api/recreate_summary_vector_store': named,
  'post /llm_model/list_running_models': {},
  'post /llm_model/list_config_models': { types: ['local', 'online'] },
  'post /llm_model/get_model_config': { model_name: 'qwen3:8b' },
  'post /llm_model/stop': { model_name: 'qwen3:8b' },
  'post /llm_model/change': { model_name: 'qwen3:8b', new_model_name: 'qwen3:14b' },
  'post /server/configs': {},
  'post /server/list_search_engines': {},
  'post /server/get_prompt_template': { type: 'knowledge_base_chat', name: 'default' },
  'post /other/completion': { query: 'Once upon a time', stream: false },
  'post /other/embed_texts': { texts: ['How many days of leave are there?'] },
};
