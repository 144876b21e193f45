import { afterEach, describe, expect, test } from 'vitest';
import type { TransferState, TransferView } from '../../../../engine/src/transfer/files/transfer-view.ts';
import { OpenChatEvent } from '../../elements/chat/chat-events.ts';
import { FirelinkSendFiles } from '../../elements/files/firelink-send-files.ts';
import { ChooseFilesEvent, ProvideFileEvent, SaveFileEvent, SendFilesEvent, StepTransfersEvent, type ChosenFile } from '../../elements/files/transfer-events.ts';
import { PageFiles, type FilesPorts, type PageTransfers } from './page-files.ts';

class FakeTransfers implements PageTransfers {
  views: readonly TransferView[] = [];
  readonly asked: unknown[] = [];
  provided: 'taken' | 'another-file' = 'taken';
  readonly blobs = new Map<string, Blob>();
  readonly #listeners = new Set<() => void>();

  get size(): number {
    return this.#listeners.size;
  }

  has(id: string, direction: 'in' | 'out', state: TransferState): void {
    const view: TransferView = { id, direction, participant: 'other', name: `${id}.txt`, path: [], type: '', size: 3, state, bytes: 0, at: 0 };
    this.views = [...this.views.filter((other) => other.id !== id), view];
    for (const listener of this.#listeners) listener();
  }

  observe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  offer(files: readonly ChosenFile[]): void {
    this.asked.push(...files.map(({ file, path }) => ['offer', file.name, ...(path ?? [])]));
  }

  async provide(id: string, file: File): Promise<'taken' | 'another-file'> {
    this.asked.push(['provide', id, file.name]);
    return this.provided;
  }

  async blob(id: string): Promise<Blob | undefined> {
    return this.blobs.get(id);
  }

  accept(id: string): void { this.asked.push(['accept', id]); }
  decline(id: string): void { this.asked.push(['decline', id]); }
  pause(id: string): void { this.asked.push(['pause', id]); }
  resume(id: string): void { this.asked.push(['resume', id]); }
  cancel(id: string): void { this.asked.push(['cancel', id]); }
  retry(id: string): void { this.asked.push(['retry', id]); }
}

/** As much of a document as is used: a live region, and the sign where to drop. */
class FakePage {
  readonly said: string[] = [];
  readonly shown = new Set<object>();
  readonly body = { append: (element: object) => this.shown.add(element) };

