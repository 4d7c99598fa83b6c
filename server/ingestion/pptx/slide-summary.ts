export type SlideSummary = { title?: string; isHidden: boolean };

/** The title a presentation gives itself; undefined for what programs write into new files. */
export function ownTitle(title: string | undefined): string | undefined {
  return title && /^(powerpoint (presentation|演示文稿)|ppt ?演示文稿|幻灯片 ?1|slide 1)$/i.test(title) ? undefined : title;
}

/** Says which slides are hidden, though read. */
export function hiddenSlidesNote(slides: readonly SlideSummary[]): string[] {
  const hidden = slides.flatMap(({ isHidden }, index) => (isHidden ? [index + 1] : []));
  if (hidden.length === 0) return [];
  return [hidden.length === 1 ? `Slide ${hidden[0]} is hidden; it was read too` : `Slides ${hidden.join(', ')} are hidden; they were read too`];
}
