/**
 * Keeps an input as it is wished: reads permission and list again whenever something may have changed, and does what `planRepair` says.
 * A repaired input shows; the try does not.
 */
import type { Clock } from '../../base/clock.ts';
import { contained } from '../../base/contained.ts';
import type { Scope } from '../../base/scope.ts';
import { acquire, type Acquired } from './acquire.ts';
import { defaultOf, identityOf, isDefault, NO_DEVICES_LISTED, type Device, type DeviceList } from '../devices/device-list.ts';
import type { LocalInput } from './local-input.ts';
import type { InputKind, ReplacementReason } from './local-media-state.ts';
import type { DeviceHint, MediaDevicesPort, WantedDevice } from '../devices/media-devices.ts';
import { refusalNow } from './refusal.ts';
import { canRecover, explainLoss, isWorthAnotherTry, planRepair, type Choice, type Facts } from './repair.ts';

/**
 * Nothing tells when another program lets go of a device. Soon at first, since a change of programs takes seconds;
 * then rarely, and not for ever: a return to the page after that is a reason to refresh.
 */
export const DEVICE_RETRIES_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 60_000, 60_000, 120_000, 120_000] as const;

/** A system that silences a device as the page is left takes a moment to let it be heard on return. */
export const STALE_MS = 2_000;

/** What ends sooner after a repair was none: it is tried again as one that failed, later each time, and not at once for ever. */
const LASTS_MS = 5_000;

/** Long enough to read which device it is now. */
export const REPLACEMENT_SHOWN_MS = 10_000;

export interface KeeperPorts {
  readonly devices: MediaDevicesPort;
  readonly clock: Clock;
  readonly scope: Scope;
  readonly onList: (list: DeviceList) => void;
  /** Runs `change` and reports its results as one change. */
  readonly batch: (change: () => void) => void;
  /** Hears of a refresh that broke: the next reason refreshes again. */
  readonly onError: (error: unknown) => void;
}

