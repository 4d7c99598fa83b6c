import type { ChatModel } from '../chat-model.ts';
import { extractiveChat } from './extractive.ts';

/** Chat models that need nothing installed. Those of configured providers join them in model-catalog.ts. */
export const builtInChatModels: readonly ChatModel[] = [extractiveChat];
