'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Settings, UpdateSettings } from '#contracts/setting';
import { updateSettings } from '../../lib/api/settings.ts';
import { useText } from '../../lib/i18n/language.ts';
import { keys } from '../../lib/queries.ts';
import { showToast } from '../../lib/toasts.ts';

/** Part of the settings being changed, until it is saved. */
export function useSettingsForm(settings: Settings) {
  const t = useText();
  const client = useQueryClient();
  const [changed, setChanged] = useState<UpdateSettings>({});
  const save = useMutation({
    mutationFn: () => updateSettings(changed),
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved);
      void client.invalidateQueries({ queryKey: keys.models });
      setChanged({});
      showToast({ text: t.common.saved });
    },
  });
  return {
    value: { ...settings, ...changed },
    change: (part: UpdateSettings) => setChanged({ ...changed, ...part }),
    save: () => save.mutate(),
    canSave: Object.keys(changed).length > 0 && !save.isPending && UpdateSettings.safeParse(changed).success,
    error: save.error,
  };
}
