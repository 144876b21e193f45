/** What a call's end says, and what can be done next. */
import type { Failure } from 'firelink/base';
import { reasonFor, type EndedReason } from 'firelink/call';
import type { EndMessages, FirstReason, NextStep, TitleAndText, Messages } from '../i18n/messages.ts';

type FirstStep = Exclude<NextStep, 'call-again'>;

/** The first step is the one that helps most often: it is drawn as the primary button. Where none are named: NEXT_STEPS. */
const OWN_STEPS: Readonly<Partial<Record<EndedReason, readonly FirstStep[]>>> = {
  'you-declined': ['home'],
  full: ['try-again', 'start-new-call'],
  'link-incomplete': ['home'],
  'wrong-key': ['home'],
  'other-version': ['reload'],
  unreachable: ['try-again', 'home'],
  failed: ['try-again', 'home'],
  'permission-denied': ['try-again', 'home'],
  'no-device': ['try-again', 'home'],
  'unsupported-browser': ['home'],
  'insecure-page': ['home'],
  'webrtc-off': ['reload', 'home'],
  'storage-blocked': ['try-again', 'home'],
  'open-elsewhere': ['continue-here', 'home'],
  'page-incomplete': ['reload', 'home'],
  'signed-out': ['try-again', 'home'],
  refused: ['start-new-call', 'connect-by-hand', 'home'],
  'quota-exhausted': ['try-again', 'connect-by-hand', 'home'],
  offline: ['try-again', 'home'],
  unavailable: ['try-again', 'connect-by-hand', 'home'],
};
const NEXT_STEPS: readonly FirstStep[] = ['start-new-call', 'home'];

export interface EndedText extends TitleAndText {
  readonly steps: readonly { readonly step: NextStep; readonly label: string }[];
}

/**
 * `hasRelay`: whether a relay was configured, which decides what an `unreachable` call is told. `canCallAgain`: the link
 * leads these two to another call. `other`: the other person's name, '' where it is not known.
 */
export function endedText(reason: EndedReason, hasRelay: boolean, messages: Messages['ended'], later: EndMessages | undefined, canCallAgain = false, other = ''): EndedText {
  const told = withName(reason, titleAndText(reason, hasRelay, messages, later), later, other);
  const steps = (OWN_STEPS[reason] ?? NEXT_STEPS).map((step) => ({ step, label: messages.steps[step] }));
  if (!canCallAgain || !later) return { ...told, steps };
  const { label, text } = later.ends.again;
  const others = steps.filter(({ step }) => step !== 'try-again');
  return { title: told.title, text: LINK_IS_OVER.has(reason) ? text : `${told.text} ${text}`, steps: [{ step: 'call-again', label }, ...others] };
}

/** The text about the link there holds for other people alone. */
const LINK_IS_OVER: ReadonlySet<EndedReason> = new Set(['you-hung-up', 'other-hung-up', 'you-declined', 'expired', 'not-found', 'over']);

function titleAndText(reason: EndedReason, hasRelay: boolean, { reasons }: Messages['ended'], later: EndMessages | undefined): TitleAndText {
  if (isFirstReason(reason)) return reasons[reason];
  // Only a call's code ends a call, and it brings its messages.
  if (!later) return reasons['page-incomplete'];
  if (reason !== 'unreachable') return later.ends.reasons[reason];
  const { title, withRelay, withoutRelay } = later.ends.unreachable;
  return { title, text: hasRelay ? withRelay : withoutRelay };
}

function withName(reason: EndedReason, told: TitleAndText, later: EndMessages | undefined, other: string): TitleAndText {
  if (!later || other === '' || !isNamed(reason)) return told;
  return { ...told, ...later.ends.named[reason](other) };
}

function isNamed(reason: EndedReason): reason is keyof EndMessages['ends']['named'] {
  return reason === 'other-hung-up' || reason === 'other-left' || reason === 'unreachable' || reason === 'you-declined';
}

/** Said by the first screen, before any code of a call is there. */
export function isFirstReason(reason: EndedReason): reason is FirstReason {
  return reason === 'link-incomplete' || reason === 'page-incomplete' || reason === 'offline' || reason === 'unavailable';
}

/** Why a try to join failed: the text of the end that it would have been. */
export function problemText(problem: Failure, hasRelay: boolean, messages: Messages['ended'], later: EndMessages | undefined): TitleAndText {
  return titleAndText(reasonFor(problem), hasRelay, messages, later);
}
