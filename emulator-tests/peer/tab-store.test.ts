/** The sealed store of a tab in a browser's own IndexedDB, sessionStorage and locks. */
import { describe, expect } from 'vitest';
import { test } from './blank-page-test.ts';

describe('the store of a tab', () => {
  test('keeps a journal through a reload of its page, gives a second page of the tab’s memory another, and is gone once it is abandoned', async ({ page }) => {
    const seen = await page.evaluate(async () => {
      const open = (): ReturnType<typeof lab.openJournal> => lab.openJournal('chat/call/0');
      const first = await open();
      await first.journal.meet('__79_Pv6-fj39vX08_Lx8A', 0);
      await first.journal.keep(1, 'meet me at noon');
      await first.journal.take(1, Uint8Array.of(1, 2));
      const second = await open(); // Its lock is held: as in a tab that was duplicated.
      const names = async (): Promise<number> => (await indexedDB.databases()).filter(({ name }) => name?.startsWith('firelink-tab-')).length;
      const whileBoth = await names();
      second.tab.store.abandon();
      first.remember();
      first.tab.close();
      const after = await open();
      const log = await after.journal.read();
      const bytes = after.tab.store.bytes;
      after.tab.store.abandon();
      while ((await names()) > 0) await new Promise((resolve) => setTimeout(resolve));
      return {
        isSame: after.state.id === first.state.id, isAnother: second.state.id !== first.state.id, whileBoth, bytes,
        unacknowledged: after.state.unacknowledged, remote: after.state.remote,
        log: log.map(({ direction, number, data }) => `${direction} ${number} ${String(data)}`),
        remembered: sessionStorage.getItem('firelink/tab-store'),
      };
    });
    expect(seen).toEqual({
      isSame: true, isAnother: true, whileBoth: 2, bytes: seen.bytes,
      unacknowledged: ['meet me at noon'], remote: { id: '__79_Pv6-fj39vX08_Lx8A', received: 1 },
      log: ['out 1 meet me at noon', 'in 1 1,2'], remembered: null,
    });
    expect(seen.bytes).toBeGreaterThan(100);
  });
});
