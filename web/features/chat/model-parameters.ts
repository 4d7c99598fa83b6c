import { z } from 'zod';
import type { TurnOptions } from '#contracts/conversation';
import { type GenerationParameterName, generationParameters } from '#contracts/generation';
import type { Model } from '#contracts/model';

const Property = z.object({
  type: z.enum(['number', 'integer', 'boolean', 'array']),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
});
const Schema = z.object({ properties: z.record(z.string(), Property.catch({ type: 'array' })).default({}) });

/** How a parameter is set. A range too wide for the hand is typed. */
export type ParameterControl = { name: GenerationParameterName } & (
  | { kind: 'slider'; min: number; max: number; step: number }
  | { kind: 'number'; min: number; max: number }
  | { kind: 'switch' }
  | { kind: 'words'; most: number }
);

const widestSlider = 5;
const sliderStep = 0.05;

/** The parameters a model declares, in the order in which they are named here; undefined while it is not known which. */
export function parameterControls(model: Pick<Model, 'parameters'> | undefined): ParameterControl[] | undefined {
  if (!model?.parameters) return undefined;
  const { properties } = Schema.parse(model.parameters);
  const names = Object.keys(generationParameters) as GenerationParameterName[];
  return names.flatMap((name) => (properties[name] ? [controlOf(name, properties[name])] : []));
}

function controlOf(name: GenerationParameterName, { type, minimum = 0, maximum = Number.MAX_SAFE_INTEGER, maxItems = 1 }: z.infer<typeof Property>): ParameterControl {
  if (type === 'boolean') return { name, kind: 'switch' };
  if (type === 'array') return { name, kind: 'words', most: maxItems };
  const isNarrow = type === 'number' && maximum - minimum <= widestSlider;
  return isNarrow ? { name, kind: 'slider', min: minimum, max: maximum, step: sliderStep } : { name, kind: 'number', min: minimum, max: maximum };
}

/** Without what was chosen for another model and this one does not take. */
export function takenBy(model: Pick<Model, 'parameters'> | undefined, options: TurnOptions): TurnOptions {
  const taken = parameterControls(model)?.map(({ name }): string => name);
  if (!taken) return options;
  const { temperature, maxTokens, parameters = {}, ...others } = options;
  const further = Object.fromEntries(Object.entries(parameters).filter(([name]) => taken.includes(name)));
  return {
    ...others,
    ...(temperature !== undefined && taken.includes('temperature') ? { temperature } : {}),
    ...(maxTokens !== undefined && taken.includes('maxTokens') ? { maxTokens } : {}),
    parameters: further,
  };
}
