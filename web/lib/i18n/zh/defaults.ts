import type { defaults as en } from '../en/defaults.ts';

export const defaults: typeof en = {
  intro: '对话或知识库没有另外指定时使用。',
  models: '模型',
  answers: '回答',
  chatModel: '对话模型',
  chatModelHint: '用于只询问模型的对话。',
  noModel: '无',
  answerModel: '依据文档作答的模型',
  answerModelHint: '内置模型会逐字引用文档原文。',
  agentModel: '智能体的模型',
  agentModelHint: '最好选用支持工具调用的模型；其他模型以文字方式调用。',
  asChatModel: '与对话模型相同',
  agentMaxSteps: '智能体最多步数',
  agentMaxStepsHint: '到达后必须依据已知内容作答。',
  embeddingModel: '新知识库的向量模型',
  reranker: '重排模型',
  rerankerHint: '把找到的段落再读一遍并重新排序。较慢，但往往更准。',
  rerankerAt: (connection) => `${connection} 上的模型…`,
  rerankerName: '重排模型的名称',
  rerankerNameHint: '填写该服务所用的名称。',
};
