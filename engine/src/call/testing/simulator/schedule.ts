/** What befalls a call: a list of incidents with their times, made from a seed. */
import { Seeded } from './seeded.ts';

export type Who = 'alice' | 'bob';

export type Incident =
  | { readonly kind: 'open'; readonly who: 'bob' }
  | { readonly kind: 'join' | 'decline'; readonly who: 'bob' }
  | { readonly kind: 'hang-up' | 'network-changed'; readonly who: Who }
  | { readonly kind: 'let-in'; readonly who: 'alice' }
  /** The page goes, and is there again `awayMs` later. */
  | { readonly kind: 'reload'; readonly who: Who; readonly how: 'goodbye' | 'crash'; readonly awayMs: number }
  | { readonly kind: 'freeze'; readonly who: Who; readonly forMs: number }
  | { readonly kind: 'store-offline' | 'store-silent'; readonly who: Who; readonly forMs: number }
  /** Listeners are told again what they have been told. */
  | { readonly kind: 'store-repeats'; readonly who: Who }
  | { readonly kind: 'store-slow'; readonly who: Who; readonly delayMs: number }
  | { readonly kind: 'lose-commit'; readonly who: Who; readonly landed: boolean | 'late' }
  | { readonly kind: 'deny-commit'; readonly who: Who }
  | { readonly kind: 'cut'; readonly forMs: number }
  /** A message takes so long one way, over a path that goes on. */
  | { readonly kind: 'lag'; readonly delayMs: number; readonly forMs: number }
  /** The data channels die alone. */
  | { readonly kind: 'close-channels' }
  /** A third opens the link, and tries to join. */
  | { readonly kind: 'third' };

export interface Timed {
  readonly atMs: number;
  readonly incident: Incident;
}

/** The time within which incidents begin; afterwards everything is well again. */
export const STORM_MS = 40_000;

const KINDS = [
  'reload', 'reload', 'reload', 'freeze', 'store-offline', 'store-silent', 'store-slow', 'store-repeats', 'lose-commit', 'deny-commit', 'cut', 'third',
  'network-changed', 'network-changed', 'let-in', 'close-channels', 'lag',
] as const;

export function makeSchedule(seed: number): readonly Timed[] {
  const random = new Seeded(seed);
  const opensAt = random.integer(0, 3_000);
  const joinsAt = opensAt + random.integer(0, 4_000);
  const timed: Timed[] = [
    { atMs: opensAt, incident: { kind: 'open', who: 'bob' } },
    { atMs: joinsAt, incident: { kind: 'join', who: 'bob' } },
    // Once more, in case that the first click came to nothing.
    { atMs: joinsAt + 12_000, incident: { kind: 'join', who: 'bob' } },
  ];
  // Most incidents crowd round the moments at which the two sides' messages cross.
  const around: readonly [number, ...number[]] = [0, opensAt, joinsAt, joinsAt + 500, joinsAt + 5_000, joinsAt + 15_000];
  for (let count = random.integer(0, 6); count > 0; count--) {
    const atMs = random.chance(0.7) ? random.pick(around) + random.integer(0, 900) : random.integer(0, STORM_MS);
    timed.push({ atMs, incident: makeIncident(random) });
  }
  if (random.chance(0.2)) timed.push({ atMs: random.integer(0, STORM_MS), incident: { kind: 'hang-up', who: random.pick(['alice', 'bob']) } });
  if (random.chance(0.03)) timed.push({ atMs: joinsAt, incident: { kind: 'decline', who: 'bob' } });
  return timed.toSorted((one, other) => one.atMs - other.atMs);
}

function makeIncident(random: Seeded): Incident {
  const who = random.pick<Who>(['alice', 'bob']);
  const kind = random.pick(KINDS);
  switch (kind) {
    case 'reload': return { kind, who, how: random.pick(['goodbye', 'crash']), awayMs: random.integer(100, 5_000) };
    case 'freeze': return { kind, who, forMs: random.chance(0.1) ? 3_600_000 : random.integer(500, 12_000) };
    case 'store-offline':
    case 'store-silent': return { kind, who, forMs: random.integer(500, 20_000) };
    case 'store-slow': return { kind, who, delayMs: random.integer(10, 800) };
    case 'lose-commit': return { kind, who, landed: random.pick([true, false, 'late']) };
    case 'deny-commit':
    case 'store-repeats': return { kind, who };
    case 'cut': return { kind, forMs: random.integer(500, 25_000) };
    case 'lag': return { kind, delayMs: random.integer(50, 1_500), forMs: random.integer(500, 12_000) };
    case 'let-in': return { kind, who: 'alice' };
    case 'network-changed': return { kind, who };
    case 'close-channels':
    case 'third': return { kind };
  }
}
