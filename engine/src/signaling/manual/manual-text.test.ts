import { describe, expect, it } from 'vitest';
import { LEASE_MS } from '#protocol/lifetimes.ts';
import { createCallId, createLinkSecret } from '../link/call-link.ts';
import { checksum } from './manual-bytes.ts';
import { formatInvitation, formatReply, readManualText, type Invitation, type Reply } from './manual-text.ts';

const NOW = Date.UTC(2030, 0, 1);
const secret = createLinkSecret();
const sealed = crypto.getRandomValues(new Uint8Array(1151));
const common = { callId: createCallId(), maker: 'caller', madeAt: NOW, sealed };
const invitation: Invitation = { kind: 'invitation', ...common, batches: [{ index: 0, round: 1, sealed: sealed.slice(0, 40) }] };
const reply: Reply = { kind: 'reply', ...common, maker: 'callee', batches: [] };
const text = formatInvitation(invitation, secret);
const read = (pasted: string, nowMs = NOW) => readManualText(pasted, nowMs);

describe('an invitation and a reply', () => {
  it('are read as they were written', () => {
    expect(read(text)).toEqual({ kind: 'invitation', invitation, secret });
    expect(read(formatReply(reply))).toEqual({ kind: 'reply', reply });
  });

  it('have 1.6 kB with a description of one step, which a QR code holds, and 3 kB with two', () => {
    const lengthOf = (bytes: number): number => formatInvitation({ ...invitation, sealed: new Uint8Array(bytes), batches: [] }, secret).length;
    expect([lengthOf(1151), lengthOf(2175), formatReply(reply).length]).toEqual([1618, 2984, 1597]);
  });

  it.each([
    ['in lines of 76, as mail has them', text.replace(/.{76}/g, '$&\r\n')],
    ['as a quotation', `> Hi!\n${text.replace(/.{70}/g, '$&\n').replace(/^/gm, '> > ')}\n> Bye`],
    ['with spaces in it', text.replace(/.{40}/g, '$& ')],
    ['with invisible characters', text.replace(/.{20}/g, '$&\u200B').replace('FL2', 'F\u2060L2')],
    ['within a sentence', `Take this: ${text} and call me.`],
    ['in the fragment of an address', `https://host/manual#${text}`],
  ])('are found %s', (_where, pasted) => {
    expect(read(pasted).kind).toBe('invitation');
  });

  it('are read exactly once: whatever differs in one character is no text of ours any more', () => {
    for (let at = 0; at < text.length; at++) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(read(changed).kind, `at ${at}`).toBe('problem');
    }
  });
});

describe('what can be told before anything is opened', () => {
  it.each([
    ['nothing', '', 'not-a-text'],
    ['a greeting', 'Hello there', 'not-a-text'],
    ['a link', 'https://host/c/AAAAAAAAAAAAAAAAAAAAAA#k=AAAAAAAAAAAAAAAAAAAAAAAA', 'not-a-text'],
    ['half of it', text.slice(0, 700), 'cut'],
    ['all but the last character', text.slice(0, -1), 'cut'],
    ['all but the last but one', `${text.slice(0, -2)}.`, 'cut'],
    ['an empty one', 'FL2i..', 'cut'],
    ['an invitation that says it is a reply', text.replace('FL2i', 'FL2r'), 'cut'],
    ['a later version', text.replace('FL2i', 'FL3i'), 'other-version'],
  ])('of %s', (_what, pasted, problem) => {
    expect(read(pasted)).toEqual({ kind: 'problem', problem });
  });

  it('of an invitation that is a day old', () => {
    expect(read(text, NOW + LEASE_MS - 1).kind).toBe('invitation');
    expect(read(text, NOW + LEASE_MS)).toEqual({ kind: 'problem', problem: 'too-old' });
  });

  it('has the checksum that zip has', () => {
    expect([...checksum(new TextEncoder().encode('123456789'))]).toEqual([0xcb, 0xf4, 0x39, 0x26]);
  });
});
