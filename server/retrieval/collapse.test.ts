import { expect, test } from 'vitest';
import { findDuplicates } from './collapse.ts';
import { analyzePassage } from './passage.ts';

let id = 0;
const candidate = (text: string) => ({
  analyzed: analyzePassage({ id: ++id, documentId: 'd', documentName: 'd', title: '', position: 0, text, start: 0, end: text.length }, new Set()),
});
const notice = 'The reading room is closed on Sundays and on all public holidays; books may be returned through the box beside the door at any hour.';

test('of two passages that differ in blanks and stops only, the worse is a duplicate', () => {
  const [better, worse] = [candidate(notice), candidate(notice.replaceAll(' ', '  ').replace(';', '.'))];
  expect(findDuplicates([better, worse])).toEqual(new Set([worse]));
});

test('passages that differ in a figure are both kept', () => {
  const candidates = [candidate(`${notice} Fee: 5 crowns.`), candidate(`${notice} Fee: 6 crowns.`)];
  expect(findDuplicates(candidates).size).toBe(0);
});

test('a passage that says more than another is kept', () => {
  const candidates = [candidate(notice), candidate(`${notice} The map collection is shown by appointment.`)];
  expect(findDuplicates(candidates).size).toBe(0);
});

test('the same Chinese text in traditional characters is a duplicate', () => {
  const candidates = [candidate('閱覽室星期日不開放，還書請使用門口的還書箱。'), candidate('阅览室星期日不开放，还书请使用门口的还书箱。')];
  expect(findDuplicates(candidates).size).toBe(1);
});
