import { problemOf, SECRET_PROVIDERS, UNSET_SECRET } from './settings.ts';

export interface Question {
  readonly name: string;
  readonly text: string;
  readonly byDefault: string;
  /** Not shown while it is typed, and never written into a file. */
  readonly isSecret?: true;
}

const PROVIDER: Question = { name: 'TURN_PROVIDER', text: 'Where relays come from (none, coturn, cloudflare, twilio, static)', byDefault: 'none' };

const OF_PROVIDER: Readonly<Record<string, readonly Question[]>> = {
  coturn: [
    { name: 'TURN_URLS', text: 'Its addresses, separated by commas (turn:turn.example.org:3478?transport=udp,…)', byDefault: '' },
    { name: 'TURN_SECRET', text: 'Its static-auth-secret', byDefault: '', isSecret: true },
  ],
  cloudflare: [
    { name: 'TURN_ACCOUNT', text: 'The id of the TURN key', byDefault: '' },
    { name: 'TURN_SECRET', text: 'The API token of that key', byDefault: '', isSecret: true },
  ],
  twilio: [
    { name: 'TURN_ACCOUNT', text: 'The account SID (AC…)', byDefault: '' },
    { name: 'TURN_SECRET', text: 'The auth token', byDefault: '', isSecret: true },
  ],
  static: [{ name: 'TURN_STATIC', text: 'A JSON list of RTCIceServer, on one line', byDefault: '' }],
};

const ALWAYS: readonly Question[] = [
  { name: 'REGION', text: 'Region of the functions: that of the database', byDefault: 'us-central1' },
  { name: 'STUN_URLS', text: 'STUN servers, separated by commas', byDefault: 'stun:stun.l.google.com:19302,stun:stun.cloudflare.com:3478' },
  { name: 'ENFORCE_APP_CHECK', text: 'Refuse clients without an App Check token (true, false)', byDefault: 'true' },
];

export type Answers = Readonly<Record<string, string>>;

/** The next question, or undefined after the last one. A value that is set already is offered as the answer. */
export function nextQuestion(answers: Answers, set: Answers): Question | undefined {
  const provider = answers[PROVIDER.name];
  const questions = provider === undefined ? [PROVIDER] : [...(OF_PROVIDER[provider] ?? []), ...ALWAYS];
  const next = questions.find(({ name }) => answers[name] === undefined);
  return next && { ...next, byDefault: set[next.name] ?? next.byDefault };
}

/** The defect of the settings, as the function would say it; undefined when it could mint. */
export function checkAnswers(answers: Answers): string | undefined {
  return problemOf(answers, answers['TURN_SECRET'] ?? UNSET_SECRET);
}

/** For Secret Manager: the secret must exist, also where no provider needs one. */
export function secretOf(answers: Answers): string {
  return SECRET_PROVIDERS.includes(answers['TURN_PROVIDER'] ?? '') ? (answers['TURN_SECRET'] ?? '') : UNSET_SECRET;
}

/** The params file with the answers in it: other lines stay as they are, and no secret is among them. */
export function writeAnswers(file: string, answers: Answers): string {
  const params = Object.entries(answers).filter(([name]) => name !== 'TURN_SECRET');
  const lines = file.split('\n').filter((line) => !params.some(([name]) => line.startsWith(`${name}=`)));
  const kept = lines.join('\n').trim();
  return `${kept === '' ? '' : `${kept}\n`}${params.map(([name, value]) => `${name}=${quote(value)}`).join('\n')}\n`;
}

/** As Node and the CLI read it back: JSON holds quotes and spaces. */
function quote(value: string): string {
  return /^[\w:./?=,-]*$/.test(value) ? value : `'${value}'`;
}
