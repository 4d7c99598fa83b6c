'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import type { SettingsPart } from '../../lib/navigation.ts';
import { AppearanceSection } from './appearance-section.tsx';

/** What each part shows; all but the first are fetched when they are opened. */
export const settingsParts: Record<SettingsPart, ComponentType> = {
  appearance: AppearanceSection,
  models: dynamic(() => import('../models/models-part.tsx').then((module) => module.ModelsPart)),
  defaults: dynamic(() => import('./defaults-section.tsx').then((module) => module.DefaultsSection)),
  prompts: dynamic(() => import('../prompts/prompts-part.tsx').then((module) => module.PromptsPart)),
  tools: dynamic(() => import('../tools/tools-part.tsx').then((module) => module.ToolsPart)),
  'web-search': dynamic(() => import('../web-search/web-search-section.tsx').then((module) => module.WebSearchSection)),
  translation: dynamic(() => import('./translation-section.tsx').then((module) => module.TranslationSection)),
  programs: dynamic(() => import('../api-keys/programs-part.tsx').then((module) => module.ProgramsPart)),
};
