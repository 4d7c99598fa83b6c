'use client';

import type { CreatedApiKey } from '#contracts/api-key';
import { Button } from '../../components/button.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Dialog, DialogActions, DialogBody } from '../../components/dialog.tsx';
import { useSettings } from '../../lib/queries.ts';
import { useProgramWords } from './use-program-words.ts';

/** The key, shown this once, and the tag that puts its chat on a page. */
export function CreatedKeyDialog({ created: { name, kind, key }, onClose }: { created: CreatedApiKey; onClose: () => void }) {
  const t = useProgramWords().keys;
  const publicUrl = useSettings().data?.publicUrl.replace(/\/+$/, '');
  const script = `<script src="${publicUrl || window.location.origin}/widget.js" data-key="${key}" async></script>`;
  return (
    <Dialog onClose={onClose} title={t.createdTitle(name)} description={t.createdText}>
      <DialogBody className="space-y-4">
        <CopyLine label={t.key} text={key} />
        {kind === 'widget' && (
          <div>
            <CopyLine label={t.script} text={script} />
            <p className="mt-1 text-xs text-muted">{t.scriptHint}</p>
          </div>
        )}
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          {t.done}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
