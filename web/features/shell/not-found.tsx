'use client';

import { Compass } from 'lucide-react';
import { buttonClass } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { NavLink } from '../../components/nav-link.tsx';
import { useText } from '../../lib/i18n/language.ts';
import { paths } from '../../lib/navigation.ts';

export function NotFound() {
  const t = useText().common;
  return (
    <EmptyState icon={<Compass size={22} aria-hidden />} title={t.notFound}>
      <NavLink href={paths.newChat} className={buttonClass('primary')}>
        {t.backToChat}
      </NavLink>
    </EmptyState>
  );
}
