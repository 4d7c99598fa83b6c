import type { Dictionary } from '../language.ts';

export const settings: Dictionary['settings'] = {
  title: '设置',
  sections: {
    appearance: '外观',
    models: '模型',
    defaults: '默认值',
    prompts: '提示词',
    tools: '工具',
    'web-search': '网络搜索',
    translation: '翻译',
    programs: '程序接入',
  },
  models: {
    extractive: '内置（摘录原文）',
    lexical: '内置（词法）',
    apiKey: 'API 密钥',
    apiKeyStored: '已保存密钥，留空则保持不变。',
    apiKeyHint: '加密保存，不再显示。如不需要可留空。',
    removeKey: '删除已保存的密钥',
    works: (time) => `工作正常，响应用时 ${time}`,
    doesNotWork: '无法使用',
  },
  appearance: {
    theme: '主题',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    language: '语言',
    languages: { system: '跟随浏览器', en: 'English', zh: '简体中文' },
    storedHere: '保存在此浏览器中。',
  },
};
