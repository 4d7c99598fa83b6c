'use client';

import type { TurnOptions } from '#contracts/conversation';
import type { GenerationParameterName } from '#contracts/generation';
import { parameterControls } from '../model-parameters.ts';
import type { TurnChoices } from '../turn-options.ts';
import { ParameterField, type ParameterValue } from './parameter-field.tsx';

type ModelSettingsProps = { choices: TurnChoices; problemOf: (field: string) => string | undefined };

const ownFields: readonly GenerationParameterName[] = ['temperature', 'maxTokens'];

/** What the model that answers can be told about its writing, each by the control of its kind. */
export function ModelSettings({ choices, problemOf }: ModelSettingsProps) {
  const { options, effective, model } = choices;
  const values: Record<string, ParameterValue | undefined> = { ...options.parameters, temperature: options.temperature, maxTokens: options.maxTokens };
  const usual: Partial<Record<GenerationParameterName, number>> = { temperature: effective.temperature, maxTokens: effective.maxTokens };
  const change = (name: GenerationParameterName, value: ParameterValue | undefined) => {
    if (ownFields.includes(name)) return choices.change({ [name]: value } as TurnOptions);
    const parameters = Object.fromEntries(Object.entries({ ...options.parameters, [name]: value }).filter(([, each]) => each !== undefined));
    choices.change({ parameters });
  };
  return parameterControls(model)?.map((control) => (
    <ParameterField
      key={control.name}
      control={control}
      value={values[control.name]}
      usual={usual[control.name]}
      problem={problemOf(control.name) ?? problemOf(`parameters.${control.name}`)}
      onChange={(value) => change(control.name, value)}
    />
  ));
}
