/**
 * Descriptions that are handed over as text: with their candidates inside, and without what the other side can do
 * without (RFC 8866, 8839). 10 kB of codecs that only a negotiation in a database has room for become 3.
 */

/** Of each medium, the one that every browser must have (RFC 7874 section 3, RFC 7742 section 5), with its retransmissions. */
const CODECS: Readonly<Record<string, readonly string[]>> = { audio: ['opus'], video: ['VP8', 'rtx'] };

/** To tell the media of one transport apart, and to know its bandwidth. */
const EXTENSIONS = /^a=extmap:\S+ (?:urn:ietf:params:rtp-hdrext:sdes:mid|http:\/\/www\.ietf\.org\/id\/draft-holmer-rmcat-transport-wide-cc-extensions-01)\b/;
/** Said twice (a=msid has it too), or of no use between two that multiplex and bundle. */
const SUPERFLUOUS = /^a=(?:ssrc:\d+ msid:|rtcp:|rtcp-xr:|msid-semantic:|end-of-candidates|candidate:)/;
/** What follows a candidate's type and its related address is an implementation's own. */
const OWN_ATTRIBUTES = / (?:generation|ufrag|network-id|network-cost) \S+/g;

/** @param candidates those that were gathered for it; more than one medium has them only where it isn't bundled */
export function slimDescription(sdp: string, candidates: readonly RTCIceCandidateInit[]): string {
  const [session = '', ...media] = sectionsOf(sdp);
  const shortFoundation = shortNames();
  const slim = media.map((section, index) => [
    ...slimMedium(linesOf(section)),
    ...candidates.filter((candidate) => isOf(candidate, section, index)).flatMap((candidate) => candidateLine(candidate, shortFoundation)),
  ]);
  return shortenStreams([...linesOf(session).filter(isNeeded), ...slim.flat(), '']).join('\r\n');
}

/** The candidates that a description brings along. */
export function candidatesOf(sdp: string): readonly RTCIceCandidateInit[] {
  return sectionsOf(sdp).slice(1).flatMap((section, sdpMLineIndex) =>
    Array.from(section.matchAll(/^a=(candidate:.*?)\r?$/gm), ([, candidate = '']) => ({
      candidate, sdpMid: midOf(section), sdpMLineIndex,
    })),
  );
}

function slimMedium(lines: readonly string[]): readonly string[] {
  const [first = '', ...rest] = lines;
  const kept = keptTypes(first, rest);
  const isKept = (line: string): boolean => {
    const type = /^a=(?:rtpmap|fmtp|rtcp-fb):(\S+)/.exec(line)?.[1];
    return type === undefined || type === '*' || kept === undefined || kept.has(type);
  };
  const head = kept === undefined ? first : [...first.split(' ').slice(0, 3), ...kept].join(' ');
  return [head, ...rest.filter((line) => isKept(line) && isNeeded(line))];
}

/** Payload types to keep, in their order; undefined where all stay: no medium of ours, or none of its codecs. */
function keptTypes(head: string, lines: readonly string[]): ReadonlySet<string> | undefined {
  const wanted = CODECS[/^m=(\w+)/.exec(head)?.[1] ?? ''];
  if (!wanted) return undefined;
  const all = new Map(lines.flatMap((line) => {
    const [, type, codec] = /^a=rtpmap:(\d+) ([^/]+)\//.exec(line) ?? [];
    return type !== undefined && codec !== undefined ? [[type, codec] as const] : [];
  }));
  const main = [...all].find(([, codec]) => codec.toLowerCase() === wanted[0]?.toLowerCase())?.[0];
  if (main === undefined) return undefined;
  const repair = wanted.includes('rtx') ? lines.find((line) => new RegExp(`^a=fmtp:\\d+ apt=${main}\\b`).test(line)) : undefined;
  const repairType = /^a=fmtp:(\d+)/.exec(repair ?? '')?.[1];
  return new Set([main, ...(repairType === undefined ? [] : [repairType])]);
}

function isNeeded(line: string): boolean {
  return line !== '' && !SUPERFLUOUS.test(line) && (!line.startsWith('a=extmap:') || EXTENSIONS.test(line));
}

/** A stream's id groups the media that play in step, whatever its value; a track's id has no effect. */
function shortenStreams(lines: readonly string[]): readonly string[] {
  const shortStream = shortNames();
  return lines.map((line) => {
    const stream = /^a=msid:(\S+)/.exec(line)?.[1];
    if (stream === undefined || stream === '-') return stream === undefined ? line : 'a=msid:-';
    return `a=msid:${shortStream(stream)}`;
  });
}

/**
 * Over TCP a browser only calls out: two of them never meet. A foundation only has to be the same where it was the
 * same (RFC 8445 section 5.1.1.3), and the address behind a mapped one need not be told (RFC 8839 section 5.1).
 */
function candidateLine({ candidate = '' }: RTCIceCandidateInit, shortFoundation: (long: string) => string): readonly string[] {
  if (/ tcp /i.test(candidate)) return [];
  const short = candidate
    .replace(OWN_ATTRIBUTES, '')
    .replace(/^candidate:(\S+)/, (_, foundation: string) => `candidate:${shortFoundation(foundation)}`)
    .replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 9');
  return [`a=${short}`];
}

/** @returns a function that gives equal names equal numbers */
function shortNames(): (long: string) => string {
  const numbers = new Map<string, number>();
  return (long) => {
    numbers.set(long, numbers.get(long) ?? numbers.size);
    return String(numbers.get(long));
  };
}

function isOf({ sdpMid, sdpMLineIndex }: RTCIceCandidateInit, section: string, index: number): boolean {
  return typeof sdpMid === 'string' ? sdpMid === midOf(section) : sdpMLineIndex === index;
}

function midOf(section: string): string | null {
  return /^a=mid:(\S+)/m.exec(section)?.[1] ?? null;
}

function sectionsOf(sdp: string): readonly string[] {
  return sdp.split(/^(?=m=)/m);
}

function linesOf(section: string): readonly string[] {
  return section.split(/\r?\n/);
}
