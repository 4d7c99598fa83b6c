import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../lib/class-names.ts';

const looks = {
  info: { box: 'border-line bg-sunken', icon: <Info size={17} aria-hidden className="mt-0.5 shrink-0 text-muted" /> },
  warn: { box: 'border-warn/30 bg-warn-soft', icon: <TriangleAlert size={17} aria-hidden className="mt-0.5 shrink-0 text-warn" /> },
  danger: { box: 'border-danger/30 bg-danger-soft', icon: <CircleAlert size={17} aria-hidden className="mt-0.5 shrink-0 text-danger" /> },
} as const;

type NoticeProps = { look?: keyof typeof looks; title: ReactNode; children?: ReactNode; action?: ReactNode; className?: string };

/** Says what happened, what that means, and offers the one button that helps. */
export function Notice({ look = 'info', title, children, action, className }: NoticeProps) {
  return (
    <div
      role={look === 'danger' ? 'alert' : 'status'}
      className={classNames('flex flex-wrap items-start gap-3 rounded-lg border px-4 py-3', looks[look].box, className)}
    >
      {looks[look].icon}
      <div className="min-w-48 flex-1 text-sm">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
