import { afterEach, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../../engine/src/base/testing/manual-clock.ts';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { callMessages } from '../../elements/i18n/call-messages.ts';
import { loadMessages } from '../../elements/i18n/index.ts';
import { speak } from '../shell/language.ts';
import { PageAroundCall } from './page-around-call.ts';

afterEach(async () => {
  vi.unstubAllGlobals();
  await loadMessages(['en']);
});

it('the tab’s title speaks the language that is chosen, without a change of the call, and no more once the screen is gone', async () => {
  const page = Object.assign(new EventTarget(), {
    title: 'Firelink', visibilityState: 'visible', documentElement: { lang: 'en' }, querySelector: () => null, querySelectorAll: () => [],
  });
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('localStorage', { getItem: () => null, setItem() {} });
  const scope = new Scope();
  const around = new PageAroundCall(scope, new ManualClock());
  around.follow({ phase: 'ringing', role: 'caller', exchange: { round: 1, answeredRound: 0, requestedRound: 0, announcedRound: 0, isAttempting: false, hint: 'none', isOnline: true } }, true);
  const english = page.title;
  await speak('ja');
  expect(page.title).toBe(`${callMessages().tab.waiting} – Firelink`);
  expect(page.title).not.toBe(english);
  scope.end();
  await speak('en');
  expect(page.title).toBe('Firelink');
});
