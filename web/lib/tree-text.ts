import type { Element, ElementContent, Root, RootContent, Text } from 'hast';

type Parent = Root | Element;

/**
 * Replaces text nodes of a tree, save those inside the named elements. `replace` answers with the nodes to put
 * in place of a text node, or undefined to leave it.
 */
export function replaceText(parent: Parent, skip: ReadonlySet<string>, replace: (text: Text) => ElementContent[] | undefined): void {
  const children: RootContent[] = [];
  for (const child of parent.children) {
    if (child.type === 'element' && !skip.has(child.tagName)) replaceText(child, skip, replace);
    const replacement = child.type === 'text' ? replace(child) : undefined;
    if (replacement) children.push(...replacement);
    else children.push(child);
  }
  parent.children = children as Parent['children'];
}
