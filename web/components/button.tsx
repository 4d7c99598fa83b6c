import type { ComponentProps } from 'react';
import { classNames } from '../lib/class-names.ts';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  plain: 'border border-line bg-surface text-ink hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger text-surface hover:opacity-90',
};
const base =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-50';

export type ButtonProps = ComponentProps<'button'> & { look?: Look; size?: 'normal' | 'small' };

export function buttonClass(look: Look = 'plain', size: 'normal' | 'small' = 'normal'): string {
  return classNames(base, size === 'small' ? 'h-8 px-2.5 text-sm' : 'h-9 px-3.5 text-sm', looks[look]);
}

export function Button({ look, size, className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={classNames(buttonClass(look, size), className)} {...rest} />;
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & { label: string; size?: 'normal' | 'small' };

/** A button with a picture alone; its label is told to screen readers and on hover. */
export function IconButton({ label, size = 'normal', className, type = 'button', ...rest }: IconButtonProps) {
  const box = size === 'small' ? 'size-7 rounded' : 'size-9 rounded-md';
  const look = 'inline-flex shrink-0 items-center justify-center text-muted transition-colors duration-100 hover:bg-hover hover:text-ink';
  return (
    <button type={type} aria-label={label} title={label} className={classNames(box, look, 'disabled:opacity-40', className)} {...rest} />
  );
}
