import type { AppContext } from '../../context.ts';
import type { Route } from '../../platform/http.ts';
import { chatchatFailures, switchedOff } from './failures.ts';

/** The routes with the failures of their protocol, open while the settings say so. */
export function switchedRoutes({ settings }: Pick<AppContext, 'settings'>, routes: readonly Route[]): Route[] {
  const admit = async () => {
    if (!(await settings.get()).chatchatApi) throw switchedOff;
  };
  return routes.map((each) => ({ ...each, failureForm: chatchatFailures, admit }));
}
