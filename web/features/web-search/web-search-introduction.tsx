'use client';

import { buttonClass } from '../../components/button.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';
import { useSearchEngines } from '../../lib/queries.ts';

/** What the mode does, and the way to set up an engine while there is none. */
export function WebSearchIntroduction() {
  const t = useText().webSearch;
  const engines = useSearchEngines();
  const action = (
    <NavLink href={paths.settingsPart('web-search')} className={buttonClass('plain', 'small')}>
      {t.openSettings}
    </NavLink>
  );
  return (
    <>
      <p className="mt-2 text-muted">{t.emptyText}</p>
      {engines.data && !engines.data.items.some(({ isReady }) => isReady) && <Notice className="mt-4" title={t.noneReady} action={action} />}
    </>
  );
}