  createElement(name: string): object {
    const element = { name, remove: () => this.shown.delete(element), say: (sentences: readonly string[]) => this.said.push(...sentences) };
    return element;
  }
}

/** Node has neither of the two. */
class FakeElement {
  readonly isContentEditable = false;
}

class FakePaste extends Event {
  readonly clipboardData: object;
  constructor(items: readonly object[]) {
    super('paste', { cancelable: true });
    this.clipboardData = { types: ['Files'], items };
  }
}

const OFFERED = { kind: 'offered' } as const;
const text = (name: string): File => new File([name], name);

function begin(ports: Partial<FilesPorts> = {}) {
  const [transfers, page, window, host] = [new FakeTransfers(), new FakePage(), new EventTarget(), new EventTarget()];
  const saved: unknown[] = [];
  const files = new PageFiles({
    transfers, window, page: page as unknown as Document, nameOf: () => 'Bob', shownAs: async () => undefined,
    save: async (blob, name) => {
      saved.push([name, blob.size]);
      return 'saved';
    },
    ...ports,
  });
  let draws = 0;
  const detach = files.attach(host, () => draws++);
  const ids = (): string[] => files.rows.map(({ id }) => id);
  const settle = (): Promise<void> => new Promise((resolve) => {
    setImmediate(resolve);
  });
  return { transfers, page, window, host, files, saved, detach, ids, settle, draws: () => draws };
}

test('what bob offers is unread until alice has looked; what she sends is not', () => {
  const { transfers, files, page, draws } = begin();
  transfers.has('a', 'in', OFFERED);
  transfers.has('b', 'in', OFFERED);
  transfers.has('c', 'out', OFFERED);
  expect([files.unread, draws(), page.said.length]).toEqual([2, 3, 2]);
  files.markRead();
  transfers.has('d', 'in', OFFERED);
  expect(files.unread).toBe(1);
  transfers.has('d', 'in', { kind: 'running' });
  expect(files.unread).toBe(0);
});

test('one press answers several files, each of them', () => {
  const { transfers, host } = begin();
  host.dispatchEvent(new StepTransfersEvent('accept', ['a', 'b']));
  host.dispatchEvent(new StepTransfersEvent('pause', ['a']));
  expect(transfers.asked).toEqual([['accept', 'a'], ['accept', 'b'], ['pause', 'a']]);
});

test('the files that alice chooses are offered with the folders above them', () => {
  const { transfers, host } = begin();
  host.dispatchEvent(new SendFilesEvent([{ file: text('a.txt'), path: ['2026', 'May'] }, { file: text('b.txt') }]));
  expect(transfers.asked).toEqual([['offer', 'a.txt', '2026', 'May'], ['offer', 'b.txt']]);
});

describe('without the button', () => {
  afterEach(() => ['ClipboardEvent', 'HTMLElement'].map((name) => Reflect.deleteProperty(globalThis, name)));

  test('alice pastes a file: it is offered, and the chat opens; of a paste with none that could be read she is told, until the next choice', async () => {
    Object.assign(globalThis, { ClipboardEvent: FakePaste, HTMLElement: FakeElement });
    const { transfers, host, window, ids, settle, page } = begin();
    const opened: boolean[] = [];
    host.addEventListener(OpenChatEvent.type, (event) => {
      if (event instanceof OpenChatEvent) opened.push(event.isOpen);
    });
    const paste = new FakePaste([{ kind: 'file', getAsFile: () => text('a.txt') }, { kind: 'string', getAsFile: () => null }]);
    window.dispatchEvent(paste);
    await settle();
    expect([transfers.asked, opened, paste.defaultPrevented, ids()]).toEqual([[['offer', 'a.txt']], [true], true, []]);
    window.dispatchEvent(new FakePaste([]));
    await settle();
    expect([ids(), page.said]).toEqual([['files.notice'], ['There is no file in it that could be sent.']]);
    host.dispatchEvent(new SendFilesEvent([{ file: text('b.txt') }]));
    expect(ids()).toEqual([]);
  });

  test('once the call is over, what alice pastes is left to the browser', async () => {
    Object.assign(globalThis, { ClipboardEvent: FakePaste, HTMLElement: FakeElement });
    const { transfers, window, settle } = begin({ canSend: () => false });
    const paste = new FakePaste([{ kind: 'file', getAsFile: () => text('a.txt') }]);
    window.dispatchEvent(paste);
    await settle();
    expect([transfers.asked, paste.defaultPrevented]).toEqual([[], false]);
  });
});

describe('with a picker that gives handles', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'showOpenFilePicker'));

  const press = (pick?: () => Promise<unknown>) => {
    if (pick) Object.assign(globalThis, { showOpenFilePicker: pick });
    const { transfers, host, settle } = begin();
    const button = Object.create(FirelinkSendFiles.prototype, { openInput: { value: () => transfers.asked.push('input') } }) as FirelinkSendFiles;
    // As the browser has it: the button is the first of the path.
    const event = Object.defineProperty(new ChooseFilesEvent(), 'composedPath', { value: () => [button, host] });
    host.dispatchEvent(event);
    return { transfers, event, settle };
  };

  test('alice’s choice is offered, and the input of the button stays closed', async () => {
    const { transfers, event, settle } = press(async () => [{ getFile: async () => text('a.txt') }]);
    await settle();
    expect([event.defaultPrevented, transfers.asked]).toEqual([true, [['offer', 'a.txt']]]);
  });

  test('a choice of nothing offers nothing', async () => {
    const { transfers, settle } = press(() => Promise.reject(new DOMException('closed', 'AbortError')));
    await settle();
    expect(transfers.asked).toEqual([]);
  });

  test('a picker that is not shown here leaves it to the input', async () => {
    const { transfers, settle } = press(() => Promise.reject(new DOMException('frame', 'SecurityError')));
    await settle();
    expect(transfers.asked).toEqual(['input']);
  });

  test('without one the button opens its input itself', () => {
    const { event } = press();
    expect(event.defaultPrevented).toBe(false);
  });
});

