/**
 * Two sides of a chat through losses of connections and reloads, each with an archive or without. When it is over, both
 * show the same messages, each once and as its page has counted them, and none is missing that a side has kept. Or the call ends in
 * the storm, and each side knows what was not delivered.
 */
import { ManualClock } from '../../../base/testing/manual-clock.ts';
import { Scope } from '../../../base/scope.ts';
import { Wire } from '../../../call/channels/testing/wire.ts';
import { Seeded } from '../../../call/testing/simulator/seeded.ts';
import type { ChatMessage } from '../chat-message.ts';
import { ChatTab } from './chat-tab.ts';

const STORM_MS = 8_000;
const CALM_MS = 30_000;

class ChatStorm {
  readonly #clock = new ManualClock();
  readonly #random: Seeded;
  readonly #tabs: readonly [ChatTab, ChatTab];
  readonly #scope = new Scope();
  #wires: Wire[] = [];
  #count = 0;

  constructor(seed: number) {
    this.#random = new Seeded(seed);
    this.#tabs = [new ChatTab(this.#clock, this.#random, seed % 4 > 0), new ChatTab(this.#clock, this.#random, seed % 4 > 1)];
  }

  async run(): Promise<{ readonly faults: readonly string[]; readonly messages: number; readonly repeated: number }> {
    for (const tab of this.#tabs) tab.open();
    this.#connect();
    for (let count = this.#random.integer(3, 25); count > 0; count--) this.#at(() => this.#say());
    for (let count = this.#random.integer(0, 8); count > 0; count--) this.#at(() => this.#befall());
    await this.#clock.advance(STORM_MS);
    this.#scope.end();
    for (const wire of this.#wires) wire.lose();
    if (this.#random.chance(0.1)) return this.#hangUp();
    for (const tab of this.#tabs) tab.open();
    this.#connect({ isQuick: true });
    await this.#clock.advance(CALM_MS);
    const [alice, bob] = this.#tabs;
    const logs = [alice.log?.messages ?? [], bob.log?.messages ?? []] as const;
    const faults = [...alice.faults, ...bob.faults, ...compare(...logs), ...look(alice, bob), ...look(bob, alice)];
    for (const tab of this.#tabs) tab.close();
    for (const wire of this.#wires) wire.lose();
    // A store's read under way outlives its page.
    await this.#clock.advance(100);
    if (this.#clock.pending > 0) faults.push(`${this.#clock.pending} timers are left`);
    return { faults, messages: this.#count, repeated: logs.flat().filter(({ isRepeated }) => isRepeated).length };
  }

  /** The call ends in the storm: of each message its sender knows whether it was delivered; one that was is stored, where the other side stores. */
  async #hangUp(): Promise<{ readonly faults: readonly string[]; readonly messages: number; readonly repeated: number }> {
    const logs = this.#tabs.map((tab) => tab.hangUp()?.messages ?? []);
    await this.#clock.advance(100);
    const faults = this.#tabs.flatMap((tab) => [...tab.faults]);
    for (const [side, log] of logs.entries()) {
      const stored = this.#tabs[1 - side]?.stored;
      for (const { id, from, delivery } of log) {
        if (from !== undefined) continue;
        if (delivery !== 'delivered' && delivery !== 'not-delivered') faults.push(`${id} is ${delivery} after the end`);
        if (delivery === 'delivered' && stored && !stored.has(id)) faults.push(`${id} was shown as delivered, and is lost`);
      }
    }
    if (this.#clock.pending > 0) faults.push(`${this.#clock.pending} timers are left`);
    return { faults, messages: this.#count, repeated: 0 };
  }

  #at(action: () => void, delayMs = this.#random.integer(0, STORM_MS)): void {
    const release = this.#scope.own(this.#clock.after(delayMs, () => {
      release();
      action();
    }));
  }

  #say(): void {
    const length = this.#random.chance(0.2) ? this.#random.integer(15_000, 60_000) : this.#random.integer(0, 200);
    for (let count = this.#random.integer(1, 4); count > 0; count--) this.#pick().say(`m${this.#count++} ${'文'.repeat(length / 3)}`);
  }

  #befall(): void {
    if (this.#random.chance(0.3)) return this.#connect();
    const tab = this.#random.chance(0.7) ? this.#pick() : undefined;
    for (const wire of this.#wires) wire.lose();
    tab?.close();
    this.#at(() => {
      tab?.open();
      this.#connect();
    }, this.#random.integer(1, 1_500));
  }

  #pick(): ChatTab {
    return this.#tabs[this.#random.integer(0, 1)] ?? this.#tabs[0];
  }

  #connect({ isQuick = false } = {}): void {
    const before = this.#wires;
    const wire = new Wire(this.#clock, { travelMs: this.#random.integer(1, 150), bytesPerSecond: isQuick ? 5_000_000 : this.#random.pick([50_000, 200_000, 5_000_000]) });
    this.#wires = [...before.filter(({ isLost }) => !isLost), wire];
    for (const [side, tab] of this.#tabs.entries()) {
      const [end, { channel }] = [wire.ends[side === 0 ? 0 : 1], tab];
      wire.after(isQuick ? 0 : this.#random.integer(0, 600), () => {
        if (tab.channel !== channel) return;
        tab.listen(end);
        if (this.#wires.at(-1) === wire) tab.bind(end);
      });
    }
    wire.after(this.#random.integer(0, 1_500), () => {
      for (const old of before) old.lose();
    });
  }
}

/** Both show the same, each once, and the messages of each page in its order. */
function compare(one: readonly ChatMessage[], other: readonly ChatMessage[]): readonly string[] {
  const faults: string[] = [];
  const texts = new Map(one.map(({ id, text }) => [id, text]));
  if (texts.size !== one.length || new Set(other.map(({ id }) => id)).size !== other.length) faults.push('a message is shown twice');
  if (one.length !== other.length) faults.push(`one shows ${one.length} messages, the other ${other.length}`);
  for (const { id, text } of other) if (texts.get(id) !== text) faults.push(`${id} is not the same on both sides`);
  for (const log of [one, other]) {
    const numbers = new Map<string, number>();
    for (const { id } of log) {
      const [pageId = '', number = ''] = id.split('.');
      if ((numbers.get(pageId) ?? 0) >= Number(number)) faults.push(`${id} is out of its order`);
      numbers.set(pageId, Number(number));
    }
  }
  return faults;
}

/** What a side shows as its own is what it has sent, delivered; and what it ever showed as delivered is at a side that keeps it. */
function look(tab: ChatTab, other: ChatTab): readonly string[] {
  const faults: string[] = [];
  const own = new Map(tab.log?.messages.map((message) => [message.id, message]));
  const sent = new Map(tab.sent.map(({ id, text }) => [id, text]));
  for (const { id, from, text, delivery } of own.values()) {
    if (sent.has(id) !== (from === undefined)) faults.push(`${id} is shown as another's`);
    if (from === undefined && (sent.get(id) !== text || delivery !== 'delivered')) faults.push(`${id} is ${delivery}`);
  }
  // Acknowledged once it is stored.
  const kept = new Set(other.log?.messages.map(({ id }) => id));
  if (other.isDurable) for (const id of tab.promised) if (!kept.has(id)) faults.push(`${id} was shown as delivered, and is lost`);
  return faults;
}

/** `SEED=n` replays it: SEED=n npx vitest run --project unit chat-storms */
export async function runChatStorms(seeds: readonly number[]): Promise<{ readonly failures: readonly string[]; readonly summary: string }> {
  const failures: string[] = [];
  let [messages, repeated] = [0, 0];
  for (const seed of seeds) {
    const outcome = await new ChatStorm(seed).run();
    messages += outcome.messages;
    repeated += outcome.repeated;
    if (outcome.faults.length > 0) failures.push(`SEED=${seed}: ${outcome.faults.slice(0, 3).join('; ')}`);
  }
  return { failures, summary: `${seeds.length} schedules, ${messages} messages, ${repeated} shown as sent again` };
}
