import { describe, expect, it, vi } from 'vitest';
import { AppError } from './errors.ts';
import { consoleSink, createLogger, silentLogger, withholdSecrets, type LogEntry } from './logger.ts';

const withheld = '[withheld]';

describe('a log', () => {
  it.each([
    'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n', 'a=ice-ufrag:abcd', 'a=fingerprint:sha-256 AB:CD:EF:01', 'candidate:1 1 udp 21 x.local 9 typ host',
    'https://calls.example/c/AAAA#k=AAAA', 'https://calls.example/c/AAAA%23k%3DAAAA', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.',
    'from 192.0.2.1 to here', '2001:db8::1', 'fe80::1', '2001:db8::', '2001:db8:1:2:3:4:5:6',
  ])('withholds text that looks like a secret: %s', (text) => {
    expect(withholdSecrets(text)).toBe(withheld);
    expect(withholdSecrets({ note: [text] })).toEqual({ note: [withheld] });
    expect(withholdSecrets(new Error(text))).toEqual({ name: 'Error', message: withheld });
  });

  it.each(['offer', 'round 3 at 12:34:56', '2030-01-01T00:00:00.000Z', 'https://calls.example/c/AAAA', 'version 1.2.3', 'Chrome/140.0.0', ''])('lets through: %s', (text) => {
    expect(withholdSecrets(text)).toBe(text);
  });

  it.each(['sdp', 'remoteSdp', 'candidate', 'credential', 'idToken', 'linkKey', 'Authorization', 'usernameFragment', 'sealed', 'ipAddress'])('withholds the field %s, whatever it holds', (name) => {
    expect(withholdSecrets({ [name]: 'x', round: 1 })).toEqual({ [name]: withheld, round: 1 });
    expect(withholdSecrets({ [name]: { deeper: 1 } })).toEqual({ [name]: withheld });
  });

  it('says of bytes how many, of functions that they are, and stops at some depth', () => {
    const cyclic: Record<string, unknown> = { bytes: new Uint8Array(3), buffer: new ArrayBuffer(2), run: () => {}, none: null, count: 1 };
    cyclic['self'] = cyclic;
    expect(JSON.stringify(withholdSecrets(cyclic))).toContain('"bytes":"[3 bytes]","buffer":"[2 bytes]","run":"[function]","none":null,"count":1');
    expect(JSON.stringify(withholdSecrets(cyclic))).toContain('[deep]');
  });

  it('keeps the causes of an error, clean', () => {
    const error = new AppError('refused', { cause: new Error('at 192.0.2.1'), detail: 'claim' });
    expect(withholdSecrets(error)).toEqual({ name: 'AppError', message: 'refused: claim', cause: { name: 'Error', message: withheld } });
  });

  it('writes entries under the name of a part', () => {
    const entries: LogEntry[] = [];
    const log = createLogger((entry) => entries.push(entry));
    log.log('info', 'ringing');
    log.part('peer').log('warn', 'late', { sdp: 'v=0' });
    log.log('error', 'see #k=abc');
    expect(entries).toEqual([
      { level: 'info', part: 'app', message: 'ringing' },
      { level: 'warn', part: 'peer', message: 'late', details: { sdp: withheld } },
      { level: 'error', part: 'app', message: withheld },
    ]);
    expect(() => silentLogger.log('error', 'dropped')).not.toThrow();
  });

  it('reaches the console from a level upwards', () => {
    const [info, warn] = [vi.spyOn(console, 'info').mockReturnValue(), vi.spyOn(console, 'warn').mockReturnValue()];
    const log = createLogger(consoleSink('warn'), 'peer');
    log.log('info', 'quiet');
    log.log('warn', 'loud', { round: 2 });
    expect(info).not.toHaveBeenCalled();
    expect(warn.mock.calls).toEqual([['[firelink peer] loud', { round: 2 }]]);
  });
});
