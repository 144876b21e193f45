import { ReactiveElement } from 'lit';

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
