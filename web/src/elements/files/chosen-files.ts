/** What an input was given, as files with the folders that they lie in. Pure. */
import type { ChosenFile } from './transfer-events.ts';

/** @param files of an input for folders: each says where it lies, "photos/2026/a.jpg", below the chosen one */
export function chosenOf(files: Iterable<File>): readonly ChosenFile[] {
  return [...files].map((file) => {
    const path = file.webkitRelativePath.split('/').slice(0, -1);
    return path.length === 0 ? { file } : { file, path };
  });
}
