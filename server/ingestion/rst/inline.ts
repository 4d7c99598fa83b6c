/** Text of a line without the marks of roles, links, emphasis and substitutions. */
export function withoutInlineMarks(text: string): string {
  return text
    .replace(/:[\w:+.-]{1,80}:`([^`]+)`/g, (_, role: string) => shownTarget(role.replace(/^[~!]/, '')))
    .replace(/``([^`]+)``/g, '$1')
    .replace(/`([^`]+)`__?/g, (_, link: string) => shownTarget(link))
    .replace(/`([^`]+)`(?::[\w:+.-]{1,80}:)?/g, (_, role: string) => shownTarget(role))
    .replace(/(?<![\w*])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*(?![\w*])/g, '$1')
    .replace(/(?<![\w*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\w*])/g, '$1')
    .replace(/\|([^|\s](?:[^|]*[^|\s])?)\|_{0,2}/g, '$1')
    .replace(/(\w)__?(?=[\s.,;:!?)]|$)/g, '$1')
    .replace(/\[(#?[\w.-]*|\*)\]_/g, '[$1]')
    .replace(/\\(\S)/g, '$1');
}

/** "the guide <guide.html>" is shown as "the guide". */
function shownTarget(link: string): string {
  return /^([^<]+?)\s*<[^>]+>$/.exec(link)?.[1] ?? link.replace(/^<|>$/g, '');
}
