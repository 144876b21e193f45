type OnCleanup = (cleanup: () => Promise<void>) => void;

/** A fixture of a file that needs no other: opened for the first test that asks for it, closed after the last. */
export function oncePerFile<Opened>(open: () => Promise<Opened>, close: (opened: Opened) => Promise<void>) {
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads from the pattern what a fixture needs
  return async ({}: object, { onCleanup }: { readonly onCleanup: OnCleanup }): Promise<Opened> => {
    const opened = await open();
    onCleanup(() => close(opened));
    return opened;
  };
}
