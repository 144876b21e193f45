/** The key of the link, at unit level: emulator-tests/browser/secrecy.test.ts listens to a whole page. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { formatCallLink, parseCallLink } from '../../signaling/link/call-link.ts';
import type { SealContext } from '../../signaling/seal/seal.ts';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { ATTACKS } from '../../signaling/testing/hostile-tamperings.ts';
import { HostileWorld } from '../testing/hostile-world.ts';

/** Every way in which a key is written: as it stands in the link, and the secret in it as text and as numbers. */
function formsOf({ callId, secret }: HostileWorld): readonly string[] {
  const key = new URL(formatCallLink('https://calls.example', callId, secret)).hash.slice('#k='.length);
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [key, encodeURIComponent(key), bytes.toString('base64url'), base64, bytes.toString('hex'), bytes.join(','), bytes.join(', '), JSON.stringify(secret).slice(1, -1)];
}

/** Text of a value, however it may be printed: hidden fields, causes and stacks too. */
const textsOf = (value: unknown): readonly string[] => [
  inspect(value, { depth: null, showHidden: true, maxArrayLength: null, maxStringLength: null, breakLength: Number.POSITIVE_INFINITY }),
  String(value), JSON.stringify(value) ?? '',
];

function traces(world: HostileWorld, values: readonly unknown[]): readonly string[] {
  const texts = values.flatMap(textsOf);
  return texts.filter((text) => formsOf(world).some((form) => text.includes(form)));
}

describe('the key of a link', () => {
  it('is found in whatever holds it, in any form', () => {
    const world = new HostileWorld();
    const { callId, secret } = world;
    const holders = [secret, { deep: { secret } }, [...secret], formatCallLink('https://a.example', callId, secret), new Error('x', { cause: Buffer.from(secret).toString('hex') })];
    for (const holder of holders) expect(traces(world, [holder]).length).toBeGreaterThan(0);
  });

  it.each(['is honest', ...ATTACKS.map(({ name }) => name)])('is in nothing that is logged, shown or stored, when the store %s', async (name) => {
    const world = new HostileWorld();
    await world.otherCall();
    const alice = await world.caller();
    const attack = ATTACKS.find((one) => one.name === name);
    const bob = await world.visitor();
    for (const { channel } of [alice, bob]) {
      channel.tamper((message, archive) => (attack && message.round === 2 && (!attack.places || attack.places.includes(message.place)) ? attack.tamper(message, archive) : [message]));
    }
    alice.session.dispatch({ type: 'peer-silent' });
    await world.run(30_000);
    await world.end(alice, bob);
    const pages = [alice, bob];
    expect(pages.every(({ told }) => told.length > 0)).toBe(true);
    expect(traces(world, pages.flatMap(({ told, log }) => [...told, ...log]))).toEqual([]);
    // The caller's screen shows the link, and says so in one field; bob's page has it in its address alone.
    const shown = [...alice.views.map(({ link: _, ...view }) => view), ...bob.views];
    expect(traces(world, shown.map((view) => ({ ...view, remote: undefined })))).toEqual([]);
    expect(traces(world, world.hostile.archive.map(({ sealed }) => Buffer.from(sealed).toString('hex')))).toEqual([]);
  });

  it('is in no error of whatever is given it', async () => {
    const world = new HostileWorld();
    const { callId, secret } = world;
    const keys = await createWebCryptoSeal(secret).createInstance();
    const offer: SealContext = { callId, role: 'caller', kind: 'offer', round: 1, index: 0 };
    const failing: readonly (() => unknown)[] = [
      () => createWebCryptoSeal(Buffer.concat([secret, secret])),
      () => formatCallLink('https://calls.example', callId, Buffer.concat([secret, secret])),
      () => keys.seal({ ...offer, kind: 'answer' }, 'x', undefined),
      () => keys.seal(offer, 'x'.repeat(70_000), undefined),
      () => keys.seal(offer, 'x', { id: 'no instance', publicKey: secret.slice(0, 1) }),
      () => createWebCryptoSeal(secret, { getRandomValues: () => { throw new Error('no randomness'); }, subtle: crypto.subtle }).createInstance(),
    ];
    const errors = await Promise.all(failing.map(async (attempt) => {
      try {
        return await attempt();
      } catch (error) {
        return error;
      }
    }));
    expect(errors.every((error) => error instanceof Error)).toBe(true);
    expect(traces(world, errors)).toEqual([]);
    // Nor does what holds the keys give them away when it is printed.
    expect(traces(world, [keys])).toEqual([]);
  });

  it('is in no report on a link that can\'t be read', () => {
    const world = new HostileWorld();
    const link = formatCallLink('https://calls.example', world.callId, world.secret);
    const spoilt = `${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`;
    expect(parseCallLink(spoilt)).toEqual({ kind: 'incomplete', callId: world.callId });
    expect(parseCallLink(link.slice(0, -3))).toEqual({ kind: 'incomplete', callId: world.callId });
  });

  it('comes into no title: nothing sets one', () => {
    const files = ['engine/src', 'web/src'].flatMap((folder) => {
      const root = fileURLToPath(new URL(`../../../../${folder}`, import.meta.url));
      return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|testing\//.test(name)).map((name) => `${root}/${name}`);
    });
    expect(files.length).toBeGreaterThan(100);
    expect(files.filter((name) => /document\s*\.\s*title|querySelector\(\s*['"]title/.test(readFileSync(name, 'utf8')))).toEqual([]);
  });
});
