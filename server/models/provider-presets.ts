import type { ProviderOptions, ProviderPreset } from '#contracts/provider-options';

type Parameters = NonNullable<ProviderOptions['parameters']>;

const sampling: Parameters = { topP: 'top_p', stop: 'stop' };
const penalties: Parameters = { presencePenalty: 'presence_penalty', frequencyPenalty: 'frequency_penalty' };
const own = { ...sampling, ...penalties, seed: 'seed' };
/** Both servers of llama.cpp's kind know repetition by this name. */
const llamaCpp: Parameters = { ...own, topK: 'top_k', minP: 'min_p', repetitionPenalty: 'repeat_penalty' };
const vllm: Parameters = { ...own, topK: 'top_k', minP: 'min_p', repetitionPenalty: 'repetition_penalty', truncate: 'truncate_prompt_tokens' };

type Vendor = Omit<ProviderPreset, 'protocol' | 'needsApiKey' | 'options'> & Partial<ProviderPreset>;

/** Most speak OpenAI's protocol and need a key. */
const preset = (vendor: Vendor): ProviderPreset => ({ protocol: 'openai', needsApiKey: true, options: {}, ...vendor });

/** Vendors as they were in 2025: addresses, what their models take beside temperature and maxTokens, how many texts they embed at once. */
export const providerPresets: readonly ProviderPreset[] = [
  preset({ id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', keyUrl: 'https://platform.openai.com/api-keys', options: { embeddingBatch: 2048 } }),
  preset({ id: 'azure', name: 'Azure OpenAI', protocol: 'azure', baseUrl: 'https://<resource>.openai.azure.com/openai/v1', keyUrl: 'https://portal.azure.com' }),
  preset({ id: 'anthropic', name: 'Anthropic', protocol: 'anthropic', baseUrl: 'https://api.anthropic.com', keyUrl: 'https://console.anthropic.com/settings/keys' }),
  preset({
    id: 'gemini',
    name: 'Google Gemini',
    protocol: 'gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    keyUrl: 'https://aistudio.google.com/apikey',
    options: { embeddingBatch: 100 },
  }),
  preset({ id: 'ollama', name: 'Ollama', protocol: 'ollama', baseUrl: 'http://127.0.0.1:11434', needsApiKey: false }),
  preset({ id: 'lm-studio', name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1', needsApiKey: false, options: { parameters: llamaCpp } }),
  preset({ id: 'llama-cpp', name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1', needsApiKey: false, options: { parameters: llamaCpp } }),
  preset({ id: 'vllm', name: 'vLLM', baseUrl: 'http://127.0.0.1:8000/v1', needsApiKey: false, options: { parameters: vllm } }),
  preset({ id: 'tgi', name: 'Text Generation Inference', protocol: 'tgi', baseUrl: 'http://127.0.0.1:8080', needsApiKey: false }),
  preset({ id: 'deepseek', name: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1', keyUrl: 'https://platform.deepseek.com/api_keys', options: { parameters: { ...sampling, ...penalties } } }),
  preset({
    id: 'zhipu',
    name: '智谱 Zhipu',
    baseUrl: 'https://open.bigmodel.cn/api/paas/v4',
    keyUrl: 'https://open.bigmodel.cn/usercenter/apikeys',
    options: { parameters: sampling, embeddingBatch: 64 },
  }),
  preset({
    id: 'qwen',
    name: '通义千问 Qwen',
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    keyUrl: 'https://bailian.console.aliyun.com/?tab=model#/api-key',
    options: {
      parameters: { ...sampling, presencePenalty: 'presence_penalty', seed: 'seed', topK: 'top_k', repetitionPenalty: 'repetition_penalty' },
      embeddingBatch: 10,
    },
  }),
  preset({ id: 'baichuan', name: '百川 Baichuan', baseUrl: 'https://api.baichuan-ai.com/v1', options: { parameters: { topP: 'top_p', topK: 'top_k' }, embeddingBatch: 16 } }),
  preset({ id: 'minimax', name: 'MiniMax', baseUrl: 'https://api.minimax.chat/v1', options: { parameters: { topP: 'top_p' }, embeddingBatch: 10 } }),
  preset({ id: 'spark', name: '讯飞星火 Spark', baseUrl: 'https://spark-api-open.xf-yun.com/v1', options: { parameters: { topK: 'top_k' } } }),
  preset({
    id: 'qianfan',
    name: '百度千帆 Qianfan',
    baseUrl: 'https://qianfan.baidubce.com/v2',
    options: { parameters: { ...own, repetitionPenalty: 'repetition_penalty' }, embeddingBatch: 10 },
  }),
  preset({ id: 'ark', name: '火山方舟 Volcengine Ark', baseUrl: 'https://ark.cn-beijing.volces.com/api/v3', options: { parameters: { ...sampling, ...penalties } } }),
  preset({ id: 'skywork', name: '天工 Skywork', baseUrl: 'https://api.singularity-ai.com/open/api/v1', options: { parameters: { topP: 'top_p' } } }),
  preset({ id: 'hunyuan', name: '腾讯混元 Hunyuan', baseUrl: 'https://api.hunyuan.cloud.tencent.com/v1', options: { parameters: { ...sampling, seed: 'seed' } } }),
  preset({ id: 'moonshot', name: 'Moonshot Kimi', baseUrl: 'https://api.moonshot.cn/v1', keyUrl: 'https://platform.moonshot.cn/console/api-keys', options: { parameters: { ...sampling, ...penalties } } }),
];
