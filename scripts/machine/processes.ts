import { spawn } from 'node:child_process';
import { createWriteStream, rmSync } from 'node:fs';
import { groupsBelow } from './descendants.ts';
import { ROOT } from './paths.ts';
import { askLocalDirectly } from './proxies.mjs';
import { entrust, withdraw } from './reaper-client.ts';

/** How long a program may take to end by itself before its whole group is killed. */
const GRACE_MS = 5_000;
const PARENT_MS = 500;
/** Enough of a log to tell why a server died. */
const TAIL_CHARACTERS = 4_000;

export interface Child {
  readonly pid: number;
  /** Resolves to the exit code, null when a signal ended it. Never rejects. */
  readonly exited: Promise<number | null>;
  isRunning(): boolean;
  /** The end of what it printed. */
  tail(): string;
  /** Everything it printed, as it comes. */
  onOutput(listener: (text: string) => void): void;
  /** Looks for process groups below it, which end with it from then on even when we are killed outright. */
  adopt(): void;
  /** Asks it to end, then kills its process groups; all its descendants are gone when this resolves. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly logFile: string;
  /** SIGKILL where there is nothing to put in order. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

const running = new Set<Child>();
const files = new Set<string>();
let isStopping = false;

/** Starts a program in a process group of its own: a Ctrl-C in the terminal reaches us alone, and we end it. */
export function launch(command: string, args: readonly string[], options: LaunchOptions): Child {
  if (isStopping) throw new Error('stopping');
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    // Each program talks to its neighbours on this machine.
    env: askLocalDirectly(options.env ?? process.env),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid;
  const log = createWriteStream(options.logFile, { flags: 'a' });
  const groups = new Set<number>();
  const listeners: ((text: string) => void)[] = [];
  let tail = '';
  let isRunning = pid !== undefined;
  const take = (chunk: Buffer): void => {
    log.write(chunk);
    const text = chunk.toString();
    tail = (tail + text).slice(-TAIL_CHARACTERS);
    for (const listener of listeners) listener(text);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const exited = new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      tail += String(error);
      isRunning = false;
      resolve(1);
    });
    child.once('exit', (code) => {
      isRunning = false;
      resolve(code);
    });
  });
  child.once('close', () => log.end());
  const handle: Child = {
    pid: pid ?? -1,
    exited,
    isRunning: () => isRunning,
    tail: () => tail,
    onOutput: (listener) => {
      listeners.push(listener);
    },
    adopt() {
      if (pid === undefined || !isRunning) return;
      for (const group of groupsBelow(pid)) {
        if (!groups.has(group)) entrust(group);
        groups.add(group);
      }
    },
    async stop() {
      if (pid === undefined) return;
      handle.adopt();
      if (isRunning) {
        signal(pid, options.stopSignal ?? 'SIGTERM');
        const timer = setTimeout(() => signal(-pid, 'SIGKILL'), GRACE_MS);
        await exited;
        clearTimeout(timer);
      }
      // Its children may have outlived it.
      for (const group of groups) signal(-group, 'SIGKILL');
      running.delete(handle);
      for (const group of groups) withdraw(group);
    },
  };
  if (pid !== undefined) {
    running.add(handle);
    groups.add(pid);
    entrust(pid);
  }
  return handle;
}

/** Removes a file or folder when this process ends, however it ends. */
export function removeAtEnd(path: string): () => void {
  files.add(path);
  entrust(path);
  return () => {
    rmSync(path, { force: true, recursive: true });
    files.delete(path);
    withdraw(path);
  };
}

/** Whether `stopAll` was called: what fails from then on fails because of it, and is not worth a word. */
export function isEnding(): boolean {
  return isStopping;
}

/** Ends everything that was launched, and lets nothing more be launched. */
export async function stopAll(): Promise<void> {
  isStopping = true;
  await Promise.all([...running].map((child) => child.stop()));
  for (const path of files) rmSync(path, { force: true, recursive: true });
}

/** On Ctrl-C, SIGTERM, SIGHUP and the parent's death: end everything, then this process. A second Ctrl-C changes nothing: it is under way. */
export function stopOnSignals(beforehand: () => void = () => undefined): void {
  let isFirst = true;
  const end = (code: number): void => {
    if (!isFirst) return;
    isFirst = false;
    beforehand();
    stopAll().catch((error: unknown) => console.error(error)).finally(() => process.exit(code));
  };
  process.on('SIGINT', () => end(130));
  process.on('SIGTERM', () => end(143));
  process.on('SIGHUP', () => end(129));
  // Who started us and was killed outright can't send a signal: a new parent is then the only sign.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(143), PARENT_MS).unref();
}

/** @param pid of a process, or minus that of a group */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}
