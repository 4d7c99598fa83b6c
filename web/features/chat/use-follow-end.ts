'use client';

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Within this distance of the end the reader counts as being at it. */
const endTolerancePx = 60;

/** Keeps the end of growing content in sight. Scrolling up lets go; scrolling back down, or a new `topic`, takes hold again. */
export function useFollowEnd(viewport: RefObject<HTMLElement | null>, topic: string) {
  const isFollowing = useRef(true);
  const [isAtEnd, setAtEnd] = useState(true);

  const toEnd = useCallback(() => {
    isFollowing.current = true;
    const box = viewport.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [viewport]);

  useLayoutEffect(toEnd, [toEnd, topic]);

  useEffect(() => {
    const box = viewport.current;
    const content = box?.firstElementChild;
    if (!box || !content) return;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < endTolerancePx;
      if (box.scrollTop < lastTop && !atEnd) isFollowing.current = false;
      if (atEnd) isFollowing.current = true;
      lastTop = box.scrollTop;
      setAtEnd(atEnd);
    };
    const observer = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight;
      onScroll();
    });
    observer.observe(content);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [viewport]);

  return { isAtEnd, toEnd };
}