export class DeviceKeeper {
  readonly #name: InputKind;
  readonly #input: LocalInput;
  readonly #ports: KeeperPorts;
  #choice: Choice | undefined;
  #wasGranted = false;
  readonly #grantedIds = new Set<string>();
  #isHidden = false;
  /** Counts the refreshes: a later one knows more. */
  #refreshes = 0;
  #tries = 0;
  #repairedAt = Number.NEGATIVE_INFINITY;
  #cancelRetry: () => void = () => {};
  #lost: { readonly deviceId: string | undefined } | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(name: InputKind, input: LocalInput, ports: KeeperPorts) {
    this.#name = name;
    this.#input = input;
    this.#ports = ports;
  }

  /** The device to ask for at a press: the former one, if it is there. */
  get wanted(): WantedDevice | undefined {
    return this.#choice?.kind === 'device' ? { id: this.#choice.id, how: 'ideal' } : undefined;
  }

  /** The repair under way, or the last one. */
  get work(): Promise<void> {
    return this.#work;
  }

  /** The id of the device in use, or that would be: the default device has an entry of its own. */
  chosenIn(devices: readonly Device[]): string | undefined {
    const choice = this.#choice;
    if (choice === undefined) return undefined;
    return choice.kind === 'default' ? defaultOf(devices)?.id : (this.#input.held?.deviceId ?? choice.id);
  }

  /** The device of an earlier time, before any is asked for. */
  remember(choice: Choice): void {
    this.#choice = choice;
  }

  /** One that is chosen by hand, at once where one is in use. It is asked for openly: the press is there. */
  async take(choice: Choice, deviceId: string): Promise<void> {
    this.#choice = choice;
    const { held } = this.#input;
    const isNeeded = this.#input.wish !== 'off' && held?.deviceId !== deviceId;
    if (isNeeded && this.#input.beginRepair()) {
      this.#work = this.#repair(deviceId, undefined);
      await this.#work;
      // It could not be had: what is in use is what one has.
      const now = this.#input.held?.deviceId;
      if (now !== undefined && now !== deviceId) this.#choice = { kind: 'device', id: now };
    }
    await this.refresh();
  }

  /**
   * The same, and the one before is let go first: a phone opens one camera at a time. If the other can't be had, the one
   * before is taken again.
   *
   * @returns whether it was had
   */
  async swap(deviceId: string): Promise<boolean> {
    const input = this.#input;
    const before = input.held?.deviceId;
    if (before === undefined || !input.beginRepair()) return false;
    input.letGoFirst();
    this.#choice = { kind: 'device', id: deviceId };
    const work = this.#swap(deviceId, before);
    this.#work = work.then(() => undefined);
    const isHad = await work;
    await this.refresh();
    return isHad;
  }

  onHint(hint: DeviceHint): void {
    this.#isHidden = hint === 'hidden' || (this.#isHidden && hint !== 'returned');
    if (hint === 'hidden') return this.#input.markStale();
    this.#tries = 0;
    this.#input.notice();
    if (hint === 'returned' && this.#input.held) this.#refreshAfter(STALE_MS);
    else this.#refreshNow();
  }

  /** The track ended by itself. */
  lose(deviceId: string | undefined): void {
    this.#lost = { deviceId };
    if (this.#ports.clock.elapsed() - this.#repairedAt < LASTS_MS) return this.#tryLater();
    this.#tries = 0;
    this.#refreshNow();
  }

  /** The system has silenced the device, or not any more. */
  onSystemMute(): void {
    if (this.#isHidden) this.#input.markStale();
  }

  /** Reads permission and list, reports them, and repairs the input where it can. */
  async refresh(mayRepair = true): Promise<void> {
    const refresh = ++this.#refreshes;
    this.#cancelRetry();
    const { devices, scope, onList, batch } = this.#ports;
    const [permission, told] = await Promise.all([devices.permission(this.#name), devices.list()]);
    if (scope.isEnded || refresh !== this.#refreshes) return;
    // An untold list is not an empty one: the speaker in use stays.
    if (told) onList(told);
    const list = told ?? NO_DEVICES_LISTED;
    const mine = list[this.#name];
    this.#recognise(list);
    const input = this.#input;
    const facts: Facts = {
      wish: input.wish, isPending: input.isPending, held: input.held, failure: input.failure, choice: this.#choice, permission,
      grantedIds: this.#grantsInQuestion, devices: mine,
    };
    batch(() => this.#explain(facts));
    this.#wasGranted ||= permission === 'granted';
    if (!mayRepair) return;
    const repair = planRepair({ ...facts, failure: input.failure });
    if (repair.kind === 'take' && input.beginRepair()) {
      this.#work = this.#repair(repair.deviceId, repair.replacement);
      await this.#work;
    }
  }

  #refreshNow(mayRepair?: boolean): void {
    contained(this.refresh(mayRepair), this.#ports.onError);
  }

  /** The result of asking. */
  apply(result: Acquired, replacement?: ReplacementReason, isRepair = false): void {
    if (!isRepair) this.#tries = 0;
    if (result.kind === 'track') this.#repairedAt = isRepair ? this.#ports.clock.elapsed() : Number.NEGATIVE_INFINITY;
    this.#input.apply(result, replacement);
    const { state } = this.#input;
    if (result.kind === 'track') {
      // Ended at once: `lose` has dealt with it.
      if (state.kind === 'failed') return;
      if ('track' in state && replacement !== undefined) this.#tellForAWhile(state.track);
      // Only now are names told, and which of them it is. One repair leads to no other: a browser that gives something
      // else than it was asked for would be asked for ever.
      this.#refreshNow(!isRepair);
    } else if (this.#input.wish !== 'off') {
      contained(this.#afterFailure(), this.#ports.onError);
    }
  }

  get #grantsInQuestion(): ReadonlySet<string> | undefined {
    return this.#ports.devices.grants === 'device' ? this.#grantedIds : undefined;
  }

  async #repair(deviceId: string | undefined, replacement: ReplacementReason | undefined): Promise<void> {
    const wanted = deviceId === undefined ? {} : { [this.#name]: { id: deviceId, how: 'exact' as const } };
    const results = await acquire(this.#ports.devices, [this.#name], wanted);
    const result = results.get(this.#name);
    if (result) this.#ports.batch(() => this.apply(result, replacement, true));
  }

  async #swap(deviceId: string, before: string): Promise<boolean> {
    const ask = async (id: string): Promise<Acquired | undefined> =>
      (await acquire(this.#ports.devices, [this.#name], { [this.#name]: { id, how: 'exact' } })).get(this.#name);
    const other = await ask(deviceId);
    const isHad = other?.kind === 'track';
    if (!isHad) this.#choice = { kind: 'device', id: before };
    const result = isHad ? other : await ask(before);
    if (result) this.#ports.batch(() => this.apply(result, undefined, true));
    return isHad;
  }

  /** Says whether it comes by itself, and tries again when only time can tell. */
  async #afterFailure(): Promise<void> {
    const { devices, scope, batch } = this.#ports;
    const permission = await devices.permission(this.#name);
    const { failure, refusal } = this.#input;
    if (scope.isEnded || failure === undefined) return;
    batch(() => this.#input.explain(failure, canRecover(failure, { permission, grantedIds: this.#grantsInQuestion }), refusal));
    const delayMs = DEVICE_RETRIES_MS[this.#tries];
    if (permission !== 'granted' || !isWorthAnotherTry(failure) || delayMs === undefined) return;
    this.#tries++;
    this.#refreshAfter(delayMs);
  }

  #explain({ permission, grantedIds, devices, failure }: Facts): void {
    const lost = this.#lost;
    this.#lost = undefined;
    if (failure === undefined) return;
    const known = lost ? explainLoss(lost.deviceId, this.#wasGranted, { permission, devices }) : failure;
    this.#input.explain(known, canRecover(known, { permission, grantedIds }), refusalNow(known, this.#input.refusal, permission));
  }

  /** The first device that is granted is the one that a person has; who is given the default has the default. */
  #recognise(list: DeviceList): void {
    const { held } = this.#input;
    const mine = list[this.#name];
    const standard = defaultOf(mine);
    if (held?.deviceId === undefined) return;
    this.#grantedIds.add(held.deviceId);
    if (standard === undefined) return;
    this.#choice ??= this.#name === 'microphone' && isDefault(held.deviceId, mine) ? { kind: 'default' } : { kind: 'device', id: held.deviceId };
    if (this.#choice.kind === 'default') this.#input.recogniseDefault(identityOf(standard));
  }

  /** Says what is wrong at once, and looks for what can be done about it later. */
  #tryLater(): void {
    this.#refreshNow(false);
    const delayMs = DEVICE_RETRIES_MS[this.#tries++];
    if (delayMs !== undefined) this.#refreshAfter(delayMs);
  }

  #refreshAfter(delayMs: number): void {
    const { clock, scope } = this.#ports;
    this.#cancelRetry();
    this.#cancelRetry = scope.own(clock.after(delayMs, () => {
      this.#cancelRetry();
      this.#refreshNow();
    }));
  }

  #tellForAWhile(track: MediaStreamTrack): void {
    const { clock, scope, batch } = this.#ports;
    const release = scope.own(clock.after(REPLACEMENT_SHOWN_MS, () => {
      release();
      batch(() => this.#input.forgetReplacement(track));
    }));
  }
}
