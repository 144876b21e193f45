/** The part of a text field that the old way of copying needs. */
export interface SelectableField {
  focus(): void;
  select(): void;
}

export interface Clipboard {
  /** Undefined on a page without https: the browser then has no clipboard of the new kind. */
  readonly writeText?: (text: string) => Promise<void>;
  /** document.execCommand('copy'): copies what is selected. */
  readonly copySelection: () => boolean;
}

export const pageClipboard = (): Clipboard => ({
  ...('clipboard' in navigator ? { writeText: (text: string) => navigator.clipboard.writeText(text) } : {}),
  // Deprecated, and still the only way where the new one is missing or refused.
  copySelection: () => document.execCommand('copy'),
});

/** Whether `text`, which `field` shows, is on the clipboard now. When it is not, it stays selected for the hand to copy. */
export async function copyText(text: string, field: SelectableField, clipboard: Clipboard): Promise<boolean> {
  try {
    if (clipboard.writeText) {
      await clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused (no permission, or the page lost the focus): the old way may still do.
  }
  field.focus();
  field.select();
  try {
    return clipboard.copySelection();
  } catch {
    return false;
  }
}
