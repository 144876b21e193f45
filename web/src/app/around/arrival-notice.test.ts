import { describe, expect, it } from 'vitest';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { ArrivalNotice } from './arrival-notice.ts';

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = 'hidden';
  turns(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

interface FakeSystem {
  readonly page: FakePage;
  readonly scope: Scope;
  readonly notice: ArrivalNotice;
  readonly shown: { readonly said: string; readonly target: EventTarget; isClosed: boolean }[];
  forward: number;
}

function begin({ permission = 'granted', throws = false }: { readonly permission?: NotificationPermission; readonly throws?: boolean } = {}): FakeSystem {
  const [page, scope] = [new FakePage(), new Scope()];
  const shown: FakeSystem['shown'] = [];
  class FakeNotification extends EventTarget {
    static readonly permission = permission;
    readonly #entry: FakeSystem['shown'][number];
    constructor(title: string, options?: NotificationOptions) {
      if (throws) throw new TypeError('Illegal constructor');
      super();
      this.#entry = { said: [title, options?.body ?? ''].join(''), target: this, isClosed: false };
      shown.push(this.#entry);
    }
    close(): void {
      this.#entry.isClosed = true;
    }
  }
  const system: FakeSystem = { page, scope, shown, forward: 0, notice: new ArrivalNotice(scope, page, FakeNotification, () => system.forward++) };
  return system;
}

const SAID = 'Someone joined your call';

describe('the system’s notice of an arrival', () => {
  it('is shown to alice, who looks elsewhere, and says no more than that; a press on it leads to the page', () => {
    const system = begin();
    system.notice.show(SAID);
    expect(system.shown.map(({ said, isClosed }) => [said, isClosed])).toEqual([[SAID, false]]);
    system.shown[0]?.target.dispatchEvent(new Event('click'));
    expect([system.forward, system.shown[0]?.isClosed]).toEqual([1, true]);
  });

  it('goes when she looks at the page, when the screen goes, and for the next one', () => {
    for (const end of ['looks', 'leaves', 'another'] as const) {
      const system = begin();
      system.notice.show(SAID);
      if (end === 'looks') system.page.turns('visible');
      if (end === 'leaves') system.scope.end();
      if (end === 'another') system.notice.show(SAID);
      expect(system.shown[0]?.isClosed, end).toBe(true);
    }
  });

  it('is not shown while the page is visible, nor without permission, nor after the end', () => {
    const seen = begin();
    seen.page.visibilityState = 'visible';
    const asked = [begin({ permission: 'default' }), begin({ permission: 'denied' })];
    const over = begin();
    over.scope.end();
    for (const { notice, shown } of [seen, ...asked, over]) {
      notice.show(SAID);
      expect(shown).toEqual([]);
    }
  });

  it('is done without where pages may not show one, or the browser knows none', () => {
    const system = begin({ throws: true });
    system.notice.show(SAID);
    new ArrivalNotice(system.scope, system.page, undefined, () => {}).show(SAID);
    expect(system.shown).toEqual([]);
  });
});
