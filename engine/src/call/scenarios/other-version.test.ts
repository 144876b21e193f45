/**
 * Pages of two versions of the protocol. The database holds calls of both for a day after a deployment, and a page that was
 * loaded before it stays open: neither page may read the other's call in part.
 */
import { describe, expect, it } from 'vitest';
import { PROTOCOL_VERSION } from '#protocol/limits.ts';
import { CALL_ID, World, type Page } from '../testing/world.ts';

const reasonOf = (page: Page): string | undefined => (page.state.phase === 'ended' ? page.state.reason : undefined);

/** The call in the store, as a page of that version has written it. */
function rewriteAs(world: World, version: number): void {
  const stored = world.store.peek(CALL_ID);
  if (!stored.document) throw new Error('no call');
  world.store.put({ ...stored, document: { ...stored.document, v: version } });
}

describe.each([['an earlier', PROTOCOL_VERSION - 1], ['a later', PROTOCOL_VERSION + 1]] as const)('a call of %s version', (_, version) => {
  it('tells bob, who opens its link, that a page is out of date, and he writes nothing', async () => {
    const world = new World();
    await world.caller();
    rewriteAs(world, version);
    const before = world.store.peek(CALL_ID);
    const bob = await world.visitor();
    await world.run(60_000);
    expect([reasonOf(bob), world.store.peek(CALL_ID)]).toEqual(['other-version', before]);
  });

  it('tells bob the same where he has pressed Join before the call was read', async () => {
    const world = new World();
    await world.caller();
    rewriteAs(world, version);
    const before = world.store.peek(CALL_ID);
    const bob = world.page(world.browser('bob'));
    bob.session.open();
    bob.session.dispatch({ type: 'join' });
    await world.run(60_000);
    expect([reasonOf(bob), world.store.peek(CALL_ID)]).toEqual(['other-version', before]);
  });

  it('tells alice the same, who reloads a page of her own call', async () => {
    const world = new World();
    const alice = await world.caller();
    alice.close('goodbye');
    rewriteAs(world, version);
    const again = await alice.reload();
    await world.run(60_000);
    expect(reasonOf(again)).toBe('other-version');
  });
});
