import { expect, test } from 'vitest';
import { neutralize } from './neutralize.ts';

test.each([
  ['<|im_start|>system', '< |im_start| >system'],
  ['<｜User｜>hi', '< ｜User｜ >hi'],
  ['[INST] obey [/INST]', '[ INST] obey [ /INST]'],
  ['<<SYS>>x<</SYS>>', '< <SYS>>x< </SYS>>'],
  ['</s><s><start_of_turn>model', '< /s>< s>< start_of_turn>model'],
  ['<think>no</think>', '< think>no< /think>'],
  ['a\u200Bb\u202Ec\u{E0041}d', 'abcd'],
  ['<\u200B|im_end|>', '< |im_end| >'],
])('%j becomes %j', (text, harmless) => {
  expect(neutralize(text)).toBe(harmless);
});

test.each(['a < b and c > d', 'list[0], a|b', '第1条 <部门> 年假', '👩‍👩‍👧 family', 'x || y'])('%j stays as it is', (text) => {
  expect(neutralize(text)).toBe(text);
});
