import { describe, expect, it } from 'vitest';
import type { PageNotes } from './page-history.ts';
import { renewPage, RENEWED_MS, type RenewalPorts } from './renewal.ts';

interface Site {
  isOnline: boolean;
  isThere: boolean;
  nowMs: number;
  notes: PageNotes;
  reloads: number;
}

const site = (): Site => ({ isOnline: true, isThere: true, nowMs: 1_000_000, notes: {}, reloads: 0 });

const portsOf = (at: Site): RenewalPorts => ({
  now: () => at.nowMs,
  isOnline: () => at.isOnline,
  isSiteThere: async () => at.isThere,
  readNotes: () => at.notes,
  keepNotes: (notes) => void (at.notes = notes),
  reload: () => void at.reloads++,
});

describe('a part of the page that is missing', () => {
  it('has the page load itself anew, once, and go on with what was pressed', async () => {
    const at = site();
    expect(await renewPage(portsOf(at), 'start')).toBe('reloading');
    expect(at).toMatchObject({ reloads: 1, notes: { goesOnWith: 'start' } });
    at.nowMs += 2_000;
    expect(await renewPage(portsOf(at), 'start')).toBe('page-incomplete');
    expect(at.reloads).toBe(1);
  });

  it('was not reloaded by its person: who had come back by other ways, and pressed nothing, is not live for it', async () => {
    const at = site();
    await renewPage(portsOf(at));
    expect(at.notes).toMatchObject({ isByItself: true });
  });

  it('much later, after another deployment, has it load itself anew again', async () => {
    const at = site();
    await renewPage(portsOf(at));
    at.nowMs += RENEWED_MS;
    expect(await renewPage(portsOf(at))).toBe('reloading');
  });

  it('renews it once too where the clock has been put back meanwhile', async () => {
    const at = site();
    await renewPage(portsOf(at));
    at.nowMs -= 3_600_000;
    expect(await renewPage(portsOf(at))).toBe('reloading');
    expect(await renewPage(portsOf(at))).toBe('page-incomplete');
  });

  it('never leaves the person with the browser’s error page: without a network, or a site, it says so', async () => {
    const at = site();
    at.isOnline = false;
    expect(await renewPage(portsOf(at))).toBe('offline');
    at.isOnline = true;
    at.isThere = false;
    expect(await renewPage(portsOf(at))).toBe('unavailable');
    expect(at.reloads).toBe(0);
  });
});
