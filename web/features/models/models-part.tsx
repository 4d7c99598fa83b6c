'use client';

import { WithSettings } from '../settings/with-settings.tsx';
import { ConnectionsSection } from './connections-section.tsx';
import { LocalModelsSection } from './local/local-models-section.tsx';
import { NetworkSection } from './network-section.tsx';

/** Models behind connections, models on this machine, and how requests to them go out. */
export function ModelsPart() {
  return (
    <>
      <ConnectionsSection />
      <LocalModelsSection />
      <WithSettings>{(settings) => <NetworkSection settings={settings} />}</WithSettings>
    </>
  );
}
