/** The change between readings. Pure; a number that can't be computed is left out. */
import type { CallNumbers, FlowNumbers } from './call-quality.ts';
import type { InboundFlow, OutboundFlow, PathReading, StatsReading } from './quality-reading.ts';

/** An older report of the other side doesn't describe the present; browsers send one at least every 5 s (RFC 3550, 6.2). */
const REPORT_LIFE_MS = 12_000;
/** Of one core: WebRTC itself thinks an encoder overused from 85 % on, and other things run beside it. */
const BUSY_ENCODER = 0.6;
/** Less than this part of the camera's pixels is a picture made smaller on purpose. */
const REDUCED = 0.6;

/** The same flow at two times. */
interface Pair<Kind> {
  readonly before: Kind;
  readonly after: Kind;
  readonly elapsedMs: number;
}

/** @param readings in their order, of one path: what is told is about the time from the first to the last */
export function numbersOver(readings: readonly StatsReading[]): CallNumbers {
  const inbound = pairs(readings.map((reading) => reading.inbound), ({ received }) => received);
  const outbound = pairs(readings.map((reading) => reading.outbound), ({ sent }) => sent);
  // A flow is reported on some seconds after it began.
  const reported = pairs(readings.map((reading) => reading.outbound.filter(({ report }) => report)), ({ sent }) => sent);
  const [path] = pairs(readings.map((reading) => (reading.path ? [reading.path] : [])), ({ bytesReceived }) => bytesReceived);
  const latest = readings.at(-1);
  return {
    roundTripMs: latest && roundTrip(latest),
    incoming: incoming(inbound, path),
    outgoing: { ...outgoing(outbound, path, latest?.path), lossPercent: lossThere(reported) },
    ...(latest?.path && { path: { isRelayed: latest.path.isRelayed, protocol: latest.path.protocol } }),
  };
}

/** Each flow of the last reading with itself as far back as it goes on: a counter that fell belongs to another connection. */
function pairs<Kind extends { readonly key: string; readonly at: number }>(
  readings: readonly (readonly Kind[])[], counter: (flow: Kind) => number,
): readonly Pair<Kind>[] {
  const [latest = [], ...former] = [...readings].reverse();
  return latest.flatMap((after) => {
    let before = after;
    for (const flows of former) {
      const then = flows.find(({ key }) => key === after.key);
      if (!then || then.at >= before.at || counter(then) > counter(before)) break;
      before = then;
    }
    return before === after ? [] : [{ before, after, elapsedMs: after.at - before.at }];
  });
}

function incoming(flows: readonly Pair<InboundFlow>[], path: Pair<PathReading> | undefined): CallNumbers['incoming'] {
  const active = flows.filter(({ before, after }) => after.received > before.received);
  const received = sum(active, ({ before, after }) => after.received - before.received);
  // A packet that comes twice, or late, makes the count of the lost fall.
  const lost = sum(active, ({ before, after }) => Math.max(0, after.lost - before.lost));
  const sound = active.filter(({ after }) => after.kind === 'audio');
  const samples = sum(sound, ({ before, after }) => after.samples - before.samples);
  const concealed = sum(sound, ({ before, after }) => Math.max(0, after.concealed - before.concealed));
  const picture = busiest(active, ({ before, after }) => after.decoded - before.decoded);
  return {
    ...flowNumbers(active, picture, path && rate(path, ({ bytesReceived }) => bytesReceived)),
    lossPercent: percent(lost, received + lost),
    jitterMs: greatest(active.map(({ after }) => after.jitterMs)),
    concealedPercent: percent(concealed, samples),
    frozenPercent: picture && percent(Math.max(0, picture.after.frozenMs - picture.before.frozenMs), picture.elapsedMs),
  };
}

function outgoing(flows: readonly Pair<OutboundFlow>[], path: Pair<PathReading> | undefined, now: PathReading | undefined): CallNumbers['outgoing'] {
  const active = flows.filter(({ before, after }) => after.sent > before.sent);
  const picture = busiest(active, ({ before, after }) => after.encoded - before.encoded);
  return {
    ...flowNumbers(active, picture, path && rate(path, ({ bytesSent }) => bytesSent)),
    jitterMs: greatest(active.map(({ after }) => after.report?.jitterMs)),
    limitedBy: picture && limitOf(picture),
    estimatedKbps: picture && estimate(picture, now),
  };
}

