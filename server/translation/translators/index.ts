import type { TranslatorKind } from '../translator.ts';
import { answeringModel, chosenModel } from './chat-model.ts';
import { service } from './service.ts';

/** In the order they are preferred. */
export const translators: readonly TranslatorKind[] = [service, chosenModel, answeringModel];
