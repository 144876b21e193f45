/** Answers what a page asks: in the worker, or over a channel in the page itself. */
import { uncaught } from '../../../base/contained.ts';
import type { TabFolders } from '../../../base/storage/origin-folder.ts';
import type { WorkerAsk, WorkerCalls, CallKind } from '../worker-calls.ts';
import { WorkerFiles } from './worker-files.ts';

interface PageEnd {
  addEventListener(type: 'message', listener: (event: MessageEvent<WorkerAsk>) => void): void;
  postMessage(message: unknown, options: { readonly transfer: ArrayBuffer[] }): void;
}

export function serveFiles(page: PageEnd, openFolders: () => Promise<TabFolders | undefined>): void {
  const files = new WorkerFiles(openFolders);
  page.addEventListener('message', ({ data }) => {
    files.answer(data).then(
      (answer) => page.postMessage({ number: data.number, answer }, { transfer: transferable(answer) }),
      // The page gives it a name.
      () => page.postMessage({ number: data.number, isFailed: true }, { transfer: [] }),
    ).catch(uncaught);
  });
}

/** The memory of a block that was read goes to the page, and that of one that was taken goes back. */
function transferable(answer: WorkerCalls[CallKind]['answer']): ArrayBuffer[] {
  if (typeof answer === 'object' && 'block' in answer) return [answer.block.buffer];
  const isBlock = typeof answer === 'object' && 'kind' in answer && answer.kind === 'ok' && typeof answer.value === 'object' && 'bytes' in answer.value;
  return isBlock ? [answer.value.bytes.buffer] : [];
}
