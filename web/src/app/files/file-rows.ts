/** Where files stand in the conversation: those of one offer together. Pure. */
import type { TransferView } from 'firelink/files';

/** Files of one drop are offered within a moment of each other. */
const TOGETHER_MS = 2_000;

export interface FileRun {
  /** The first one's: it stays while others come behind it. */
  readonly id: string;
  readonly at: number;
  readonly views: readonly TransferView[];
}

export function runsOf(views: readonly TransferView[]): readonly FileRun[] {
  const runs: { readonly id: string; readonly at: number; readonly views: TransferView[] }[] = [];
  let last: TransferView | undefined;
  for (const view of views) {
    const run = runs.at(-1);
    const isOfRun = last?.direction === view.direction && last.participant === view.participant && Math.abs(view.at - last.at) <= TOGETHER_MS;
    if (run && isOfRun) run.views.push(view);
    else runs.push({ id: `files.${view.id}`, at: view.at, views: [view] });
    last = view;
  }
  return runs;
}
