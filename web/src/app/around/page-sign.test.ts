import { describe, expect, it } from 'vitest';
import { Scope } from '../../../../engine/src/base/scope.ts';
import { PageSign } from './page-sign.ts';

class FakePage extends EventTarget {
  title = 'Firelink';
  visibilityState: DocumentVisibilityState = 'visible';
  readonly icon = { href: 'https://host/icon.svg' };

  turns(state: DocumentVisibilityState): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }

  /** What the tab shows. */
  get tab(): readonly [title: string, icon: string] {
    return [this.title, this.icon.href.replace('https://host', '')];
  }
}

function begin(): { page: FakePage; scope: Scope; sign: PageSign } {
  const page = new FakePage();
  const scope = new Scope();
  return { page, scope, sign: new PageSign(scope, page, page.icon, 'Firelink') };
}

describe('the tab', () => {
  it('says what goes on, before the product’s name', () => {
    const { page, sign } = begin();
    sign.show('Waiting');
    expect(page.tab).toEqual(['Waiting – Firelink', '/icon.svg']);
    sign.show('');
    expect(page.tab).toEqual(['Firelink', '/icon.svg']);
  });

  it('tells alice, whose page is hidden, that bob joined, until she looks', () => {
    const { page, sign } = begin();
    sign.show('Waiting');
    page.turns('hidden');
    sign.show('In a call');
    sign.announce('Someone joined');
    sign.show('In a call');
    expect(page.tab).toEqual(['● Someone joined – Firelink', '/icon-attention.svg']);
    page.turns('visible');
    expect(page.tab).toEqual(['In a call – Firelink', '/icon.svg']);
  });

  it('says the same in another language, and an announcement only where there is one', () => {
    const { page, sign } = begin();
    sign.show('Waiting');
    sign.reword('待機中', '参加しました');
    expect(page.title).toBe('待機中 – Firelink');
    page.turns('hidden');
    sign.announce('Someone joined');
    sign.reword('待機中', '参加しました');
    expect(page.title).toBe('● 参加しました – Firelink');
  });

  it('shows nothing while the page is visible', () => {
    const { page, sign } = begin();
    sign.show('In a call');
    sign.announce('Someone joined');
    expect(page.tab).toEqual(['In a call – Firelink', '/icon.svg']);
  });

  it('says of what alice has missed the newest', () => {
    const { page, sign } = begin();
    page.turns('hidden');
    sign.show('In a call');
    sign.announce('Someone joined');
    sign.show('Call ended');
    expect(page.tab).toEqual(['● Call ended – Firelink', '/icon-attention.svg']);
  });

  it('is as it was before, once the screen is gone', () => {
    const { page, scope, sign } = begin();
    page.turns('hidden');
    sign.show('In a call');
    sign.announce('Someone joined');
    scope.end();
    page.turns('visible');
    expect([page.tab, scope.size]).toEqual([['Firelink', '/icon.svg'], 0]);
  });

  it('does without an icon that a site has taken out', () => {
    const page = new FakePage();
    page.visibilityState = 'hidden';
    new PageSign(new Scope(), page, undefined, 'Firelink').announce('Someone joined');
    expect(page.title).toBe('● Someone joined – Firelink');
  });

  it('has the number of unread messages while bob looks elsewhere, and not while he looks', () => {
    const { page, scope, sign } = begin();
    sign.show('In a call');
    sign.count(2);
    expect(page.tab).toEqual(['In a call – Firelink', '/icon.svg']);
    page.turns('hidden');
    expect(page.tab).toEqual(['(2) In a call – Firelink', '/icon-attention.svg']);
    sign.count(3);
    expect(page.title).toBe('(3) In a call – Firelink');
    page.turns('visible');
    expect(page.tab).toEqual(['In a call – Firelink', '/icon.svg']);
    page.turns('hidden');
    sign.count(0);
    expect(page.tab).toEqual(['In a call – Firelink', '/icon.svg']);
    sign.count(1);
    scope.end();
    expect(page.tab).toEqual(['Firelink', '/icon.svg']);
  });
});
