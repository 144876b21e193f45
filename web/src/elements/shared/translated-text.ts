/**
 * Chromium and Edge translate a page by putting <font> elements in the place of its texts. Lit knows a text by its place,
 * and writes what is new into the `data` of whatever is there: an element has none, and the old text would stand for
 * ever, "You will be seen and heard" among them. What is written is shown, and translated in its turn.
 */
export function followTranslation(): void {
  Object.defineProperty(HTMLFontElement.prototype, 'data', {
    configurable: true,
    set(this: HTMLElement, text: string) {
      this.textContent = text;
    },
  });
}
