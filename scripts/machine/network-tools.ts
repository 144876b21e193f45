import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { install } from './apt.ts';
import { cannotBeFound, findOnPath, type ProgramName, PROGRAMS } from './programs.ts';

/**
 * What the network laboratory is made with. OpenSSL is for certificates, Caddy for HTTP/2, Python for delay and loss: few
 * languages reach a TAP device without a compiler.
 */
const TOOLS: readonly ProgramName[] = ['ip', 'nft', 'coturn', 'caddy', 'openssl', 'python3'];

/** Debian keeps what only root can use where no other PATH leads. */
const ROOTS_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Finds what the network laboratory needs, or installs Debian's. @returns why it can't run here; undefined when it can */
export function missingForNetworkLab(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux, for its network namespaces';
  if (process.getuid?.() !== 0) return 'it needs root, for its network namespaces: run the command as root';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  process.env['PATH'] = [...folders, ...ROOTS_FOLDERS.filter((folder) => !folders.includes(folder))].join(delimiter);
  if (missingTools().length > 0) {
    install('coturn, nftables and what else the network laboratory is made with,', missingTools().map((tool) => PROGRAMS[tool]));
  }
  const missing = missingTools();
  return missing.length > 0 ? cannotBeFound(missing) : refusedByKernel();
}

/** The laboratory starts each by its name: a variable that names one is no use to it. */
function missingTools(): readonly ProgramName[] {
  return TOOLS.filter((tool) => findOnPath(tool) === undefined);
}

/** A container's root may be allowed neither. */
function refusedByKernel(): string | undefined {
  const name = `firelink-${process.pid}-probe`;
  const tries: readonly (readonly string[])[] = [
    ['netns', 'add', name],
    ['-n', name, 'link', 'add', 'probe', 'type', 'veth', 'peer', 'name', 'other'],
    ['netns', 'exec', name, 'nft', 'add table ip probe; add chain ip probe probe { type nat hook postrouting priority srcnat; }; add rule ip probe probe masquerade'],
  ];
  try {
    for (const args of tries) {
      const done = spawnSync('ip', args, { encoding: 'utf8' });
      if (done.status !== 0) return `the kernel refuses it a network of its own (ip ${args.slice(0, 2).join(' ')}: ${done.stderr.trim()})`;
    }
    return existsSync('/dev/net/tun') ? undefined : 'there is no /dev/net/tun';
  } finally {
    spawnSync('ip', ['netns', 'delete', name]);
  }
}
