'use client';

import { type KeyboardEvent, useState } from 'react';
import { TextField } from './text-field.tsx';
import { TokenList } from './token-list.tsx';

type TokenFieldProps = {
  label: string;
  hint: string;
  placeholder?: string;
  maxLength: number;
  tokens: readonly string[];
  /** False when the text cannot be one of them; it then stays, with `invalid` below it. */
  onAdd: (text: string) => boolean;
  invalid: string;
  onRemove: (token: string) => void;
  removeLabel: (token: string) => string;
};

/** Several short texts: Enter adds one, its cross or Backspace in the empty field takes it away. */
export function TokenField({ label, hint, placeholder, maxLength, tokens, onAdd, invalid, onRemove, removeLabel }: TokenFieldProps) {
  const [text, setText] = useState('');
  const [isRefused, setRefused] = useState(false);
  const write = (value: string) => {
    setText(value);
    setRefused(false);
  };
  const add = () => {
    if (text.trim() === '') return;
    if (onAdd(text)) write('');
    else setRefused(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = tokens.at(-1);
    if (event.key === 'Backspace' && text === '' && last !== undefined) onRemove(last);
    else if (event.key === 'Enter' && text.trim() !== '') add();
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <TextField
        label={label}
        hint={hint}
        error={isRefused ? invalid : undefined}
        placeholder={placeholder}
        maxLength={maxLength}
        value={text}
        onChange={write}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      <TokenList tokens={tokens} onRemove={onRemove} removeLabel={removeLabel} className="mt-1.5" />
    </div>
  );
}
