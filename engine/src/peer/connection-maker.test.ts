import { describe, expect, it } from 'vitest';
import { createLogger, type LogEntry } from '../base/logger.ts';
import { ConnectionMaker } from './connection-maker.ts';

const STUN: RTCIceServer = { urls: ['stun:stun.example.org:3478'] };
const RELAY: RTCIceServer = { urls: ['turn:relay.example.org'], username: 'u', credential: 'secret' };
const SPOILT: RTCIceServer = { urls: ['stun:stun.example.org:99999'] };
const CERTIFICATE = { expires: 1 } as unknown as RTCCertificate;

/** A browser that refuses spoilt servers, relays without credentials, and certificates. */
function browser({ takesCertificates = true } = {}) {
  const log: LogEntry[] = [];
  const browserHas = { open: 0, created: 0 };
  const check = ({ iceServers = [], certificates }: RTCConfiguration): void => {
    for (const { urls, username } of iceServers) {
      for (const url of [urls].flat()) {
        if (url.endsWith('99999')) throw new SyntaxError(`${url} is not a valid URL`);
        if (url.startsWith('turn') && username === undefined) throw new TypeError('a relay wants credentials');
      }
    }
    if (certificates && !takesCertificates) throw new TypeError('the certificate has expired');
  };
  class Connection {
    configuration: RTCConfiguration;
    constructor(configuration: RTCConfiguration) {
      browserHas.created++;
      check(configuration);
      browserHas.open++;
      this.configuration = configuration;
    }
    setConfiguration(configuration: RTCConfiguration = {}): void {
      check(configuration);
      this.configuration = configuration;
    }
    close(): void {
      browserHas.open--;
    }
  }
  const maker = new ConnectionMaker((configuration) => new Connection(configuration), createLogger((entry) => log.push(entry)));
  return { maker, log, browserHas };
}

describe('a connection', () => {
  it('is made as it is asked for where the browser takes that, and nothing else is made', () => {
    const { maker, log, browserHas } = browser();
    const wanted = { iceServers: [STUN, RELAY], certificates: [CERTIFICATE] };
    expect(maker.make(wanted).configuration).toEqual(wanted);
    expect([log, browserHas]).toEqual([[], { open: 1, created: 1 }]);
  });

  it('is made without the one URL that the browser refuses, which is logged, and its secrets are not', () => {
    const { maker, log, browserHas } = browser();
    const { configuration } = maker.make({ iceServers: [STUN, SPOILT, RELAY], certificates: [CERTIFICATE] });
    expect(configuration).toEqual({ iceServers: [STUN, RELAY], certificates: [CERTIFICATE] });
    expect(browserHas.open).toBe(1);
    expect(log.filter(({ level }) => level === 'error')).toMatchObject([{ details: { urls: SPOILT.urls } }]);
    expect(JSON.stringify(log)).not.toContain('secret');
  });

  it('keeps the good URL of a server that has a spoilt one, too', () => {
    const { maker } = browser();
    expect(maker.make({ iceServers: [{ urls: [...[STUN.urls].flat(), ...[SPOILT.urls].flat()] }] }).configuration).toEqual({ iceServers: [STUN] });
  });

  it('does without relays that lack their credentials, and without all servers where all are spoilt', () => {
    const { maker } = browser();
    expect(maker.make({ iceServers: [{ urls: 'turn:relay.example.org' }, SPOILT] }).configuration).toEqual({ iceServers: [] });
  });

  it('is made a second time without asking about each server again', () => {
    const { maker, log, browserHas } = browser();
    const wanted = { iceServers: [STUN, SPOILT] };
    maker.make(wanted);
    const before = { ...browserHas, logged: log.length };
    maker.make(wanted);
    expect([browserHas.created - before.created, log.length]).toEqual([1, before.logged]);
  });

  it('has a certificate of its own where the browser refuses the one that it was given', () => {
    const { maker } = browser({ takesCertificates: false });
    const { configuration } = maker.make({ iceServers: [STUN, SPOILT], certificates: [CERTIFICATE], iceTransportPolicy: 'relay' });
    expect(configuration).toEqual({ iceServers: [STUN], iceTransportPolicy: 'relay' });
  });
});

describe('a connection whose servers are renewed', () => {
  it('has the good ones of the new', () => {
    const { maker } = browser();
    const { connection, configuration } = maker.make({ iceServers: [STUN] });
    const renewed = maker.renew(connection, configuration, [SPOILT, RELAY]);
    expect([renewed, connection.configuration]).toEqual([{ iceServers: [RELAY] }, { iceServers: [RELAY] }]);
  });

  it('keeps what it has where nothing new is left of them', () => {
    const { maker } = browser();
    const { connection, configuration } = maker.make({ iceServers: [STUN] });
    expect(maker.renew(connection, configuration, [STUN, SPOILT])).toBe(configuration);
    expect(connection.configuration).toBe(configuration);
  });
});
