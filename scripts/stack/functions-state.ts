import { Missing } from '../machine/missing.ts';

/** Functions are discovered before the emulators say that they are ready; this is for a slow disk. */
const LISTED_MS = 30_000;
const BETWEEN_MS = 250;

export interface FunctionsState {
  readonly region: string;
  readonly names: readonly string[];
}

interface Backends {
  readonly backends: readonly {
    readonly functionTriggers: readonly { readonly entryPoint: string; readonly region?: string; readonly regions?: readonly string[] }[];
  }[];
}

/** Functions that fail to load don't fail the emulators, so ask for the list. @throws Missing when it stays empty */
export async function awaitFunctions(host: string, port: number, logFile: string): Promise<FunctionsState> {
  const deadline = Date.now() + LISTED_MS;
  while (Date.now() < deadline) {
    const triggers = await list(host, port);
    const region = triggers[0]?.region ?? triggers[0]?.regions?.[0];
    if (region !== undefined) return { region, names: triggers.map(({ entryPoint }) => entryPoint) };
    await new Promise((resolve) => {
      setTimeout(resolve, BETWEEN_MS);
    });
  }
  throw new Missing(`The functions did not load: the emulator lists none of them. Its log is ${logFile}.`);
}

async function list(host: string, port: number): Promise<Backends['backends'][number]['functionTriggers']> {
  try {
    const answer = await fetch(`http://${host}:${port}/backends`);
    const { backends } = (await answer.json()) as Backends;
    return backends.flatMap(({ functionTriggers }) => functionTriggers);
  } catch {
    return [];
  }
}
