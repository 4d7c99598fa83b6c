import { expect, test } from 'vitest';
import { z } from 'zod';
import { generationParameters } from '#contracts/generation';
import { parameterControls, takenBy } from './model-parameters.ts';

const { temperature, maxTokens, topK, stop, watermark } = generationParameters;
const declaring = (shape: z.ZodRawShape) => ({ parameters: z.toJSONSchema(z.object(shape).partial()) as Record<string, unknown> });

test('each declared parameter gets the control of its kind, within the bounds of the model', () => {
  const model = declaring({ watermark, stop, topK, temperature: temperature.max(1) });
  expect(parameterControls(model)).toEqual([
    { name: 'temperature', kind: 'slider', min: 0, max: 1, step: 0.05 },
    { name: 'topK', kind: 'number', min: 0, max: 1000 },
    { name: 'stop', kind: 'words', most: 16 },
    { name: 'watermark', kind: 'switch' },
  ]);
});

test('a parameter that this page does not know is not drawn', () => {
  expect(parameterControls(declaring({ typicalP: z.number() }))).toEqual([]);
});

test('only what the model takes is asked for', () => {
  const chosen = { mode: 'llm', temperature: 0.5, maxTokens: 100, parameters: { topK: 5, watermark: true } } as const;
  expect(takenBy(declaring({ maxTokens, topK }), chosen)).toEqual({ mode: 'llm', maxTokens: 100, parameters: { topK: 5 } });
});

test('of a model that is not known nothing is left out', () => {
  expect(takenBy(undefined, { temperature: 0.5 })).toEqual({ temperature: 0.5 });
});
