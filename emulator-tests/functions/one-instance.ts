import { fork, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../../scripts/machine/paths.ts';
import { buildFunctions } from '../../scripts/build-functions.mjs';

/**
 * The packed functions in one process that serves many requests at once, as an instance does in production. The
 * functions emulator starts a process for each request that comes while others are under way.
 */
export interface Instance {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param env params, secrets, and where the emulators are */
export async function startInstance(projectId: string, env: Readonly<Record<string, string>>): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'firelink-instance-'));
  await buildFunctions(folder);
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const child = fork(fileURLToPath(new URL('instance-process.mjs', import.meta.url)), [join(folder, 'index.js')], {
    env: {
      ...process.env,
      GCLOUD_PROJECT: projectId,
      FIREBASE_CONFIG: JSON.stringify({ projectId }),
      // As the emulator sets them: tokens are read and not verified.
      FIREBASE_DEBUG_MODE: 'true',
      FIREBASE_DEBUG_FEATURES: JSON.stringify({ skipTokenVerification: true, enableCors: true }),
      ...env,
    },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const port = await firstMessage(child);
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const gone = new Promise((resolve) => { child.once('exit', resolve); });
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true });
    },
  };
}

function firstMessage(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('message', (port) => resolve(Number(port)));
    child.once('exit', () => reject(new Error('the instance ended before it listened')));
  });
}
