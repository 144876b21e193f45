import { existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { cacheFolder, homeFolder, ROOT } from './paths.ts';
import { Missing } from './missing.ts';

export const FIRESTORE_MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore';
const JAR_IN_CLOUD_SDK = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar';
/** The CLI downloads from here; one request tells whether it can. */
const DOWNLOADS = 'https://storage.googleapis.com/firebase-preview-drop/';
const PROBE_MS = 3_000;

/** What the CLI downloads, as its own list has it. */
interface Download {
  readonly downloadPathRelativeToCacheDir: string;
}

/** Where the Firebase CLI keeps emulators, by the same rule as its own. */
function emulatorCache(): string {
  return process.env['FIREBASE_EMULATORS_PATH'] ?? join(homeFolder(), '.cache/firebase/emulators');
}

function cliDownloads(): { firestore: Download; ui: { main: Download } } {
  const list = join(ROOT, 'node_modules/firebase-tools/lib/emulator/downloadableEmulatorInfo.json');
  return JSON.parse(readFileSync(list, 'utf8')) as { firestore: Download; ui: { main: Download } };
}

/** The emulator's jar: named by the user, in the CLI's cache, or in a Google Cloud SDK; undefined when on none. */
export function findFirestoreJar(): string | undefined {
  const named = process.env['FIRESTORE_EMULATOR_BINARY_PATH'];
  if (named !== undefined && named !== '') return named;
  const cached = join(emulatorCache(), cliDownloads().firestore.downloadPathRelativeToCacheDir);
  const jars = [cached, ...cloudSdks().map((sdk) => join(sdk, JAR_IN_CLOUD_SDK))];
  return jars.find((jar) => existsSync(jar));
}

function cloudSdks(): string[] {
  const sdks = ['/usr/lib', '/usr/share', '/usr/local', '/opt', '/snap', homeFolder(), '/opt/homebrew/share', '/usr/local/share']
    .map((folder) => join(folder, 'google-cloud-sdk'));
  sdks.push('/opt/homebrew/Caskroom/google-cloud-sdk/latest/google-cloud-sdk', '/usr/local/gcloud/google-cloud-sdk');
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (existsSync(join(folder, 'gcloud'))) sdks.unshift(dirname(dirname(realpathSync(join(folder, 'gcloud')))));
  }
  return sdks;
}

/**
 * Firebase CLI runs `java -jar`, but the manifest of the Cloud SDK's jar names no main class. A jar that holds nothing
 * but a manifest puts that right: it names the class, and the real jar as its class path.
 */
export function runnableJar(jar: string): string {
  if (!jar.endsWith(JAR_IN_CLOUD_SDK)) return jar;
  const manifest = [
    'Manifest-Version: 1.0',
    `Main-Class: ${FIRESTORE_MAIN_CLASS}`,
    `Class-Path: ${pathToFileURL(jar).href}`,
  ];
  const content = Buffer.from(`${manifest.map(wrapManifestLine).join('\r\n')}\r\n\r\n`);
  const name = createHash('sha256').update(content).digest('hex').slice(0, 12);
  const launcher = join(cacheFolder(), `firestore-launcher-${name}.jar`);
  if (!existsSync(launcher)) writeFileSync(launcher, zipOf('META-INF/MANIFEST.MF', content));
  return launcher;
}

/** No line of a manifest is longer than 72 bytes; a continued one begins with a space. */
function wrapManifestLine(line: string): string {
  return line.replace(/^.{72}|(?<=^.{72,}).{1,71}/gsu, (part, offset: number) => (offset === 0 ? part : `\r\n ${part}`));
}

/** A ZIP archive with one stored file (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
function zipOf(path: string, content: Buffer): Buffer {
  const name = Buffer.from(path);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(content.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, content]);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, Buffer.alloc(14), name]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** Whether the CLI would succeed in downloading an emulator. */
export async function canDownload(): Promise<boolean> {
  try {
    // Any answer will do: the list of a bucket's content is refused, but refused by the right server.
    const answer = await fetch(DOWNLOADS, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) });
    return answer.status < 500;
  } catch {
    return false;
  }
}

/** The UI is a download of its own, and without it `emulators:start` dies: start it only where it can be had. */
export async function canStartUi(): Promise<boolean> {
  const folder = emulatorCache();
  const zip = cliDownloads().ui.main.downloadPathRelativeToCacheDir;
  if (existsSync(folder) && readdirSync(folder).includes(zip)) return true;
  return await canDownload();
}

/** @throws Missing when there is no Firestore emulator and no way to get one */
export async function requireFirestoreJar(): Promise<string | undefined> {
  const jar = findFirestoreJar();
  if (jar === undefined && !(await canDownload())) {
    throw new Missing(
      'The Firestore emulator is not on this machine and can’t be downloaded: connect to the internet once, or install ' +
        'the Google Cloud SDK’s cloud-firestore-emulator, or set FIRESTORE_EMULATOR_BINARY_PATH to its jar.',
    );
  }
  return jar;
}
