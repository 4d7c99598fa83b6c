import type { translating as en } from '../en/translating.ts';

export const translating: typeof en = {
  title: '翻译',
  intro: '由谁翻译双语对话。使用哪种语言在对话的回答设置中选择。',
  kinds: {
    service: '目前由下方地址的服务翻译。',
    model: '目前由所选模型翻译。',
    'answering-model': '目前由回答的模型翻译（如其支持对话）。',
  },
  model: '翻译模型',
  modelHint: '设置了服务时不使用。',
  asAnswering: '回答的模型',
  service: '服务地址',
  serviceHint: '使用 LibreTranslate 协议的服务；留空则不使用。',
  key: '服务的 API 密钥',
  saveKey: '保存密钥',
  keyTitle: '密钥',
  keyText: '仅发送给上述服务；地址改变后需重新填写。',
  test: '测试翻译',
  testing: '正在翻译…',
  sample: '示例句子',
  sampleText: '这把水壶的容量为 1.5 升 [1]。',
  into: '译为',
};
