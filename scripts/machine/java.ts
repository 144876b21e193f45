import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { install } from './apt.ts';
import { Missing } from './missing.ts';

const execute = promisify(execFile);

/** firebase-tools refuses older ones. */
const OLDEST_JAVA = 21;

export interface Java {
  readonly binary: string;
  readonly home: string;
  readonly version: number;
}

/** Looks at JAVA_HOME, the PATH, and where systems keep theirs. @throws Missing when there is none new enough */
export async function findJava(): Promise<Java> {
  const seen: string[] = [];
  for (const binary of await candidates()) {
    const version = await versionOf(binary);
    if (version === undefined) continue;
    if (version >= OLDEST_JAVA) return { binary, home: dirname(dirname(binary)), version };
    seen.push(`${version}`);
  }
  const found = seen.length === 0 ? 'none was found' : `only Java ${[...new Set(seen)].join(', ')} was found`;
  throw new Missing(
    `The Firestore emulator needs Java ${OLDEST_JAVA} or later, and ${found}: install one ` +
      '(https://adoptium.net, `brew install openjdk`, `apt install openjdk-21-jre-headless`) or set JAVA_HOME to it.',
  );
}

/** Finds Java, or installs Debian's where that takes no question and there is one new enough. @throws Missing */
export async function requireJava(): Promise<Java> {
  try {
    return await findJava();
  } catch (error) {
    // Debian 13 has both; Debian 12 neither, and the sentence says what to do instead.
    if (!install('Java', [{ packages: ['openjdk-25-jre-headless', 'openjdk-21-jre-headless'] }])) throw error;
    return await findJava();
  }
}

async function candidates(): Promise<string[]> {
  const homes: string[] = [];
  for (const folder of ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines']) {
    if (!existsSync(folder)) continue;
    // The newest first, as far as names tell.
    for (const name of readdirSync(folder).sort().reverse()) {
      homes.push(join(folder, name), join(folder, name, 'Contents/Home'));
    }
  }
  homes.push('/opt/java/openjdk', '/opt/homebrew/opt/openjdk', '/usr/local/opt/openjdk');
  if (process.platform === 'darwin') homes.push(await macHome());
  const named = process.env['JAVA_HOME'];
  const folders = [
    ...(named === undefined || named === '' ? [] : [join(named, 'bin')]),
    ...(process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...homes.map((home) => join(home, 'bin')),
  ];
  // On the PATH there is often a link; its own folder is the home that the CLI needs.
  const binaries = folders.map((folder) => join(folder, 'java')).filter((path) => existsSync(path));
  return [...new Set(binaries.map((path) => realpathSync(path)))];
}

async function macHome(): Promise<string> {
  try {
    return (await execute('/usr/libexec/java_home', ['-v', `${OLDEST_JAVA}+`])).stdout.trim();
  } catch {
    return '/nonexistent';
  }
}

async function versionOf(binary: string): Promise<number | undefined> {
  try {
    const { stderr, stdout } = await execute(binary, ['-version']);
    const major = /version "(\d+)/.exec(stderr + stdout)?.[1];
    return major === undefined ? undefined : Number(major);
  } catch {
    return undefined;
  }
}
