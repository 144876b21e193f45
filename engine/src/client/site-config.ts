/** The configuration that the page's own site serves. */
import { AppError } from '../base/errors.ts';
import { loadConfig, type AppConfig, type Variables } from './hosting-config.ts';

export { readConfig, type AppConfig } from './hosting-config.ts';

/**
 * Reads what Firebase Hosting, or `npm start`, serves at `/__/firebase/init.json`: the project, its emulators, and what the
 * site sets under `firelink`. Give the function itself to `createClient`, which asks again after a failure.
 *
 * @param variables `VITE_…` variables by name, which override it field by field
 * @throws AppError `offline` or `unavailable` when the site doesn't answer, `failed` when no project is named
 */
export function loadSiteConfig(variables: Variables = {}): Promise<AppConfig> {
  return loadConfig(fetchText, variables);
}

async function fetchText(path: string): Promise<string | undefined> {
  try {
    const response = await fetch(path);
    // A failing server doesn't say whether there is a configuration.
    if (response.status >= 500) throw new Error(`${path}: ${response.status}`);
    return response.ok ? await response.text() : undefined;
  } catch (error) {
    throw new AppError(navigator.onLine ? 'unavailable' : 'offline', { cause: error });
  }
}
