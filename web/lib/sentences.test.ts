import { expect, test } from 'vitest';
import { sentences } from './sentences.ts';

test('sentences end with one full stop each', () => {
  expect(sentences('The file is damaged', 'Upload it again.', undefined, '')).toBe('The file is damaged. Upload it again.');
  expect(sentences('文件已损坏。', '请重新上传。')).toBe('文件已损坏。请重新上传。');
});