describe('after a reload of alice, who sends', () => {
  test('the same file goes on; of another one she is told at its row, until the right one comes', async () => {
    const { transfers, host, settle, page, files } = begin();
    transfers.has('a', 'out', { kind: 'needs-file' });
    transfers.provided = 'another-file';
    host.dispatchEvent(new ProvideFileEvent('a', text('wrong.txt')));
    await settle();
    const [told] = page.said;
    expect(told).toContain('That is not the same file as');
    expect(noticesOf(files)).toEqual([['a', told]]);
    transfers.provided = 'taken';
    host.dispatchEvent(new ProvideFileEvent('a', text('a.txt')));
    await settle();
    expect([transfers.asked, noticesOf(files)]).toEqual([[['provide', 'a', 'wrong.txt'], ['provide', 'a', 'a.txt']], []]);
  });

  test('a file that was changed while it was sent is another offer, as it is now', async () => {
    const { transfers, host, settle } = begin();
    transfers.has('a', 'out', { kind: 'failed', why: 'changed' });
    host.dispatchEvent(new ProvideFileEvent('a', text('a.txt')));
    await settle();
    expect(transfers.asked).toEqual([['offer', 'a.txt']]);
  });
});

describe('alice saves what has come', () => {
  const save = async (outcome: 'saved' | 'handed-over' | 'cancelled' | 'disk-full' | 'failed', isThere = true) => {
    const began = begin({ save: async () => outcome });
    began.transfers.has('a', 'in', { kind: 'done' });
    if (isThere) began.transfers.blobs.set('a', new Blob(['abc']));
    began.host.dispatchEvent(new SaveFileEvent('a'));
    await began.settle();
    return noticesOf(began.files).map(([, notice]) => notice.replaceAll(/[\u2066-\u2069]/g, ''));
  };

  test('the file goes out under its safe name', async () => {
    const { transfers, host, saved, settle } = begin();
    transfers.has('a', 'in', { kind: 'done' });
    transfers.blobs.set('a', new Blob(['abc']));
    host.dispatchEvent(new SaveFileEvent('a'));
    await settle();
    expect(saved).toEqual([['a.txt', 3]]);
  });

  test('she is told that it is saved, and of another place where it could not be', async () => {
    expect(await save('saved')).toEqual(['a.txt is saved']);
    for (const outcome of ['disk-full', 'failed'] as const) expect(await save(outcome)).toEqual(['a.txt could not be saved there. Choose another place.']);
  });

  test('a dialog that she closes, and a download that the browser shows, need no words', async () => {
    expect([await save('cancelled'), await save('handed-over')]).toEqual([[], []]);
  });

  test('a file that is gone is not said to be saved', async () => {
    expect(await save('saved', false)).toEqual(['a.txt could not be saved there. Choose another place.']);
  });
});

test('once the screen has gone nothing is heard, shown or said of files', () => {
  const { transfers, host, page, detach, draws } = begin();
  expect(page.shown.size).toBe(1);
  detach();
  host.dispatchEvent(new StepTransfersEvent('accept', ['a']));
  transfers.has('a', 'in', OFFERED);
  expect([transfers.asked, transfers.size, page.shown.size, page.said, draws()]).toEqual([[], 0, 0, [], 0]);
});

/** By transfer: the last of the maps that a row is drawn with. */
function noticesOf(files: PageFiles): readonly (readonly [string, string])[] {
  const [row] = files.rows;
  const value = row?.draw().values.findLast((value) => value instanceof Map);
  return value instanceof Map ? [...(value as Map<string, string>)] : [];
}
