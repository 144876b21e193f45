import { functionsOrigin } from './hosting.ts';
import { mergeSettings, problemOf, SECRET_PROVIDERS } from './settings.ts';

/** The Firebase CLI, asked a question. */
export type AskFirebase = (args: readonly string[]) => Promise<{ readonly code: number; readonly stdout: string }>;

export interface DeployInput {
  /** From `--project`, or what `firebase use` has chosen. */
  readonly project: string | undefined;
  readonly withFunctions: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A file's text, empty when it isn't there. */
  readonly read: (path: string) => string;
  readonly firebase: AskFirebase;
}

export interface Findings {
  /** Without these it would fail half-way: sentences with what to do. */
  readonly missing: readonly string[];
  /** It works, and may surprise the owner. */
  readonly warnings: readonly string[];
}

const WITHOUT = 'or deploy without functions: npm run deploy -- --without-functions';

/** Everything that is missing, listed before the first upload. */
export async function findMissing(input: DeployInput): Promise<Findings> {
  const { project, firebase, withFunctions } = input;
  if (project === undefined) return { missing: ['No project is chosen: npx firebase use --add'], warnings: [] };
  const listed = await firebase(['projects:list', '--json']);
  if (listed.code !== 0) return { missing: ['The Firebase CLI is not logged in, or can’t reach Google: npx firebase login'], warnings: [] };
  if (!projectsIn(listed.stdout).includes(project)) {
    return { missing: [`${project} is not among your projects: npx firebase use --add, or npx firebase login with another account`], warnings: [] };
  }
  return withFunctions ? await findMissingOfFunctions(input, project) : { missing: [], warnings: [] };
}

async function findMissingOfFunctions({ firebase, read, environment }: DeployInput, project: string): Promise<Findings> {
  const settings = mergeSettings(read('functions/.env'), read(`functions/.env.${project}`));
  const provider = settings['TURN_PROVIDER'] ?? '';
  // Fails without billing as well: Secret Manager is only there with it.
  const secret = await firebase(['functions:secrets:access', 'TURN_SECRET', '--project', project]);
  if (secret.code !== 0) {
    return { missing: [`${project} has no secret TURN_SECRET, or no billing (the Blaze plan), which functions need: npm run setup, ${WITHOUT}`], warnings: [] };
  }
  const problem = problemOf(settings, secret.stdout);
  const missing = problem === undefined ? [] : [`The relay’s settings can’t work (${problem}): npm run setup, or correct functions/.env.${project}`];
  const isOpen = settings['ENFORCE_APP_CHECK'] === 'false';
  const hasKey = (environment['VITE_APP_CHECK_SITE_KEY'] ?? '') !== '';
  const warnings = [
    ...(SECRET_PROVIDERS.includes(provider) && !isOpen && !hasKey
      ? ['App Check is enforced and VITE_APP_CHECK_SITE_KEY names no key: no visitor will be given a relay (README, App Check)'] : []),
    ...(SECRET_PROVIDERS.includes(provider) && isOpen ? ['ENFORCE_APP_CHECK is false: scripts are given relay credentials too, within the limits'] : []),
  ];
  return { missing, warnings };
}

function projectsIn(answer: string): readonly string[] {
  try {
    const { result } = JSON.parse(answer) as { readonly result?: readonly { readonly projectId?: string }[] };
    return (result ?? []).flatMap(({ projectId }) => projectId ?? []);
  } catch {
    return [];
  }
}

export interface DeployPlan {
  /** What the CLI is told to do. */
  readonly args: readonly string[];
  /** What the web app is built with: it has to know where the functions are. */
  readonly env: Readonly<Record<string, string>>;
  /** Origins of the project's own that the page may connect to. */
  readonly connect: readonly string[];
}

/** The region of the functions unless anything says otherwise, here as in the app. */
const DEFAULT_REGION = 'us-central1';

export function planDeploy({ project, withFunctions, environment, read }: Pick<DeployInput, 'project' | 'withFunctions' | 'environment' | 'read'>): DeployPlan {
  // TTL, which is among the indexes, is refused without billing.
  const only = withFunctions ? 'firestore,functions,hosting' : 'firestore:rules,hosting';
  const args = ['deploy', '--only', only, ...(project === undefined ? [] : ['--project', project])];
  // Without functions the page can't ask for a relay, and has to delete its calls itself.
  if (!withFunctions) return { args, env: { VITE_RELAY: 'none', VITE_CLEAN_UP: 'parties' }, connect: [] };
  const region = set(environment['VITE_FUNCTIONS_REGION']) ?? mergeSettings(read('functions/.env'), read(`functions/.env.${project ?? ''}`))['REGION'];
  // A page may be built for another project than the one that serves it.
  const asked = set(environment['VITE_FIREBASE_PROJECT_ID']) ?? project;
  return {
    args,
    env: region === undefined ? {} : { VITE_FUNCTIONS_REGION: region },
    connect: asked === undefined ? [] : [functionsOrigin(asked, region ?? DEFAULT_REGION)],
  };
}

function set(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
