import { expect, test } from 'vitest';
import { chosenOptions, optionsIn } from './tool-options.ts';

const properties = { baseUrl: { type: 'string', default: 'https://a.example' }, service: { type: 'string', enum: ['a', 'b'] } };

test('options are read from the schema, with their choices and what is usual', () => {
  expect(optionsIn({ optionSchema: { type: 'object', properties } })).toEqual([
    { name: 'baseUrl', choices: undefined, usual: 'https://a.example' },
    { name: 'service', choices: ['a', 'b'], usual: '' },
  ]);
});

test('a tool without options has none', () => {
  expect(optionsIn({ optionSchema: { type: 'object' } })).toEqual([]);
});

test('an option that is emptied is as usual again', () => {
  const options = optionsIn({ optionSchema: { properties } });
  expect(chosenOptions(options, { baseUrl: ' ', service: 'b' })).toEqual({ baseUrl: 'https://a.example', service: 'b' });
});