/** Of what was sent, as the other side counts it. */
function lossThere(flows: readonly Pair<OutboundFlow>[]): number | undefined {
  const counted = flows.flatMap(({ before, after, elapsedMs }) => {
    const [then, latest] = [before.report, after.report];
    if (!then || !latest || latest.at <= then.at) return [];
    // Sent in the time that the two reports are apart, which is not the time between the readings.
    return [{ sent: ((after.sent - before.sent) * (latest.at - then.at)) / elapsedMs, lost: Math.max(0, latest.lost - then.lost) }];
  });
  return percent(sum(counted, ({ lost }) => lost), sum(counted, ({ sent }) => sent));
}

function flowNumbers(
  active: readonly Pair<InboundFlow | OutboundFlow>[], picture: Pair<InboundFlow | OutboundFlow> | undefined, bytesPerMs: number | undefined,
): FlowNumbers {
  const { width, height, framesPerSecond } = picture?.after ?? {};
  const ordered = [...active].sort((one, other) => one.after.kind.localeCompare(other.after.kind));
  return {
    kbps: bytesPerMs === undefined ? undefined : bytesPerMs * 8,
    ...(width && height ? { picture: { width, height, fps: framesPerSecond } } : {}),
    codecs: [...new Set(ordered.flatMap(({ after }) => after.codec ?? []))],
  };
}

/** The reason that the browser gives, or what its picture and its work tell where it gives none (Firefox). */
function limitOf({ before, after, elapsedMs }: Pair<OutboundFlow>): 'bandwidth' | 'cpu' | undefined {
  const { limitedBy, source, width, height } = after;
  if (limitedBy === 'bandwidth' || limitedBy === 'cpu') return limitedBy;
  if (limitedBy !== undefined || !source?.width || !source.height || !width || !height) return undefined;
  if (width * height >= REDUCED * source.width * source.height) return undefined;
  return (after.encodeMs - before.encodeMs) / elapsedMs >= BUSY_ENCODER ? 'cpu' : 'bandwidth';
}

function estimate({ before, after, elapsedMs }: Pair<OutboundFlow>, path: PathReading | undefined): number | undefined {
  if (path?.availableBitrate !== undefined) return path.availableBitrate / 1_000;
  if (after.targetBitrate !== undefined) return after.targetBitrate / 1_000;
  if (after.targetBytes === undefined || before.targetBytes === undefined) return undefined;
  return (Math.max(0, after.targetBytes - before.targetBytes) * 8) / elapsedMs;
}

/** As the latest of the other side's reports has it; the path's own measurement is older, or missing (Firefox). */
function roundTrip({ outbound, path }: StatsReading): number | undefined {
  const reports = outbound.flatMap(({ at, report }) => (report?.roundTripMs !== undefined && at - report.at < REPORT_LIFE_MS ? [report] : []));
  return busiest(reports, ({ at }) => at)?.roundTripMs ?? path?.roundTripMs;
}

/** @returns bytes a millisecond */
function rate({ before, after, elapsedMs }: Pair<PathReading>, counter: (path: PathReading) => number): number {
  return Math.max(0, counter(after) - counter(before)) / elapsedMs;
}

/** The one with the most of it, if anything: of several pictures the one that moves. */
function busiest<Kind>(all: readonly Kind[], amount: (one: Kind) => number): Kind | undefined {
  return all.filter((one) => amount(one) > 0).reduce<Kind | undefined>((best, one) => (best !== undefined && amount(best) >= amount(one) ? best : one), undefined);
}

function sum<Kind>(all: readonly Kind[], amount: (one: Kind) => number): number {
  return all.reduce((total, one) => total + amount(one), 0);
}

function greatest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function percent(part: number, whole: number): number | undefined {
  return whole > 0 ? (100 * part) / whole : undefined;
}
