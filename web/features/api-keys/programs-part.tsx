'use client';

import { WithSettings } from '../settings/with-settings.tsx';
import { AddressesSection } from './addresses-section.tsx';
import { ApiKeysSection } from './api-keys-section.tsx';
import { CompatibilitySection } from './compatibility-section.tsx';

/** How other programs and other pages ask. */
export function ProgramsPart() {
  return (
    <>
      <ApiKeysSection />
      <WithSettings>
        {(settings) => (
          <>
            <AddressesSection settings={settings} />
            <CompatibilitySection settings={settings} />
          </>
        )}
      </WithSettings>
    </>
  );
}
