/**
 * Two sides of a reliable channel through losses of connections, replacements, reloads, jams and channels that open late.
 * When it is over, what each has sent must have arrived at the other, once and in order.
 */
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { Seeded } from '../../testing/simulator/seeded.ts';
import { compare } from './compare.ts';
import { EndOfTab } from './ends.ts';
import { Wire } from './wire.ts';

const STORM_MS = 8_000;
const CALM_MS = 20_000;

type Pair<T> = readonly [T, T];

class ChannelStorm {
  readonly #clock = new ManualClock();
  readonly #random: Seeded;
  readonly #ends: Pair<EndOfTab>;
  readonly #scope = new Scope();
  #wires: Wire[] = [];
  #messages = 0;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
    // Both survive their reloads, one, or none.
    this.#ends = [0, 1].map((side) => new EndOfTab(this.#clock, this.#random, { isDurable: seed % 4 > side })) as unknown as Pair<EndOfTab>;
  }

  async run(): Promise<{ readonly faults: readonly string[]; readonly messages: number; readonly meetings: number }> {
    for (const end of this.#ends) end.open();
    this.#connect();
    for (let count = this.#random.integer(3, 25); count > 0; count--) this.#at(this.#random.integer(0, STORM_MS), () => this.#say());
    for (let count = this.#random.integer(0, 8); count > 0; count--) this.#at(this.#random.integer(0, STORM_MS), () => this.#befall());
    await this.#clock.advance(STORM_MS);
    this.#scope.end();
    await this.#calm();
    const [alice, bob] = this.#ends;
    const faults = [...compare(alice, bob), ...compare(bob, alice), ...alice.faults, ...bob.faults];
    for (const { channel } of this.#ends) if (channel?.unacknowledged !== 0) faults.push('not everything is acknowledged');
    for (const end of this.#ends) end.close();
    for (const wire of this.#wires) wire.lose();
    if (this.#clock.pending > 0) faults.push(`${this.#clock.pending} timers are left`);
    return { faults, messages: this.#messages, meetings: alice.meetings + bob.meetings };
  }

  #at(delayMs: number, action: () => void): void {
    const release = this.#scope.own(this.#clock.after(delayMs, () => {
      release();
      action();
    }));
  }

  #say(): void {
    const length = this.#random.chance(0.05) ? 16_000 : this.#random.integer(0, 500);
    for (let count = this.#random.integer(1, 4); count > 0; count--) {
      const text = `m${this.#messages++} ${'x'.repeat(length)}`;
      this.#pick().channel?.send(this.#random.chance(0.5) ? text : new TextEncoder().encode(text));
    }
  }

  #pick(): EndOfTab {
    return this.#ends[this.#random.integer(0, 1)] ?? this.#ends[0];
  }

  #befall(): void {
    const kind = this.#random.pick(['lose', 'replace', 'replace', 'reload', 'reload', 'jam', 'drop'] as const);
    switch (kind) {
      case 'lose':
        for (const wire of this.#wires) wire.lose();
        return this.#at(this.#random.integer(0, 2_000), () => this.#connect());
      case 'replace': return this.#connect();
      case 'reload': {
        const end = this.#pick();
        end.close();
        for (const wire of this.#wires) wire.lose();
        return this.#at(this.#random.integer(1, 1_500), () => {
          end.open();
          this.#connect();
        });
      }
      case 'drop': return this.#wires.at(-1)?.ends[this.#random.integer(0, 1)]?.dropNext();
      case 'jam': {
        const end = this.#wires.at(-1)?.ends[this.#random.integer(0, 1)];
        if (end) end.isJammed = true;
        return this.#at(this.#random.integer(1, 1_000), () => end?.unjam());
      }
    }
  }

  /** Each side hears of it, has its channel, and turns the call over to it in its own time; the one before dies some time after. */
  #connect({ isQuick = false } = {}): void {
    const before = this.#wires;
    const wire = new Wire(this.#clock, { travelMs: this.#random.integer(1, 150), bytesPerSecond: this.#random.pick([20_000, 200_000, 5_000_000]) });
    this.#wires = [...before.filter(({ isLost }) => !isLost), wire];
    for (const side of [0, 1] as const) {
      const [end, tab] = [wire.ends[side], this.#ends[side]];
      const { channel } = tab;
      wire.after(isQuick ? 0 : this.#random.integer(0, 600), () => {
        if (tab.channel !== channel) return; // Of a page that has been reloaded: this connection is not its.
        tab.listen(end);
        wire.after(isQuick ? 0 : this.#random.integer(0, 300), () => {
          if (tab.channel === channel && this.#wires.at(-1) === wire) tab.bind(end);
        });
      });
    }
    wire.after(this.#random.integer(0, 1_500), () => {
      for (const old of before) old.lose();
    });
  }

  async #calm(): Promise<void> {
    for (const wire of this.#wires) wire.lose();
    for (const end of this.#ends) if (!end.channel) end.open();
    this.#connect({ isQuick: true });
    await this.#clock.advance(CALM_MS);
  }
}

/** `SEED=n` replays it: SEED=n npx vitest run --project unit channel-storms */
export async function runChannelStorms(seeds: readonly number[]): Promise<{ readonly failures: readonly string[]; readonly summary: string }> {
  const failures: string[] = [];
  let [messages, meetings] = [0, 0];
  for (const seed of seeds) {
    const outcome = await new ChannelStorm(seed).run();
    messages += outcome.messages;
    meetings += outcome.meetings;
    if (outcome.faults.length > 0) failures.push(`SEED=${seed}: ${outcome.faults.slice(0, 3).join('; ')}`);
  }
  return { failures, summary: `${seeds.length} schedules, ${messages} messages, ${meetings} times another page was met` };
}
