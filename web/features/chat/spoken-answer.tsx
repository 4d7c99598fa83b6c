'use client';

import { useEffect, useRef, useState } from 'react';
import type { AssistantMessage } from '#contracts/message';
import { lastSentenceEnd, plainText } from './plain-text.ts';

/** Tells screen readers the streamed answer politely, a few whole sentences at a time. */
export function SpokenAnswer({ answer }: { answer: AssistantMessage | undefined }) {
  const spoken = useRef({ id: '', length: 0 });
  const [words, setWords] = useState('');
  useEffect(() => {
    if (!answer) return;
    if (spoken.current.id !== answer.id) spoken.current = { id: answer.id, length: 0 };
    const rest = answer.text.slice(spoken.current.length);
    const end = answer.status === 'streaming' ? lastSentenceEnd(rest) : rest.length;
    if (end === 0) return;
    spoken.current.length += end;
    setWords(plainText(rest.slice(0, end)));
  }, [answer]);
  return (
    <div aria-live="polite" className="sr-only">
      {words}
    </div>
  );
}
