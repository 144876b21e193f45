/** A picker of the browser that gives handles, with which a file is still there after a reload. Chromium has one. */
import type { ChosenFile } from '../../elements/files/transfer-events.ts';

type Picker = (options: { readonly multiple: boolean }) => Promise<readonly FileSystemFileHandle[]>;

const hasPicker = (page: object): page is { showOpenFilePicker: Picker } => 'showOpenFilePicker' in page;

export function openPicker(page: object = globalThis): Picker | undefined {
  return hasPicker(page) ? (options) => page.showOpenFilePicker(options) : undefined;
}

/** @returns undefined where the picker could not be shown: in a frame of another origin. None were chosen: none. */
export async function chooseWithHandles(pick: Picker): Promise<readonly ChosenFile[] | undefined> {
  let handles: readonly FileSystemFileHandle[];
  try {
    handles = await pick({ multiple: true });
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? [] : undefined;
  }
  const files = await Promise.all(handles.map(async (handle) => {
    try {
      return { file: await handle.getFile(), handle };
    } catch {
      return undefined; // It went between the choice and now.
    }
  }));
  return files.filter((file) => file !== undefined);
}
