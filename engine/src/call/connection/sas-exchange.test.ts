import { describe, expect, it } from 'vitest';
import { createWebCryptoSeal } from '../../signaling/seal/webcrypto-seal.ts';
import { SasCache, SasExchange } from './sas-exchange.ts';

const seal = createWebCryptoSeal(new Uint8Array(16));
const sdp = (fingerprint: string): string => `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\n`;

/** alice calls, bob answers; each is shown `seen` of the other's certificate. */
async function exchange(seen = { byAlice: 'BB:01', byBob: 'AA:01' }) {
  const [alice, bob] = [new SasExchange('caller', seal), new SasExchange('callee', seal)];
  alice.setFingerprints('caller', sdp('AA:01'));
  bob.setFingerprints('caller', sdp(seen.byBob));
  bob.setCommitment(await alice.commitment());
  bob.setFingerprints('callee', sdp('BB:01'));
  alice.setFingerprints('callee', sdp(seen.byAlice));
  alice.setPeerNonce(bob.nonce);
  return { alice, bob };
}

describe('the spoken code', () => {
  it('is the same six digits on both sides, once bob has been told alice\'s nonce', async () => {
    const { alice, bob } = await exchange();
    expect(await bob.digits()).toBeUndefined();
    expect(await bob.acceptReveal(alice.nonce)).toBe(true);
    const digits = await alice.digits();
    expect(digits).toMatch(/^\d{6}$/);
    expect(await bob.digits()).toBe(digits);
  });

  it('differs when a certificate is not the one that the other side made', async () => {
    const { alice, bob } = await exchange({ byAlice: 'EE:01', byBob: 'AA:01' });
    await bob.acceptReveal(alice.nonce);
    expect(await bob.digits()).not.toBe(await alice.digits());
  });

  it('is not given for a nonce that alice had not committed to, or without any commitment', async () => {
    const { bob } = await exchange();
    expect(await bob.acceptReveal(seal.createNonce())).toBe(false);
    expect(await bob.digits()).toBeUndefined();
    const late = new SasExchange('callee', seal);
    expect(await late.acceptReveal(seal.createNonce())).toBe(false);
  });

  it('goes by the first offer: bob has given his nonce by then, and a later commitment could be made to fit it', async () => {
    const [bob, mallory] = [new SasExchange('callee', seal), new SasExchange('caller', seal)];
    bob.setFingerprints('caller', sdp('EE:01'));
    bob.setCommitment(undefined);
    bob.setCommitment(await mallory.commitment());
    expect(await bob.acceptReveal(mallory.nonce)).toBe(false);
  });

  it('goes by the first answer: alice has told her nonce by the second', async () => {
    const alice = new SasExchange('caller', seal);
    alice.setPeerNonce(undefined);
    alice.setPeerNonce(seal.createNonce());
    expect(await alice.digits()).toBeUndefined();
  });

  it('is about the certificates of the first descriptions, and tells when a later one brings another', async () => {
    const { alice, bob } = await exchange();
    alice.setFingerprints('callee', sdp('EE:01'));
    expect([alice.certificates, alice.isSameCertificate('callee', sdp('EE:01')), alice.isSameCertificate('callee', sdp('bb:01'))]).toEqual([bob.certificates, false, true]);
  });

  it('is another one each time, and stays for two certificates that have one', async () => {
    const codes = new SasCache();
    const shown = new Set<string>();
    const made = new Set<string | undefined>();
    for (let round = 0; round < 5; round++) {
      const { alice } = await exchange();
      const digits = await alice.digits();
      made.add(digits);
      shown.add(codes.keep(alice.certificates, digits ?? ''));
    }
    expect(shown.size).toBe(1);
    expect(made.size).toBeGreaterThan(1);
  });
});
