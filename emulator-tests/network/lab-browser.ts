import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../../scripts/machine/paths.ts';
import { requireProgram } from '../../scripts/machine/programs.ts';
import type { BrowserOptions } from '../support/browsers/browser.ts';
import { RELAY, SITE, SITE_OVER_HTTP2_URL, SITE_URL, SITE_WITHOUT_RELAY_URL } from './lab/addresses.ts';
import type { LabClient } from './lab/client.ts';

/** For a browser that has nothing but a client's network. @param family of the addresses that names lead to */
export function browserAt(client: LabClient, family: 'ipv4' | 'ipv6' = 'ipv4'): BrowserOptions {
  const script = join(runFolder(), `${client.namespace}-chromium`);
  writeFileSync(script, `#!/bin/sh\nexec ip netns exec ${client.namespace} ${requireProgram('chromium')} "$@"\n`);
  chmodSync(script, 0o755);
  // There is no DNS. The star is for a dot: names of ICE servers are looked up with one at their end.
  const at = ({ name, ipv4, ipv6 }: typeof SITE): string => `MAP ${name}* ${family === 'ipv4' ? ipv4 : `[${ipv6}]`}`;
  return {
    executablePath: script,
    args: [
      `--host-resolver-rules=${at(SITE)},${at(RELAY)}`,
      // There is no certificate authority: the site comes over http; the relay and the front sign their own certificates.
      `--unsafely-treat-insecure-origin-as-secure=${[SITE_URL, SITE_WITHOUT_RELAY_URL, SITE_OVER_HTTP2_URL].join()}`,
      '--ignore-certificate-errors',
    ],
  };
}
