'use client';

import { NavLink } from '../../components/nav-link.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { paths, settingsPartIds, useQueryParameter } from '../../lib/navigation.ts';
import { settingsParts } from './settings-parts.tsx';

/** What an administrator and a reader choose, one part at a time; the address names the part. */
export function SettingsPage() {
  const t = useText().settings;
  const asked = useQueryParameter('part');
  const part = settingsPartIds.find((id) => id === asked) ?? settingsPartIds[0];
  const Part = settingsParts[part];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-5xl px-5 py-8">
        <h1 className="mb-5 font-serif text-3xl tracking-tight">{t.title}</h1>
        <div className="gap-8 lg:grid lg:grid-cols-[10rem_minmax(0,1fr)]">
          <nav aria-label={t.title} className="mb-6 lg:mb-0">
            <ul className="-mx-1 flex flex-wrap gap-1 lg:sticky lg:top-0 lg:flex-col">
              {settingsPartIds.map((id) => (
                <li key={id}>
                  <NavLink
                    href={paths.settingsPart(id)}
                    aria-current={id === part ? 'page' : undefined}
                    className="block rounded-md px-3 py-1.5 text-sm text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
                  >
                    {t.sections[id]}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
          <div className="min-w-0 divide-y divide-line">
            <Part />
          </div>
        </div>
      </div>
    </div>
  );
}
