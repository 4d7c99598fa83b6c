'use client';

import type { ComponentProps } from 'react';
import { scoreThresholdLimits, topKLimits } from '#contracts/search';
import { SliderField } from '../../../components/slider-field.tsx';
import { useFormat, useText } from '../../../lib/i18n/language.ts';

type RetrievalSliderProps = Pick<ComponentProps<typeof SliderField>, 'hint' | 'value' | 'onMove' | 'onSettle'>;

/** How many passages are taken. */
export function TopKSlider(props: RetrievalSliderProps) {
  return <SliderField label={useText().chat.options.topK} limits={topKLimits} step={1} show={useFormat().number} {...props} />;
}

/** How well a passage has to fit. */
export function ScoreThresholdSlider(props: RetrievalSliderProps) {
  return <SliderField label={useText().chat.options.scoreThreshold} limits={scoreThresholdLimits} step={0.01} show={useFormat().score} {...props} />;
}
