/** How good a call is, as text and as numbers that can be read aloud on the phone. */
import type { CallQuality, FlowNumbers, QualityReason } from 'firelink/call';
import type { CallMessages, QualityReasonName } from '../i18n/messages.ts';

export type QualityRow =
  | { readonly name: string; readonly received: string; readonly sent: string }
  /** Of both directions together. */
  | { readonly name: string; readonly both: string };

const UNKNOWN = '–';

export function nameOfReason(reason: QualityReason): QualityReasonName {
  return reason.kind === 'loss' || reason.kind === 'bandwidth' ? `${reason.kind}-${reason.direction}` : reason.kind;
}

/** The badge: how good, and the one thing that most stands in the way. */
export function qualityLabel({ level, reason }: CallQuality, messages: CallMessages['quality']): string {
  return reason ? messages.because(messages.levels[level], messages.reasons[nameOfReason(reason)]) : messages.levels[level];
}

/** @param other the other person's name, made ready by isolated.ts */
export function qualitySentence({ reason }: CallQuality, messages: CallMessages['quality'], other?: string): string {
  return reason ? messages.explanations[nameOfReason(reason)](other) : messages.allWell;
}

/** The known values; a row without one is left out. */
export function qualityRows({ numbers }: CallQuality, messages: CallMessages['quality']): readonly QualityRow[] {
  const { incoming, outgoing, path, roundTripMs } = numbers;
  const { rows } = messages;
  const flow = (name: string, text: (flow: FlowNumbers) => string): QualityRow => ({ name, received: text(incoming), sent: text(outgoing) });
  const all: readonly QualityRow[] = [
    { name: rows.roundTrip, both: withUnit(roundTripMs, 'ms') },
    flow(rows.loss, ({ lossPercent }) => percentText(lossPercent)),
    flow(rows.jitter, ({ jitterMs }) => withUnit(jitterMs, 'ms')),
    flow(rows.rate, ({ kbps }) => withUnit(kbps, 'kbit/s')),
    flow(rows.picture, pictureText),
    { name: rows.concealed, received: percentText(incoming.concealedPercent), sent: UNKNOWN },
    { name: rows.frozen, received: percentText(incoming.frozenPercent), sent: UNKNOWN },
    {
      name: rows.limit, received: UNKNOWN,
      sent: outgoing.limitedBy === undefined ? UNKNOWN : messages.reasons[outgoing.limitedBy === 'cpu' ? 'cpu' : 'bandwidth-out'],
    },
    flow(rows.codecs, ({ codecs }) => codecs.join(', ') || UNKNOWN),
    {
      name: rows.path,
      both: path ? [path.isRelayed ? messages.relayed : messages.direct, path.protocol?.toUpperCase()].filter((part) => part !== undefined).join(', ') : UNKNOWN,
    },
  ];
  return all.filter((row) => ('both' in row ? row.both !== UNKNOWN : row.received !== UNKNOWN || row.sent !== UNKNOWN));
}

function withUnit(value: number | undefined, unit: string): string {
  return value === undefined ? UNKNOWN : `${Math.round(value)} ${unit}`;
}

/** A tenth more would be more than six seconds can tell. */
function percentText(value: number | undefined): string {
  return value === undefined ? UNKNOWN : `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} %`;
}

function pictureText({ picture }: FlowNumbers): string {
  if (!picture) return UNKNOWN;
  const size = `${picture.width} × ${picture.height}`;
  return picture.fps === undefined ? size : `${size}, ${Math.round(picture.fps)}\u00a0fps`;
}
