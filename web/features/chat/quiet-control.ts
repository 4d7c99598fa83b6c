/** The look of the controls above the composer. */
export const quietControl =
  'h-8 max-w-52 field-sizing-content truncate rounded-md border border-transparent bg-transparent px-2 text-sm text-muted hover:border-line hover:bg-hover hover:text-ink';
