/** Hands a received file over to the person, on a press. */
import { systemClock, type Clock } from '../../base/clock.ts';
import { isNamed } from '../../base/storage/origin-folder.ts';

/**
 * `saved`: it is in the place that the person has chosen. `handed-over`: the browser downloads it, and tells the rest itself. `cancelled`: the
 * person has closed the dialog, which is no error.
 */
export type SaveOutcome = 'saved' | 'handed-over' | 'cancelled' | 'disk-full' | 'failed';

type Picker = (options: { readonly suggestedName: string }) => Promise<FileSystemFileHandle>;

/** What saving needs of the page; each of the browser's own is taken where it is left out. */
export interface SavePorts {
  readonly clock?: Clock;
  /** The browser's own dialog; undefined where it has none. */
  readonly picker?: Picker | undefined;
  readonly document?: Document;
}

/** After that long a browser has begun to read what it downloads, also behind a dialog of its own. */
const REVOKE_MS = 60_000;

const hasPicker = (page: object): page is { showSaveFilePicker: Picker } => 'showSaveFilePicker' in page;

/** `showSaveFilePicker` of this browser, in a page that may show it. */
export function browserPicker(page: object = globalThis): Picker | undefined {
  return hasPicker(page) ? (options) => page.showSaveFilePicker(options) : undefined;
}

/**
 * Call it on a press: browsers open the dialog for nothing else. Never rejects.
 * @param file as `Transfers.blob` has it: written as it is read, never whole in memory
 * @param name safe to save, with its extension
 */
export async function saveFile(file: Blob, name: string, { clock = systemClock, picker = browserPicker(), document = globalThis.document }: SavePorts = {}): Promise<SaveOutcome> {
  if (!picker) return download(file, name, clock, document);
  let handle: FileSystemFileHandle;
  try {
    handle = await picker({ suggestedName: name });
  } catch (error) {
    // A frame of another origin, or a press that is too long ago: a link needs neither.
    return isNamed(error, 'AbortError') ? 'cancelled' : download(file, name, clock, document);
  }
  try {
    await file.stream().pipeTo(await handle.createWritable());
    return 'saved';
  } catch (error) {
    return error instanceof Error && error.name === 'QuotaExceededError' ? 'disk-full' : 'failed';
  }
}

/** By a link that names the file: the page goes nowhere. Its type is none that a browser would show. */
function download(file: Blob, name: string, clock: Clock, document: Document): SaveOutcome {
  const url = URL.createObjectURL(file.slice(0, file.size, 'application/octet-stream'));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  clock.after(REVOKE_MS, () => URL.revokeObjectURL(url));
  return 'handed-over';
}
