import type { Translator } from '#contracts/translator';

const kinds: Record<Translator['kind'], string> = {
  service: 'The service at the address below translates now.',
  model: 'The chosen model translates now.',
  'answering-model': 'The model of each answer translates now, where it converses.',
};

export const translating = {
  title: 'Translation',
  intro: 'Who translates conversations that are kept in two languages. Which language is chosen with the answer settings of a conversation.',
  kinds,
  model: 'Translating model',
  modelHint: 'Unused while there is a service.',
  asAnswering: 'The one that answers',
  service: 'Address of a service',
  serviceHint: 'One that speaks LibreTranslate’s protocol. Empty for none.',
  key: 'API key of the service',
  saveKey: 'Save the key',
  keyTitle: 'Key',
  keyText: 'Goes only to the service above, and is asked for again when its address changes.',
  test: 'Test translation',
  testing: 'Translating…',
  sample: 'Sample sentence',
  sampleText: 'The kettle holds 1.5 litres [1].',
  into: 'Into',
};
