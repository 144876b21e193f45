import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ROOT } from '../../../scripts/machine/paths.ts';
import { entrust, withdraw } from '../../../scripts/machine/reaper-client.ts';
import type { ClientName } from './addresses.ts';
import { ipIn } from './commands.ts';
import type { Topology } from './topology.ts';

/** Each way; what is left out is none. */
export interface Impairment {
  readonly delayMs?: number;
  /** Up to so much more, at random; packets stay in order. */
  readonly jitterMs?: number;
  readonly lossPercent?: number;
  readonly kbitPerSecond?: number;
}

/** A cable that a program carries the packets of: not every kernel has netem. */
export class SlowLink {
  readonly #carrier: ChildProcessByStdio<Writable, Readable, Readable>;

  private constructor(carrier: ChildProcessByStdio<Writable, Readable, Readable>) {
    this.#carrier = carrier;
  }

  /** In place of the cable between a client's first router and the public segment. */
  static async lay(topology: Topology, client: ClientName): Promise<SlowLink> {
    const port = `${client}-eth0`;
    const ends = [`${topology.router(client, 'eth0')}:wan`, `${topology.public}:${port}`];
    const carrier = spawn('python3', [join(ROOT, 'emulator-tests/network/lab/slow-link.py'), ...ends], { stdio: ['pipe', 'pipe', 'pipe'] });
    if (carrier.pid !== undefined) entrust(carrier.pid);
    await new Promise<void>((resolve, reject) => {
      let words = '';
      carrier.stdout.once('data', () => resolve());
      carrier.stderr.on('data', (chunk: Buffer) => {
        words += chunk.toString();
      });
      carrier.once('error', reject);
      carrier.once('exit', () => reject(new Error(`the slow link did not come up: ${words}`)));
    });
    ipIn(topology.public, `link set ${port} master br0 up`);
    return new SlowLink(carrier);
  }

  set({ delayMs = 0, jitterMs = 0, lossPercent = 0, kbitPerSecond = 0 }: Impairment): void {
    this.#carrier.stdin.write(`${delayMs} ${jitterMs} ${lossPercent} ${kbitPerSecond}\n`);
  }

  async remove(): Promise<void> {
    const { pid } = this.#carrier;
    if (this.#carrier.exitCode === null) {
      const ended = new Promise((resolve) => {
        this.#carrier.once('exit', resolve);
      });
      this.#carrier.kill('SIGKILL');
      await ended;
    }
    if (pid !== undefined) withdraw(pid);
  }
}
