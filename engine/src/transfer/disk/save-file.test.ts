import { expect, test, vi } from 'vitest';
import { ManualClock } from '../../base/testing/manual-clock.ts';
import { saveFile, type SavePorts } from './save-file.ts';

interface Link {
  href: string;
  download: string;
  click(): void;
}

/** A page in which the person does something with the dialog, and what became of it. */
function pageWhere(picker: SavePorts['picker']): { readonly ports: SavePorts; readonly clock: ManualClock; readonly links: Link[] } {
  const clock = new ManualClock();
  const links: Link[] = [];
  const createElement = (): Link => {
    const link = { href: '', download: '', click: () => links.push(link) };
    return link;
  };
  return { ports: { clock, picker, document: { createElement } as unknown as Document }, clock, links };
}

const place = (writable: WritableStream) => async (): Promise<FileSystemFileHandle> => ({ createWritable: async () => writable }) as unknown as FileSystemFileHandle;
const throwing = (name: string) => (): Promise<never> => Promise.reject(new DOMException('no', name));
const file = new Blob(['a report'], { type: 'text/html' });

test('ana chooses a place: the file is written there under the name that was suggested', async () => {
  const written: Uint8Array[] = [];
  const suggested = vi.fn(place(new WritableStream<Uint8Array>({ write: (chunk) => void written.push(chunk) })));
  expect(await saveFile(file, 'report.txt', pageWhere(suggested).ports)).toBe('saved');
  expect(suggested).toHaveBeenCalledWith({ suggestedName: 'report.txt' });
  expect(await new Blob(written.map((chunk) => new Uint8Array(chunk))).text()).toBe('a report');
});

test('ana closes the dialog: that is no error, and nothing is downloaded', async () => {
  const { ports, links } = pageWhere(throwing('AbortError'));
  expect(await saveFile(file, 'report.txt', ports)).toBe('cancelled');
  expect(links).toEqual([]);
});

test.each([['QuotaExceededError', 'disk-full'], ['NotAllowedError', 'failed']])('a place that throws %s while it is written to: %s', async (name, outcome) => {
  const full = new WritableStream({ write: () => Promise.reject(new DOMException('no', name)) });
  expect(await saveFile(file, 'report.txt', pageWhere(place(full)).ports)).toBe(outcome);
});

test.each([['has no dialog', undefined], ['shows none to this page', throwing('SecurityError')]])('a browser that %s: it downloads a blob of no type that it would show, whose address is given back later', async (_how, picker) => {
  const { ports, clock, links } = pageWhere(picker);
  const [made, revoked] = [vi.spyOn(URL, 'createObjectURL'), vi.spyOn(URL, 'revokeObjectURL')];
  expect(await saveFile(file, 'report.txt', ports)).toBe('handed-over');
  expect(links.map(({ download }) => download)).toEqual(['report.txt']);
  expect(made.mock.calls[0]?.[0]).toMatchObject({ type: 'application/octet-stream', size: file.size });
  expect(revoked).not.toHaveBeenCalled();
  await clock.advance(60_000);
  expect(revoked).toHaveBeenCalledWith(links[0]?.href);
  expect(clock.pending).toBe(0);
});
