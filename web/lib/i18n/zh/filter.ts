import type { Dictionary } from '../language.ts';

export const filter: Dictionary['filter'] = {
  title: '仅限这些文档',
  all: '检索全部文档。',
  name: '名称',
  namePlaceholder: '报告-2024*',
  nameHint: '星号代表任意内容。',
  tags: '标签',
  tagsHint: '按 Enter 添加。文档须带有全部标签。',
  tagInvalid: '无法添加此标签。',
  metadata: '元数据',
  metadataPlaceholder: '作者: 李伟',
  metadataHint: '写作“名称: 值”，值中的星号代表任意内容。',
  metadataInvalid: '请写作“名称: 值”，例如“作者: 李伟”。',
  remove: (what) => `移除 ${what}`,
  searchAll: (what) => `检索全部文档，不再限于 ${what}`,
  askAll: '在全部文档中重新提问',
};
