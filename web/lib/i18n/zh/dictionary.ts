import type { Dictionary } from '../language.ts';
import { chat } from './chat.ts';
import { common } from './common.ts';
import { curation } from './curation.ts';
import { errors } from './errors.ts';
import { filter } from './filter.ts';
import { knowledge } from './knowledge.ts';
import { settings } from './settings.ts';
import { webSearch } from './web-search.ts';

export const zh: Dictionary = { common, chat, knowledge, curation, settings, errors, filter, webSearch };
