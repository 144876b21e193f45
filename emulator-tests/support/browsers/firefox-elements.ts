/** Runs in the page: what playwright's locators do for Chromium, as far as the tests in Firefox ask for it. */

export type Role = 'button' | 'heading' | 'status' | 'text' | 'textbox' | 'video';

/**
 * Looks through the shadow roots too. Names are what a label, an `aria-label` or the text says; a `text` is the
 * innermost element with that text in it.
 *
 * @returns the first element of that role and name that is shown, or null
 */
export function findElement(role: Role, name: string): Element | null {
  const selectors: Record<Role, string> = {
    button: 'button:not([disabled], [aria-disabled=true])', heading: 'h1', status: '[role=status]', text: '*', textbox: 'input, textarea', video: 'video',
  };
  const textOf = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
  const nameOf = (element: Element): string => {
    const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
    return textOf(element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent);
  };
  const fits = (element: Element): boolean => {
    if (!element.matches(selectors[role]) || element.getClientRects().length === 0) return false;
    if (role !== 'text') return nameOf(element) === name;
    return element.children.length === 0 && textOf(element.textContent).includes(name);
  };
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (fits(element)) return element;
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return null;
}

/** Runs in the page. @returns the text of the first element of that role that is shown, '' where there is none */
export function textOf(role: 'heading' | 'status'): string {
  const selector = role === 'heading' ? 'h1' : '[role=status]';
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches(selector) && element.getClientRects().length > 0) return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
      if (element.shadowRoot) roots.push(element.shadowRoot);
    }
  }
  return '';
}
