/**
 * What a day of calls asks of Google and of the relay, and what that is paid for. Operations are those that the tests
 * count on the wire and that the functions make; what depends on people is an assumption, and is named so.
 */
import type { TableRow } from '../test-run/for-the-record.ts';

/** Of one call: two people, functions, App Check and a relay that is paid for. */
export const OF_A_CALL = {
  /** Clients: the budgets that `npm test` holds a whole call to; an ordinary one takes 4 and 7. */
  clientWrites: 6,
  clientReads: 11,
  /** Documents that the rules look up, as `npm test` computes them from firestore.rules: 3, and one more for each late batch. */
  ruleReads: 5,
  /** onCallEnded buries it: its document and the batches read, one write, the batches deleted. Reckoned with two: the caller's, and a late one. */
  burialReads: 1 + 2,
  burialWrites: 1,
  burialDeletes: 2,
  /** The sweep: the document, and one read for each side that has no batch left. */
  sweepReads: 1 + 2,
  sweepDeletes: 1,
  /** Both people's credentials: a user's and an address's document each time; swept once in a while, two a person. */
  mintReads: 2 * 2,
  mintWrites: 2 * 2,
  mintSweepReads: 2 * 2,
  mintSweepDeletes: 2 * 2,
  /** Two credentials; an event for the answer, for the end, and for the burial's own write. */
  invocations: 2 + 3,
  /** A token each. A visitor who comes back within its hour needs none. */
  assessments: 2,
  /** Two people who have never been here: the page with Firebase, gzip, as Vite builds it. */
  hostingBytes: 2 * 240_000,
  /** The document with two descriptions of 2 KiB and two batches of 1 KiB, with names and indexes. */
  storedBytes: 8_000,
} as const;

/** What people do. Change them to what yours do. */
export const ASSUMED = {
  minutes: 10,
  /** Calls of which one side is behind a network that lets no direct way be found. */
  relayedShare: 0.15,
  /** Picture and sound, each way. */
  megabitsEachWay: 1.5,
  /** The busiest hour against the average one. */
  peak: 3,
  /** Visitors who have not been there for a week: an account each. */
  newAccounts: 2,
  /** Of a function's invocation, with instances shared; an upper bound. */
  billedSeconds: 0.1,
} as const;

/** US dollars. The page of each is named in docs/scaling.md. */
export const PRICES = {
  reads: 0.06 / 100_000,
  writes: 0.18 / 100_000,
  deletes: 0.02 / 100_000,
  storageGiBMonth: 0.18,
  invocations: 0.4 / 1e6,
  vcpuSecond: 0.000024,
  gibSecond: 0.0000025,
  assessments: 0.001,
  hostingGB: 0.15,
  relayGB: 0.05,
} as const;

export interface Day {
  readonly calls: number;
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
  readonly storedGiB: number;
  readonly invocations: number;
  readonly functionSeconds: number;
  readonly assessments: number;
  readonly hostingGB: number;
  readonly relayGB: number;
}

/** How long a call's document lies there: the call, and ten minutes as a tombstone. */
const storedDays = (minutes: number): number => (minutes + 10) / 1440;

export function dayOf(calls: number): Day {
  const c = OF_A_CALL;
  const invocations = calls * c.invocations;
  const relayedSeconds = calls * ASSUMED.relayedShare * ASSUMED.minutes * 60;
  return {
    calls,
    reads: calls * (c.clientReads + c.ruleReads + c.burialReads + c.sweepReads + c.mintReads + c.mintSweepReads),
    writes: calls * (c.clientWrites + c.burialWrites + c.mintWrites),
    deletes: calls * (c.burialDeletes + c.sweepDeletes + c.mintSweepDeletes),
    storedGiB: (calls * c.storedBytes * storedDays(ASSUMED.minutes)) / 2 ** 30,
    invocations,
    functionSeconds: invocations * ASSUMED.billedSeconds,
    assessments: calls * c.assessments,
    hostingGB: (calls * c.hostingBytes) / 1e9,
    // Both directions leave the relay.
    relayGB: (relayedSeconds * 2 * ASSUMED.megabitsEachWay) / 8 / 1000,
  };
}

/** Dollars a day, without what is free: at a thousand calls nearly all of it is. */
export function costOf(day: Day): Readonly<Record<string, number>> {
  const p = PRICES;
  return {
    Firestore: day.reads * p.reads + day.writes * p.writes + day.deletes * p.deletes + (day.storedGiB * p.storageGiBMonth) / 30,
    Functions: day.invocations * p.invocations + day.functionSeconds * (p.vcpuSecond + p.gibSecond / 4),
    'App Check': day.assessments * p.assessments,
    Hosting: day.hostingGB * p.hostingGB,
    Relay: day.relayGB * p.relayGB,
  };
}

export const SIZES = [1_000, 1_000_000, 10_000_000] as const;

const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
const short = (value: number): string => (value < 10 ? value.toFixed(2) : whole(value));

export function tables(): readonly { readonly title: string; readonly rows: readonly TableRow[] }[] {
  const days = SIZES.map(dayOf);
  const column = (day: Day): string => `${whole(day.calls)} calls a day`;
  const row = (what: string, show: (day: Day) => string): TableRow => ({ what, ...Object.fromEntries(days.map((day) => [column(day), show(day)])) });
  const total = (day: Day): number => Object.values(costOf(day)).reduce((sum, cost) => sum + cost, 0);
  const perSecond = (count: number): string => short((count / 86_400) * ASSUMED.peak);
  return [
    {
      title: 'A day',
      rows: [
        row('documents read', (day) => whole(day.reads)), row('documents written', (day) => whole(day.writes)),
        row('documents deleted', (day) => whole(day.deletes)), row('stored, GiB', (day) => short(day.storedGiB)),
        row('invocations', (day) => whole(day.invocations)), row('function seconds', (day) => whole(day.functionSeconds)),
        row('reCAPTCHA assessments', (day) => whole(day.assessments)), row('served by Hosting, GB', (day) => short(day.hostingGB)),
        row('relayed, GB', (day) => short(day.relayGB)), row('new accounts, at most', (day) => whole(day.calls * ASSUMED.newAccounts)),
      ],
    },
    {
      title: 'A second, in the busiest hour',
      rows: [
        row('calls begun', (day) => perSecond(day.calls)), row('writes and deletes', (day) => perSecond(day.writes + day.deletes)),
        row('reads', (day) => perSecond(day.reads)), row('invocations', (day) => perSecond(day.invocations)),
        row('calls at the same time', (day) => whole((day.calls * ASSUMED.minutes * ASSUMED.peak) / 1440)),
        row('relayed, Gbit/s', (day) => perSecond(day.relayGB * 8)),
      ],
    },
    {
      title: 'Dollars a day',
      rows: [
        ...Object.keys(costOf(dayOf(1))).map((what) => row(what, (day) => short(costOf(day)[what] ?? 0))),
        row('together', (day) => short(total(day))), row('for a thousand calls', (day) => short((total(day) / day.calls) * 1000)),
      ],
    },
  ];
}

/** As docs/scaling.md holds them. */
export function asMarkdown(): string {
  return tables().map(({ title, rows }) => {
    const columns = Object.keys(rows[0] ?? {});
    const lines = rows.map((one) => `| ${columns.map((name) => one[name]).join(' | ')} |`);
    return [`### ${title}`, '', `| ${columns.map((name) => (name === 'what' ? '' : name)).join(' | ')} |`, `|---|${'--:|'.repeat(columns.length - 1)}`, ...lines].join('\n');
  }).join('\n\n');
}
