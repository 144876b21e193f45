import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeAtEnd, type Child, launch } from '../../../scripts/machine/processes.ts';
import { runFolder } from '../../../scripts/machine/paths.ts';
import { FRONT_PORTS, PORTS, SITE } from './addresses.ts';
import { makeCertificate } from './certificate.ts';
import { untilListening } from './listening.ts';

/**
 * Firestore as it is out there: TLS and HTTP/2. Caddy on the public segment, in front of the emulator's door, which
 * speaks HTTP/1.1; and the site once more, whose configuration names Firestore at that front.
 */
export class Http2Front {
  readonly #namespace: string;
  readonly #forget: readonly (() => void)[];
  readonly #config: string;
  readonly #files: { readonly certificate: string; readonly key: string };
  readonly logFile: string;
  #caddy: Child | undefined;

  constructor(namespace: string) {
    this.#namespace = namespace;
    const file = (end: string): string => join(runFolder(), `${namespace}-front.${end}`);
    this.logFile = file('log');
    this.#config = file('json');
    this.#files = { certificate: file('crt'), key: file('key') };
    this.#forget = [this.#config, this.#files.certificate, this.#files.key].map((one) => removeAtEnd(one));
  }

  /** Resolves once it listens; one that runs already goes on. @param init what the site's configuration is to be */
  async start(init: object): Promise<void> {
    if (this.#caddy?.isRunning() === true) return;
    makeCertificate(SITE.name, this.#files.certificate, this.#files.key);
    writeFileSync(this.#config, JSON.stringify(configuration(this.#files, init)));
    const caddy = launch('ip', ['netns', 'exec', this.#namespace, 'caddy', 'run', '--config', this.#config], {
      env: { ...process.env, HOME: runFolder(), XDG_DATA_HOME: runFolder(), XDG_CONFIG_HOME: runFolder() }, logFile: this.logFile, stopSignal: 'SIGKILL',
    });
    this.#caddy = caddy;
    await untilListening(this.#namespace, caddy, 'Caddy', this.logFile, Object.values(FRONT_PORTS).map((port) => ({ kind: 'tcp', port })));
  }

  async remove(): Promise<void> {
    await this.#caddy?.stop();
    this.#caddy = undefined;
    for (const forget of this.#forget) forget();
  }
}

function configuration(files: { readonly certificate: string; readonly key: string }, init: object): object {
  // A listener's answer never ends: each piece goes on at once.
  const transport = { protocol: 'http', keep_alive: { enabled: false } };
  const forward = (port: number): object => ({ handler: 'reverse_proxy', flush_interval: -1, transport, upstreams: [{ dial: `127.0.0.1:${port}` }] });
  const answer = { handler: 'static_response', status_code: 200, headers: { 'Content-Type': ['application/json'] }, body: JSON.stringify(init) };
  const server = { automatic_https: { disable: true }, protocols: ['h1', 'h2'] };
  return {
    admin: { disabled: true, config: { persist: false } },
    apps: {
      tls: { certificates: { load_files: [files] } },
      http: {
        servers: {
          firestore: { ...server, listen: [`:${FRONT_PORTS.firestore}`], tls_connection_policies: [{}], routes: [{ handle: [forward(PORTS.firestore)] }] },
          site: {
            ...server, listen: [`:${FRONT_PORTS.web}`],
            routes: [{ match: [{ path: ['/__/firebase/init.json'] }], handle: [answer], terminal: true }, { handle: [forward(PORTS.web)] }],
          },
        },
      },
    },
  };
}
