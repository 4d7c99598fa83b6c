'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import type { SettingsPart } from '../../lib/navigation.ts';
import { AppearanceSection } from './appearance-section.tsx';

/** What each part shows; all but the first are fetched when they are opened. */
export const settingsParts: Record<SettingsPart, ComponentType> = {
  appearance: AppearanceSection,
  models: dynamic(() => import('../models/models-part.tsx').then((module) => module.ModelsPart), { loading: () => null }),
  defaults: dynamic(() => import('./defaults-section.tsx').then((module) => module.DefaultsSection), { loading: () => null }),
  prompts: dynamic(() => import('../prompts/prompts-part.tsx').then((module) => module.PromptsPart), { loading: () => null }),
  tools: dynamic(() => import('../tools/tools-part.tsx').then((module) => module.ToolsPart), { loading: () => null }),
  'web-search': dynamic(() => import('../web-search/web-search-section.tsx').then((module) => module.WebSearchSection), { loading: () => null }),
  translation: dynamic(() => import('./translation-section.tsx').then((module) => module.TranslationSection), { loading: () => null }),
  programs: dynamic(() => import('../api-keys/programs-part.tsx').then((module) => module.ProgramsPart), { loading: () => null }),
};
