import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall, canApt } from './apt.ts';

/** What the network laboratory is made with, and the Debian package of each. */
const TOOLS: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  nft: 'nftables',
  turnserver: 'coturn',
  // For coturn's certificate.
  openssl: 'openssl',
  // Delay and loss: few languages reach a TAP device without a compiler.
  python3: 'python3',
};

/** Debian keeps what only root can use where no other PATH leads. */
const ROOTS_FOLDERS = ['/usr/sbin', '/sbin', '/usr/local/sbin'];

/** Finds what the network laboratory needs, or installs Debian's. @returns why it can't run here; undefined when it can */
export function missingForNetworkLab(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux, for its network namespaces';
  if (process.getuid?.() !== 0) return 'it needs root, for its network namespaces: run the command as root';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  process.env['PATH'] = [...folders, ...ROOTS_FOLDERS.filter((folder) => !folders.includes(folder))].join(delimiter);
  if (missingTools().length > 0 && canApt()) {
    console.log('Installing coturn, nftables and what else the network laboratory is made with, with apt (only the first time)…');
    const packages = missingTools().map((tool) => TOOLS[tool] ?? tool);
    aptInstall(packages);
    // Debian starts a relay for everybody with the package. We want the program alone.
    if (packages.includes('coturn')) spawnSync('systemctl', ['disable', '--now', 'coturn'], { stdio: 'ignore' });
  }
  const missing = missingTools();
  if (missing.length > 0) return `${missing.join(', ')} can't be found: install ${missing.map((tool) => TOOLS[tool]).join(', ')}`;
  return refusedByKernel();
}

function missingTools(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return Object.keys(TOOLS).filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
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
