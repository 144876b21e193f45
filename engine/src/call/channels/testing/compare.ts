/** Whether what one side has taken is what the other has sent. */
import type { ChannelData } from '../../../peer/channels/channel-kinds.ts';

/** Messages in the order in which one stream sent them; of one that has ended, the last may never have left its page. */
export interface SentStream {
  readonly messages: readonly ChannelData[];
  hasEnded: boolean;
}

export interface Sent {
  readonly streams: readonly SentStream[];
}

export interface Heard {
  /** What was taken, a list for each memory: the tab's own where it survives, else each page's. */
  readonly taken: readonly (readonly ChannelData[])[];
}

/**
 * @param isOn the call goes on, so that everything must have come
 * @returns what is wrong with what one side has taken of what the other has sent: something lost, twice, or out of order
 */
export function compare(sender: Sent, receiver: Heard, { isOn = true } = {}): readonly string[] {
  const faults: string[] = [];
  const places = new Map<string, { readonly stream: number; readonly index: number }>();
  sender.streams.forEach(({ messages }, stream) => messages.forEach((data, index) => places.set(nameOf(data), { stream, index })));
  const covered = sender.streams.map(() => 0);
  for (const taken of receiver.taken) {
    let last: { readonly stream: number; readonly index: number } | undefined;
    for (const data of taken) {
      const place = places.get(nameOf(data));
      if (!place) faults.push(`${nameOf(data)} was never sent`);
      else if (last && place.stream < last.stream) faults.push(`${nameOf(data)} comes after a later page's`);
      else if (last?.stream === place.stream && place.index !== last.index + 1) faults.push(`${nameOf(data)}, number ${place.index}, comes after ${last.index}`);
      else {
        const had = covered[place.stream] ?? 0;
        // A page that has just begun may be told what an earlier one had taken and not acknowledged; none may be left out.
        if (place.index > had) faults.push(`${had} of stream ${place.stream} is lost: ${place.index} comes next`);
        covered[place.stream] = Math.max(had, place.index + 1);
      }
      last = place;
    }
  }
  sender.streams.forEach(({ messages, hasEnded }, stream) => {
    if (isOn && !hasEnded && covered[stream] !== messages.length) faults.push(`${covered[stream]} of ${messages.length} arrived of stream ${stream}`);
  });
  return faults;
}

function nameOf(data: ChannelData): string {
  const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
  return text.slice(0, text.indexOf(' '));
}
