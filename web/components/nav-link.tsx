'use client';

import Link from 'next/link';
import type { ComponentProps, MouseEvent } from 'react';
import { useNavigate } from '../lib/navigation.ts';

type NavLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/** A link within the page. Plain clicks go without a request; clicks for a new tab stay the browser's. */
export function NavLink({ href, onClick, ...rest }: NavLinkProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return <Link href={href} prefetch={false} onClick={follow} {...rest} />;
}
