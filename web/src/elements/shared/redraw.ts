import { ReactiveElement } from 'lit';

/** Told at the document, of what isn't an element and says something: the tab's title. */
export const LANGUAGE_CHANGED = 'firelink-language';

/**
 * Has every element below `root` drawn anew, across shadow boundaries: for what all of them read and none is told, the
 * language. Nothing is made anew: a video plays on, the focus stays, a text that was typed is there.
 */
export function redraw(root: ParentNode): void {
  for (const element of root.querySelectorAll('*')) {
    if (element instanceof ReactiveElement) element.requestUpdate();
    if (element.shadowRoot) redraw(element.shadowRoot);
  }
}
