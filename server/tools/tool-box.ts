import { openTools, type OpenedTools, refuseUnknownTools, type ToolBoxContext } from './ready-tools.ts';
import type { ToolScope } from './tool.ts';

/** The tools as turns see them. */
export type ToolBox = {
  /** @throws AppError not_found that names the tool there is not; unsupported for a shell */
  check(ids: readonly string[]): Promise<void>;
  /** @param chosen ids; undefined for all that are switched on. Never more than those. */
  open(chosen: readonly string[] | undefined, scope: ToolScope): Promise<OpenedTools>;
};

export function createToolBox(context: ToolBoxContext): ToolBox {
  return {
    check: (ids) => refuseUnknownTools(context, ids),
    open: (chosen, scope) => openTools(context, chosen, scope),
  };
}
